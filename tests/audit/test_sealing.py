"""New entries are chained in the order of sealing, each once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.db import connection, connections, transaction

from casework.audit import chain
from casework.audit.chain import SEALED_COLUMNS, Head, digest_of, head, seal_new_entries
from casework.audit.models import GENESIS, Entry, Seal
from casework.audit.tasks import seal_new_entries as task


def write(count: int = 1) -> list[Entry]:
    return [Entry.objects.create(verb="accounts.sign_in_unknown") for _ in range(count)]


@pytest.mark.django_db
def test_each_seal_follows_the_one_before() -> None:
    entries = write(3)

    assert seal_new_entries() == 3

    seals = list(Seal.objects.all())
    assert [each.number for each in seals] == [1, 2, 3]
    assert [each.entry for each in seals] == entries
    assert [each.previous for each in seals] == [GENESIS, seals[0].digest, seals[1].digest]
    assert head() == Head(3, seals[2].digest)


@pytest.mark.django_db
def test_sealing_again_adds_only_what_is_new() -> None:
    write(2)
    seal_new_entries()

    assert seal_new_entries() == 0
    write(1)
    assert seal_new_entries() == 1
    assert head().number == 3


@pytest.mark.django_db
def test_an_entry_that_was_committed_late_is_sealed_late() -> None:
    first, late, last = write(3)
    first_seal = Seal(number=1, entry=first, previous=GENESIS, digest="a" * 64)
    Seal.objects.bulk_create([first_seal, Seal(number=2, entry=last, previous="a" * 64, digest="b" * 64)])

    assert seal_new_entries() == 1
    assert Seal.objects.get(number=3).entry == late


@pytest.mark.django_db
def test_what_a_very_long_transaction_left_behind_is_sealed_at_night(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _, *others = write(3)
    Seal.objects.create(number=1, entry=others[1], previous=GENESIS, digest="a" * 64)
    monkeypatch.setattr(chain, "REACH_BACK", 1)

    assert task() == 0
    assert task(everything=True) == 2


@pytest.mark.django_db
def test_a_long_trail_is_sealed_in_steps() -> None:
    write(5)

    assert [seal_new_entries(at_most=2) for _ in range(4)] == [2, 2, 1, 0]


@pytest.mark.django_db
def test_an_empty_trail_has_a_head() -> None:
    assert (seal_new_entries(), head()) == (0, Head(0, GENESIS))


@pytest.mark.django_db
def test_the_digest_covers_every_column() -> None:
    (entry,) = write()

    assert {*SEALED_COLUMNS, "at"} == {field.attname for field in Entry._meta.concrete_fields}
    assert digest_of(entry, Head(0, GENESIS)) != digest_of(entry, Head(1, GENESIS))
    assert digest_of(entry, Head(0, GENESIS)) != digest_of(entry, Head(0, "a" * 64))


def test_the_digest_is_the_one_that_the_documentation_describes() -> None:
    entry = Entry(
        id=1, at=datetime(2026, 2, 3, 4, 5, 6, 7, tzinfo=UTC), verb="review.approve", after={"é": [1, None]}
    )

    # sha256 of {"entry":{"actor_id":null,"after":{"é":[1,null]},"at":"2026-02-03T04:05:06.000007+00:00",
    # "before":{},"desk_id":null,"id":1,"note":"","person_id":null,"request_id":"","subject_id":null,
    # "subject_kind":"","subject_label":"","verb":"review.approve"},"number":1,"previous":"0…0"}
    assert (
        digest_of(entry, Head(0, GENESIS))
        == "fc5c8c1c47dbd683ee50320e70c95daaa61176e9e1aa1e788cb9db2ecda7251c"
    )


def test_the_task_has_the_name_that_the_clock_calls() -> None:
    assert {each["task"] for each in settings.CELERY_BEAT_SCHEDULE.values()} >= {task.name}


@pytest.mark.django_db(transaction=True)
def test_two_sealers_at_once_make_one_chain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fails without the advisory lock: both read the same head, and the slower one breaks on its seals."""
    write(3)
    is_inside, may_go_on = threading.Event(), threading.Event()

    def gate(entry: Entry, after: Head) -> str:
        if threading.current_thread() is not threading.main_thread():
            is_inside.set()
            assert may_go_on.wait(20)
        return digest_of(entry, after)

    monkeypatch.setattr(chain, "digest_of", gate)
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(in_own_connection)
        assert is_inside.wait(20)
        quick = seal_new_entries()
        may_go_on.set()

    assert (quick, slow.result()) == (0, 3)
    assert list(Seal.objects.values_list("number", flat=True)) == [1, 2, 3]


def in_own_connection() -> int:
    try:
        return seal_new_entries()
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_a_sealer_that_died_leaves_no_lock_behind() -> None:
    write()
    with ThreadPoolExecutor(1) as pool:
        pool.submit(take_the_lock_and_vanish).result()
    # The server notices a moment after the connection ends; waiting for the lock waits for that.
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [chain.SEALING])

    assert seal_new_entries() == 1


def take_the_lock_and_vanish() -> None:
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [chain.SEALING])
    connection.close()
