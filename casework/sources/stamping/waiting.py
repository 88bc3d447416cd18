"""Snapshots that wait for a time stamp, and one worker at a time that has them stamped."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from django.db import connection

from casework.sources import store
from casework.sources.models import Fixity, Snapshot, TimeStamp
from casework.sources.stamping.answers import NoStamp
from casework.sources.stamping.authority import Authority

log = logging.getLogger(__name__)
# Of one round. Authorities are shared, and some refuse whoever asks them without a pause.
AT_MOST = 50
# The key of the advisory lock; no other lock of Casework has this number.
STAMPING = 5_201_954


def stamp_for(authority: Authority, seconds: float, *, everything: bool = False) -> int:
    """Have what waits stamped, the oldest first, for so many seconds; return how many were.

    `everything` also looks for what was passed over long ago, because its bytes were missing then.

    The round ends when the authority fails; what is left waits for the next. Safe to run twice, and beside
    itself: whoever comes second finds that another is at it, and goes.
    """
    until = monotonic() + seconds
    with _alone() as is_alone:
        return _stamp_until(authority, until, everything) if is_alone else 0


def _stamp_until(authority: Authority, until: float, everything: bool) -> int:
    done = unreadable = 0
    try:
        for snapshot in _waiting(everything):
            if monotonic() >= until:
                break
            try:
                content = store.get(snapshot.sha256)
            except (FileNotFoundError, store.Damaged):
                unreadable += 1
                continue
            _keep(snapshot, authority, content)
            done += 1
    except (NoStamp, OSError) as error:
        log.warning("Time stamps wait for the next round. %s", error)
    if unreadable:
        log.warning("%d captures were not stamped, because their bytes are missing or damaged.", unreadable)
    return done


def _waiting(everything: bool) -> list[Snapshot]:
    """Return the next ones of the queue, without those whose bytes were found missing or damaged."""
    unsound = Fixity.objects.unsound().values("sha256")
    rows = TimeStamp.objects.wanting(everything=everything).exclude(sha256__in=unsound)
    return list(rows.only("sha256")[:AT_MOST])


def _keep(snapshot: Snapshot, authority: Authority, content: bytes) -> None:
    stamp = authority.stamp(content)
    row = TimeStamp(
        snapshot=snapshot,
        stated_at=stamp.stated_at,
        authority=stamp.authority,
        serial=stamp.serial,
        answer=stamp.answer,
    )
    # Where a lock was lost with its session, somebody else may have been here: one stamp is enough.
    TimeStamp.objects.bulk_create([row], ignore_conflicts=True)


@contextmanager
def _alone() -> Iterator[bool]:
    """Say whether this worker may stamp. The lock is the session's, so that it ends with a killed worker.

    No transaction is open while the authority is waited for.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [STAMPING])
        [is_alone] = cursor.fetchone()
    try:
        yield is_alone
    finally:
        if is_alone:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [STAMPING])
