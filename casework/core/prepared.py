"""Questions that every page asks, whose SQL Django writes once in a process, and PostgreSQL plans once.

Django takes longer to write such a question, with its joins and a hundred columns, than PostgreSQL takes to
answer it, and PostgreSQL takes longer to plan it than to carry it out. It stays a QuerySet, with the rules
that belong to it: only the numbers in it differ each time.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from inspect import signature
from types import SimpleNamespace
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable

from casework.core.statements import planned_once

Row = TypeVar("Row", bound=Model)

# Where such a number stands in the SQL, one that is asked for has its place. No question has it of its own,
# and every whole number of a table may be so large.
_MARK = 2_147_483_000


@dataclass(frozen=True, slots=True)
class _Written:
    """A question as Django wrote it, with places for the numbers that are asked for alone."""

    compiler: Any
    converters: Any
    sql: str
    # Which number each place is for.
    places: tuple[int, ...]

    def with_numbers(self, numbers: Sequence[int]) -> tuple[str, tuple[int, ...]]:
        return self.sql, tuple(int(numbers[which]) for which in self.places)


class _PlansOnce:
    """The thread's own connection to the database, with cursors whose statements are planned once."""

    def __init__(self, ours: BaseDatabaseWrapper) -> None:
        self._ours = ours

    def __getattr__(self, name: str) -> Any:
        return getattr(self._ours, name)

    def cursor(self) -> CursorWrapper:
        return planned_once()


class Prepared(Generic[Row]):
    """A question for rows by one or several numbers, such as primary keys.

    `ask` returns the QuerySet. It is called once, so nothing else may decide what it asks for: neither who
    asks, nor a clock other than the database's.
    """

    def __init__(self, ask: Callable[..., QuerySet[Row]]) -> None:
        self._ask = ask

    def rows(self, *numbers: int) -> list[Row]:
        """Ask, and return the rows. One query."""
        written = self._written
        compiler = copy.copy(written.compiler)
        compiler.connection = _PlansOnce(connections[DEFAULT_DB_ALIAS])
        compiler.as_sql = lambda: written.with_numbers(numbers)
        compiler.get_converters = lambda _fields: written.converters
        query = SimpleNamespace(get_compiler=lambda using: compiler)
        asked: Any = SimpleNamespace(db=DEFAULT_DB_ALIAS, query=query, _known_related_objects={})
        return list(ModelIterable(asked))

    def first(self, *numbers: int) -> Row | None:
        """Ask, and return the first of the rows, or None. One query, which should be for one row."""
        return next(iter(self.rows(*numbers)), None)

    @cached_property
    def _written(self) -> _Written:
        count = len(signature(self._ask).parameters)
        marks = [_MARK + at for at in range(count)]
        asked: Any = self._ask(*marks)
        if asked._iterable_class is not ModelIterable or asked._prefetch_related_lookups:
            raise ValueError("Ask for rows alone, and for nothing that another question brings.")
        compiler = asked.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, values = compiler.as_sql()
        places = tuple(marks.index(value) for value in values if value in marks)
        if set(places) != set(range(count)):
            raise ValueError("A number that is asked for is in no place of the question.")
        converters = compiler.get_converters([each[0] for each in compiler.select[: compiler.col_count]])
        return _Written(compiler, converters, _with_constants(sql, values, marks), places)


def _with_constants(sql: str, values: Sequence[Any], marks: Sequence[int]) -> str:
    """Put what is always the same into the text, and leave a place for each number.

    Only so does PostgreSQL know the type of each, and which partial index serves.
    """
    parts = sql.split("%s")
    said = ["%s" if value in marks else _literal(value) for value in values]
    return "".join(part for pair in zip(parts, [*said, ""], strict=True) for part in pair)


def _literal(value: Any) -> str:
    with connection.cursor() as cursor:
        return str(cursor.mogrify("%s", [value])).replace("%", "%%")


# Of so many people a process keeps how a question for them is written; a few kilobytes each.
MOST_PEOPLE = 500

Person = TypeVar("Person")


class CountedForPeople(Generic[Person]):
    """How many rows there are for a person, written once for each who asks and whatever they are then.

    `ask` returns the QuerySet. Nothing but what `standing` returns, and the database's clock, may decide it.
    """

    def __init__(
        self, ask: Callable[[Person], QuerySet[Any]], standing: Callable[[Person], Hashable]
    ) -> None:
        self._ask, self._standing = ask, standing
        self._written: dict[Hashable, tuple[str, tuple[Any, ...]]] = {}

    def count(self, person: Person) -> int:
        """Count the rows. One query."""
        standing = self._standing(person)
        written = self._written.get(standing)
        if written is None:
            if len(self._written) >= MOST_PEOPLE:
                self._written.clear()
            written = self._written[standing] = self._write(person)
        with connection.cursor() as cursor:
            cursor.execute(*written)
            (number,) = cursor.fetchone() or (0,)
        return int(number)

    def _write(self, person: Person) -> tuple[str, tuple[Any, ...]]:
        try:
            sql, values = self._ask(person).values("pk").query.sql_with_params()
        except EmptyResultSet:
            return "SELECT 0", ()
        # Django wrote it, and keeps the values apart.
        return f"SELECT count(*) FROM ({sql}) part", values  # noqa: S608
