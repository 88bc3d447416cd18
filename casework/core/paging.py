"""Lists that cost the same at every depth: no offsets, and no count beyond a cap."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from django.core.exceptions import EmptyResultSet, ValidationError
from django.db import connection
from django.db.models import F, Field, Model, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.http import QueryDict
from django.utils.formats import number_format

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Row = TypeVar("Row", bound=Model)

PAGE_SIZE = 50
# Counting further than this costs more than the answer is worth to a reader.
COUNTED_UP_TO = 10_000
# What an address says about the page of a list, and not about what is on it.
PLACES_IN_A_LIST = ("before", "after")
# What it says about the list beside what is on it: the order, and the queue that it is.
ABOUT_A_LIST = (*PLACES_IN_A_LIST, "sort", "queue")


@dataclass(frozen=True, slots=True)
class CappedCount:
    """How many rows there are, as far as we count."""

    number: int

    def __str__(self) -> str:
        if self.number > COUNTED_UP_TO:
            return f"{number_format(COUNTED_UP_TO, force_grouping=True)}+"
        return number_format(self.number, force_grouping=True)

    def __bool__(self) -> bool:
        return self.number > 0


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a list is sorted by. Rows without a value come last, whichever way it runs."""

    field: str
    descending: bool = False
    may_be_empty: bool = False

    def order(self, *, backwards: bool) -> OrderBy:
        descending = self.descending != backwards
        # NULLS in the order that the index has by itself, where there are none.
        ends = {"nulls_first" if backwards else "nulls_last": True} if self.may_be_empty else {}
        return F(self.field).desc(**ends) if descending else F(self.field).asc(**ends)

    def same(self, value: Any) -> Q:
        return Q(**{f"{self.field}__isnull": True}) if value is None else Q(**{self.field: value})

    def beyond(self, value: Any, *, backwards: bool) -> Q:
        """Return what comes after a row with this value, or before it."""
        if value is None:
            return Q(**{f"{self.field}__isnull": False}) if backwards else Q(pk__in=[])
        further = Q(**{f"{self.field}__{'lt' if self.descending != backwards else 'gt'}": value})
        return further | self.same(None) if self.may_be_empty and not backwards else further


@dataclass(frozen=True, slots=True)
class Order:
    """A way to sort a list, down to one row after the other: its last column has no equal values."""

    name: str
    label: str | _StrPromise
    columns: tuple[Column, ...]


NEWEST = Order("newest", "", (Column("pk", descending=True),))


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows in order, with the query strings that lead to the rows before and after them."""

    rows: list[Row]
    count: CappedCount
    newer: str = ""
    older: str = ""
    is_newest_first: bool = True


def capped_count(rows: QuerySet[Any]) -> CappedCount:
    """Count the rows, but stop at the cap."""
    return CappedCount(rows.order_by()[: COUNTED_UP_TO + 1].count())


def capped_counts(lists: Sequence[QuerySet[Any]]) -> list[CappedCount]:
    """Count the rows of several lists, each up to the cap. One query."""
    parts: list[str] = []
    values: list[Any] = []
    for rows in lists:
        try:
            sql, asked = rows.order_by()[: COUNTED_UP_TO + 1].values("pk").query.sql_with_params()
        except EmptyResultSet:
            parts.append("0")
            continue
        # Django wrote it, and keeps the values apart.
        parts.append(f"(SELECT count(*) FROM ({sql}) part)")  # noqa: S608
        values.extend(asked)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", values)
        return [CappedCount(number) for number in cursor.fetchone() or ()]


def counted_keys(keys: QuerySet[Any, Any], first: int, last: int) -> tuple[int, list[Any]]:
    """Count a capped list of keys, and return those from place `first` until before `last`, in its order.

    One query finds both, so that a search searches once.
    """
    try:
        sql, asked = keys.query.sql_with_params()
    except EmptyResultSet:
        return 0, []
    # Django wrote it, and keeps the values apart. An array has its elements in the order of the question.
    found = f"WITH found AS MATERIALIZED (SELECT ARRAY({sql}) AS keys)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"{found} SELECT cardinality(keys), keys[%s:%s] FROM found",  # noqa: S608
            [*asked, first + 1, last],
        )
        count, shown = cursor.fetchone() or (0, [])
    return count, shown


def page_of(
    rows: QuerySet[Row],
    asked: QueryDict,
    *,
    size: int = PAGE_SIZE,
    order: Order = NEWEST,
    count: CappedCount | None = None,
) -> Page[Row]:
    """Return the page of `rows`, in `order`, that `asked` names with `after` or `before`.

    Two queries: the rows (one more than shown, to know if there are others) and the capped count, unless
    somebody has counted already.
    """
    before, after = (_place(asked.get(name), order, rows.model) for name in PLACES_IN_A_LIST)
    backwards = after is not None
    place = after if after is not None else before
    window = rows if place is None else rows.filter(_beyond(place, order, backwards=backwards))
    found = list(window.order_by(*(each.order(backwards=backwards) for each in order.columns))[: size + 1])
    others = len(found) > size
    is_newest_first = order.columns == NEWEST.columns
    shown = found[:size][::-1] if backwards else found[:size]
    has_newer, has_older = (others, True) if backwards else (place is not None, others)
    counted = capped_count(rows) if count is None else count
    if not shown:
        return Page(shown, counted, is_newest_first=is_newest_first)
    return Page(
        shown,
        counted,
        _query(asked, after=place_of(shown[0], order)) if has_newer else "",
        _query(asked, before=place_of(shown[-1], order)) if has_older else "",
        is_newest_first=is_newest_first,
    )


def _beyond(place: Sequence[Any], order: Order, *, backwards: bool) -> Q:
    """Return what lies on the far side of a row, by the first column in which it differs."""
    found, same = Q(pk__in=[]), Q()
    for column, value in zip(order.columns, place, strict=True):
        found |= same & column.beyond(value, backwards=backwards)
        same &= column.same(value)
    return found


def place_of(row: Model, order: Order) -> str:
    """Write where a row stands in the order, for an address: a number alone where that is enough."""
    values = [_plain(getattr(row, column.field)) for column in order.columns]
    if order.columns == NEWEST.columns:
        return str(values[0])
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _place(text: str | None, order: Order, model: type[Model]) -> list[Any] | None:
    """Return where a page begins; a mangled address is no reason for an error page."""
    if not text:
        return None
    if order.columns == NEWEST.columns:
        return [int(text)] if text.isascii() and text.isdigit() and len(text) < 19 else None
    try:
        values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        return [
            _field(model, column).to_python(value)
            for column, value in zip(order.columns, values, strict=True)
        ]
    except (ValueError, TypeError, ValidationError, OverflowError):
        return None


def _field(model: type[Model], column: Column) -> Field[Any, Any]:
    name = model._meta.pk.name if column.field == "pk" else column.field
    return cast("Field[Any, Any]", model._meta.get_field(name))


def _query(asked: QueryDict, **place: str) -> str:
    query = asked.copy()
    for name in PLACES_IN_A_LIST:
        query.pop(name, None)
    for name, value in place.items():
        query[name] = value
    return f"?{query.urlencode()}"
