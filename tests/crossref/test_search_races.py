"""Searches and imports at the moment at which others do the same. A gate makes them meet."""

from functools import partial
from typing import Any

import pytest
from django.db.models.functions import Now

from casework.accounts.models import User
from casework.crossref import searching
from casework.crossref.candidates import candidates_for
from casework.crossref.imports import loading
from casework.crossref.imports.loading import import_records
from casework.crossref.models import CandidatePair, ExternalRecord
from casework.crossref.searching import find_pairs_of_next, take_due
from tests.crossref.builders import make_attack
from tests.crossref.test_imports import GED, text
from tests.gate import Gate, at_once, gated

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_searches_at_once_take_two_incidents(aminata: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the lock, both took the one that waits longest."""
    due = [make_attack(aminata).pk, make_attack(aminata).pk]
    # Asked for between reading the row and marking it as taken.
    monkeypatch.setattr("casework.crossref.searching.Now", gated(Now, 2))

    answers = at_once(take_due, take_due)

    assert sorted(incident for incident, _lease in answers) == due


def test_two_neighbours_that_are_searched_at_once_find_each_other(
    aminata: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With fingerprints taken inside the search, each missed the other's, and the pair was lost."""
    for _ in range(2):
        make_attack(aminata)
    gate = Gate(2)

    def together(*args: Any, **kwargs: Any) -> Any:
        """Look for neighbours when both have locked their own incident."""
        gate.wait()
        return candidates_for(*args, **kwargs)

    monkeypatch.setattr(searching, "candidates_for", together)

    at_once(find_pairs_of_next, find_pairs_of_next)

    assert CandidatePair.objects.count() == 1


def test_of_two_imports_of_one_file_each_row_is_new_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the lock, the second ended with the error of a constraint."""
    monkeypatch.setattr(loading, "_filled", gated(loading._filled, 2))

    reports = at_once(*(partial(import_records, text(GED), by=None) for _person in range(2)))

    assert sorted((each.new, each.unchanged) for each in reports) == [(0, 1), (1, 0)]
    assert ExternalRecord.objects.count() == 1
