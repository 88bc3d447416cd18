"""What a colleague changed while somebody filled in the same form, and the form on top of that."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casework.core.text import storable
from casework.incidents.forms import EditForm, filled_in, in_words
from casework.incidents.models import Incident


@dataclass(frozen=True, slots=True)
class Overtaken:
    """A field that says something else now than on the page; `yours` is empty where you left it alone."""

    name: str
    label: str
    now: str
    yours: str
    values: list[str]

    @property
    def as_json(self) -> str:
        """What the field says now, for the browser."""
        return json.dumps({self.name: self.values})


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
        if _plain(values) != _plain(before) and not (is_mine and _plain(values) == _plain(typed)):
            found.append((name, now[name], form[name].value() if is_mine else "", values))
        data.setlist(f"initial-{name}", values)
        if not is_mine:
            data.setlist(name, values)
    data["seen"] = str(incident.version)
    fresh = EditForm(incident, data)
    return fresh, [
        Overtaken(
            name,
            str(fresh.fields[name].label),
            in_words(fresh, name, value),
            in_words(fresh, name, yours) if name in mine else "",
            values,
        )
        for name, value, yours, values in found
    ]


def filled(form: EditForm, values: Mapping[str, Sequence[str]], *, adds: bool = True) -> EditForm:
    """Return the form with these values in it, beside everything that was typed.

    A weapon is added to those that are chosen, unless `adds` is False.
    """
    data = form.sent.copy()
    for name, given in values.items():
        kept = data.getlist(name) if adds and name == "weapon_types" else []
        data.setlist(name, [*kept, *(each for each in given if each not in kept)])
    return EditForm(form.incident, data)


def _sent(form: EditForm, name: str) -> list[str]:
    return [str(each) for each in form.sent.getlist(name)]


def _as_sent(value: Any) -> list[str]:
    """Return a value as a browser would send it."""
    if isinstance(value, list):
        return [str(each) for each in value]
    return ["" if value is None else str(value)]


def _plain(values: Sequence[str]) -> list[str]:
    return sorted(text for each in values if (text := storable(each).strip()))
