"""What the admin's lists have in common: they cost the same at every size, and some change nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import partial
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.templatetags.admin_list import result_headers
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.contrib.admin.utils import display_for_field, display_for_value
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import FieldDoesNotExist
from django.core.paginator import Paginator
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.core.paging import COUNTED_UP_TO, counted_keys


class KeyList(ChangeList):
    """Rows that are counted no further than a reader would turn their pages.

    The page is found by keys alone, which indexes have, and the rows of that page only are read.
    """

    def window(self, first: int, last: int) -> tuple[int, Any]:
        """Return how many rows there are, and the keys from place `first` until before `last`.

        A search costs more than an order does, and is made once for both. Where nothing is searched, indexes
        count without an order, and find the first keys without the others.
        """
        rows: QuerySet[Any, Any] = self.queryset
        if rows.query.distinct:
            # A filter joined other rows: each key once, and nothing beside it.
            found = self.root_queryset.filter(pk__in=rows.order_by().values("pk"))
            rows = found.order_by(*rows.query.order_by)
        keys = rows.values("pk")
        if self.query:
            return counted_keys(keys[:COUNTED_UP_TO], first, last)
        return keys.order_by()[:COUNTED_UP_TO].count(), keys[first : min(last, COUNTED_UP_TO)]

    def get_results(self, request: HttpRequest) -> None:
        size = self.list_per_page
        number = self.page_num if 0 < self.page_num <= COUNTED_UP_TO else 1
        count, shown = self.window((number - 1) * size, number * size)
        self.paginator = Paginator(range(count), size)
        self.result_count, self.full_result_count = count, None
        self.can_show_all, self.multi_page = count <= self.list_max_show_all, count > size
        if (self.show_all and self.can_show_all) or not self.multi_page:
            if number > 1 or count > size:
                _count, shown = self.window(0, count)
        elif self.page_num not in self.paginator.page_range:
            raise IncorrectLookupParameters
        self.result_list = self.queryset.filter(pk__in=shown)
        self.show_full_result_count, self.show_admin_actions = False, True


class LongList:
    """Put before ModelAdmin for what there may be a million of: nothing counts or sorts it all."""

    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    change_list_template: Any = "admin/long_list.html"

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return KeyList

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Give the template the rows with their cells."""
        changelist = super().get_changelist_instance(request)  # type: ignore[misc]  # ModelAdmin has it
        changelist.headers = partial(list, result_headers(changelist))
        changelist.rows = partial(_rows_of, changelist)
        return changelist

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Call the page what it lists, and not what could be done with one of the rows."""
        title = capfirst(str(self.opts.verbose_name_plural))  # type: ignore[attr-defined]  # ModelAdmin has it
        context = {"title": title, **(extra_context or {})}
        found: HttpResponse = super().changelist_view(request, context)  # type: ignore[misc]
        return found


class ReadOnly(LongList):
    """Put before ModelAdmin for rows that only services write: nobody adds, changes or deletes them there."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class OfferedFilter(admin.SimpleListFilter):
    """Narrows a list by one of the values that it offers; anything else in an address narrows nothing."""

    field: ClassVar[str]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        is_offered = value in {str(offered) for offered, _said in self.lookup_choices}
        return queryset.filter(**{self.field: value}) if is_offered else queryset


class WithinFilter(admin.SimpleListFilter):
    """How long ago something was. Unlike a date hierarchy it reads no row that the page does not show."""

    parameter_name = "within"
    field: ClassVar[str]

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[Any, Any]]:
        return [
            ("1", _("within a day")),
            ("7", _("within 7 days")),
            ("31", _("within 31 days")),
            ("366", _("within a year")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        days = self.value()
        if days not in dict(self.lookup_choices):
            return queryset
        since: Any = timezone.now() - timedelta(days=int(days))
        if not isinstance(queryset.model._meta.get_field(self.field), models.DateTimeField):
            since = since.date()
        return queryset.filter(**{f"{self.field}__gte": since})


def within(field: str, label: Any) -> type[WithinFilter]:
    """Return the filter by how long ago the date or moment in a field was."""
    return type("WithinFilter", (WithinFilter,), {"field": field, "title": label})


def _rows_of(changelist: ChangeList) -> list[list[SafeString]]:
    """Return the cells of each row as the admin would write them, in one piece.

    How a column is read is found out once for the list; the admin finds it out again for every cell.
    """
    links = set(changelist.list_display_links or changelist.list_display[:1])
    columns = [_column(changelist, str(name), is_link=name in links) for name in changelist.list_display]
    # Each cell is safe, so a row of them is.
    return [[SafeString("".join(cell(row) for cell in columns))] for row in changelist.result_list]


def _column(changelist: ChangeList, name: str, *, is_link: bool) -> Callable[[Any], SafeString]:
    """Return what writes a cell of a column."""
    read, css = _reader(changelist, name)
    if not is_link:
        start, end = format_html('<td class="{}">', css), SafeString("</td>")
        return lambda row: start + conditional_escape(read(row)) + end
    around: dict[str, Any] = {"preserved_filters": changelist.preserved_filters, "opts": changelist.opts}
    address = add_preserved_filters(around, changelist.url_for_result(changelist.model(pk=0)))
    before, _zero, after = address.rpartition("/0/")
    return lambda row: format_html(
        '<th class="{}"><a href="{}/{}/{}">{}</a></th>', css, before, row.pk, after, read(row)
    )


def _reader(changelist: ChangeList, name: str) -> tuple[Callable[[Any], Any], str]:
    """Return how the value of a column is read from a row, and the class of its cells."""
    screen = changelist.model_admin
    empty = screen.get_empty_value_display()
    if name == "action_checkbox":
        return _tick_box, "action-checkbox"
    if name != "__str__" and (method := getattr(screen, name, None)):
        is_boolean = getattr(method, "boolean", False)
        return lambda row: display_for_value(method(row), empty, is_boolean), f"field-{name}"
    try:
        field: Any = changelist.opts.get_field(name)
    except FieldDoesNotExist:
        return lambda row: display_for_value(_of(row, name), empty), f"field-{name}"
    if isinstance(field, models.ForeignKey):
        return lambda row: getattr(row, name) or empty, f"field-{name} nowrap"
    is_moment = isinstance(field, models.DateField | models.TimeField)
    return (
        lambda row: display_for_field(getattr(row, name), field, empty, avoid_link=True),
        f"field-{name} nowrap" if is_moment else f"field-{name}",
    )


def _tick_box(row: Any) -> str:
    return format_html(
        '<input type="checkbox" name="{}" value="{}" class="action-select" aria-label="{}">',
        ACTION_CHECKBOX_NAME,
        row.pk,
        gettext("Select %(row)s") % {"row": row},
    )


def _of(row: Any, name: str) -> Any:
    value = getattr(row, name)
    return value() if callable(value) else value
