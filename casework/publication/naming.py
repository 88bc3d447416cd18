"""Whom and what a payload names: outlets, documents, actors, places; and the words it is found by exactly."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from casework.incidents.models import ClaimKind
from casework.publication.models.thing import ThingKind
from casework.publication.projections.acled import acled_row
from casework.publication.projections.ged import ged_row
from casework.publication.projections.reading import Unfit

Data = dict[str, Any]
Name = tuple[str, str]


def place_key(place: Mapping[str, Any]) -> str:
    """Return the identifier of a place: GeoNames' number, or a hash of its names where that has none."""
    if place["geonames_id"]:
        return f"gn-{place['geonames_id']}"
    country = place["country"]["iso3"] if place["country"] else ""
    names = "\n".join([country, place["admin1"], place["admin2"], place["admin3"], place["name"]])
    return f"cw-{sha256(names.encode()).hexdigest()[:12]}"


def things_in(payload: Mapping[str, Any]) -> dict[Name, Data]:
    """Return everything that the payload names, by kind and key, each as the world reads it."""
    things: dict[Name, Data] = {(ThingKind.SOURCE, each["slug"]): dict(each) for each in payload["sources"]}
    for claim in payload["claims"]:
        citation = claim["citation"]
        document = {**citation["document"], "source": citation["source"]}
        things[ThingKind.DOCUMENT, str(document["id"])] = document
        if claim["kind"] == ClaimKind.ATTRIBUTION and claim["actor"]:
            things[ThingKind.ACTOR, str(claim["actor"]["id"])] = dict(claim["actor"])
    if payload["place"]["name"]:
        place = _place(payload["place"])
        things[ThingKind.PLACE, place["key"]] = place
    return things


def _place(place: Mapping[str, Any]) -> Data:
    keys = ("name", "admin1", "admin2", "admin3", "geonames_id", "latitude", "longitude", "precision")
    country = place["country"]["iso3"] if place["country"] else None
    return {"key": place_key(place), "country": country, **{key: place[key] for key in keys}}


def marks_of(payload: Mapping[str, Any]) -> list[str]:
    """Return the words by which a row is found exactly, each as `what:value`.

    One column with one index serves every such filter, so that a new filter needs no new column.
    """
    date, place = payload["date"], payload["place"]
    marks = {f"{kind}:{key}" for kind, key in things_in(payload)}
    marks |= {f"weapon_type:{term['code']}" for term in payload["weapon_types"]}
    if payload["target_type"]:
        marks.add(f"target_type:{payload['target_type']['code']}")
    marks |= {f"claim_kind:{claim['kind']}" for claim in payload["claims"]}
    marks |= {f"outcome:{number['outcome']}" for number in payload["numbers"] if _says_a_number(number)}
    said = {
        "admin1": place["admin1"],
        "admin2": place["admin2"],
        "place_precision": place["precision"],
        "date_precision": date["precision"],
        "duration": date["duration"],
        "time_of_day": date["time_of_day"],
    }
    marks |= {f"{what}:{value}" for what, value in said.items() if value}
    marks |= left_out(payload)
    return sorted(marks)


def left_out(payload: Mapping[str, Any]) -> set[str]:
    """Return in which other data set's shape the payload has no place, and why not, as marks."""
    marks = set()
    for name, project in (("acled", acled_row), ("ged", ged_row)):
        try:
            project(payload)
        except Unfit as reason:
            marks |= {f"not_in:{name}", f"not_in_{name}:{reason}"}
    return marks


def _says_a_number(number: Mapping[str, Any]) -> bool:
    return any(number[key] for key in ("low", "best", "high"))
