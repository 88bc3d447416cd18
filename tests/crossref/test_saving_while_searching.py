"""Somebody saves an incident while the program compares it: neither may stop the other for good.

Seen failing, as a deadlock that PostgreSQL ended, when the row of the search was locked before the incident.
"""

from collections.abc import Callable
from threading import Event
from typing import Any

import pytest
from django.db import transaction
from django.db.models import F

from casework.accounts.models import User
from casework.crossref.fingerprints import take_fingerprints
from casework.crossref.models import CandidatePair, MergeJournal
from casework.crossref.searching import find_pairs
from casework.incidents.models import Incident
from casework.review.services import move
from tests.crossref.builders import make_attack
from tests.crossref.merging import join
from tests.gate import PATIENCE, Gate, at_once

pytestmark = pytest.mark.django_db(transaction=True)


def save(incident: Incident, gate: Gate) -> Callable[[], int]:
    def saved() -> int:
        with transaction.atomic():
            Incident.objects.select_for_update().get(pk=incident.pk)
            gate.wait()
            return Incident.objects.filter(pk=incident.pk).update(version=F("version") + 1)

    return saved


def then_waits(call: Callable[[], int], gate: Gate) -> Callable[[], int]:
    def called() -> int:
        answer = call()
        gate.wait()
        return answer

    return called


def test_fingerprints_are_taken_beside_a_save(aminata: User) -> None:
    incident, gate = make_attack(aminata), Gate(2)

    saved, taken = at_once(save(incident, gate), then_waits(take_fingerprints, gate))

    # What is being saved is left for the next time; what was taken a moment before is stale again.
    assert (saved, taken) in ((1, 0), (1, 1))
    assert take_fingerprints() == 1


def test_a_search_finds_beside_a_save(aminata: User) -> None:
    make_attack(aminata)
    incident, gate = make_attack(aminata), Gate(2)
    take_fingerprints()

    answers = at_once(save(incident, gate), then_waits(lambda: find_pairs(incident.pk), gate))

    assert answers == [1, 1]
    assert CandidatePair.objects.count() == 1


def test_a_merge_and_the_search_of_a_neighbour_never_wait_in_a_circle(
    aminata: User, sira: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A search that commits points at both; a save that locked whole rows ended as a deadlock here."""
    survivor, donor, neighbour = (make_attack(aminata) for _ in range(3))
    take_fingerprints()
    moved, gate = Event(), Gate(2)

    def moving(*args: Any, **kwargs: Any) -> Incident:
        """Hold the merge between its two incidents, until the search is over or waits for a lock."""
        answer = move(*args, **kwargs)
        moved.set()
        gate.wait()
        return answer

    monkeypatch.setattr("casework.crossref.services.merging.move", moving)

    def searching() -> int:
        assert moved.wait(PATIENCE)
        return find_pairs(neighbour.pk)

    merged, found = at_once(lambda: join(donor, survivor, sira), then_waits(searching, gate))

    assert (type(merged), found) == (MergeJournal, 2)
