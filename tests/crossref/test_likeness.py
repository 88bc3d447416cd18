"""Hand-made pairs: which reasons are given, and how likely the two are then called the same attack."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from casework.accounts.models import User
from casework.codebook.models import Term
from casework.crossref.candidates import Candidate, candidates_for
from casework.crossref.likeness import in_words, sentence_of
from casework.crossref.matching import INCIDENTS, search_sql
from casework.crossref.weights import ASPECTS, LEVELS, START
from casework.incidents.models import AttributionClaim, Incident
from tests.codebook.builders import make_actor, make_place, make_term, make_vocabulary
from tests.crossref.builders import make_attack, without_point
from tests.incidents.builders import build_claim, make_assessment, make_casualty_claim

NIONO: dict[str, Any] = {"place_name": "Niono", "latitude": Decimal("14.25260")}
MONTH = {"first": date(2020, 1, 1), "last": date(2020, 1, 31)}


def term(vocabulary: str, code: str) -> Term:
    """Return a term of a vocabulary, made where the database has none."""
    found = Term.objects.filter(vocabulary=vocabulary, code=code).first()
    return found or make_term(vocabulary=make_vocabulary(vocabulary), code=code, label=code)


def attack(by: User, killed: int | None = None, injured: int | None = None, **changes: Any) -> Incident:
    """Save an attack on the camp at Sokolo with assessed numbers."""
    if "type" in changes:
        changes["event_type"] = term("event_type", changes.pop("type"))
    if "target" in changes:
        changes["target_type"] = term("target_type", changes.pop("target"))
    made = make_attack(by, **changes)
    for outcome, number in (("killed", killed), ("injured", injured)):
        if number is not None:
            make_assessment(made, number, number, number, outcome=outcome)
    return made


def found(by: User, one: dict[str, Any], other: dict[str, Any]) -> Candidate | None:
    first = attack(by, **one)
    attack(by, **other)
    return next(iter(candidates_for(first, user=by)), None)


@pytest.mark.parametrize(
    ("one", "other", "codes", "is_likely"),
    [
        ({}, {}, ["same_day", "same_name", "at_the_place"], False),
        ({"killed": 20}, {"killed": 20}, ["killed_same_many"], True),
        ({"killed": 20, "injured": 14}, {"killed": 20, "injured": 14}, ["injured_same_many"], True),
        ({"killed": 20}, {"killed": 19}, ["killed_close"], False),
        ({"killed": 2}, {"killed": 20}, ["killed_far"], False),
        (
            {"killed": 4, "type": "battles", "target": "4"},
            {"killed": 4, "type": "battles", "target": "4"},
            ["killed_same_some", "same_target", "same_type"],
            True,
        ),
        (
            {"killed": 4, "type": "battles"},
            {"killed": 8, "type": "riots"},
            ["killed_apart", "types_differ"],
            False,
        ),
        ({"killed": 24, **MONTH}, {"killed": 24}, ["dates_overlap_widely", "killed_same_many"], True),
        ({"first": date(2020, 1, 27)}, {}, ["one_day_apart"], False),
        ({"place_name": "Sokolou"}, {}, ["names_alike"], False),
        ({"place_name": "Village of Sokolo"}, {}, ["same_name"], False),
    ],
)
def test_the_reasons_and_whether_it_is_called_likely(
    aminata: User, one: dict[str, Any], other: dict[str, Any], codes: list[str], is_likely: bool
) -> None:
    candidate = found(aminata, one, other)

    if candidate is None:
        assert not is_likely
        return
    assert {*codes} <= {reason.code for reason in candidate.reasons}
    assert (candidate.score >= Decimal("0.5")) is is_likely


def test_what_is_known_to_a_month_and_a_region_meets_the_same_number_of_dead(aminata: User) -> None:
    vague = {**MONTH, "location_precision": "adm1"}

    assert found(aminata, {"killed": 24, "injured": 29, **vague}, {"killed": 24, "injured": 29, **NIONO})


def test_what_is_known_to_a_month_and_a_region_meets_nothing_else(aminata: User) -> None:
    vague = {**MONTH, "location_precision": "adm1"}

    assert found(aminata, {"killed": 3, **vague}, {"killed": 3}) is None
    assert found(aminata, {"killed": 24, **vague}, {"killed": 20, **NIONO}) is None


def test_an_uncertain_place_lowers_the_likeness(aminata: User) -> None:
    exact = attack(aminata, 20)
    attack(aminata, 20, location_precision="adm1", place_name="")
    attack(aminata, 20)

    near, wide = candidates_for(exact, user=aminata)

    assert near.score > wide.score
    assert "places known to 201 km" in wide.words


def test_another_name_of_a_listed_place_is_its_name(aminata: User) -> None:
    place = make_place("Tombouctou", other_names="Timbuktu\nتمبكتو")
    listed = attack(aminata, place=place, place_name="Tombouctou")
    attack(aminata, place_name="تمبكتو")

    (candidate,) = candidates_for(listed, user=aminata)

    assert "same_name" in [reason.code for reason in candidate.reasons]


def test_actors_are_compared_by_who_they_are(aminata: User) -> None:
    one, other, third = attack(aminata, 9), attack(aminata, 9), attack(aminata, 9)
    actors = [make_actor("Katiba of the north"), make_actor("Katiba of the south")]
    for incident, actor in ((one, actors[0]), (other, actors[0]), (third, actors[1])):
        build_claim(AttributionClaim, incident, actor=actor, basis="suspected").save()

    same, different = candidates_for(one, user=aminata)

    assert (same.incident, different.incident) == (other, third)
    assert "an actor in common" in same.words
    assert "different actors" in different.words


def test_without_an_assessment_what_claims_say_is_compared(aminata: User) -> None:
    one, other = attack(aminata), attack(aminata, 20)
    make_casualty_claim(one)

    assert "killed: 20 in both" in candidates_for(one, user=aminata)[0].words
    assert other.version == 1


def test_nothing_known_is_nothing_alike(aminata: User) -> None:
    assert found(aminata, without_point(), without_point()) is None


def test_every_level_is_said_in_words() -> None:
    assert START < 0
    assert len(LEVELS) == sum(len(aspect.levels) for aspect in ASPECTS)
    assert all(level.words for level in LEVELS.values())
    assert in_words([]) == ""


def test_kept_reasons_are_said_in_the_language_of_the_reader_and_old_ones_as_they_were() -> None:
    kept: list[dict[str, Any]] = [
        {"code": "days_apart", "sentence": "2 days apart", "values": {"days": 2}},
        {"code": "of_old", "sentence": "both by night"},
    ]

    assert sentence_of(kept) == "2 days apart; both by night."


SHADOW = """
    CREATE TEMP TABLE crossref_fingerprint (LIKE public.crossref_fingerprint INCLUDING ALL) ON COMMIT DROP;
    INSERT INTO crossref_fingerprint
           (incident_id, country, first_day, last_day, latitude, longitude, reach_km, space, time, cell,
            place_name, place_names, place_sounds, killed, actors, documents)
    SELECT n, 'MLI', day, day, 10 + n % 10, n % 20, 1, 0, 0, n, 'a', '{a}', '{a}', 1, '{1}', '{1}'
      FROM generate_series(1, 5000) n CROSS JOIN LATERAL (SELECT '2020-01-01'::date + n AS day) days;
    ANALYZE crossref_fingerprint;
"""


@pytest.mark.django_db
def test_a_look_up_reads_no_whole_table() -> None:
    with connection.cursor() as cursor:
        # A table of the transaction's own that stands before the real one.
        cursor.execute(SHADOW)
        cursor.execute(
            "EXPLAIN " + search_sql(INCIDENTS, INCIDENTS),
            {"asked": 1, "km": 25, "days": 2, "points": -40},
        )
        plan = "\n".join(row[0] for row in cursor.fetchall())

    assert "cell" in plan
    assert "Seq Scan" not in plan
