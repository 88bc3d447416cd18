"""Two visits at a time to each host, and a second between two, however many workers there are."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial

from django.db import connection
from django.db.models.functions import Greatest

from casework.core.statements import planned_once
from casework.sources.fetching.transport import Transport
from casework.sources.models import Host, RightNow

# In seconds, from the start of one visit to the start of the next.
PAUSE = 1.0
# Of each host. As many may be there at a time.
PLACES = ("first", "second")
# A site that asks to be left alone for longer, for one of its pages, is asked for others after this time.
LONGEST_REST_S = 60 * 60

# A place first, and for who has one the turn. CASE stops at the first place that is free.
_TAKE_TURN = """
WITH place AS MATERIALIZED (
    SELECT CASE WHEN pg_try_advisory_lock(%(first)s) THEN %(first)s
                WHEN pg_try_advisory_lock(%(second)s) THEN %(second)s END AS key
), turn AS (
    INSERT INTO sources_host (name, next_visit_at, robots)
    SELECT %(host)s, clock_timestamp() + %(pause)s * interval '1 second', '' FROM place WHERE key IS NOT NULL
    ON CONFLICT (name) DO UPDATE SET next_visit_at = excluded.next_visit_at
    WHERE sources_host.next_visit_at <= clock_timestamp()
    RETURNING 1
)
SELECT key, EXISTS (SELECT FROM turn) FROM place
"""


@contextmanager
def turn_at(host: str, *, pause: float = PAUSE) -> Iterator[bool]:
    """Hold a place at a host for the block; false where both are held, or the last visit is too fresh.

    `host` has its port where that is not the usual one. A place is a lock of the database's session, so that
    it ends with a worker that is killed. Do not call it within a transaction: others would wait for its end.
    """
    place, is_our_turn = _place_and_turn(host, pause)
    try:
        yield is_our_turn
    finally:
        if place is not None:
            with planned_once() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [place])


def polite(transport: Transport, pause: float) -> Transport:
    """Let the transport ask for a place, too, at each host that it is sent on to."""
    return replace(transport, turn_at=partial(turn_at, pause=pause))


def leave_alone(host: str, seconds: int) -> None:
    """Let nobody visit a host for so long, as it asked, but for an hour at most. Never shortens a rest."""
    until = RightNow() + timedelta(seconds=min(seconds, LONGEST_REST_S))
    Host.objects.filter(name=host).update(next_visit_at=Greatest("next_visit_at", until))


def _place_and_turn(host: str, pause: float) -> tuple[int | None, bool]:
    """Take a place and the turn; return the lock of a place that was free, and whether it is our turn."""
    keys = {place: _key(host, number) for number, place in enumerate(PLACES)}
    try:
        with planned_once() as cursor:
            cursor.execute(_TAKE_TURN, {"host": host, "pause": pause, **keys})
            place, is_our_turn = cursor.fetchone()
    except Exception:  # whatever failed: a place taken before outlives the statement, but not its session
        connection.close()
        raise
    return place, is_our_turn


def _key(host: str, number: int) -> int:
    digest = hashlib.sha256(f"visit {number} {host}".encode()).digest()
    return int.from_bytes(digest[:8], signed=True)
