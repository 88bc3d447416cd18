"""Read the fingerprints of all incidents into columns, in PostgreSQL's binary form and not row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import connection

from casework.crossref.batch.columns import Coded, Column
from casework.crossref.grid import country_sql

# Days since 2000, as PostgreSQL sends them; what is not known is sent as -1 or as not-a-number.
_PLAIN = {
    "incident_id": ("incident_id", ">i8", np.int64),
    "first_day": ("first_day", ">i4", np.int32),
    "last_day": ("last_day", ">i4", np.int32),
    "latitude": ("coalesce(latitude, 'NaN')", ">f8", np.float64),
    "longitude": ("coalesce(longitude, 'NaN')", ">f8", np.float64),
    "reach_km": ("reach_km", ">f8", np.float64),
    "space": ("space", ">i2", np.int8),
    "time": ("time", ">i2", np.int8),
}
_OR_NOT_KNOWN = {
    "country": (country_sql("country"), ">i4"),
    "event_type": ("event_type", ">i8"),
    "target_type": ("target_type", ">i8"),
    **{
        f"{outcome}{end}": (f"{outcome}{end}", ">i4")
        for outcome in ("killed", "injured")
        for end in ("", "_low", "_high")
    },
}
# Sets of which there are few: one number stands for all that one question asks for.
_FEW: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "place": (
        "hashtextextended(place_name,"
        " hash_array_extended(place_names, hash_array_extended(place_sounds, 0)))",
        {"place_name": "show_trgm(place_name)", "place_names": "place_names", "place_sounds": "place_sounds"},
    ),
    "people": ("hash_array_extended(actors, 0)", {"actors": "actors"}),
}
# Sets of which nearly every incident has one of its own; most have no more members than so many.
_MANY = ("documents",)
_USUAL = 2
_FROM = "FROM crossref_fingerprint WHERE cell IS NOT NULL"
# What stands before the first row: a signature, flags, and the length of an extension.
_HEADER, _TRAILER = 19, 2


@dataclass(frozen=True, slots=True)
class Table:
    """Everything that is compared, one column for each name in a rule. About 200 bytes an incident."""

    columns: Mapping[str, Any]

    def __len__(self) -> int:
        return len(self.columns["incident_id"])

    def only(self, rows: Column) -> Table:
        """Return the table with some of its rows."""
        return Table(
            {
                name: column.at(rows) if isinstance(column, Coded) else column[rows]
                for name, column in self.columns.items()
            }
        )


def read_table() -> Table:
    """Return every incident that is known exactly enough to be compared."""
    asked = {name: (what, kind) for name, (what, kind, _kept) in _PLAIN.items()}
    asked |= {name: (f"coalesce({what}, -1)", kind) for name, (what, kind) in _OR_NOT_KNOWN.items()}
    asked |= {name: (key, ">i8") for name, (key, _sets) in _FEW.items()}
    for name in _MANY:
        asked |= {f"{name}{at}": (f"coalesce({name}[{at}], -1)", ">i8") for at in range(1, _USUAL + 1)}
    found = copied(asked, _FROM)
    columns: dict[str, Any] = {
        name: found.pop(name).astype(kept) for name, (_what, _kind, kept) in _PLAIN.items()
    }
    for name in _OR_NOT_KNOWN:
        column = found.pop(name).astype(float)
        column[column < 0] = np.nan
        columns[name] = column
    for name, (key, sets) in _FEW.items():
        columns |= _few(found.pop(name), key, sets)
    for name in _MANY:
        usual = [found.pop(f"{name}{at}") for at in range(1, _USUAL + 1)]
        columns[name] = _many(name, columns["incident_id"], usual)
    return Table(columns)


def copied(asked: Mapping[str, tuple[str, str]], source: str) -> dict[str, Column]:
    """Return the columns of a query, of which none is NULL: so all rows are of one length."""
    fields: list[tuple[str, str]] = [("fields", ">i2")]
    for name, (_what, kind) in asked.items():
        fields += [(f"{name} length", ">i4"), (name, kind)]
    row = np.dtype(fields)
    selected = ", ".join(what for what, _kind in asked.values())
    parts: list[list[Column]] = [[] for _ in asked]
    for piece in _pieces(f"COPY (SELECT {selected} {source}) TO STDOUT (FORMAT binary)", row.itemsize):
        rows = np.frombuffer(piece, dtype=row)
        for part, (name, (_what, kind)) in zip(parts, asked.items(), strict=True):
            part.append(rows[name].astype(np.dtype(kind).newbyteorder("=")))
    return {
        name: np.concatenate(part) if part else np.empty(0, dtype=np.dtype(kind).newbyteorder("="))
        for part, (name, (_what, kind)) in zip(parts, asked.items(), strict=True)
    }


def _pieces(statement: str, width: int, size: int = 8_000_000) -> Iterator[bytes]:
    """Yield what a COPY sends, a few megabytes at a time and whole rows only."""
    held = bytearray()
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for data in copy:
            held += data
            # The last two bytes may be the trailer, which is shorter than any row.
            if len(held) > size:
                start = _HEADER if held.startswith(b"PGCOPY\n") else 0
                end = start + (len(held) - start - _TRAILER) // width * width
                yield bytes(held[start:end])
                del held[:end]
    start = _HEADER if held.startswith(b"PGCOPY\n") else 0
    yield bytes(held[start : len(held) - _TRAILER])


def _few(keys: Column, key: str, sets: Mapping[str, str]) -> dict[str, Coded]:
    """Return the columns of sets of which there are few, by way of the number that stands for them."""
    distinct, codes = np.unique(keys, return_inverse=True)
    asked = ", ".join(sets.values())
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT ON (key) * FROM (SELECT {key} AS key, {asked} {_FROM}) keyed")
        rows = {row[0]: row[1:] for row in cursor.fetchall()}
    found = {}
    for at, name in enumerate(sets):
        members = [frozenset(rows[each][at]) for each in distinct.tolist()]
        found[name] = _coded(members, codes)
    return found


def _coded(members: list[frozenset[Any]], codes: Column) -> Coded:
    """Return a column in which number 0 is the empty set."""
    moved = np.array([at if each else 0 for at, each in enumerate(members, start=1)], dtype=np.int32)
    return Coded([frozenset(), *members], moved[codes] if len(members) else codes.astype(np.int32))


def _many(name: str, ids: Column, usual: list[Column]) -> Coded:
    """Return a column of sets with only those members that two rows have: no other can be shared."""
    rows = np.concatenate([np.flatnonzero(column >= 0) for column in usual])
    members = np.concatenate([column[column >= 0] for column in usual])
    more = copied(
        {"id": ("incident_id", ">i8"), "member": (f"unnest({name}[{_USUAL + 1}:])", ">i8")},
        f"{_FROM} AND cardinality({name}) > {_USUAL}",
    )
    if len(more["id"]):
        order = np.argsort(ids)
        rows = np.concatenate([rows, order[np.searchsorted(ids, more["id"], sorter=order)]])
        members = np.concatenate([members, more["member"]])
    _each, which, counts = np.unique(members, return_inverse=True, return_counts=True)
    is_shared = counts[which] > 1
    sets: dict[int, set[int]] = {}
    for row, member in zip(rows[is_shared].tolist(), members[is_shared].tolist(), strict=True):
        sets.setdefault(row, set()).add(member)
    codes = np.zeros(len(ids), dtype=np.int32)
    codes[np.fromiter(sets, dtype=np.int64, count=len(sets))] = np.arange(1, len(sets) + 1)
    return Coded([frozenset(), *map(frozenset, sets.values())], codes)
