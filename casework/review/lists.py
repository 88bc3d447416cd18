"""Filters of the admin's lists of incidents, which cost the same at every size."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Desk, Role
from casework.core.screens import OfferedFilter, WithinFilter
from casework.incidents.filters import IncidentFilter
from casework.incidents.models import Priority, State, Tag

if TYPE_CHECKING:
    from casework.accounts.models import User


class DeskFilter(OfferedFilter):
    """The desks that the person supervises: the names of others are not theirs to see."""

    title = _("desk")
    parameter_name = "desk"
    field = "desk"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[Any, Any]]:
        user = cast("User", request.user)
        desks = Desk.objects.filter(pk__in=user.desks_with(Role.SUPERVISOR))
        return list(desks.values_list("pk", "name"))


class StateFilter(OfferedFilter):
    """The state. Only those that somebody works in are offered first."""

    title = _("state")
    parameter_name = "state"
    field = "review_state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[Any, Any]]:
        return State.choices


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


class HappenedFilter(WithinFilter):
    """When the attack happened, by its earliest day."""

    title = _("date of the attack")
    parameter_name = "happened"
    field = "date_earliest"
