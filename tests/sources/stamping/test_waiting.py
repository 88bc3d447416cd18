"""What waits for a stamp gets one, the oldest first, once; an authority in trouble is asked again later."""

import logging
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import IntegrityError, connection

from casework.accounts.models import User
from casework.sources import store, tasks
from casework.sources.fixity import check_for
from casework.sources.models import Fixity, Snapshot, TimeStamp
from casework.sources.models import stamps as stamps_of
from casework.sources.services import Added, add_text
from casework.sources.stamping import waiting
from casework.sources.stamping.authority import Authority
from casework.sources.stamping.waiting import STAMPING, stamp_for
from tests.gate import Gate, at_once
from tests.sources.builders import execute, make_snapshot
from tests.sources.stamping.authority import NAME, Desk, Server, needs_openssl
from tests.sources.stamping.builders import make_stamp
from tests.truth_tables import truth_table

pytestmark = pytest.mark.django_db


def added(text: Added) -> Snapshot:
    assert text.snapshot
    return text.snapshot


def named() -> Authority:
    found = Authority.from_settings()
    assert found
    return found


@needs_openssl
def test_what_waits_is_stamped_the_oldest_first(trusted: Server, snapshot: Snapshot, lamine: User) -> None:
    add_text(snapshot.document_id, by=lamine, text="At least 19 soldiers died.")

    assert tasks.stamp_new_snapshots() == 2
    assert tasks.stamp_new_snapshots() == 0

    first, second = TimeStamp.objects.order_by("pk")
    assert (first.snapshot, first.authority, second.snapshot.number) == (snapshot, NAME, 2)
    assert int(second.serial, 16) > int(first.serial, 16)
    assert len(trusted.questions) == 2


def test_where_no_authority_is_named_nobody_is_asked(snapshot: Snapshot, settings: LazySettings) -> None:
    assert settings.TIMESTAMP_URL == ""

    assert Authority.from_settings() is None
    assert tasks.stamp_new_snapshots() == 0
    assert Snapshot.objects.unstamped().get() == snapshot


def test_a_round_ends_when_the_authority_fails(
    trusted: Server, snapshot: Snapshot, lamine: User, caplog: pytest.LogCaptureFixture
) -> None:
    add_text(snapshot.document_id, by=lamine, text="At least 19 soldiers died.")
    trusted.reply, trusted.status = (lambda _question: b"Come back later."), 503

    with caplog.at_level(logging.WARNING):
        assert tasks.stamp_new_snapshots() == 0

    assert len(trusted.questions) == 1
    assert "Time stamps wait for the next round. The authority answered with status 503." in caplog.text
    assert Snapshot.objects.unstamped().count() == 2


@needs_openssl
def test_what_an_authority_in_trouble_left_is_stamped_later(
    trusted: Server, stamps: Desk, snapshot: Snapshot
) -> None:
    trusted.reply = lambda _question: b"garbage"
    tasks.stamp_new_snapshots()

    trusted.reply = stamps.stamp

    assert tasks.stamp_new_snapshots() == 1


def test_no_stamp_is_begun_after_the_time_of_a_round(trusted: Server, snapshot: Snapshot) -> None:
    assert stamp_for(named(), 0) == 0
    assert trusted.questions == []


@needs_openssl
def test_a_round_stamps_a_portion(
    trusted: Server, snapshot: Snapshot, lamine: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "AT_MOST", 1)
    add_text(snapshot.document_id, by=lamine, text="At least 19 soldiers died.")

    assert [tasks.stamp_new_snapshots() for _ in range(3)] == [1, 1, 0]


@needs_openssl
def test_missing_bytes_keep_nothing_else_waiting(
    trusted: Server, snapshot: Snapshot, lamine: User, captures: Path, caplog: pytest.LogCaptureFixture
) -> None:
    add_text(snapshot.document_id, by=lamine, text="At least 19 soldiers died.")
    (captures / "sha256" / snapshot.sha256[:2] / snapshot.sha256).unlink()

    with caplog.at_level(logging.WARNING):
        assert tasks.stamp_new_snapshots() == 1

    assert "1 captures were not stamped" in caplog.text
    assert Snapshot.objects.unstamped().get() == snapshot


