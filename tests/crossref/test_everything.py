"""Comparing all incidents at once finds what looking from each of them finds."""

from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from casework.accounts.models import User
from casework.crossref import everything
from casework.crossref.batch.loading import Table, read_table
from casework.crossref.batch.scoring import score_all
from casework.crossref.everything import FoundPairs, find_all_pairs
from casework.crossref.fingerprints import take_fingerprints
from casework.crossref.matching import matches_of
from casework.crossref.models import CandidatePair
from casework.crossref.services import judge
from casework.incidents.models import Incident
from casework.incidents.services import edit_incident
from tests.codebook.builders import mali
from tests.crossref.builders import DAY, make_attack, without_point
from tests.incidents.builders import make_assessment

# The two incidents, the level of each comparison, and the score.
Comparison = tuple[int, int, tuple[int, ...], float]
MONTH: dict[str, Any] = {"first": date(2020, 1, 1), "last": date(2020, 1, 31)}


def one_of_each_kind(by: User) -> list[Incident]:
    """Incidents known to every width in time and place, some of them across the border of cells."""
    kinds: list[dict[str, Any]] = [
        {},
        {"latitude": Decimal("14.99999")},
        {"latitude": Decimal("15.00001")},
        {"first": date(2020, 1, 28)},
        {"first": date(2020, 1, 25), "last": date(2020, 1, 29)},
        MONTH,
        {"first": date(2020, 1, 1), "last": date(2020, 12, 31)},
        {"location_precision": "near"},
        {"location_precision": "adm2", **MONTH},
        {"location_precision": "adm1"},
        {"location_precision": "adm1", **MONTH},
        {"longitude": Decimal("179.99")},
        {"longitude": Decimal("-179.99")},
        without_point(),
        without_point(**MONTH),
    ]
    made = [make_attack(by, country=mali(), **kind) for kind in kinds]
    for incident in made:
        make_assessment(incident, 20, 20, 20)
    take_fingerprints()
    return made


def one_by_one(made: list[Incident]) -> set[Comparison]:
    """What looking from each of the incidents finds."""
    return {
        (min(each.pk, match.pk), max(each.pk, match.pk), match.levels, round(match.score, 9))
        for each in made
        for match in matches_of(each.pk)
    }


def at_once() -> list[Comparison]:
    """What comparing all of them finds."""
    table = read_table()
    ids = table.columns["incident_id"]
    return [
        (min(pair), max(pair), tuple(levels), round(score, 9))
        for scored in score_all(table)
        for *pair, levels, score in zip(
            ids[scored.pairs.one].tolist(),
            ids[scored.pairs.other].tolist(),
            scored.levels.tolist(),
            scored.score.tolist(),
            strict=True,
        )
    ]


def test_all_at_once_and_one_by_one_find_the_same(aminata: User) -> None:
    made = one_of_each_kind(aminata)

    found = at_once()

    assert len(found) == len({*found}) > 50
    assert {*found} == one_by_one(made)


def test_what_is_found_is_kept_with_its_reasons(aminata: User) -> None:
    one, other = make_attack(aminata), make_attack(aminata, DAY)
    judged = make_attack(aminata)
    judge("not_same", by=aminata, seen={one.pk: 1, judged.pk: 1})
    before = CandidatePair.objects.filter(right=judged, left=one).values().get()

    assert [find_all_pairs(), find_all_pairs()] == [FoundPairs(3, 2, 2), FoundPairs(3, 2, 0)]

    pair = CandidatePair.objects.get(left=one, right=other)
    assert [reason["code"] for reason in pair.reasons] == ["same_day", "same_name", "at_the_place"]
    assert CandidatePair.objects.filter(right=judged, left=one).values().get() == before


def test_the_command_says_what_it_did(aminata: User) -> None:
    make_attack(aminata), make_attack(aminata)
    said = StringIO()

    call_command("find_pairs", stdout=said)

    assert said.getvalue() == (
        "1 pairs are near enough, 1 of them were kept,"
        " 1 of those are new or say something else than before.\n"
    )


def test_an_interrupted_run_is_taken_up_where_it_ended(
    aminata: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _number in range(3):
        make_attack(aminata)
    monkeypatch.setattr(everything, "AT_ONCE", 1)
    keep, left = everything._keep, [None]

    def interrupted(*arguments: Any) -> int:
        left.pop()
        return keep(*arguments)

    monkeypatch.setattr(everything, "_keep", interrupted)
    with pytest.raises(IndexError):
        find_all_pairs()
    monkeypatch.setattr(everything, "_keep", keep)

    assert CandidatePair.objects.count() == 1
    assert find_all_pairs() == FoundPairs(near=3, kept=3, written=2)


def test_an_incident_that_changes_meanwhile_is_left_to_its_own_search(
    aminata: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _other, third = make_attack(aminata), make_attack(aminata), make_attack(aminata)
    likeliest = everything._likeliest

    def meanwhile(table: Table) -> Any:
        edit_incident(one.pk, by=aminata, seen=1, fields={"date_edtf": "1999-01-01"})
        return likeliest(table)

    monkeypatch.setattr(everything, "_likeliest", meanwhile)

    assert find_all_pairs() == FoundPairs(near=3, kept=3, written=1)
    assert CandidatePair.objects.get().right == third
