"""Questions that every page asks, whose SQL Django writes once in a process.

Django takes longer to write such a question, with its joins and a hundred columns, than PostgreSQL takes to
answer it. It stays a QuerySet, with the rules that belong to it: only the numbers in it differ each time.
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
from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable

Row = TypeVar("Row", bound=Model)

# Where such a number stands in the SQL, one that is asked for has its place. No question has it of its own,
# and every whole number of a table may be so large.
_MARK = 2_147_483_000


@dataclass(frozen=True, slots=True)
class _Written:
    """A question as Django wrote it, and which of its values are the numbers that are asked for."""

    compiler: Any
    converters: Any
    sql: str
    values: tuple[Any, ...]
    places: tuple[tuple[int, int], ...]

    def with_numbers(self, numbers: Sequence[int]) -> tuple[str, tuple[Any, ...]]:
        values = list(self.values)
        for at, which in self.places:
            values[at] = int(numbers[which])
        return self.sql, tuple(values)


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
        # Each thread has a connection of its own.
        compiler.connection = connections[DEFAULT_DB_ALIAS]
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
        places = tuple((at, marks.index(value)) for at, value in enumerate(values) if value in marks)
        if {which for _at, which in places} != set(range(count)):
            raise ValueError("A number that is asked for is in no place of the question.")
        converters = compiler.get_converters([each[0] for each in compiler.select[: compiler.col_count]])
        return _Written(compiler, converters, sql, tuple(values), places)


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
