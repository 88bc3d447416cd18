"""Filters and pages of the admin's lists of incidents, which cost the same at every size."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Desk, Role
from casework.core.paging import COUNTED_UP_TO
from casework.incidents.filters import IncidentFilter
from casework.incidents.models import Priority, State, Tag

if TYPE_CHECKING:
    from casework.accounts.models import User


class CappedPaginator(Paginator[Any]):
    """Pages that are counted no further than a reader would turn them."""

    @cached_property
    def count(self) -> int:
        rows = cast("QuerySet[Any]", self.object_list)
        return rows.order_by()[:COUNTED_UP_TO].count()


class DeskFilter(admin.SimpleListFilter):
    """The desks that the person supervises: the names of others are not theirs to see."""

    title = _("desk")
    parameter_name = "desk"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[Any, Any]]:
        user = cast("User", request.user)
        desks = Desk.objects.filter(pk__in=user.desks_with(Role.SUPERVISOR))
        return list(desks.values_list("pk", "name"))

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(desk=self.value()) if self.value() else queryset


class StateFilter(admin.SimpleListFilter):
    """The state. Only those that somebody works in are offered first."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[Any, Any]]:
        return State.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(review_state=self.value()) if self.value() else queryset


class _AsOnTheList(admin.SimpleListFilter):
    """One question of the list of incidents, answered there."""

    question = ""

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.value():
            return queryset
        asked = QueryDict(mutable=True)
        asked[self.question] = str(self.value())
        return IncidentFilter.for_person(cast("User", request.user), asked).narrow(cast("Any", queryset))


class PriorityFilter(_AsOnTheList):
    """How soon it is to be worked on: so soon, or sooner."""

    title = _("priority at least")
    parameter_name = question = "priority"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[Any, Any]]:
        return [(each.value, each.label) for each in reversed(Priority)]


class DueFilter(_AsOnTheList):
    """Until when it has to be done."""

    title = _("due")
    parameter_name = question = "due"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[Any, Any]]:
        return [
            (value, label) for value, label in IncidentFilter.base_filters["due"].extra["choices"] if value
        ]


class TagFilter(_AsOnTheList):
    """The tags in use at the desks that the person supervises."""

    title = _("tag")
    parameter_name = question = "tag"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[Any, Any]]:
        user = cast("User", request.user)
        tags = Tag.objects.in_use().filter(desk__in=user.desks_with(Role.SUPERVISOR))
        return list(tags.order_by("name", "pk").values_list("pk", "name"))


class HappenedFilter(admin.SimpleListFilter):
    """When the attack happened, by its earliest day."""

    title = _("date of the attack")
    parameter_name = "happened"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[Any, Any]]:
        return [("7", _("within 7 days")), ("31", _("within 31 days")), ("366", _("within a year"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        days = self.value()
        if days not in ("7", "31", "366"):
            return queryset
        return queryset.filter(date_earliest__gte=timezone.now().date() - timedelta(days=int(days)))
