"""Text files from COPY: PostgreSQL writes the lines, we pass them on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from casework.publication.exports.terms import citation, citation_of_all, licence
from casework.publication.models import PublishedRevision
from casework.publication.projections.flat import COLUMNS, Sql, features, lines, payloads

Rows = QuerySet[PublishedRevision]
# One write to the network for as much as this, not for each line.
CHUNK = 64 * 1024
# With signs that JSON text never holds, CSV quotes and escapes nothing.
_AS_IT_IS = "FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x02'"


def csv_file(rows: Rows) -> Iterator[bytes]:
    """Yield CSV with a header; formulas are tamed, and each line says how to cite it and on which terms."""
    yield (",".join([*COLUMNS, "citation", "licence"]) + "\n").encode()
    yield from copied(lines(rows, citation(), licence(), safe=True), "FORMAT csv")


def ndjson_file(rows: Rows) -> Iterator[bytes]:
    """Yield the whole payload of each incident as one line of JSON."""
    yield from copied(payloads(rows, citation(), licence()), _AS_IT_IS)


def geojson_file(rows: Rows) -> Iterator[bytes]:
    """Yield one FeatureCollection; foreign members (RFC 7946 §6.1) say how to cite it and on which terms."""
    head = {"type": "FeatureCollection", "citation": citation_of_all(), "licence": licence()}
    yield json.dumps(head, ensure_ascii=False)[:-1].encode() + b', "features": [\n'
    # A feature is a line, so what stands between two lines is what stands between two features.
    held = b""
    for chunk in copied(features(rows), _AS_IT_IS):
        text = held + chunk
        held = b"\n" if text.endswith(b"\n") else b""
        yield (text[:-1] if held else text).replace(b"\n", b",\n")
    yield b"\n]}\n"


def copied(query: Sql, options: str) -> Iterator[bytes]:
    """Yield what COPY gives for a query, in pieces of CHUNK or a little more."""
    sql, params = query
    with connection.cursor() as cursor, cursor.copy(f"COPY ({sql}) TO STDOUT ({options})", params) as copy:
        yield from _in_chunks(copy)


def _in_chunks(pieces: Iterable[Any]) -> Iterator[bytes]:
    held: list[bytes] = []
    size = 0
    for piece in pieces:
        held.append(bytes(piece))
        size += len(piece)
        if size >= CHUNK:
            yield b"".join(held)
            held.clear()
            size = 0
    if held:
        yield b"".join(held)
