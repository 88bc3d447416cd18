"""What a person types about rules. The services know what is right; forms only parse."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Desk, Role, User
from casework.core.refusal import RefusableForm
from casework.sources.feeds.rules import Wanted, phrases_in
from casework.sources.models import Feed, KeywordRule

_BOX = {"rows": 4, "dir": "auto", "spellcheck": "false"}


class RuleForm(RefusableForm):
    """Words in three boxes, a language and a feed; the desk only where there are several."""

    any_of = forms.CharField(
        label=_("Any of these"),
        required=False,
        widget=forms.Textarea(attrs=_BOX),
        help_text=_(
            "One word or phrase a line, or with commas between. “attack*” finds attacks and attacked."
        ),
    )
    all_of = forms.CharField(
        label=_("And all of these"), required=False, widget=forms.Textarea(attrs={**_BOX, "rows": 2})
    )
    none_of = forms.CharField(
        label=_("And none of these"), required=False, widget=forms.Textarea(attrs={**_BOX, "rows": 2})
    )
    language = forms.CharField(
        label=_("Language"),
        required=False,
        max_length=8,
        help_text=_("Such as fr. Items of other languages are left out; those without one are not."),
    )
    feed = forms.ModelChoiceField(
        label=_("Feed"), queryset=Feed.objects.none(), required=False, empty_label=_("All feeds of the desk")
    )
    desk = forms.ModelChoiceField(
        label=_("Desk"), queryset=Desk.objects.none(), required=False, empty_label=None
    )

    def __init__(self, by: User, rule: KeywordRule | None = None, data: QueryDict | None = None) -> None:
        super().__init__(data, initial=_as_typed(rule) if rule else {}, auto_id="rule-%s")
        self.rule = rule
        desks = Desk.objects.filter(pk__in=by.desks_with(Role.SUPERVISOR)).order_by("name")
        self.desks = list(desks)
        cast("forms.ModelChoiceField[Desk]", self.fields["desk"]).queryset = desks
        feeds = Feed.objects.visible_to(by).select_related("source").order_by("source__name", "pk")
        cast("forms.ModelChoiceField[Feed]", self.fields["feed"]).queryset = feeds
        if rule is not None or len(self.desks) < 2:
            # Nothing to choose: a rule stays at its desk.
            self.fields["desk"].widget = forms.HiddenInput()

    def said(self) -> tuple[Desk | None, Wanted]:
        """Return the desk and what was typed; raises BadInput for what cannot be read."""
        found: dict[str, Any] = self.parsed()
        first = self.desks[0] if self.desks else None
        desk = self.rule.desk if self.rule else found["desk"] or first
        return desk, Wanted(
            any_of=phrases_in(found["any_of"]),
            all_of=phrases_in(found["all_of"]),
            none_of=phrases_in(found["none_of"]),
            language=found["language"].strip().lower(),
            feed=found["feed"],
        )


def _as_typed(rule: KeywordRule) -> dict[str, Any]:
    words = {name: "\n".join(getattr(rule, name)) for name in ("any_of", "all_of", "none_of")}
    return {**words, "language": rule.language, "feed": rule.feed_id, "desk": rule.desk_id}
