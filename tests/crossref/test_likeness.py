"""Scores and their reasons, without a database."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from casework.crossref.likeness import Facts, Numbers, in_words, likeness

DAY = date(2020, 1, 26)


def facts(**changes: Any) -> Facts:
    values = {
        "earliest": DAY,
        "latest": DAY,
        "country": "MLI",
        "place": "Sokolo",
        "target": "Military",
        "event_type": "Battles",
        "killed": Numbers(20, 20, 20),
    }
    return Facts(**{**values, **changes})


def words(one: Facts, other: Facts, km: float | None = 0.0, reach_km: float = 2.0) -> str:
    return in_words(likeness(one, other, km=km, reach_km=reach_km)[1])


def score(one: Facts, other: Facts, km: float | None = 0.0, reach_km: float = 2.0) -> Decimal:
    return likeness(one, other, km=km, reach_km=reach_km)[0]


def test_the_reasons_read_as_a_sentence() -> None:
    other = facts(killed=Numbers(19, 19, None), event_type="Explosions/Remote violence")

    assert words(facts(), other) == (
        "Same day; both: Sokolo; 0 km apart; killed 20 and 19; same target: Military; "
        "types differ: Battles and Explosions/Remote violence."
    )


def test_the_same_facts_are_wholly_alike() -> None:
    assert score(facts(), facts()) == Decimal("1.000")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"earliest": date(2020, 1, 27), "latest": date(2020, 1, 27)}, "1 day apart"),
        ({"earliest": date(2020, 1, 24), "latest": date(2020, 1, 24)}, "2 days apart"),
        ({"earliest": date(2020, 1, 1), "latest": date(2020, 1, 31)}, "dates overlap"),
        ({"killed": Numbers(20, 20, 20)}, "killed: 20 in both"),
        ({"killed": Numbers(None, None, 30)}, "killed 20 and 30"),
        ({"target": "", "event_type": "Battles"}, "same type: Battles"),
    ],
)
def test_each_difference_is_named(changes: dict[str, Any], sentence: str) -> None:
    reasons = likeness(facts(), facts(**changes), km=0.0, reach_km=2.0)[1]

    assert sentence in [reason.sentence for reason in reasons]


@pytest.mark.parametrize(
    ("km", "reach_km", "sentence"),
    [
        (3.4, 2.0, "3 km apart"),
        (60.0, 90.0, "60 km apart, places known to 90 km"),
        (None, 2.0, "same country"),
    ],
)
def test_the_distance_is_named(km: float | None, reach_km: float, sentence: str) -> None:
    reasons = likeness(facts(), facts(place="Niono"), km=km, reach_km=reach_km)[1]

    assert sentence in [reason.sentence for reason in reasons]


def test_what_is_nearer_in_time_and_place_and_number_is_more_alike() -> None:
    near = score(facts(), facts(place=""), km=1.0)

    assert near > score(facts(), facts(place=""), km=20.0)
    assert near > score(
        facts(), facts(place="", earliest=date(2020, 1, 27), latest=date(2020, 1, 27)), km=1.0
    )
    assert near > score(facts(), facts(place="", killed=Numbers(5, 5, 5)), km=1.0)
    assert near > score(facts(), facts(place="", target="Police", event_type="Riots"), km=1.0)


def test_two_points_that_stand_for_wide_areas_say_less() -> None:
    assert score(facts(), facts(place=""), km=0.0, reach_km=400.0) < score(facts(), facts(place=""), km=0.0)


def test_a_month_that_holds_the_day_says_less_than_the_day() -> None:
    month = facts(earliest=date(2020, 1, 1), latest=date(2020, 1, 31))

    assert score(facts(), month) < score(facts(), facts())


def test_what_is_unknown_counts_neither_way() -> None:
    bare = facts(killed=Numbers(), target="", event_type="")

    assert score(facts(), bare) == Decimal("1.000")


def test_nothing_known_is_nothing_alike() -> None:
    empty = Facts(None, None, "", "", "", "", Numbers())

    assert likeness(empty, empty, km=None, reach_km=0.0) == (Decimal("0.000"), [])
    assert in_words([]) == ""
