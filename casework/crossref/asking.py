"""Ask one long query again and again, on a connection that has read and planned it once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import psycopg
from django.db import connection


@dataclass(frozen=True, slots=True)
class Statement:
    """A query whose named values were numbered ahead, as PostgreSQL wants them.

    psycopg would do that anew each time with one of this length, which takes longer than most searches.
    """

    text: bytes
    names: tuple[str, ...]

    @classmethod
    def of(cls, query: str) -> Statement:
        """Number the values, which are written `%(name)s`."""
        names = tuple(dict.fromkeys(re.findall(r"%\((\w+)\)s", query)))
        text = re.sub(r"%\((\w+)\)s", lambda found: f"${names.index(found[1]) + 1}", query)
        return cls(text.encode(), names)


def ask(statement: Statement, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Return the rows that the query finds.

    To plan such a query takes ten times as long as to run it; Django's own cursors cannot have plans kept.
    """
    connection.ensure_connection()
    server = connection.connection
    server.prepare_threshold = 1
    with psycopg.RawCursor(server) as cursor:
        cursor.execute(statement.text, [values[name] for name in statement.names], prepare=True)
        return cursor.fetchall()
