"""What a person types beside a move or a comment. The rules are the services'; forms only parse."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any, cast

from django import forms
from django.db.models import TextChoices
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from casework.accounts.models import Desk, Role, User
from casework.codebook.models import Term
from casework.core.errors import BadInput
from casework.core.refusal import RefusableForm
from casework.core.widgets import DayInput
from casework.incidents.models import Priority
from casework.review.workflow import TRANSITIONS, Transition

Choices = Sequence[tuple[str, str]]

# Whoever approves numbers without a public source says so.
CONFIRMATION = "confirm_no_public_source"
# And whoever approves although a source changed, or was not looked at lately.
SOURCES_CONFIRMATION = "confirm_sources"


class Part(TextChoices):
    """The part of an incident that a return or a comment is about."""

    DATE = "date", gettext_lazy("Date")
    PLACE = "place", gettext_lazy("Place")
    NUMBERS = "numbers", gettext_lazy("Numbers")
    ATTRIBUTION = "attribution", gettext_lazy("Attribution")
    TYPE = "type", gettext_lazy("Type")
    TARGET = "target", gettext_lazy("Target")
    WEAPONS = "weapons", gettext_lazy("Weapons")
    SOURCES = "sources", gettext_lazy("Sources and quotes")
    SUMMARY = "summary", gettext_lazy("Title and summary")
    GRADE = "grade", gettext_lazy("Grade")
    OTHER = "other", gettext_lazy("Something else")


class TakeForm(RefusableForm):
    """Whether the work begins at once, and what is given back for it."""

    seen = forms.IntegerField(required=False)
    start = forms.BooleanField(required=False)
    instead_of = forms.CharField(required=False, max_length=24)


class UndoForm(RefusableForm):
    """The version that a press on Undo takes back."""

    seen = forms.IntegerField(required=False)


class MoveForm(RefusableForm):
    """Everything that may come with a move; each transition asks for its own part of it."""

    # The page writes the version that it shows, also beside a form that was refused for an older one.
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    code = forms.ChoiceField(label=gettext_lazy("Reason"), required=False)
    field = forms.ChoiceField(
        label=gettext_lazy("What has to be mended"), choices=[("", "–"), *Part.choices], required=False
    )
    waits_for = forms.CharField(label=gettext_lazy("What we wait for"), required=False)
    waits_on = forms.CharField(label=gettext_lazy("From whom"), required=False)
    until = forms.DateField(label=gettext_lazy("Until"), required=False, widget=DayInput)
    confirm_sources = forms.BooleanField(
        label=gettext_lazy("Approve although sources changed or were not looked at lately"), required=False
    )
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )
    confirm_no_public_source = forms.BooleanField(
        label=gettext_lazy("Approve the numbers without a public source"), required=False
    )

    def __init__(
        self, transition: Transition, reasons: Choices, data: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, auto_id=f"{transition.name}-%s", use_required_attribute=False)
        self.transition = transition
        for name in set(self.fields) - {"seen", *asked_by(transition)}:
            del self.fields[name]
        if "code" in self.fields:
            self.fields["code"] = forms.ChoiceField(
                label=self.fields["code"].label, choices=[("", "–"), *reasons], required=False
            )


# Needs of the workflow whose form fields have other names.
_FIELDS_OF = {"public_numbers": (CONFIRMATION,), "settled_sources": (SOURCES_CONFIRMATION, "note")}


def asked_by(transition: Transition) -> list[str]:
    """Return the names of the fields that a person fills in for the transition."""
    return [name for need in transition.needs for name in _FIELDS_OF.get(need, (need,))]


def reasons_for(transitions: Iterable[Transition]) -> dict[str, list[tuple[str, str]]]:
    """Return the reason codes that may be chosen today, by vocabulary. One query."""
    wanted = {each.reasons for each in transitions if each.reasons}
    found: dict[str, list[tuple[str, str]]] = {vocabulary: [] for vocabulary in wanted}
    for term in Term.objects.filter(vocabulary__in=wanted).current() if wanted else ():
        found[term.vocabulary_id].append((term.code, term.label))
    return found


def move_form(sent: QueryDict) -> MoveForm:
    """Return the form of the transition that was sent; raises BadInput when there is no such move."""
    name = sent.get("transition", "")
    transition = TRANSITIONS.get(name)
    if transition is None or not transition.is_offered:
        raise BadInput(_("“%(name)s” is not a move. Choose one of those on the page.") % {"name": name[:40]})
    return MoveForm(transition, reasons_for([transition]).get(transition.reasons, []), sent)


class PostponeForm(RefusableForm):
    """Until when a person puts an incident aside: one of the usual times, or another."""

    MORNING = time(8)
    when = forms.ChoiceField(
        label=gettext_lazy("Put aside"),
        choices=[
            ("hour", gettext_lazy("for an hour")),
            ("half_day", gettext_lazy("for four hours")),
            ("tomorrow", gettext_lazy("until tomorrow at 8:00")),
            ("monday", gettext_lazy("until Monday at 8:00")),
            ("other", gettext_lazy("until another time")),
        ],
    )
    until = forms.DateTimeField(
        label=gettext_lazy("Another time"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, auto_id="postpone-%s", use_required_attribute=False)

    def moment(self) -> datetime | None:
        """Return the time that was chosen, by the person's clock; raises BadInput for what cannot be read."""
        said = self.parsed()
        now = timezone.localtime()
        days_to_monday = 7 - now.weekday()
        chosen: dict[str, datetime | None] = {
            "hour": now + timedelta(hours=1),
            "half_day": now + timedelta(hours=4),
            "tomorrow": self._morning(now, 1),
            "monday": self._morning(now, days_to_monday),
            "other": said["until"],
        }
        return chosen[said["when"]]

    def _morning(self, now: datetime, days: int) -> datetime:
        return timezone.make_aware(datetime.combine(now.date() + timedelta(days=days), self.MORNING))


