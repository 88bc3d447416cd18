"""The one clock of publication: order of time is order of commit."""

from datetime import datetime

from django.db import connection

# Any number that no other part of the program locks.
PUBLISHING = 5_201_952

# Read in a statement after the one that waits for the lock, so that it sees what the one before us committed.
# Later than everything published so far even where the machine's clock was put back.
NOW = """
SELECT greatest(
    clock_timestamp(),
    (SELECT max(published_at) + interval '1 microsecond' FROM publication_publishedrevision),
    (SELECT max(valid_to) + interval '1 microsecond' FROM publication_publishedrevision)
)
"""


def take_turn() -> datetime:
    """Wait until nobody else publishes, hold that until the transaction ends, and return the moment.

    Whoever asks for everything published since a moment therefore misses nothing: no earlier moment commits
    later. Lock rows before you call it: whoever waits for a row while holding this stops everybody.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [PUBLISHING])
        cursor.execute(NOW)
        at: datetime = cursor.fetchone()[0]
    return at
