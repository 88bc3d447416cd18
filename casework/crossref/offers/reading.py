"""Keep what a document's newest text tells of attacks as rows that incidents are compared with."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q
from django.db.models.functions import Left

from casework.codebook.models import Actor, ActorKind, Country, Place, PlaceFeature
from casework.core.geo import distance_km
from casework.crossref.grid import own_cell_sql, space_sql, time_sql
from casework.crossref.models import Mention
from casework.crossref.offers.told import (
    CHARACTERS,
    NEWS_DAYS,
    PAST_DAYS,
    Told,
    gathered,
    names_of,
    read_sentences,
)
from casework.sources.models import Document, Tie, TieKind

# Of one text: a list of attacks of a whole year is no report of one.
MOST_MENTIONS = 12
# Namesakes in the countries that the text names, the largest first.
NAMESAKES = 2
# How far from its point an attack “at” a place may be, and one in something wide.
AT_KM, WIDE_KM, COUNTRY_KM = 5.0, 60.0, 800.0
# Whom a text names because they fought, and not because they spoke.
_FIGHTERS = (ActorKind.REBEL_GROUP, ActorKind.POLITICAL_MILITIA, ActorKind.IDENTITY_MILITIA)

# Every name of the text is looked up by itself in the index of trigrams.
_PLACES = """
    SELECT wanted.name, found.id
      FROM unnest(%s::text[]) wanted(name)
     CROSS JOIN LATERAL (
        SELECT id FROM codebook_place
         WHERE search LIKE '%%' || E'\\n' || casework_fold(wanted.name) || E'\\n' || '%%'
         ORDER BY country_id = ANY(%s) DESC, population DESC NULLS LAST, id LIMIT %s OFFSET 0
     ) found
"""
# The points that incidents of this name have, those in the countries of the text first. Of each name so many
# incidents are looked at: they lie at a few points, and most at the one that is meant.
_OWN_PLACES = """
    SELECT wanted.name, found.country, found.latitude, found.longitude
      FROM unnest(%s::text[]) wanted(name)
     CROSS JOIN LATERAL (
        SELECT country, latitude, longitude
          FROM (SELECT country, latitude, longitude FROM crossref_fingerprint
                 WHERE place_names && ARRAY[crossref_place(wanted.name)] AND space = 0 AND country IS NOT NULL
                 LIMIT 500) named
         GROUP BY country, latitude, longitude
         ORDER BY country = ANY(%s) DESC, count(*) DESC, latitude, longitude LIMIT %s OFFSET 0
     ) found
"""
_PLACE_IN_GRID = f"""
    UPDATE crossref_mention m
       SET space = tier.space, time = tier.time, place_names = folded.names,
           place_sounds = ARRAY(SELECT DISTINCT crossref_sound(name) FROM unnest(folded.names) name
                                 WHERE crossref_sound(name) <> ''),
           cell = {own_cell_sql("tier.space", "tier.time", "m.latitude", "m.longitude", "m.country")}
      FROM crossref_mention o
     CROSS JOIN LATERAL (SELECT {space_sql("o.reach_km", "o.latitude")} AS space,
                                {time_sql("o.first_day", "o.last_day")} AS time) tier
     CROSS JOIN LATERAL (
        SELECT ARRAY(SELECT DISTINCT crossref_place(name) FROM unnest(o.place_names) name
                      WHERE crossref_place(name) <> '') AS names) folded
     WHERE o.id = m.id AND m.document_id = %s
"""


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of one document: its newest text, and the documents that say nearly the same."""

    snapshot_id: int
    copies: list[int]


def read_document(document: Document) -> Read | None:
    """Write anew what the newest text of a document tells; None where it has no text. About eight queries."""
    newest = document.snapshots.with_text().order_by("-number")
    found = newest.values_list("pk", Left("text", CHARACTERS)).first()
    Mention.objects.filter(document=document).delete()
    if found is None:
        return None
    snapshot, text = found
    copies = copies_of([document.pk])
    Mention.objects.bulk_create(_mentions(document, text, copies))
    with connection.cursor() as cursor:
        cursor.execute(_PLACE_IN_GRID, [document.pk])
    return Read(snapshot, copies)


def copies_of(documents: Collection[int]) -> list[int]:
    """Return the documents whose text repeats that of one of these, and these. One query."""
    ties = Tie.objects.filter(Q(left__in=documents) | Q(right__in=documents), kind=TieKind.COPY)
    return sorted(
        {*documents, *(each for pair in ties.values_list("left", "right") for each in pair if each)}
    )


