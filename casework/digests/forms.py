"""What a person says about their mail. The rules are the services'; forms only parse."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from casework.core.refusal import RefusableForm
from casework.digests import services
from casework.digests.models import Cadence, Subscription


class MailForm(RefusableForm):
    """How often, when, in which calendar and language."""

    cadence = forms.ChoiceField(
        label=_("A summary"),
        choices=[(each.value, each.label) for each in Cadence if each != Cadence.AT_ONCE],
    )
    weekday = forms.TypedChoiceField(
        label=_("On"), choices=list(WEEKDAYS.items()), coerce=int, help_text=_("For a weekly summary.")
    )
    hour = forms.TypedChoiceField(
        label=_("At"), choices=[(hour, f"{hour:02}:00") for hour in range(24)], coerce=int
    )
    time_zone = forms.CharField(
        label=_("Time zone"),
        required=False,
        max_length=64,
        widget=forms.TextInput(attrs={"list": "time-zones", "autocomplete": "off", "dir": "ltr"}),
        help_text=_("Such as Africa/Bamako. Every page shows times in it."),
    )
    language = forms.ChoiceField(label=_("Language of the mail"), choices=settings.LANGUAGES)
    at_once = forms.BooleanField(
        label=_("Mail me within minutes when somebody names me or gives me an incident"), required=False
    )
    searches = forms.TypedMultipleChoiceField(
        label=_("Searches in the summary"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The summary lists what came new into them."),
    )

    def __init__(self, wish: Subscription, values: Any = None) -> None:
        found = services.searches_to_follow(wish.user)
        initial = {
            "cadence": wish.cadence,
            "weekday": wish.weekday,
            "hour": wish.hour,
            "time_zone": wish.user.time_zone,
            "language": wish.user.language,
            "at_once": services.is_called(wish.user),
            "searches": [pk for pk, _name, is_followed in found if is_followed],
        }
        super().__init__(values, initial=initial, use_required_attribute=False)
        searches = cast("forms.TypedMultipleChoiceField", self.fields["searches"])
        searches.choices = [(pk, name) for pk, name, _is_followed in found]
        if not found:
            del self.fields["searches"]
