"""Comparing all incidents at once finds what looking from each of them finds."""

from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction

from casework.accounts.models import User
from casework.crossref.batch import FOUND, match_everything
from casework.crossref.everything import find_all_pairs
from casework.crossref.fingerprints import take_fingerprints
from casework.crossref.matching import matches_of
from casework.crossref.models import CandidatePair
from casework.crossref.services import judge
from casework.incidents.models import Incident
from tests.codebook.builders import mali
from tests.crossref.builders import DAY, make_attack, without_point
from tests.incidents.builders import make_assessment

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


def test_all_at_once_and_one_by_one_find_the_same(aminata: User) -> None:
    made = one_of_each_kind(aminata)
    one_by_one = {
        (min(each.pk, match.pk), max(each.pk, match.pk), round(match.score, 9))
        for each in made
        for match in matches_of(each.pk)
    }

    with transaction.atomic(), connection.cursor() as cursor:
        found = match_everything()
        cursor.execute(f"SELECT one, other, score FROM {FOUND}")  # noqa: S608
        at_once = [(one, other, round(score, 9)) for one, other, score in cursor.fetchall()]

    assert found == len(at_once) == len({*at_once})
    assert {*at_once} == one_by_one
    assert found > 50


def test_what_is_found_is_kept_with_its_reasons(aminata: User) -> None:
    one, other = make_attack(aminata), make_attack(aminata, DAY)
    judged = make_attack(aminata)
    judge("not_same", by=aminata, seen={one.pk: 1, judged.pk: 1})
    before = CandidatePair.objects.filter(right=judged, left=one).values().get()

    assert find_all_pairs() == find_all_pairs()

    pair = CandidatePair.objects.get(left=one, right=other)
    assert [reason["code"] for reason in pair.reasons] == ["same_day", "same_name", "at_the_place"]
    assert CandidatePair.objects.filter(right=judged, left=one).values().get() == before


def test_the_command_says_what_it_did(aminata: User) -> None:
    make_attack(aminata), make_attack(aminata)
    said = StringIO()

    call_command("find_pairs", stdout=said)

    assert said.getvalue() == "1 pairs are near enough, 1 of them were kept.\n"
