"""What a second coder fills in: the fields of an incident's own form, and what incidents prove by claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.accounts.models import Desk, User
from casework.codebook.models import Actor
from casework.coding.fields import FIELDS
from casework.coding.models import Exercise, Verdict
from casework.core.errors import NotPermitted
from casework.core.fields import CountField
from casework.core.refusal import RefusableForm
from casework.core.text import storable
from casework.incidents.forms import FactsForm, ListedField, PlainField, RowField
from casework.incidents.models import AttributionBasis
from casework.sources.models import Document

NOBODY = "nobody"
_LARGEST = 999_999
# As many as can be looked through; older ones are for other exercises.
_OFFERED = 60
# A draft is what people type into one form; more than that was not typed by anybody.
_LONGEST_DRAFT = 50_000
# What a list begins with is no answer: nothing is chosen before somebody chooses.
_UNKNOWN = ("time_of_day", "location_precision")
_NOT_CODED = ("csrfmiddlewaretoken", "do", "fill", "find")


def _count(label: Any, help_text: Any = "") -> CountField:
    return CountField(label=label, required=False, min_value=0, max_value=_LARGEST, help_text=help_text)


class AttemptForm(FactsForm):
    """One person's own reading of some sources."""

    killed_low = _count(gettext_lazy("Killed, low"))
    killed_best = _count(
        gettext_lazy("Killed, best"),
        gettext_lazy("One number alone goes here and counts for all three. Leave all empty for unknown."),
    )
    killed_high = _count(gettext_lazy("Killed, high"), gettext_lazy("Empty where it is open-ended."))
    perpetrator = RowField(label=gettext_lazy("Who did it"))
    co_perpetrator = RowField(label=gettext_lazy("And who else"))
    basis = ListedField(
        label=gettext_lazy("What that rests on"), choices=[("", "–"), *AttributionBasis.choices]
    )

    def __init__(self, data: QueryDict | None = None, *, typed: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=_initial(typed or {}), auto_id="edit-%s", use_required_attribute=False)
        del self.fields["duration_kind"], self.fields["place_as_reported"]
        for field in self.fields.values():
            # Nobody else's values stand here, so none have to be told from this person's.
            field.show_hidden_initial = False
        self._offer_countries()
        self._offer_terms()
        self._offer_actors()

    def _offer_actors(self) -> None:
        rows: dict[str, Any] = {str(actor.pk): actor for actor in Actor.objects.order_by("name", "pk")}
        named = [(key, str(actor)) for key, actor in rows.items()]
        self._row_field("co_perpetrator").offer(rows, named)
        nobody = (NOBODY, gettext_lazy("Nobody identified"))
        self._row_field("perpetrator").offer({NOBODY: NOBODY, **rows}, [nobody, *named])

    def coded(self) -> dict[str, Any]:
        """Return what was coded, as `values.of_fields` takes it. Raises BadInput."""
        said = self.parsed()
        first, second = said.pop("perpetrator"), said.pop("co_perpetrator")
        named = {actor.pk: actor for actor in (first, second) if isinstance(actor, Actor)}
        said |= {name: said[name] or "unknown" for name in _UNKNOWN}
        said["perpetrators"] = list(named.values()) if first or second else None
        return said


class CodingForm(AttemptForm):
    """A second coding: it also says whether the coder had known the first."""

    is_blind = forms.ChoiceField(
        label=gettext_lazy("Did you know how this incident was filled in before you coded it?"),
        choices=[
            ("yes", gettext_lazy("No, I coded from the sources alone")),
            ("no", gettext_lazy("Yes, or partly")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )

    def clean_is_blind(self) -> bool:
        if not self.cleaned_data["is_blind"]:
            raise forms.ValidationError(
                gettext_lazy("Say whether you had known it: only blind codings measure agreement.")
            )
        return bool(self.cleaned_data["is_blind"] == "yes")


class AnswerForm(AttemptForm):
    """What a supervisor knows to be right about the sources of a task, and why."""

    explanation = PlainField(
        rows=4,
        is_fact=False,
        label=gettext_lazy("Explanation"),
        help_text=gettext_lazy("Shown with the result: which words say so, and which rule applies."),
    )


class ExerciseForm(RefusableForm):
    """A new exercise."""

    title = PlainField(is_fact=False, label=gettext_lazy("Title"))
    desk_id = forms.ChoiceField(
        label=gettext_lazy("Desk"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose one of your desks.")},
    )

    def __init__(self, desks: Sequence[Desk], data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="exercise-%s", use_required_attribute=False)
        self.desks = {str(desk.pk): desk for desk in desks}
        cast("forms.ChoiceField", self.fields["desk_id"]).choices = [
            (key, str(desk)) for key, desk in self.desks.items()
        ]

    def desk(self) -> Desk:
        """Return the desk that was chosen, or the only one. Raises BadInput and NotPermitted."""
        if not self.desks:
            raise NotPermitted(_("Only supervisors make exercises. Ask one of them."))
        chosen = self.parsed()["desk_id"]
        return self.desks[chosen] if chosen else next(iter(self.desks.values()))


class TaskForm(RefusableForm):
    """The documents of a new task, out of the desk's newest."""

    documents = forms.MultipleChoiceField(
        label=gettext_lazy("Documents"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("Choose documents of the list.")},
    )

    about = PlainField(
        is_fact=False,
        label=gettext_lazy("Which attack is meant"),
        help_text=gettext_lazy("In a few words and without an answer, where the texts tell of several."),
    )

    def __init__(self, exercise: Exercise, user: User, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="task-%s", use_required_attribute=False)
        rows = Document.objects.visible_to(user).filter(desks=exercise.desk_id, snapshots__isnull=False)
        newest = rows.select_related("source").distinct().order_by("-pk")[:_OFFERED]
        cast("forms.MultipleChoiceField", self.fields["documents"]).choices = [
            (each.pk, f"{each.title} ({each.source})") for each in newest
        ]


def _initial(typed: Mapping[str, Any]) -> dict[str, Any]:
    """Return the words of a draft as the fields show them."""
    lists = ("weapon_types",)
    kept = {name: words if name in lists else words[-1] for name, words in typed.items() if words}
    return {**dict.fromkeys(_UNKNOWN, "unknown"), **kept}


def draft_of(sent: QueryDict) -> dict[str, list[str]]:
    """Return what stands in a form that was sent, to be kept as it is."""
    kept: dict[str, list[str]] = {}
    room = _LONGEST_DRAFT
    for name, words in sent.lists():
        if name in CodingForm.base_fields and name not in _NOT_CODED:
            kept[name] = [storable(word)[:room] for word in words]
            room = max(0, room - sum(map(len, kept[name])))
    return kept


class VerdictForm(RefusableForm):
    """Which of two codings is right about one field, and why."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    field = forms.CharField(required=False, widget=forms.HiddenInput)
    choice = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        choices=Verdict.Choice,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": gettext_lazy("Choose one of the three decisions.")},
    )
    reason = PlainField(rows=2, is_fact=False, label=gettext_lazy("Reason"))

    def __init__(self, field: str = "", data: QueryDict | None = None) -> None:
        prefix = field if field in FIELDS else "verdict"
        super().__init__(data, initial={"field": field}, auto_id=f"{prefix}-%s", use_required_attribute=False)
