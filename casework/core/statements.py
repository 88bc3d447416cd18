"""Statements that are built once, for what is done for each of many thousands of rows.

The ORM writes its SQL anew each time, which takes longer than such a statement does. Here the names come from
the models as well, and are put together at the first call. PostgreSQL plans such a statement once, too, for
each connection that asks it several times.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.utils import CursorWrapper
from django.db.models import Field, Model
from django.db.models.expressions import DatabaseDefault
from psycopg import Cursor

Row = TypeVar("Row", bound=Model)
Values = Sequence[Any] | Mapping[str, Any]
_Fields = tuple[Field[Any, Any], ...]
# What makes the SQL of a part: that SQL, or a model with the fields that are given, and those that refer to
# the first row.
_Part = str | tuple[type[Model], _Fields, _Fields]

# A statement is kept from the time on that a connection asks it so often.
_PLANNED_AFTER = 5


def planned_once() -> CursorWrapper:
    """Return a cursor whose statements PostgreSQL keeps as it planned them, with a place for each value.

    Django's own puts the values into the text. A value that decides whether an index can be used, such as
    the condition of a partial one, has to stand in the statement all the same.
    """
    ours = connections[DEFAULT_DB_ALIAS]
    ours.close_if_health_check_failed()
    ours.ensure_connection()
    # psycopg forgets the text of a statement that is kept, and a log would have nothing to show.
    ours.connection.prepare_threshold = None if ours.queries_logged else _PLANNED_AFTER
    cursor: Any = Cursor(ours.connection)
    return ours.make_debug_cursor(cursor) if ours.queries_logged else ours.make_cursor(cursor)


def columns_of(model: type[Model], *, without: tuple[str, ...] = ()) -> str:
    """Return the columns that `rows_of` expects of a statement, in their order."""
    return _columns(model, without)


def rows_of(
    model: type[Row],
    statement: str,
    values: Values | None = None,
    *,
    without: tuple[str, ...] = (),
    extra: tuple[str, ...] = (),
) -> list[Row]:
    """Return the rows that a statement gives, as `columns_of` lists them. What is left out is deferred.

    What it gives after those columns becomes the attributes named in `extra`.
    """
    names = _names(model, without)
    with planned_once() as cursor:
        cursor.execute(statement, values)
        found = cursor.fetchall()
    rows = []
    for given in found:
        row = model.from_db(DEFAULT_DB_ALIAS, names, given[: len(names)])
        vars(row).update(zip(extra, given[len(names) :], strict=True))
        rows.append(row)
    return rows


@dataclass(frozen=True, slots=True)
class Also:
    """A further part of a statement, such as `name AS (UPDATE …)`. It finds the new row in `added`."""

    sql: str
    values: Sequence[Any] = ()


# New rows and parts for one statement. The first is a row: it is what the others may refer to.
Rows = tuple[Model, *tuple[Model | Also, ...]]


def add(row: Row, *, beside: Sequence[Model | Also] = ()) -> Row:
    """Insert a new row, and fill in what the database gave it. No signals are sent.

    What stands `beside` it is done by the same statement: other parts, and further new rows. Those may refer
    to this row, but not to each other.
    """
    new: list[tuple[Model, _Fields]] = []
    parts: list[_Part] = []
    values: list[Any] = []
    for each in (row, *beside):
        if isinstance(each, Also):
            parts.append(each.sql)
            values += each.values
        else:
            refers = _refers(each, row)
            given = tuple(field for field in _stated(each) if field not in refers)
            new.append((each, refers))
            parts.append((type(each), given, refers))
            values += _values(each, given)
    with planned_once() as cursor:
        cursor.execute(_insert(tuple(parts)), values)
        found = iter(cursor.fetchone())
    for each, refers in new:
        _fill_in(each, found)
        for field in refers:
            setattr(each, field.attname, row.pk)
    return row


def _refers(row: Model, first: Model) -> _Fields:
    """Return the fields in which a row stands by the first one, which has no key yet."""
    related = row._state.fields_cache
    if row is first or first.pk is not None or not any(each is first for each in related.values()):
        return ()
    return tuple(field for field in row._meta.concrete_fields if related.get(field.name) is first)


def _stated(row: Model) -> _Fields:
    """Return the fields of which the database is not to say what stands there."""
    return tuple(field for field in row._meta.concrete_fields if not _is_left_out(row, field))


def _is_left_out(row: Model, field: Field[Any, Any]) -> bool:
    value = getattr(row, field.attname)
    return isinstance(value, DatabaseDefault) or (field.primary_key and value is None)


def _values(row: Model, given: _Fields) -> list[Any]:
    # Once, and not for each value: `connection` looks for the thread's own each time.
    ours = connections[DEFAULT_DB_ALIAS]
    return [field.get_db_prep_save(field.pre_save(row, True), ours) for field in given]


def _fill_in(row: Model, found: Iterator[Any]) -> None:
    for field in row._meta.db_returning_fields:
        setattr(row, field.attname, next(found))
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


@cache
def _insert(parts: tuple[_Part, ...]) -> str:
    """Write the statement: one INSERT, or parts with names, of which the first is called `added`."""
    if len(parts) == 1 and not isinstance(parts[0], str):
        return f"{_into(*parts[0])} RETURNING {_listed(parts[0][0]._meta.db_returning_fields)}"
    named, back = [], {}
    for number, part in enumerate(parts):
        if isinstance(part, str):
            named.append(part)
        else:
            name = f"added_{number}" if number else "added"
            named.append(f"{name} AS ({_into(*part)} RETURNING *)")
            back[name] = _listed(part[0]._meta.db_returning_fields, of=f"{name}.")
    return f"WITH {', '.join(named)} SELECT {', '.join(back.values())} FROM {', '.join(back)}"  # noqa: S608


def _into(model: type[Model], given: _Fields, refers: _Fields) -> str:
    table = connection.ops.quote_name(model._meta.db_table)
    marks = ["%s" for _field in given] + ["(SELECT id FROM added)" for _field in refers]
    return f"INSERT INTO {table} ({_listed(given + refers)}) VALUES ({', '.join(marks)})"  # noqa: S608


@cache
def _columns(model: type[Model], without: tuple[str, ...]) -> str:
    table = connection.ops.quote_name(model._meta.db_table)
    return _listed(_fields(model, without), of=f"{table}.")


def _listed(fields: Iterable[Field[Any, Any]], of: str = "") -> str:
    return ", ".join(f"{of}{connection.ops.quote_name(str(field.column))}" for field in fields)


@cache
def _names(model: type[Model], without: tuple[str, ...]) -> list[str]:
    return [field.attname for field in _fields(model, without)]


def _fields(model: type[Model], without: tuple[str, ...]) -> list[Field[Any, Any]]:
    fields = [field for field in model._meta.concrete_fields if field.name not in without]
    if changed := [field.name for field in fields if hasattr(field, "from_db_value")]:
        raise ValueError(f"What the database gives for {', '.join(changed)} is no value yet. Leave it out.")
    return fields
