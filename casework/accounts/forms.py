"""What a person types to make a key, to invite, to join. The rules are the services'; forms only parse."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth.forms import BaseUserCreationForm
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.accounts.keys import LONGEST
from casework.accounts.models import ApiKey, Desk, Role, Scope, Service, User
from casework.accounts.policies import desks_to_invite_to, may_hold, owners_of_services
from casework.core.refusal import RefusableForm
from casework.core.shortcuts import NOTIFICATION, PAIR, SHORTCUTS, bound
from casework.core.widgets import DayInput

LIFE = dict.fromkeys(("min_value", "max_value"), _("Choose a life between one day and 366 days."))


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth has no types
    """Who it is, and the password. Nothing else is done on this page, so typing begins here."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autofocus"] = True


class KeyForm(RefusableForm):
    """What a key is for, what a program may do with it, and for how long."""

    name = forms.CharField(
        label=_("What it is for"),
        required=False,
        max_length=ApiKey._meta.get_field("name").max_length,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        help_text=_("Such as “weekly map of the Sahel”."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("A program may"), choices=Scope.choices, required=False, initial=[Scope.READ]
    )
    days = forms.IntegerField(
        label=_("For how many days"),
        min_value=1,
        max_value=LONGEST.days,
        initial=90,
        help_text=_("At most 366. A new password ends all your keys before."),
        error_messages=LIFE,
    )

    def __init__(self, person: User, values: Any = None) -> None:
        super().__init__(values, use_required_attribute=False)
        field = cast("forms.MultipleChoiceField", self.fields["scopes"])
        held = [scope for scope in Scope if may_hold(person, scope)]
        field.widget = forms.CheckboxSelectMultiple(choices=[(each, each.label) for each in held])

    def said(self) -> dict[str, Any]:
        """Return what `create_key` takes; BadInput: something cannot be read."""
        parsed = self.parsed()
        return {
            "name": parsed["name"],
            "scopes": parsed["scopes"],
            "lasts_for": timedelta(days=parsed["days"]),
        }


class ServiceForm(RefusableForm):
    """What a service is, who answers for it, and how far it reaches."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        help_text=_("As the history calls it, such as “Map of the Sahel”."),
    )
    purpose = forms.CharField(
        label=_("What it is for"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    contact = forms.CharField(
        label=_("Contact"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "dir": "ltr"}),
        help_text=_("The mail address of whoever runs the program, for questions."),
    )
    owner = forms.ModelChoiceField(
        label=_("Owner"),
        queryset=User.objects.none(),
        empty_label=None,
        help_text=_("The colleague who answers for it. When they are deactivated its keys end."),
    )
    desks = forms.ModelMultipleChoiceField(
        label=_("Desks"), queryset=Desk.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    scopes = forms.MultipleChoiceField(
        label=_("It may"), choices=Scope.choices, initial=[Scope.READ], widget=forms.CheckboxSelectMultiple
    )
    ends_on = forms.DateField(label=_("Last day"), widget=DayInput)

    def __init__(self, person: User, values: Any = None, service: Service | None = None) -> None:
        super().__init__(values, initial=_said_of(service, person), use_required_attribute=False)
        owners = owners_of_services(person)
        if service:
            owners = owners | User.objects.filter(pk=service.owner_id)
        cast("forms.ModelChoiceField[User]", self.fields["owner"]).queryset = owners.distinct()
        desks = Desk.objects.filter(pk__in=person.desks_with(Role.SUPERVISOR))
        if service:
            desks = desks | Desk.objects.filter(services=service)
        cast("forms.ModelMultipleChoiceField[Desk]", self.fields["desks"]).queryset = desks.distinct()

    def said(self) -> dict[str, Any]:
        """Return what `create_service` and `change_service` take; BadInput: something cannot be read."""
        return self.parsed()


def _said_of(service: Service | None, person: User) -> dict[str, Any]:
    if service is None:
        return {"owner": person.pk, "ends_on": timezone.now().date() + timedelta(days=366)}
    return {
        "name": service.account.name,
        "purpose": service.purpose,
        "contact": service.contact,
        "owner": service.owner_id,
        "desks": [desk.pk for desk in service.desks.all()],
        "scopes": service.scopes,
        "ends_on": service.expires_at.date(),
    }


class ServiceKeyForm(RefusableForm):
    """For how long a key of a service opens doors, and on which machine it lies."""

    name = forms.CharField(
        label=_("Where it lies"),
        required=False,
        max_length=ApiKey._meta.get_field("name").max_length,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        help_text=_("Such as “web server”, so that the right key is renewed."),
    )
    days = forms.IntegerField(
        label=_("For how many days"), min_value=1, max_value=LONGEST.days, initial=366, error_messages=LIFE
    )

    def said(self) -> dict[str, Any]:
        """Return what `create_key` takes beside the scopes; BadInput: something cannot be read."""
        parsed = self.parsed()
        return {"name": parsed["name"], "lasts_for": timedelta(days=parsed["days"])}


class RenewalForm(RefusableForm):
    """How long the old key still works beside the new one."""

    days = forms.TypedChoiceField(
        label=_("The old key still works for"),
        coerce=int,
        choices=[(1, _("a day")), (7, _("a week")), (30, _("30 days"))],
        initial=7,
    )

    def said(self) -> timedelta:
        """Return how long; BadInput: it cannot be read."""
        return timedelta(days=self.parsed()["days"])


class InvitationForm(RefusableForm):
    """Whom to ask in, to which desk, for what."""

    email = forms.CharField(
        label=_("Mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "dir": "ltr"}),
    )
    desk = forms.ModelChoiceField(label=_("Desk"), queryset=Desk.objects.none(), empty_label=None)
    role = forms.ChoiceField(
        label=_("Role"),
        choices=Role.choices,
        initial=Role.VERIFIER,
        help_text=_("Each role includes the ones before it."),
    )

    def __init__(self, person: User, values: Any = None) -> None:
        super().__init__(values, use_required_attribute=False)
        cast("forms.ModelChoiceField[Desk]", self.fields["desk"]).queryset = desks_to_invite_to(person)

    def said(self) -> dict[str, Any]:
        """Return what `invite` takes; BadInput: something cannot be read."""
        parsed = self.parsed()
        return {"email": parsed["email"], "desk": parsed["desk"], "role": Role(parsed["role"])}


class JoiningForm(BaseUserCreationForm[User]):
    """Name and password of somebody who was invited; their mail address is that of the invitation."""

    class Meta:
        model = User
        fields = ["username", "name", "time_zone"]

    def __init__(self, email: str, values: Any = None) -> None:
        super().__init__(values)
        # Before validation: a password that is like the address is refused.
        self.instance.email = email


class HabitsForm(RefusableForm):
    """What follows a decision, and a field for the key of each action."""

    goes_on = forms.BooleanField(label=_("Open the next incident after a decision"), required=False)
    shortcuts_on = forms.BooleanField(label=_("Single keys do something"), required=False)
    away_until = forms.DateField(
        label=_("Away until"),
        required=False,
        widget=DayInput,
        help_text=_("The last day of an absence. Until then no work is given to you by rule."),
    )

    def __init__(self, person: User, values: Any = None) -> None:
        now = {name: getattr(person, name) for name in ("goes_on", "shortcuts_on", "away_until")}
        super().__init__(values, initial=now, use_required_attribute=False)
        for each in bound(person.shortcuts):
            self.fields[f"key-{each.action}"] = forms.CharField(
                label=each.label,
                required=False,
                max_length=20,
                initial=each.shown,
                widget=forms.TextInput(attrs={"size": 5, "autocomplete": "off", "autocapitalize": "off"}),
            )

    def keys_of_the_page(self) -> list[forms.BoundField]:
        """Return the fields of the keys that count everywhere."""
        return [self[f"key-{each.action}"] for each in SHORTCUTS if not each.place]

    def keys_of_a_pair(self) -> list[forms.BoundField]:
        """Return the fields of the keys that count while a pair is in focus."""
        return [self[f"key-{each.action}"] for each in SHORTCUTS if each.place == PAIR]

    def keys_of_a_notification(self) -> list[forms.BoundField]:
        """Return the fields of the keys that count while a notification is in focus."""
        return [self[f"key-{each.action}"] for each in SHORTCUTS if each.place == NOTIFICATION]

    def said(self) -> dict[str, Any]:
        """Return what `choose_habits` takes; an empty field is the usual key again."""
        parsed = self.parsed()
        keys = {name.removeprefix("key-"): key for name, key in parsed.items() if name.startswith("key-")}
        habits = {name: parsed[name] for name in ("goes_on", "shortcuts_on", "away_until")}
        return {**habits, "keys": keys}