@needs_openssl
def test_what_was_found_missing_is_passed_over_until_it_is_sound(
    trusted: Server, snapshot: Snapshot, captures: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (captures / "sha256" / snapshot.sha256[:2] / snapshot.sha256).unlink()
    check_for(5)
    caplog.clear()

    assert tasks.stamp_new_snapshots() == 0
    assert caplog.text == ""

    store.put(snapshot.text.encode())
    Fixity.objects.update(checked_at=None)
    check_for(5)
    assert tasks.stamp_new_snapshots() == 1


@needs_openssl
def test_what_was_passed_over_long_ago_is_stamped_in_the_night(
    trusted: Server, snapshot: Snapshot, lamine: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stamps_of, "LOOK_BACK", 0)
    make_stamp(added(add_text(snapshot.document_id, by=lamine, text="At least 19 soldiers died.")))

    assert tasks.stamp_new_snapshots() == 0
    assert tasks.stamp_new_snapshots(everything=True) == 1


@needs_openssl
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_ask_once(trusted: Server, stamps: Desk, snapshot: Snapshot) -> None:
    """Fails without the lock of `_alone`: both ask, and the authority answers when both are there."""
    gate = Gate(2)

    def answer(question: bytes) -> bytes:
        # In a thread whose connection is closed: the gate asks the database who waits for a lock.
        at_once(gate.wait)
        return stamps.stamp(question)

    trusted.reply = answer

    def work() -> int:
        try:
            return tasks.stamp_new_snapshots()
        finally:
            # Who comes second goes at once, and stands before the gate as one who is done.
            with gate.condition:
                gate.arrived += 1
                gate.condition.notify_all()

    assert sorted(at_once(work, work)) == [0, 1]
    assert len(trusted.questions) == 1
    assert TimeStamp.objects.count() == 1


@needs_openssl
@pytest.mark.django_db(transaction=True)
def test_a_second_stamp_of_a_snapshot_is_left_out(trusted: Server, stamps: Desk, snapshot: Snapshot) -> None:
    """Fails where conflicts are not ignored. Somebody comes between where a lock ended with its session."""

    def meanwhile(question: bytes) -> bytes:
        at_once(lambda: make_stamp(snapshot, serial="1"))
        return stamps.stamp(question)

    trusted.reply = meanwhile
    tasks.stamp_new_snapshots()

    assert TimeStamp.objects.get().serial == "1"


@pytest.mark.django_db(transaction=True)
def test_whoever_comes_second_goes_and_the_lock_is_given_back(trusted: Server, snapshot: Snapshot) -> None:
    with waiting._alone() as is_alone:
        assert is_alone
        assert at_once(lambda: stamp_for(named(), 5)) == [0]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = %s", [STAMPING])
        assert cursor.fetchone() == (0,)


def test_a_snapshot_has_one_stamp(snapshot: Snapshot) -> None:
    make_stamp(snapshot)

    with pytest.raises(IntegrityError, match="snapshot_id"):
        make_stamp(snapshot)


def test_a_snapshot_with_the_same_bytes_has_its_own(snapshot: Snapshot) -> None:
    """One stamp for both would tell a desk that another had the bytes before."""
    make_stamp(snapshot)
    other = make_snapshot(text=snapshot.text)

    assert other.sha256 == snapshot.sha256
    assert Snapshot.objects.unstamped().get() == other


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE sources_timestamp SET stated_at = now()",
        "DELETE FROM sources_timestamp",
        "TRUNCATE sources_timestamp",
    ],
)
def test_stamps_are_never_changed(snapshot: Snapshot, statement: str) -> None:
    make_stamp(snapshot)

    with pytest.raises(IntegrityError, match="they are a record"):
        execute(statement)


def build(**changes: Any) -> TimeStamp:
    values = {"stated_at": "2026-11-28T14:00Z", "authority": NAME, "serial": "5ea1", "answer": b"0"}
    return TimeStamp(**{"snapshot": make_snapshot(), **values, **changes})


def test_a_stamp_names_its_authority() -> None:
    truth_table("time_stamp_names_its_authority", build, [({}, True), ({"authority": ""}, False)])


def test_the_number_of_a_stamp_has_up_to_160_bits() -> None:
    truth_table(
        "time_stamp_serial_is_one",
        build,
        [
            ({"serial": "0"}, True),
            ({"serial": "f" * 40}, True),
            ({"serial": ""}, False),
            ({"serial": "5EA1"}, False),
            ({"serial": "-1"}, False),
            ({"serial": "5ea1\n"}, False),
        ],
    )


def test_a_stamp_holds_the_answer() -> None:
    truth_table("time_stamp_holds_the_answer", build, [({"answer": b"\0"}, True), ({"answer": b""}, False)])
