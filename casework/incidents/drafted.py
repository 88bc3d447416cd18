"""Unsaved words over a newer version: each field as it was, as a colleague left it, and as it was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms

from casework.accounts.models import User
from casework.incidents.figures import current_assessments
from casework.incidents.forms import AssessForm, labelled
from casework.incidents.models import Assessment, Draft, Incident, Rule
from casework.incidents.overtaken import Overtaken, plain

Values = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Done:
    """Who made the value that a draft meets, and when."""

    actor: User
    at: datetime


@dataclass(frozen=True, slots=True)
class Meeting:
    """A draft on top of what its form says now."""

    rows: list[Overtaken] = field(default_factory=list)
    # What the form would send: as typed, with the colleague's values in what the person left alone.
    fields: dict[str, list[str]] = field(default_factory=dict)
    # The form in which the words go on, where it has another name by now.
    form: str = ""
    # Why the words can go nowhere; they are still there to be read and copied.
    ended: str = ""


# By the first word of a form's name; a layer above adds those of its own forms.
Comparer = Callable[[Draft, str, Incident, User], "Meeting | None"]
_COMPARERS: dict[str, Comparer] = {}


def compare_with(kind: str, comparer: Comparer) -> None:
    """Let drafts of this kind of form be compared by it when something has changed."""
    _COMPARERS[kind] = comparer


def meeting_of(draft: Draft, kind: str, which: str, incident: Incident, user: User) -> Meeting | None:
    """Return what a draft meets today; None where nothing has changed, or nothing can be compared."""
    if draft.seen == incident.version or kind not in _COMPARERS:
        return None
    return _COMPARERS[kind](draft, which, incident, user)


def compared(
    form: forms.BaseForm, draft: Draft, *, was: Values, now: Values, done: Done | None = None
) -> Meeting:
    """Compare field by field. What only the colleague changed is taken over, and told all the same."""
    fields = draft.fields
    rows = []
    for name, theirs in now.items():
        before, typed = list(was.get(name, ())), fields.get(name, [])
        is_mine = plain(typed) != plain(before)
        if plain(theirs) != plain(before) and not (is_mine and plain(theirs) == plain(typed)):
            rows.append(_row(form, name, before, list(theirs), typed, is_mine=is_mine, done=done))
        if not is_mine:
            fields[name] = list(theirs)
    return Meeting(rows, fields | {f"initial-{name}": list(theirs) for name, theirs in now.items()})


def _row(
    form: forms.BaseForm,
    name: str,
    before: list[str],
    theirs: list[str],
    typed: list[str],
    *,
    is_mine: bool,
    done: Done | None,
) -> Overtaken:
    asked = form.fields[name]
    yours = labelled(asked, typed) if is_mine else ""
    label = str(asked.label)
    return Overtaken(
        name, label, labelled(asked, before), labelled(asked, theirs), yours, theirs, typed, done
    )


def as_filled(form: forms.BaseForm, names: Iterable[str]) -> dict[str, list[str]]:
    """Return what a form would send of these fields, as it stands filled in."""
    return {name: [_text(form[name].value())] for name in names}


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def kept_before(draft: Draft, names: Iterable[str]) -> dict[str, list[str]] | None:
    """Return what the fields held when the page was made, as the form itself noted; None if it did not."""
    fields = draft.fields
    noted = {name: fields.get(f"initial-{name}") for name in names}
    return {name: said for name, said in noted.items() if said is not None} if all(noted.values()) else None


def _assessment(draft: Draft, which: str, incident: Incident, _user: User) -> Meeting | None:
    """Compare rule and reason with those of the colleague who signed the number since."""
    outcome, _dash, category = which.partition("-")
    found = current_assessments(incident)
    signed = next((each for each in found if (each.outcome, each.category) == (outcome, category)), None)
    was = kept_before(draft, ("rule", "reason"))
    if was is None or signed is None:
        return None
    form = AssessForm(outcome=outcome, category=category)
    form.fields["rule"] = forms.ChoiceField(label=form.fields["rule"].label, choices=_rules(signed))
    now = {"rule": [signed.rule], "reason": [signed.reason]}
    return compared(form, draft, was=was, now=now, done=Done(signed.signed_by, signed.signed_at))


def _rules(signed: Assessment) -> list[tuple[str, str]]:
    """Return the rules by name; that of the number which is signed says what it made."""
    return [
        (rule.value, f"{rule.label} · {signed.numbers}" if rule == signed.rule else str(rule.label))
        for rule in Rule
    ]


def hang() -> None:
    """Compare what this floor's own forms hold."""
    compare_with("assess", _assessment)
