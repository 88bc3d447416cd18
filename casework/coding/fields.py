"""The fields in which two codings are compared: what of each, by which metric, and in which words.

Nominal: two values are the same or not. Ordinal: precisions, from one day to a year. Interval: days, whose
zero is arbitrary. Ratio: people killed, where 1 instead of 2 matters more than 101 instead of 102.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.codebook.models import Country, Place, Term
from casework.coding.alpha import Metric, Value
from casework.core.dates import DatePrecision
from casework.core.wording import date_in_words
from casework.incidents.models import AttributionBasis, LocationPrecision, TimeOfDay

Coded = Mapping[str, Any]
_WIDTHS = {name: rank for rank, name in enumerate(DatePrecision.values)}


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that both coders say."""

    name: str
    label: Promise | str
    metric: Metric
    # What is compared: a key or a number, None where the coder said nothing.
    value: Callable[[Coded], Value]
    words: Callable[[Coded], str]
    # Which fields of the incident take over the second coding's value. None: they rest on claims or numbers.
    edits: tuple[str, ...] = ()


def compared(first: Coded, second: Coded) -> dict[str, list[Value]]:
    """Return of each field what is compared of both codings, as JSON keeps it."""
    return {name: [_kept(field.value(first)), _kept(field.value(second))] for name, field in FIELDS.items()}


def differing(pairs: Mapping[str, list[Value]]) -> list[str]:
    """Return the names of the fields in which two codings are not the same; nothing said is a difference."""
    return [name for name, (first, second) in pairs.items() if first != second]


def _kept(value: Value) -> Value:
    """Return a set of codes as one text: JSON has no tuples, and lists cannot be counted."""
    return "+".join(map(str, value)) if isinstance(value, tuple) else value


def edits_of(field: Field, coded: Coded) -> dict[str, Any]:
    """Return what `edit_incident` takes to put the coded value into an incident. Rows are looked up."""
    return {name: _ROWS[name](coded[name]) if name in _ROWS else _plain(name, coded) for name in field.edits}


def _plain(name: str, coded: Coded) -> Any:
    value = coded[name]
    return "" if value is None and name in ("latitude", "longitude") else value


def _term(data: Mapping[str, Any] | None) -> Term | None:
    return Term.objects.filter(pk=data["id"]).first() if data else None


def _terms(data: list[Mapping[str, Any]]) -> list[Term]:
    return list(Term.objects.filter(pk__in=[each["id"] for each in data]))


_ROWS: dict[str, Callable[[Any], Any]] = {
    "country": lambda data: Country.objects.filter(pk=data["iso3"]).first() if data else None,
    "place": lambda data: Place.objects.filter(pk=data["id"]).first() if data else None,
    "event_type": _term,
    "sub_event_type": _term,
    "target_type": _term,
    "weapon_types": _terms,
}


def _day(coded: Coded) -> Value:
    """Return the earliest day as a number of days; None where the date is open before, or not given."""
    return date.fromisoformat(coded["date_earliest"]).toordinal() if coded["date_earliest"] else None


def _width(coded: Coded) -> Value:
    return _WIDTHS[coded["date_precision"]] if coded["date_edtf"] else None


def _width_words(coded: Coded) -> str:
    return str(DatePrecision(coded["date_precision"]).label) if coded["date_edtf"] else "–"


def _date_words(coded: Coded) -> str:
    days = [
        date.fromisoformat(coded[name]) if coded[name] else None for name in ("date_earliest", "date_latest")
    ]
    return date_in_words(coded["date_edtf"], *days) if coded["date_edtf"] else "–"


def _folded(name: str) -> Callable[[Coded], Value]:
    """Compare names without case and accents: “Sokolo” and “SOKOLÓ” are the same place."""

    def value(coded: Coded) -> Value:
        letters = unicodedata.normalize("NFKD", coded[name]).casefold()
        return " ".join("".join(c for c in letters if not unicodedata.combining(c)).split()) or None

    return value


