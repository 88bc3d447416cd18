"""What an incident says, part by part: compared beside another one, and chosen from in a merge.

A part is what people decide as one: a date with its precision, a place with its coordinates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.core.wording import date_in_words
from casework.incidents.models import Grade, Incident, LocationPrecision

Values = dict[str, Any]
# The narrower a place, the more it says.
_EXACTNESS = list(LocationPrecision)


@dataclass(frozen=True, slots=True)
class Part:
    """One part: the columns (or the rows beside the incident) that say it, and how it reads.

    `join` makes one value of both, where that makes sense. `exactness` is lower for what says more.
    """

    name: str
    label: str | Promise
    columns: tuple[str, ...]
    words: Callable[[Incident], str]
    join: Callable[[Incident, Incident], Values] | None = None
    exactness: Callable[[Incident], int] | None = None
    is_rows: bool = False

    def values(self, incident: Incident) -> Values:
        """Return what the incident holds, by column; rows by their primary keys, in order."""
        if self.is_rows:
            return {name: keys_of(getattr(incident, name).all()) for name in self.columns}
        return {name: getattr(incident, name) for name in self.columns}


def keys_of(rows: Iterable[Model]) -> list[int]:
    """Return the primary keys of rows, in order."""
    return sorted(row.pk for row in rows)


def _text(name: str) -> Callable[[Incident], str]:
    return lambda incident: str(getattr(incident, name) or "")


def _choice(name: str, empty: str) -> Callable[[Incident], str]:
    return lambda incident: (
        "" if getattr(incident, name) == empty else str(getattr(incident, f"get_{name}_display")())
    )


def _both_texts(name: str, between: str) -> Callable[[Incident, Incident], Values]:
    def join(survivor: Incident, donor: Incident) -> Values:
        texts = dict.fromkeys([getattr(survivor, name), getattr(donor, name)])
        return {name: between.join(text for text in texts if text)}

    return join


def _both_weapons(survivor: Incident, donor: Incident) -> Values:
    keys = {*keys_of(survivor.weapon_types.all()), *keys_of(donor.weapon_types.all())}
    return {"weapon_types": sorted(keys)}


def _when(incident: Incident) -> str:
    return date_in_words(incident.date_edtf, incident.date_earliest, incident.date_latest)


def _days(incident: Incident) -> int:
    if incident.date_earliest is None or incident.date_latest is None:
        return 1_000_000
    return (incident.date_latest - incident.date_earliest).days


def _where(incident: Incident) -> str:
    names = [incident.place_name, incident.admin3, incident.admin2, incident.admin1]
    names.append(str(incident.country or ""))
    known = ", ".join(name for name in names if name)
    point = "" if incident.latitude is None else f"{incident.latitude}, {incident.longitude}"
    exact = incident.get_location_precision_display() if known or point else ""
    return " · ".join(word for word in (known, point, exact) if word)


def _narrowness(incident: Incident) -> int:
    """A point without a country is no better than none: it could not be submitted."""
    narrow = _EXACTNESS.index(LocationPrecision(incident.location_precision))
    return narrow if incident.country_id else narrow + len(_EXACTNESS)


def _kind(incident: Incident) -> str:
    return " · ".join(str(each) for each in (incident.event_type, incident.sub_event_type) if each)


def _weapons(incident: Incident) -> str:
    return ", ".join(str(each) for each in incident.weapon_types.all())


_WHERE = ("admin1", "admin2", "admin3", "place_name", "latitude", "longitude", "location_precision")
PARTS: Mapping[str, Part] = {
    part.name: part
    for part in (
        Part("title", _("Title"), ("title",), _text("title")),
        Part("summary", _("Summary"), ("summary",), _text("summary"), _both_texts("summary", "\n\n")),
        Part(
            "date",
            _("Date"),
            ("date_edtf", "date_earliest", "date_latest", "date_precision"),
            _when,
            exactness=_days,
        ),
        Part("time_of_day", _("Time of day"), ("time_of_day",), _choice("time_of_day", "unknown")),
        Part("duration", _("Duration"), ("duration_kind",), _choice("duration_kind", "single")),
        Part(
            "place",
            _("Place"),
            ("country_id", "place_id", "coordinate_uncertainty_m", *_WHERE),
            _where,
            exactness=_narrowness,
        ),
        Part(
            "place_as_reported",
            _("Place as reported"),
            ("place_as_reported",),
            _text("place_as_reported"),
            _both_texts("place_as_reported", "; "),
        ),
        Part("kind", _("Type"), ("event_type_id", "sub_event_type_id"), _kind),
        Part("target", _("Target"), ("target_type_id",), _text("target_type")),
        Part("weapons", _("Weapons"), ("weapon_types",), _weapons, _both_weapons, is_rows=True),
        Part("grade", _("Grade"), ("grade",), _choice("grade", Grade.UNASSESSED)),
    )
}
