"""Pages by cursor: the same speed at every depth, and nothing lost while others write."""

from __future__ import annotations

from base64 import b64encode
from datetime import UTC, datetime
from typing import Any, TypeVar, cast
from urllib.parse import urlencode

from django.db.models import Expression, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.generics import GenericAPIView
from rest_framework.pagination import Cursor, CursorPagination
from rest_framework.request import Request

# No request counts further: beyond, the number says how much there is at least.
COUNTED_UP_TO = 10_000

Row = TypeVar("Row")


class PublicationPages(CursorPagination):
    """In order of publication, oldest first.

    A row that is replaced while a program reads moves to the end, so that the program meets it again there
    and never misses it. No two rows have the same place: see `publication.clock`.
    """

    ordering: tuple[str] = ("published_at",)
    page_size = 50
    max_page_size = 1000
    page_size_query_param = "page_size"

    def begin(self, request: Request) -> None:
        """Read how long the page is and where it begins. NotFound for a cursor that no page of ours gave."""
        self.request, self.base_url = request, request.build_absolute_uri(request.path)
        self.size = self.get_page_size(request) or self.page_size
        cursor = self.decode_cursor(request) or Cursor(0, False, None)
        self.left_out, self.backwards = cursor.offset, cursor.reverse
        try:
            self.place = None if cursor.position is None else self.read_place(str(cursor.position))
        except (ValueError, OverflowError) as error:
            raise NotFound(self.invalid_cursor_message) from error

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        """Return the rows of the page that is asked for: of a model, or tuples that end with `written`."""
        self.begin(request)
        column, is_falling = self._column
        is_falling ^= self.backwards
        rows = queryset.order_by(f"-{column}" if is_falling else column)
        if self.place is not None:
            rows = rows.filter(**{f"{column}__{'lt' if is_falling else 'gt'}": self.place})
        return self.keep(list(rows[self.left_out : self.left_out + self.size + 1]))

    def keep(self, found: list[Row]) -> list[Row]:
        """Take the rows in the direction of the page, one more than it has; return those that it has."""
        others, was_before = len(found) > self.size, self.place is not None or self.left_out > 0
        self.has_next, self.has_previous = (was_before, others) if self.backwards else (others, was_before)
        page = found[: self.size][::-1] if self.backwards else found[: self.size]
        self.page = page
        return page

    def get_next_link(self) -> str | None:
        """Return the address of what comes after the page."""
        return self._link(-1, backwards=False) if self.has_next else None

    def get_previous_link(self) -> str | None:
        """Return the address of what comes before the page."""
        return self._link(0, backwards=True) if self.has_previous else None

    @staticmethod
    def read_place(position: str) -> Any:
        """Return a moment as the database has it, which knows no zones further than 16 hours away."""
        moment = datetime.fromisoformat(position)
        if moment.tzinfo is None:
            raise ValueError("Without a zone nobody knows which moment it is.")
        return moment.astimezone(UTC)

    @classmethod
    def written(cls) -> Expression:
        """Return what rows end with that are read as tuples: where each stands, as the database writes it."""
        return Cast(cls.ordering[0].lstrip("-"), TextField())

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Describe a page, with the count that comes where it is asked for."""
        page: dict[str, Any] = super().get_paginated_response_schema(schema)
        page["properties"]["count"] = {"type": "integer"}
        page["properties"]["count_is_capped"] = {"type": "boolean"}
        return page

    @property
    def _column(self) -> tuple[str, bool]:
        name = self.ordering[0]
        return name.lstrip("-"), name.startswith("-")

    def _link(self, edge: int, *, backwards: bool) -> str:
        place = self.place
        if self.page:
            row = self.page[edge]
            place = row[-1] if isinstance(row, tuple) else getattr(row, self._column[0])
        # As DRF writes a cursor. It would take the whole address apart again for each of the two.
        cursor = {**({"r": "1"} if backwards else {}), **({} if place is None else {"p": str(place)})}
        query = self.request.query_params.dict()
        query[self.cursor_query_param] = b64encode(urlencode(cursor).encode()).decode()
        return f"{self.base_url}?{urlencode(query)}"


class ThingPages(PublicationPages):
    """In the order in which things first became public."""

    ordering = ("id",)

    @staticmethod
    def read_place(position: str) -> int:
        return int(position)


class ReleasePages(PublicationPages):
    """Newest first."""

    ordering = ("-created_at",)


PAGING = {PublicationPages.cursor_query_param, "page_size"}


def counted(request: Request, rows: QuerySet[Any]) -> dict[str, Any]:
    """Return how many there are where `count=yes` asks for it; counting costs, so only then."""
    asked = request.query_params.get("count", "no")
    if asked not in ("yes", "no"):
        raise ValidationError({"count": [_("Write count=yes or leave it out.")]}, code="invalid")
    if asked == "no":
        return {}
    count = rows.order_by()[: COUNTED_UP_TO + 1].count()
    return {"count": min(count, COUNTED_UP_TO), "count_is_capped": count > COUNTED_UP_TO}


def links(view: GenericAPIView[Any]) -> dict[str, str | None]:
    """Return the addresses of the pages beside the one that the view has just read."""
    pages = cast("CursorPagination", view.paginator)
    return {"next": pages.get_next_link(), "previous": pages.get_previous_link()}
