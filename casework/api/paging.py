"""Pages by cursor: the same speed at every depth, and nothing lost while others write."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.generics import GenericAPIView
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request

# No request counts further: beyond, the number says how much there is at least.
COUNTED_UP_TO = 10_000


def _a_moment(position: str) -> object:
    return datetime.fromisoformat(position)


def _a_number(position: str) -> object:
    return int(position)


class PublicationPages(CursorPagination):
    """In order of publication, oldest first.

    A row that is replaced while a program reads moves to the end, so that the program meets it again there
    and never misses it.
    """

    ordering: tuple[str, ...] = ("published_at", "id")
    page_size = 50
    max_page_size = 1000
    page_size_query_param = "page_size"
    reads_position = staticmethod(_a_moment)

    def decode_cursor(self, request: Request) -> Any:
        """Return where a page begins; NotFound for what no page of ours ever gave."""
        cursor = super().decode_cursor(request)
        if cursor is not None and cursor.position is not None:
            try:
                self.reads_position(str(cursor.position))
            except ValueError as error:
                raise NotFound(self.invalid_cursor_message) from error
        return cursor

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Describe a page, with the count that comes where it is asked for."""
        page: dict[str, Any] = super().get_paginated_response_schema(schema)
        page["properties"]["count"] = {"type": "integer"}
        page["properties"]["count_is_capped"] = {"type": "boolean"}
        return page


class ThingPages(PublicationPages):
    """In the order in which things first became public."""

    ordering = ("id",)
    reads_position = staticmethod(_a_number)


class ReleasePages(PublicationPages):
    """Newest first."""

    ordering = ("-created_at", "-id")


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