def _text(name: str) -> Callable[[Coded], str]:
    return lambda coded: coded[name] or "–"


def _code(name: str, key: str = "code") -> Callable[[Coded], Value]:
    return lambda coded: coded[name][key] if coded[name] else None


def _label(name: str, key: str = "label") -> Callable[[Coded], str]:
    return lambda coded: coded[name][key] if coded[name] else "–"


def _choice(name: str, choices: Any) -> tuple[Callable[[Coded], Value], Callable[[Coded], str]]:
    """Compare one of a column's listed values; unknown is nothing said."""

    def value(coded: Coded) -> Value:
        return coded[name] if coded[name] not in ("", "unknown") else None

    return value, lambda coded: str(choices(coded[name]).label) if value(coded) else "–"


def _weapons(coded: Coded) -> Value:
    """Compare the whole set: one weapon more is another value, so α errs on the strict side."""
    return tuple(sorted(each["code"] for each in coded["weapon_types"])) or None


def _perpetrators(coded: Coded) -> Value:
    """Compare all named actors as one; nobody identified is a value too, nothing said is none."""
    named = coded["perpetrators"]
    return None if named is None else tuple(sorted(each["id"] for each in named))


def _perpetrators_words(coded: Coded) -> str:
    if coded["perpetrators"] is None:
        return "–"
    return ", ".join(each["name"] for each in coded["perpetrators"]) or _("Nobody identified")


def _number(name: str) -> tuple[Callable[[Coded], Value], Callable[[Coded], str]]:
    return lambda coded: coded[name], lambda coded: "–" if coded[name] is None else str(coded[name])


_PLACE = ("place", "place_name", "admin2", "admin3", "latitude", "longitude", "coordinate_uncertainty_m")
N, O, I, R = Metric.NOMINAL, Metric.ORDINAL, Metric.INTERVAL, Metric.RATIO  # noqa: E741  one letter a column
_l = gettext_lazy
FIELDS: dict[str, Field] = {
    each.name: each
    for each in (
        Field("date", _l("Date"), I, _day, _date_words, ("date_edtf",)),
        Field("date_precision", _l("How exact the date is"), O, _width, _width_words, ("date_edtf",)),
        Field("time_of_day", _l("Time of day"), N, *_choice("time_of_day", TimeOfDay), ("time_of_day",)),
        Field("country", _l("Country"), N, _code("country", "iso3"), _label("country", "name"), ("country",)),
        Field("admin1", _l("First-level area"), N, _folded("admin1"), _text("admin1"), ("admin1",)),
        Field("place", _l("Place"), N, _folded("place_name"), _text("place_name"), _PLACE),
        Field(
            "location_precision",
            _l("How exact the place is"),
            N,
            *_choice("location_precision", LocationPrecision),
            ("location_precision", *_PLACE),
        ),
        Field(
            "event_type",
            _l("Event type"),
            N,
            _code("event_type"),
            _label("event_type"),
            ("event_type", "sub_event_type"),
        ),
        Field(
            "sub_event_type",
            _l("Sub-event type"),
            N,
            _code("sub_event_type"),
            _label("sub_event_type"),
            ("event_type", "sub_event_type"),
        ),
        Field("target_type", _l("Target"), N, _code("target_type"), _label("target_type"), ("target_type",)),
        Field(
            "weapon_types",
            _l("Weapons"),
            N,
            _weapons,
            lambda c: ", ".join(w["label"] for w in c["weapon_types"]) or "–",
            ("weapon_types",),
        ),
        Field("killed_low", _l("Killed, low"), R, *_number("killed_low")),
        Field("killed_best", _l("Killed, best"), R, *_number("killed_best")),
        Field("killed_high", _l("Killed, high"), R, *_number("killed_high")),
        Field("perpetrators", _l("Who did it"), N, _perpetrators, _perpetrators_words),
        Field("basis", _l("What that rests on"), N, *_choice("basis", AttributionBasis)),
    )
}
