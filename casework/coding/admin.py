"""Where supervisors say how much is coded twice, and look up what was drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Desk, Role
from casework.coding.models import Draw, Plan
from casework.coding.services import set_share
from casework.core.screens import ReadOnly
from casework.incidents.models import Incident
from casework.review.lists import DeskFilter

if TYPE_CHECKING:
    from django.forms import ModelForm

    from casework.accounts.models import User


def _supervised(request: HttpRequest) -> list[int]:
    return list(cast("User", request.user).desks_with(Role.SUPERVISOR))


@admin.register(Plan)
class PlanAdmin(admin.ModelAdmin[Plan]):
    """How much of a desk's work is coded twice, by those who supervise the desk."""

    list_display = ("desk", "share")
    fields = ("desk", "share")
    list_select_related = ("desk",)
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Plan]:
        return super().get_queryset(request).filter(desk__in=_supervised(request))

    def get_readonly_fields(self, request: HttpRequest, obj: Plan | None = None) -> tuple[str, ...]:
        return ("desk",) if obj else ()

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "desk":
            kwargs["queryset"] = Desk.objects.filter(pk__in=_supervised(request), coding_plan__isnull=True)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Plan, form: ModelForm[Plan], change: bool) -> None:
        saved = set_share(obj.desk, obj.share, by=cast("User", request.user))
        obj.pk = saved.pk

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Draw)
class DrawAdmin(ReadOnly, admin.ModelAdmin[Draw]):
    """Which lots fell on which incidents. What the supervisor codes blind at this moment is left out."""

    list_display = ("incident", "desk", "share", "lot", "is_drawn", "at")
    list_filter = (DeskFilter, "is_drawn")
    list_select_related = ("incident", "desk")
    fields = ("incident", "desk", "share", "lot", "follows", "is_drawn", "at")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Draw]:
        user = cast("User", request.user)
        seen = Incident.objects.visible_to(user).values("pk")
        return super().get_queryset(request).filter(desk__in=_supervised(request), incident__in=seen)

    @admin.display(description=_("computed anew"))
    def follows(self, draw: Draw) -> str:
        """Compute the lot from the desk's seed again: the draw can be checked without showing the seed."""
        return str(_("The same.") if draw.is_reproduced() else _("Not the same: row or seed were changed."))
