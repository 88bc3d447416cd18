"""Lists that cost the same at every depth: no offsets, and no count beyond a cap."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.utils.formats import number_format

Row = TypeVar("Row", bound=Model)

PAGE_SIZE = 50
# Counting further than this costs more than the answer is worth to a reader.
COUNTED_UP_TO = 10_000
# What an address says about the page of a list, and not about what is on it.
PLACES_IN_A_LIST = ("before", "after")


@dataclass(frozen=True, slots=True)
class CappedCount:
    """How many rows there are, as far as we count."""

    number: int

    def __str__(self) -> str:
        if self.number > COUNTED_UP_TO:
            return f"{number_format(COUNTED_UP_TO, force_grouping=True)}+"
        return number_format(self.number, force_grouping=True)


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows, newest first, with the query strings that lead to the rows before and after them."""

    rows: list[Row]
    count: CappedCount
    newer: str = ""
    older: str = ""


def capped_count(rows: QuerySet[Any]) -> CappedCount:
    """Count the rows, but stop at the cap."""
    return CappedCount(rows.order_by()[: COUNTED_UP_TO + 1].count())


def page_of(rows: QuerySet[Row], asked: QueryDict, *, size: int = PAGE_SIZE) -> Page[Row]:
    """Return the page of `rows`, by id and newest first, that `asked` names with `after` or `before`.

    Two queries: the rows (one more than shown, to know if there are others) and the capped count.
    """
    before, after = _number(asked.get("before")), _number(asked.get("after"))
    if after is not None:
        found = list(rows.filter(pk__gt=after).order_by("pk")[: size + 1])
        has_newer, has_older = len(found) > size, True
        shown = found[:size][::-1]
    else:
        window = rows if before is None else rows.filter(pk__lt=before)
        found = list(window.order_by("-pk")[: size + 1])
        has_newer, has_older = before is not None, len(found) > size
        shown = found[:size]
    if not shown:
        return Page(shown, capped_count(rows))
    return Page(
        shown,
        capped_count(rows),
        _query(asked, after=shown[0].pk) if has_newer else "",
        _query(asked, before=shown[-1].pk) if has_older else "",
    )


def _number(text: str | None) -> int | None:
    """Return the id that the address names; a mangled one is no reason for an error page."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None


def _query(asked: QueryDict, **place: int) -> str:
    query = asked.copy()
    for name in PLACES_IN_A_LIST:
        query.pop(name, None)
    for name, value in place.items():
        query[name] = str(value)
    return f"?{query.urlencode()}"
