"""Which column of a file fills which field, and how its dates are written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

from casework.core.errors import BadInput


class DateOrder(models.TextChoices):
    """How 1/2/2020 is to be understood. 2020-02-01 and words are always read."""

    NONE = "none", gettext_lazy("Not at all: say so in the report")
    DAY_FIRST = "day_first", gettext_lazy("Day first: 1 February")
    MONTH_FIRST = "month_first", gettext_lazy("Month first: 2 January")


@dataclass(frozen=True, slots=True)
class Field:
    """Something that a column can fill. `known` are headings by which it is recognised, folded."""

    name: str
    label: str | StrPromise
    known: tuple[str, ...]
    hint: str | StrPromise = ""


FIELDS: tuple[Field, ...] = (
    Field(
        "key",
        gettext_lazy("Key of the row"),
        (
            "id",
            "key",
            "ref",
            "reference",
            "case id",
            "event id",
            "event id cnty",
            "incident id",
            "numero",
            "no",
        ),
        gettext_lazy("By which the row is known again. Without it, a row that changed is another row."),
    ),
    Field(
        "title",
        gettext_lazy("Title"),
        ("title", "headline", "titre", "name of incident"),
        gettext_lazy("Without it: the event type, the place and the date."),
    ),
    Field("summary", gettext_lazy("Summary"), ("summary", "notes", "description", "resume", "narrative")),
    Field("date", gettext_lazy("Date"), ("date", "event date", "date start", "day", "jour", "start date")),
    Field("date_end", gettext_lazy("Last day"), ("date end", "end date", "fin", "last day")),
    Field(
        "date_precision",
        gettext_lazy("Precision of the date"),
        ("date precision", "precision of date", "time precision"),
        gettext_lazy("day, month, year or about."),
    ),
    Field("country", gettext_lazy("Country"), ("country", "pays", "iso3", "country code")),
    Field("admin1", gettext_lazy("First-level area"), ("admin1", "adm 1", "region", "province", "state")),
    Field("admin2", gettext_lazy("Second-level area"), ("admin2", "adm 2", "district", "cercle", "county")),
    Field(
        "place_name",
        gettext_lazy("Place"),
        ("place", "location", "lieu", "village", "town", "localite", "city"),
    ),
    Field("latitude", gettext_lazy("Latitude"), ("latitude", "lat", "y")),
    Field("longitude", gettext_lazy("Longitude"), ("longitude", "lon", "lng", "long", "x")),
    Field(
        "coordinates",
        gettext_lazy("Coordinates in one column"),
        ("coordinates", "coordonnees", "gps", "point"),
        gettext_lazy("Latitude first, such as 14.73, -6.12."),
    ),
    Field(
        "location_precision",
        gettext_lazy("How exact the place is"),
        ("location precision", "place precision", "geo precision"),
    ),
    Field(
        "event_type", gettext_lazy("Event type"), ("event type", "type", "type of event", "type d evenement")
    ),
    Field("sub_event_type", gettext_lazy("Sub-event type"), ("sub event type", "subtype", "sub type")),
    Field("target_type", gettext_lazy("Target"), ("target", "target type", "cible")),
    Field(
        "weapon_types",
        gettext_lazy("Weapons"),
        ("weapon", "weapons", "weapon type", "arme", "armes"),
        gettext_lazy("Several are parted by a semicolon."),
    ),
    Field("actor", gettext_lazy("Actor"), ("actor", "actor1", "perpetrator", "side a", "auteur", "acteur")),
    Field(
        "killed", gettext_lazy("Killed"), ("killed", "fatalities", "deaths", "best", "morts", "tues", "dead")
    ),
    Field(
        "killed_low", gettext_lazy("Killed, at least"), ("killed low", "low", "fatalities low", "deaths low")
    ),
    Field(
        "killed_high",
        gettext_lazy("Killed, at most"),
        ("killed high", "high", "fatalities high", "deaths high"),
    ),
    Field("injured", gettext_lazy("Injured"), ("injured", "wounded", "blesses")),
    Field(
        "attributed_to",
        gettext_lazy("Who says so"),
        ("source", "sources", "reported by", "outlet", "source name"),
    ),
    Field(
        "address",
        gettext_lazy("Address of the source"),
        ("url", "link", "address", "source url", "lien", "adresse"),
        gettext_lazy("It is fetched, and stands beside the incident to be cited."),
    ),
    Field(
        "passage",
        gettext_lazy("Quoted passage"),
        ("quote", "passage", "citation", "excerpt", "extrait"),
        gettext_lazy("The words that prove it. Without them, the whole row is quoted."),
    ),
    Field(
        "tags",
        gettext_lazy("Tags"),
        ("tags", "tag", "keywords", "etiquettes"),
        gettext_lazy("Several are parted by a semicolon."),
    ),
    Field("priority", gettext_lazy("Priority"), ("priority", "priorite", "urgency")),
)
BY_NAME = {each.name: each for each in FIELDS}


@dataclass(frozen=True, slots=True)
class Columns:
    """The heading of the column for each field that has one, and how cells are read."""

    by_field: dict[str, str] = field(default_factory=dict)
    dates: DateOrder = DateOrder.NONE
    # A row is brought in although a cell of it cannot be read, which then fills nothing.
    is_lenient: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return what is kept in the database."""
        return {"columns": self.by_field, "dates": self.dates.value, "is_lenient": self.is_lenient}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Columns:
        """Return what was kept, or nothing chosen."""
        dates = DateOrder(kept.get("dates", DateOrder.NONE))
        return cls(dict(kept.get("columns", {})), dates, bool(kept.get("is_lenient")))

    def fitting(self, headings: Sequence[str]) -> Columns:
        """Return those of the columns that the file has."""
        there = {name: heading for name, heading in self.by_field.items() if heading in headings}
        return Columns(there, self.dates, self.is_lenient)

    def refuse_unusable(self, headings: Sequence[str]) -> None:
        """Raise BadInput where the columns are not the file's, or no incident could come of them."""
        for name, heading in self.by_field.items():
            if name not in BY_NAME or heading not in headings:
                raise BadInput(_("The file has no column “%(name)s”.") % {"name": heading[:60]}, field=name)
        if not {"title", "event_type", "place_name"} & self.by_field.keys():
            raise BadInput(
                _("Choose the column of the title, or of the event type or the place to make one of."),
                field="title",
            )
        if {"latitude", "longitude"} & self.by_field.keys() and "coordinates" in self.by_field:
            raise BadInput(
                _("Choose latitude and longitude, or the one column with both, but not all three."),
                field="coordinates",
            )
        if len({"latitude", "longitude"} & self.by_field.keys()) == 1:
            raise BadInput(_("A point needs latitude and longitude. Choose both columns."), field="latitude")


def propose(headings: Sequence[str]) -> Columns:
    """Return the columns that their headings name, each for one field at most."""
    folded = {_folded(heading): heading for heading in reversed(headings)}
    found: dict[str, str] = {}
    for each in FIELDS:
        words = (each.name.replace("_", " "), *each.known)
        heading = next((folded[word] for word in words if word in folded), None)
        if heading is not None and heading not in found.values():
            found[each.name] = heading
    return Columns(found)


def _folded(heading: str) -> str:
    plain = unicodedata.normalize("NFKD", heading.casefold())
    letters = "".join(each for each in plain if not unicodedata.combining(each))
    return " ".join(re.findall(r"[^\W_]+", letters))
