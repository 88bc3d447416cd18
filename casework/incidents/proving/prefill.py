"""What the forms propose for selected words. A person corrects or accepts it; nothing is saved here."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import Any

from casework.codebook.finding import places_like
from casework.codebook.models import Actor, Place
from casework.extraction.casualties import read_casualties_of
from casework.extraction.days import read_day, read_time_of_day
from casework.incidents.models import ClaimKind, LocationPrecision, Qualifier, TimeOfDay
from casework.incidents.proving.about import About

# Of a list of suggestions, what is not among the first is looked for with other words.
SUGGESTED = 8
# Longer words are a sentence: then the names in it are looked for.
LONGEST_NAME = 60
_NAME = re.compile(
    r"\b(?:in|at|near|of|to|from|outside|around|between|beside|and|called)\s+"
    r"((?:[A-ZÀ-ÖØ-Þ][\w’'-]+)(?:[ -][A-ZÀ-ÖØ-Þ][\w’'-]+)*)"
)
_NOT_IN_IT = re.compile(
    r"\b(?:near|next to|close to|beside|outside|around|kilomet(?:er|re)s?|km|miles?)\b", re.I
)
_NAMES_TRIED = 4
# The people behind a number: the next word.
_COUNTED = re.compile(r"(?:\s+[\w’'-]+)?")


def proposal(about: About, words: str, published_on: datetime.date | None) -> dict[str, Any]:
    """Return what the words seem to say, by the names of the form's fields. No query."""
    if about.kind == ClaimKind.CASUALTIES:
        return {"outcome": about.value, **_numbers(about, words)}
    if about == About.DATE:
        return {
            "date_edtf": read_day(words, published_on),
            "time_of_day": read_time_of_day(words) or TimeOfDay.UNKNOWN,
        }
    if about == About.PLACE:
        name = next(iter(names_in(words)), "")
        # Of a whole sentence only the name is what it says of the place.
        return {"find": name, **({"as_reported": name} if name and len(words) > LONGEST_NAME else {})}
    if about == About.PERPETRATOR:
        return {"find": words if len(words) <= LONGEST_NAME else ""}
    return {}


def _numbers(about: About, words: str) -> dict[str, Any]:
    read = read_casualties_of(about.value, words)
    if read is None:
        return {"qualifier": Qualifier.EXACTLY}
    names = ("category", "low", "best", "high", "qualifier", "is_part")
    said: dict[str, Any] = {name: getattr(read, name) for name in names}
    if len(words) > LONGEST_NAME and (counted := _COUNTED.match(words, read.end)):
        said["as_reported"] = words[read.start : counted.end()]
    return said


def names_in(words: str) -> list[str]:
    """Return the names of places in the words, as English marks them, else the words themselves."""
    return list(dict.fromkeys(_NAME.findall(words)))[:_NAMES_TRIED] or [words[:LONGEST_NAME]]


def places_for(words: str, country_id: str | None) -> list[Place]:
    """Return places that bear a name of the words, those of the incident's country first."""
    found: dict[int, Place] = {}
    for name in names_in(words) if words.strip() else ():
        found |= {place.pk: place for place in places_like(name)}
    near = sorted(found.values(), key=lambda place: bool(country_id) and place.country_id != country_id)
    return near[:SUGGESTED]


def actors_for(words: str) -> list[Actor]:
    """Return actors that the words name, and those whose name or alias resembles them."""
    if not words.strip():
        return []
    named = list(Actor.objects.named_in(words)[:SUGGESTED])
    alike = Actor.objects.named_like(words[:LONGEST_NAME])[:SUGGESTED] if len(named) < SUGGESTED else ()
    return list({actor.pk: actor for actor in (*named, *alike)}.values())[:SUGGESTED]


def place_meant(found: Sequence[Place], country_id: str | None) -> Place | None:
    """Return the one place found that bears exactly the name, in the incident's country if it has one.

    A place that only resembles the words, or one of several namesakes, is for a person to choose.
    """
    exact = [
        place
        for place in found
        if getattr(place, "is_exact", False) and country_id in (None, place.country_id)
    ]
    return exact[0] if len(exact) == 1 else None


def precision_for(words: str, place: Place | None) -> str:
    """Propose how exact the place is: near where the words say so, else exact for a place on the ground."""
    if _NOT_IN_IT.search(words):
        return LocationPrecision.NEAR
    is_spot = place is not None and place.feature in ("P", "S")
    return LocationPrecision.EXACT if is_spot else LocationPrecision.UNKNOWN
