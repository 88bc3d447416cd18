"""Mail that went out, and mail that did not, to be looked after by operators and read by supervisors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.accounts.models import Role
from casework.accounts.policies import may_manage_people
from casework.core.errors import CaseworkError
from casework.core.screens import ReadOnly, within
from casework.digests import services
from casework.digests.content import counts_in_words
from casework.digests.models import Digest, Subscription
from casework.digests.told import told_to

if TYPE_CHECKING:
    from casework.accounts.models import User


def _signed_in(request: HttpRequest) -> User:
    return cast("User", request.user)


@admin.register(Digest)
class DigestAdmin(ReadOnly, admin.ModelAdmin[Digest]):
    """One row per mail: what went to whom and why.

    Operators see that it went, in numbers, and nothing of what was in it. Supervisors see the mail of people
    at their desks, and of what it told only what is of their desks.
    """

    list_display = ("user", "kind", "period", "state", "attempts", "next_attempt_at", "sent_at")
    list_filter = ("kind", "state", within("period", gettext_lazy("due on")))
    list_select_related = ("user",)
    list_per_page = 50
    search_fields = ("user__username", "user__name", "message_id")
    actions = ("try_again",)
    fields = ("user", "kind", "period", "covers_from", "covers_until", "state", "attempts", "next_attempt_at")
    FOR_OPERATORS = ("last_error", "numbers", "sent_at", "message_id")
    FOR_SUPERVISORS = ("last_error", "sent_at", "what_it_told")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Digest]:
        return Digest.objects.visible_to(_signed_in(request))

    def get_fields(self, request: HttpRequest, obj: Digest | None = None) -> Any:
        # Who is both sees what each of them sees.
        user = _signed_in(request)
        mine = self.FOR_OPERATORS if may_manage_people(user) else ()
        desks = self.FOR_SUPERVISORS if user.desks_with(Role.SUPERVISOR) else ()
        return (*self.fields, *dict.fromkeys((*mine, *desks)))

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Digest | None:
        found = super().get_object(request, object_id, from_field)
        if found is not None:
            found.viewer = _signed_in(request)  # type: ignore[attr-defined]  # read by `what_it_told`
        return found

    @admin.display(description=gettext_lazy("what it told, and why"))
    def what_it_told(self, row: Any) -> str:
        return render_to_string("admin/digests/told.html", {"told": told_to(row.viewer, row)})

    @admin.display(description=gettext_lazy("how much it told of what"))
    def numbers(self, row: Digest) -> str:
        return counts_in_words(row.counts) or "–"

    def get_actions(self, request: HttpRequest) -> Any:
        return super().get_actions(request) if may_manage_people(_signed_in(request)) else {}

    @admin.action(description=gettext_lazy("Try again what was given up"))
    def try_again(self, request: HttpRequest, queryset: QuerySet[Digest]) -> None:
        for row in queryset:
            try:
                services.try_again(row.pk, by=_signed_in(request))
            except CaseworkError as error:
                messages.warning(request, f"{row}: {error.message}")
            else:
                messages.success(request, _("%(mail)s is tried again.") % {"mail": row})


@admin.register(Subscription)
class SubscriptionAdmin(ReadOnly, admin.ModelAdmin[Subscription]):
    """Who gets what when. People choose that themselves."""

    list_display = ("user", "kind", "cadence", "weekday", "hour", "next_send_at")
    list_filter = ("kind", "cadence")
    list_select_related = ("user",)
    search_fields = ("user__username", "user__name")
    fields = list_display
