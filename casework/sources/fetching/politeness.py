"""Two visits at a time to each host, and a second between two, however many workers there are."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models.functions import Greatest

from casework.sources.fetching.transport import Transport
from casework.sources.models import Host, RightNow

# In seconds, from the start of one visit to the start of the next.
PAUSE = 1.0
AT_ONCE = 2
# A site that asks to be left alone for longer, for one of its pages, is asked for others after this time.
LONGEST_REST_S = 60 * 60

_TAKE_TURN = """
INSERT INTO sources_host (name, next_visit_at, robots)
VALUES (%(host)s, clock_timestamp() + %(pause)s * interval '1 second', '')
ON CONFLICT (name) DO UPDATE SET next_visit_at = excluded.next_visit_at
WHERE sources_host.next_visit_at <= clock_timestamp()
RETURNING 1
"""


@contextmanager
def turn_at(host: str, *, pause: float = PAUSE) -> Iterator[bool]:
    """Hold a place at a host for the block; false where both are held, or the last visit is too fresh.

    `host` has its port where that is not the usual one. A place is a lock of the database's session, so that
    it ends with a worker that is killed. Do not call it within a transaction: others would wait for its end.
    """
    with _place_at(host) as has_place:
        yield has_place and _is_our_turn(host, pause)


def polite(transport: Transport, pause: float) -> Transport:
    """Let the transport ask for a place, too, at each host that it is sent on to."""
    return replace(transport, turn_at=partial(turn_at, pause=pause))


def leave_alone(host: str, seconds: int) -> None:
    """Let nobody visit a host for so long, as it asked, but for an hour at most. Never shortens a rest."""
    until = RightNow() + timedelta(seconds=min(seconds, LONGEST_REST_S))
    Host.objects.filter(name=host).update(next_visit_at=Greatest("next_visit_at", until))


@contextmanager
def _place_at(host: str) -> Iterator[bool]:
    keys = [_key(host, number) for number in range(AT_ONCE)]
    with connection.cursor() as cursor:
        held = next((key for key in keys if _has(cursor, "pg_try_advisory_lock", key)), None)
        try:
            yield held is not None
        finally:
            if held is not None:
                _has(cursor, "pg_advisory_unlock", held)


def _key(host: str, number: int) -> int:
    digest = hashlib.sha256(f"visit {number} {host}".encode()).digest()
    return int.from_bytes(digest[:8], signed=True)


def _has(cursor: CursorWrapper, function: str, key: int) -> bool:
    cursor.execute(f"SELECT {function}(%s)", [key])
    return bool(cursor.fetchone()[0])


def _is_our_turn(host: str, pause: float) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_TURN, {"host": host, "pause": pause})
        return cursor.fetchone() is not None
