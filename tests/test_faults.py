"""The fault run (`make faults`) counts what it says it counts: each figure is seen above zero."""

from collections import Counter
from typing import Any

import pytest
from django.db import connection

from benchmarks.fault_people import Ledger
from benchmarks.faults import APPROVED_TWICE, CHANGED_AFTER_APPROVAL, FEWER_EYES, doubled, lost
from casework.accounts.models import User
from casework.incidents.models import Incident, State
from tests.review.builders import make_incident, make_move


def edit(word: str, version: int) -> dict[str, Any]:
    return {"uid": "CW-000001", "word": word, "version": version, "ids": [word]}


def test_an_edit_that_is_not_there_is_lost() -> None:
    ledger = Ledger(edits=[edit("a", 2), edit("b", 3)], comments=[{"word": "c", "ids": []}])

    assert lost(ledger, {"CW-000001": "a b"}, Counter(["c"])) == 0
    assert lost(ledger, {"CW-000001": "b"}, Counter(["c"])) == 1
    assert lost(ledger, {"CW-000001": "ab"}, Counter()) == 3


def test_what_is_there_twice_is_a_double() -> None:
    ledger = Ledger(edits=[edit("a", 2), edit("b", 3)])
    twice = Ledger(edits=[edit("a", 2), edit("b", 2)])

    assert doubled(ledger, {"CW-000001": "a b"}, Counter(["c"])) == 0
    assert doubled(ledger, {"CW-000001": "a b a"}, Counter(["c", "c"])) == 2
    assert doubled(twice, {"CW-000001": "a b"}, Counter()) == 1


def test_two_who_hold_one_incident_are_seen() -> None:
    ledger = Ledger()
    ledger.holds("CW-000001", "aminata", asked_at=0.0)
    later = ledger.holders["CW-000001"][1] + 1

    ledger.holds("CW-000001", "aminata", asked_at=later)
    assert ledger.doubles == []
    ledger.holds("CW-000001", "boris", asked_at=later)
    assert ledger.doubles == [("CW-000001", "aminata", "boris")]

    ledger.lets_go("CW-000001", "boris")
    ledger.holds("CW-000001", "sira", asked_at=later + 1)
    assert len(ledger.doubles) == 1


def rows(question: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return len(cursor.fetchall())


def moves(incident: Incident, by: User, *steps: tuple[str, int, int]) -> None:
    for transition, before, after in steps:
        make_move(incident, by, transition, version_before=before, version_after=after)


@pytest.mark.django_db
def test_a_second_approval_is_seen(sira: User) -> None:
    incident = make_incident(sira)

    moves(incident, sira, ("agree", 2, 3), ("approve", 3, 4))
    assert rows(APPROVED_TWICE) == 0
    moves(incident, sira, ("approve", 4, 5))

    assert rows(APPROVED_TWICE) == 1


@pytest.mark.django_db
def test_a_change_after_an_approval_is_seen(sira: User) -> None:
    incident = make_incident(sira)
    Incident.objects.filter(pk=incident.pk).update(version=4)
    moves(incident, sira, ("agree", 2, 3), ("approve", 3, 4))
    assert rows(CHANGED_AFTER_APPROVAL) == 0

    Incident.objects.filter(pk=incident.pk).update(version=5)
    assert rows(CHANGED_AFTER_APPROVAL) == 1
    moves(incident, sira, ("revise", 5, 6))

    assert rows(CHANGED_AFTER_APPROVAL) == 1


@pytest.mark.django_db
def test_approvals_by_three_people_are_no_finding(aminata: User) -> None:
    make_incident(aminata, State.APPROVED)

    assert rows(FEWER_EYES) == 0
