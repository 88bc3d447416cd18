"""What a map shows: a circle or a country, and the same in words."""

import json
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from casework.codebook.models import Country
from casework.incidents.mapping import Map, map_of, where_in_words
from casework.incidents.models import Incident, LocationPrecision

SOKOLO = {"latitude": Decimal("14.7328"), "longitude": Decimal("-6.1219")}


def located(precision: str, **changes: Any) -> Incident:
    mali = Country(iso3="MLI", iso_numeric=466, name="Mali")
    return Incident(title="Camp attacked", country=mali, location_precision=precision, **changes)


@pytest.mark.parametrize(
    ("incident", "words"),
    [
        (located("exact", **SOKOLO), "Exactly known, to 1 km: 14.73280, -6.12190."),
        (
            located("exact", **SOKOLO, coordinate_uncertainty_m=200),
            "Exactly known, to 200 m: 14.73280, -6.12190.",
        ),
        (located("adm1", **SOKOLO), "At most 200 km from 14.73280, -6.12190."),
        (
            located("near", **SOKOLO, coordinate_uncertainty_m=2500),
            "At most 2.5 km from 14.73280, -6.12190.",
        ),
        (located("country", **SOKOLO), "Somewhere in Mali."),
        (located("adm1"), "Somewhere in Mali."),
        (Incident(), "Nobody has said where it is."),
    ],
)
def test_the_place_is_said_in_words(incident: Incident, words: str) -> None:
    assert where_in_words(incident) == words


def shown(*incidents: Incident) -> list[dict[str, Any]]:
    found = map_of(*incidents)
    assert isinstance(found, Map)
    return list(json.loads(found.as_json))


def test_only_an_exact_place_has_a_dot() -> None:
    features = shown(located("exact", **SOKOLO), located("adm1", **SOKOLO))

    assert [each["is_exact"] for each in features] == [True, False]
    assert [each["radius_m"] for each in features] == [1000, 200_000]


def test_a_country_has_no_point() -> None:
    assert (shown(located("country", **SOKOLO))[0]["latitude"], shown(located("adm1"))[0]["country"]) == (
        None,
        "466",
    )


def test_what_is_nowhere_has_no_map() -> None:
    assert map_of(Incident()) is None


@pytest.mark.django_db
def test_the_database_counts_with_the_same_distances() -> None:
    with connection.cursor() as cursor:
        found = {}
        for each in LocationPrecision:
            cursor.execute("SELECT crossref_reach_m(%s, NULL)", [each.value])
            found[each] = cursor.fetchone()[0]

    assert found == {each: each.reach_m for each in LocationPrecision}
