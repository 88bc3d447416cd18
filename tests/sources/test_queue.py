"""The queue of documents to collect: nobody takes what somebody else works on, nothing is forgotten."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction
from django.db.models.functions import Now

from casework.sources.models import Document
from tests.sources.builders import make_document, make_due


@pytest.mark.django_db
def test_the_one_that_waited_longest_is_taken() -> None:
    make_due("late", next_attempt_at="2020-01-28T06:00Z")
    early = make_due("early", next_attempt_at="2020-01-27T06:00Z")

    taken = Document.claim_next()

    assert taken == early
    assert taken.attempts == 1


@pytest.mark.django_db
def test_nothing_is_taken_before_its_time_or_without_being_due() -> None:
    make_document()
    later = make_due()
    Document.objects.filter(pk=later.pk).update(next_attempt_at=Now() + timedelta(minutes=1))

    assert Document.claim_next() is None


@pytest.mark.django_db
def test_what_was_taken_is_not_taken_again_until_its_lease_ends() -> None:
    make_due()

    taken = Document.claim_next()
    assert taken
    assert Document.claim_next() is None
    # The lease is over: the row is moved, not the clock.
    Document.objects.update(next_attempt_at=Now())

    assert Document.claim_next() == taken


@pytest.mark.django_db
def test_what_five_workers_died_of_is_parked_with_its_reason() -> None:
    document = make_due(attempts=5)

    assert Document.claim_next() is None
    document.refresh_from_db()
    assert (document.fetch_state, document.outcome) == ("parked", "worker_lost")
    assert document.next_attempt_at is None


@pytest.mark.django_db
def test_what_workers_die_of_keeps_nobody_from_the_next_document() -> None:
    killer = make_due("killer", attempts=5)
    market = make_due("market", next_attempt_at="2020-01-28T06:00Z")

    assert Document.claim_next() == market
    killer.refresh_from_db()
    assert (killer.fetch_state, killer.attempts) == ("parked", 5)


@pytest.mark.django_db
def test_the_fifth_attempt_is_still_made() -> None:
    make_due(attempts=4)

    taken = Document.claim_next()

    assert taken
    assert taken.attempts == 5


@pytest.mark.django_db(transaction=True)
def test_a_row_that_another_takes_at_this_moment_is_passed_over() -> None:
    """Fails without skip_locked: the second caller waits for the first, and takes the same row."""
    first, second = make_due("first"), make_due("second", next_attempt_at="2020-01-28T06:00Z")
    taken: list[Document | None] = []

    def take() -> None:
        taken.append(Document.claim_next())
        connection.close()

    with transaction.atomic():
        assert Document.claim_next() == first
        other = threading.Thread(target=take)
        other.start()
        other.join(timeout=10)

    assert taken == [second]


@pytest.mark.django_db(transaction=True)
def test_what_one_worker_is_taking_no_other_waits_for_or_takes() -> None:
    """Fails without the row lock of claim_next(): the other finds the same row, and waits for it."""
    make_due("camp")
    make_due("market")

    def take() -> Document | None:
        try:
            return Document.claim_next()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as other, transaction.atomic():
        ours, theirs = Document.claim_next(), other.submit(take).result(timeout=5)

    assert ours
    assert theirs
    assert ours.pk != theirs.pk