def _mentions(document: Document, text: str, copies: Sequence[int]) -> list[Mention]:
    published = document.published_on or document.created_at.date()
    read = read_sentences(document.title, text, published)
    countries = _countries_in(f"{document.title}\n{text}", document.source.country_id)
    names = [name for name in names_of(read) if name.casefold() not in countries.names]
    places = _places(names, countries.ids)
    fighters = _fighters(f"{document.title}\n{text}")
    # One row without a place finds what a copy of the text is cited for.
    told = gathered(read, places, published - datetime.timedelta(days=PAST_DAYS))
    rows = [_nowhere(document), *_rows(document, told, places, countries.ids, published)]
    for row in rows:
        row.actors, row.documents = fighters, list(copies)
    return rows


@dataclass(frozen=True, slots=True)
class _Countries:
    ids: list[str]
    names: frozenset[str]


def _countries_in(text: str, of_source: str | None) -> _Countries:
    """Return the countries that a text names, else the one of its source; and the names of all countries."""
    folded, found, names = text.casefold(), [], set()
    for country in Country.objects.all():
        said = {country.name.casefold(), country.acled_name.casefold()}
        names |= said
        if places := [
            match.start() for name in said if (match := re.search(rf"\b{re.escape(name)}\b", folded))
        ]:
            found.append((min(places), country.pk))
    return _Countries([pk for _at, pk in sorted(found)] or [of_source or ""], frozenset(names))


def _places(names: Sequence[str], countries: Sequence[str]) -> Mapping[str, list[Place]]:
    """Return the places that bear exactly one of the names, in the countries where any does. Three queries.

    The gazetteer does not know every village; what colleagues wrote into incidents with a point counts too.
    """
    with connection.cursor() as cursor:
        cursor.execute(_PLACES, [list(names), list(countries), NAMESAKES])
        pairs = cursor.fetchall()
        cursor.execute(_OWN_PLACES, [list(names), list(countries), NAMESAKES])
        own = cursor.fetchall()
    rows = Place.objects.in_bulk({pk for _name, pk in pairs})
    found: dict[str, list[Place]] = {}
    for name, pk in pairs:
        found.setdefault(name, []).append(rows[pk])
    for name, country, latitude, longitude in own:
        place = Place(name=name, country_id=country, latitude=latitude, longitude=longitude)
        if not any(_is_there(each, place) for each in found.get(name, [])):
            found.setdefault(name, []).append(place)
    return {
        name: [place for place in places if place.country_id in countries] or places
        for name, places in found.items()
    }


def _is_there(one: Place, other: Place) -> bool:
    km = distance_km(float(one.latitude), float(one.longitude), float(other.latitude), float(other.longitude))
    return km <= AT_KM


def _fighters(text: str) -> list[int]:
    named = Actor.objects.named_in(text).filter(kind__in=_FIGHTERS).values_list("pk", "parent")
    return sorted({pk for row in named for pk in row if pk})


def _rows(
    document: Document,
    told: Iterable[Told],
    places: Mapping[str, list[Place]],
    countries: Sequence[str],
    published: datetime.date,
) -> list[Mention]:
    rows: list[Mention] = []
    for each in told:
        # A name that the gazetteer does not know may be the one that colleagues wrote into an incident.
        wheres = [_at(place, each) for place in places.get(each.place, [])]
        if not wheres and each.names and countries[0]:
            wheres = [{"country": countries[0], "reach_km": COUNTRY_KM, "place_names": sorted(each.names)}]
        for where in wheres:
            rows.append(_row(document, **where, **_when(each, published), **_people(each)))
    return rows[:MOST_MENTIONS]


def _at(place: Place, told: Told) -> dict[str, object]:
    is_point = place.feature in (PlaceFeature.POPULATED, PlaceFeature.SPOT)
    names = [told.place, place.name, *place.other_names.splitlines(), *sorted(told.names)]
    return {
        "country": place.country_id,
        "latitude": float(place.latitude),
        "longitude": float(place.longitude),
        "reach_km": AT_KM if is_point else WIDE_KM,
        "place_name": told.place,
        "place_names": [each for each in dict.fromkeys(names) if each],
    }


def _when(told: Told, published: datetime.date) -> dict[str, object]:
    first, last = told.day or (published - datetime.timedelta(days=NEWS_DAYS), published)
    return {"first_day": first, "last_day": last, "is_dated": told.day is not None}


def _people(told: Told) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, numbers in (("killed", told.killed), ("injured", told.injured)):
        if numbers:
            found |= {f"{name}_low": numbers[0], name: numbers[1], f"{name}_high": numbers[2]}
    return found


def _nowhere(document: Document) -> Mention:
    return _row(document, is_dated=False, reach_km=COUNTRY_KM)


def _row(document: Document, **said: object) -> Mention:
    empty: dict[str, object] = {"place_name": "", "place_names": [], "place_sounds": [], "space": 3}
    return Mention(document=document, **{**empty, **said})
