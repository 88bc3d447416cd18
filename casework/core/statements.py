"""Statements that are built once, for what is done for each of many thousands of rows.

The ORM writes its SQL anew each time, which takes longer than such a statement does. Here the names come from
the models as well, and are put together at the first call. PostgreSQL plans such a statement once, too, for
each connection that asks it several times.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.utils import CursorWrapper
from django.db.models import Field, Model
from django.db.models.expressions import DatabaseDefault
from psycopg import Cursor

Row = TypeVar("Row", bound=Model)
Values = Sequence[Any] | Mapping[str, Any]

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


def add(row: Row, *, also: str = "") -> Row:
    """Insert a new row, and fill in what the database gave it. No signals are sent.

    `also` are further parts of the same statement, such as `, name AS (INSERT …)`, which find the row
    in `added`.
    """
    given = tuple(field for field in row._meta.concrete_fields if not _is_left_out(row, field))
    # Once, and not for each value: `connection` looks for the thread's own each time.
    ours = connections[DEFAULT_DB_ALIAS]
    values = [field.get_db_prep_save(field.pre_save(row, True), ours) for field in given]
    with planned_once() as cursor:
        cursor.execute(_insert(type(row), given, also), values)
        found = cursor.fetchone()
    for field, value in zip(row._meta.db_returning_fields, found, strict=True):
        setattr(row, field.attname, value)
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    return row


def _is_left_out(row: Model, field: Field[Any, Any]) -> bool:
    """Whether the database is to say what stands there."""
    value = getattr(row, field.attname)
    return isinstance(value, DatabaseDefault) or (field.primary_key and value is None)


@cache
def _insert(model: type[Model], given: tuple[Field[Any, Any], ...], also: str) -> str:
    table = connection.ops.quote_name(model._meta.db_table)
    names, back = _listed(given), _listed(model._meta.db_returning_fields)
    marks = ", ".join("%s" for _field in given)
    into = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - our own names
    if also:
        return f"WITH added AS ({into} RETURNING *){also} SELECT {back} FROM added"  # noqa: S608 - the same
    return f"{into} RETURNING {back}"


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
