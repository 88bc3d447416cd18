"""What a colleague changed while somebody filled in the same form, and the form on top of that."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import QueryDict

from casework.audit.models import Entry
from casework.core.text import storable
from casework.incidents.forms import EditForm, filled_in, in_words
from casework.incidents.models import Incident
from casework.incidents.reading import last_changes

if TYPE_CHECKING:
    from casework.incidents.drafted import Done

# The fields of the comparison in which somebody chose between two values.
_CHOICE = "choice-"
THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Overtaken:
    """A field that says something else now than on the page; `yours` is empty where you left it alone."""

    name: str
    label: str
    was: str
    now: str
    yours: str
    values: list[str]
    typed: list[str]
    # Who changed it and when, where that is known.
    change: Entry | Done | None

    @property
    def choice(self) -> str:
        """The name of the field in which the person chooses."""
        return f"{_CHOICE}{self.name}"

    @property
    def theirs_as_json(self) -> str:
        """What the field says now, for the browser."""
        return json.dumps({self.name: self.values})

    @property
    def mine_as_json(self) -> str:
        """What the person typed, for the browser."""
        return json.dumps({self.name: self.typed})


def rebased(form: EditForm, incident: Incident) -> tuple[EditForm, list[Overtaken]]:
    """Return the form on top of the incident as it is now, and each field in which the two differ.

    What the person changed stays as typed; what they left alone says what the colleague made of it, so that
    saving again takes nothing back. Fields in which both typed the same are not told.
    """
    data, now, mine = form.sent.copy(), filled_in(incident), {*form.changed}
    found = []
    for name in form.facts:
        before, typed = _sent(form, f"initial-{name}"), _sent(form, name)
        values = _as_sent(now[name])
        is_mine = name in mine
        if plain(values) != plain(before) and not (is_mine and plain(values) == plain(typed)):
            found.append((name, before, now[name], form[name].value() if is_mine else ""))
        data.setlist(f"initial-{name}", values)
        if not is_mine:
            data.setlist(name, values)
    data["seen"] = str(incident.version)
    fresh = EditForm(incident, data)
    changes = last_changes(incident, [name for name, *_ in found])
    return fresh, [
        Overtaken(
            name,
            str(fresh.fields[name].label),
            in_words(fresh, name, before if isinstance(value, list) else "".join(before[:1])),
            in_words(fresh, name, value),
            in_words(fresh, name, yours) if name in mine else "",
            _as_sent(value),
            _sent(form, name),
            changes.get(name),
        )
        for name, before, value, yours in found
    ]


def settled(sent: QueryDict) -> QueryDict:
    """Return what was sent, with the colleague's value in each field in which the person chose it.

    The colleague's values came with the page, as what the fields held when it was made.
    """
    data = sent.copy()
    for key in sent:
        if key.startswith(_CHOICE) and sent[key] == THEIRS:
            name = key.removeprefix(_CHOICE)
            data.setlist(name, sent.getlist(f"initial-{name}"))
    return data


def filled(form: EditForm, values: Mapping[str, Sequence[str]]) -> EditForm:
    """Return the form with these values in it, beside everything that was typed. Weapons are added."""
    data = form.sent.copy()
    for name, given in values.items():
        kept = data.getlist(name) if name == "weapon_types" else []
        data.setlist(name, [*kept, *(each for each in given if each not in kept)])
    return EditForm(form.incident, data)


def _sent(form: EditForm, name: str) -> list[str]:
    return [str(each) for each in form.sent.getlist(name)]


def _as_sent(value: Any) -> list[str]:
    """Return a value as a browser would send it."""
    if isinstance(value, list):
        return [str(each) for each in value]
    return ["" if value is None else str(value)]


def plain(values: Sequence[str]) -> list[str]:
    """Return what was sent for a field so that two of the same meaning are equal."""
    return sorted(text for each in values if (text := storable(each).strip()))