class CommentForm(RefusableForm):
    """What a person says, and the part of the incident that it is about."""

    text = forms.CharField(
        label=gettext_lazy("Comment"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto", "data-does": "comment"}),
        help_text=gettext_lazy("Name a colleague with @ to call them."),
    )
    field = forms.ChoiceField(
        label=pgettext_lazy("comment", "About"),
        choices=[("", gettext_lazy("The whole incident")), *Part.choices],
        required=False,
    )


def due_field() -> forms.DateTimeField:
    """Until when something has to be done, by the person's clock."""
    return forms.DateTimeField(
        label=gettext_lazy("Due"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


class OrderForm(RefusableForm):
    """Who works on an incident, how soon, and until when: what the person may set of it."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    to = forms.ChoiceField(label=gettext_lazy("Assigned to"), required=False)
    priority = forms.TypedChoiceField(label=gettext_lazy("Priority"), choices=Priority, coerce=int)
    due_at = due_field()

    def __init__(self, people: Choices, *, is_whole: bool, **kwargs: Any) -> None:
        super().__init__(auto_id="order-%s", use_required_attribute=False, **kwargs)
        self.fields["to"] = forms.ChoiceField(
            label=self.fields["to"].label, choices=[("", gettext("nobody")), *people], required=False
        )
        if not is_whole:
            del self.fields["priority"], self.fields["due_at"]


class TagForm(RefusableForm):
    """A tag to put an incident under."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    tag = forms.CharField(
        label=gettext_lazy("Tag"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"dir": "auto", "list": "tags", "autocomplete": "off"}),
    )

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, auto_id="tagging-%s", use_required_attribute=False)


class TagNameForm(RefusableForm):
    """What a tag is to be called."""

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=40, widget=forms.TextInput(attrs={"dir": "auto"})
    )


class SeveralForm(RefusableForm):
    """What is done to several incidents, with the fields that this step asks for."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    to = forms.ChoiceField(label=gettext_lazy("Person"), required=False)
    tag = forms.CharField(
        label=gettext_lazy("Tag"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"dir": "auto", "list": "tags", "autocomplete": "off"}),
    )
    priority = forms.ChoiceField(
        label=gettext_lazy("Priority"), choices=[("", "–"), *Priority.choices], required=False
    )
    due_at = due_field()
    into = forms.ChoiceField(label=gettext_lazy("The incident that stays"), required=False)
    code = forms.ChoiceField(label=gettext_lazy("Reason"), required=False)
    field = MoveForm.base_fields["field"]
    note = MoveForm.base_fields["note"]

    def __init__(
        self,
        asks: Sequence[str],
        data: Mapping[str, Any] | None = None,
        *,
        people: Choices = (),
        reasons: Choices = (),
        staying: Choices = (),
    ) -> None:
        super().__init__(data, auto_id="several-%s", use_required_attribute=False)
        for name in set(self.fields) - {"token", *asks}:
            del self.fields[name]
        if "to" in self.fields:
            nobody = [("", "–"), ("nobody", gettext("nobody"))]
            self.fields["to"] = forms.ChoiceField(
                label=self.fields["to"].label, choices=[*nobody, *people], required=False
            )
        for name, choices in (("code", [("", "–"), *reasons]), ("into", staying)):
            if name in self.fields:
                label = self.fields[name].label
                self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False)
        for name in asks[:1]:
            # The hands stay on the keyboard from the list to the report.
            self.fields[name].widget.attrs["autofocus"] = True

    def details(self) -> dict[str, Any]:
        """Return what the services take beside incident and version; raises BadInput."""
        said = {name: value for name, value in self.parsed().items() if name != "token"}
        if "to" in said:
            to = said.pop("to")
            if to.isdigit():
                return {"to": int(to)}
            return {"to": None if to == "nobody" else to} if to else {}
        if "priority" in said:
            return {"priority": int(said["priority"])} if said["priority"] else {}
        if "due_at" in said:
            return {"due_at": said["due_at"].isoformat() if said["due_at"] else None}
        return {name: value or "" for name, value in said.items()}


class SearchForm(RefusableForm):
    """The name of a saved search, and the desk that it is shared with."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=80,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Give the search a name.")},
    )
    desk = forms.ModelChoiceField(
        label=gettext_lazy("Share with"),
        queryset=Desk.objects.none(),
        required=False,
        empty_label=gettext_lazy("nobody: it is mine"),
    )

    def __init__(self, user: User, data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(data, use_required_attribute=False, **kwargs)
        field = cast("forms.ModelChoiceField[Desk]", self.fields["desk"])
        field.queryset = Desk.objects.filter(pk__in=user.desks_with(Role.VIEWER))
