"""What a program that keeps a copy asks for again and again: the next texts in the order of publication."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from casework.core.statements import planned_once

# The same as a page of live rows, as tests hold. Django takes longer to write it than PostgreSQL to answer,
# and Python to read fifty moments than PostgreSQL to write them.
_NEXT = """
    SELECT text, sha256, published_at::text FROM publication_publishedrevision row
     WHERE valid_to IS NULL AND published_at > %s AND published_at >= %s
     ORDER BY row.published_at LIMIT %s
"""


class Next(NamedTuple):
    """A published incident as it is sent, its fingerprint, and where it stands in the order."""

    text: str
    sha256: str
    published_at: str


def next_texts(after: datetime | None, *, since: datetime | None, most: int) -> list[Next]:
    """Return what is public now and was published after one moment, and not before another. One query."""
    with planned_once() as cursor:
        cursor.execute(_NEXT, [after or "-infinity", since or "-infinity", most])
        return list(map(Next._make, cursor.fetchall()))
