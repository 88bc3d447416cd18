"""One request at a time to each host, and a second between two, however many workers there are."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic, sleep

from django.db import connection

# In seconds, from the start of one visit to the start of the next.
PAUSE = 1.0


@contextmanager
def turn_at(host: str, *, pause: float = PAUSE) -> Iterator[bool]:
    """Hold the turn at a host for the block, and at least for `pause`; false where another worker has it.

    The turn is a lock of the database's session, so that it ends with a worker that is killed.
    """
    digest = hashlib.sha256(f"visit {host}".encode()).digest()
    key = int.from_bytes(digest[:8], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        has_turn = bool(cursor.fetchone()[0])
    began = monotonic()
    try:
        yield has_turn
    finally:
        if has_turn:
            sleep(max(0.0, began + pause - monotonic()))
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])
