"""Read the fingerprints of all incidents into columns, in PostgreSQL's binary form and not row by row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import psycopg
from django.db import connection

from casework.crossref.batch.columns import Coded, Column
from casework.crossref.grid import SPACES, country_sql

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
_FROM, _FINDABLE = "FROM crossref_fingerprint", "cell IS NOT NULL"
# Numbers of incidents that are read together: some fifty megabytes on their way.
_AT_ONCE = 200_000
# What stands before the members of an array: dimensions, whether any is NULL, type, length, lower bound.
_HEADER = 20


@dataclass(frozen=True, slots=True)
class Table:
    """Everything that is compared, one column for each name in a rule. About 200 bytes an incident."""

    columns: Mapping[str, Any]

    def __len__(self) -> int:
        return len(self.columns["incident_id"])

    def only(self, rows: Column) -> Table:
        """Return the table with some of its rows."""
        return Table({name: _at(column, rows) for name, column in self.columns.items()})


def _at(column: Any, rows: Column) -> Any:
    return column.at(rows) if isinstance(column, Coded) else column[rows]


def read_table() -> Table:
    """Return every incident that is known exactly enough to be compared, neighbours beside each other."""
    asked = {name: (what, kind) for name, (what, kind, _kept) in _PLAIN.items()}
    asked |= {name: (f"coalesce({what}, -1)", kind) for name, (what, kind) in _OR_NOT_KNOWN.items()}
    asked |= {name: (key, ">i8") for name, (key, _sets) in _FEW.items()}
    for name in _MANY:
        asked |= {f"{name}{at}": (f"coalesce({name}[{at}], -1)", ">i8") for at in range(1, _USUAL + 1)}
    found = _read(asked)
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
    order = _as_they_lie(columns)
    # One after the other, so that there are never two tables.
    return Table({name: _at(columns.pop(name), order) for name in [*columns]})


def _as_they_lie(columns: Mapping[str, Any]) -> Column:
    """Return the order in which what is near each other lies together: comparing is faster by half there."""
    south, west = (np.floor(columns[name] / SPACES[0].degrees) for name in ("latitude", "longitude"))
    return np.lexsort((columns["first_day"], west, south, columns["time"], columns["space"]))


def _read(asked: Mapping[str, tuple[str, str]], beside: str = "", only: str = "true") -> dict[str, Column]:
    """Return columns of the fingerprints that can be found, or of each with the rows `beside` it.

    PostgreSQL sends each column as one array, in which every member is of one width: none may be NULL.
    """
    arrays = ", ".join(f"array_agg({what})" for what, _kind in asked.values())
    parts: dict[str, list[Column]] = {
        name: [np.empty(0, dtype=np.dtype(kind).newbyteorder("="))] for name, (_what, kind) in asked.items()
    }
    findable = f"{_FINDABLE} AND {only} AND incident_id BETWEEN %s AND %s"
    statement = f"SELECT {arrays} {_FROM} {beside} WHERE {findable}"
    connection.ensure_connection()
    with psycopg.Cursor(connection.connection) as cursor:
        for first in range(0, _last_id() + 1, _AT_ONCE):
            cursor.execute(statement, [first, first + _AT_ONCE - 1], binary=True)
            for at, (name, (_what, kind)) in enumerate(asked.items()):
                if (sent := _sent(cursor, at)) is not None:
                    member = np.dtype([("length", ">i4"), ("value", kind)])
                    values = np.frombuffer(sent, dtype=member, offset=_HEADER)["value"]
                    parts[name].append(values.astype(values.dtype.newbyteorder("=")))
    return {name: np.concatenate(part) for name, part in parts.items()}


def _sent(cursor: psycopg.Cursor[Any], column: int) -> bytes | None:
    """Return a column of the only row as PostgreSQL sent it."""
    result = cursor.pgresult
    return result.get_value(0, column) if result else None


def _last_id() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(incident_id), -1) FROM crossref_fingerprint")
        return int(cursor.fetchone()[0])


def _few(keys: Column, key: str, sets: Mapping[str, str]) -> dict[str, Coded]:
    """Return the columns of sets of which there are few, by way of the number that stands for them."""
    distinct, codes = np.unique(keys, return_inverse=True)
    asked = ", ".join(sets.values())
    # Each combination once before anything is made of it.
    combined = f"SELECT DISTINCT {', '.join(sets)} {_FROM} WHERE {_FINDABLE}"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {key}, {asked} FROM ({combined}) combined")
        rows = {row[0]: row[1:] for row in cursor.fetchall()}
    found = {}
    for at, name in enumerate(sets):
        members = [frozenset(rows[each][at]) for each in distinct.tolist()]
        found[name] = _coded(members, codes)
    return found


def _coded(members: list[frozenset[Any]], codes: Column) -> Coded:
    """Return a column in which number 0 is the empty set."""
    moved = np.array([at if each else 0 for at, each in enumerate(members, start=1)], dtype=np.int32)
    return Coded.of([frozenset(), *members], moved[codes] if len(members) else codes.astype(np.int32))


def _many(name: str, ids: Column, usual: list[Column]) -> Coded:
    """Return a column of sets with only those members that two rows have: no other can be shared."""
    rows = np.concatenate([np.flatnonzero(column >= 0) for column in usual])
    members = np.concatenate([column[column >= 0] for column in usual])
    more = _read(
        {"id": ("incident_id", ">i8"), "member": ("member", ">i8")},
        beside=f"CROSS JOIN LATERAL unnest({name}[{_USUAL + 1}:]) member",
        only=f"cardinality({name}) > {_USUAL}",
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
    return Coded.of([frozenset(), *map(frozenset, sets.values())], codes)
