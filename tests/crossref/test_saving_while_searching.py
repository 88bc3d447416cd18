"""Somebody saves an incident while the program compares it: neither may stop the other for good.

Seen failing, as a deadlock that PostgreSQL ended, when the row of the search was locked before the incident.
"""

from collections.abc import Callable

import pytest
from django.db import transaction
from django.db.models import F

from casework.accounts.models import User
from casework.crossref.fingerprints import take_fingerprints
from casework.crossref.models import CandidatePair
from casework.crossref.searching import find_pairs
from casework.incidents.models import Incident
from tests.crossref.builders import make_attack
from tests.gate import Gate, at_once

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
