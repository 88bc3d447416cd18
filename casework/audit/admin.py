"""The trail, to be read and searched by supervisors and operators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.audit.models import Entry

if TYPE_CHECKING:
    from casework.accounts.models import User


@admin.register(Entry)
class EntryAdmin(admin.ModelAdmin[Entry]):
    """Shows; changes nothing. Who sees which entries is decided by `visible_to`."""

    list_display = ("at", "told", "note", "desk")
    list_display_links = ("at", "told")
    list_filter = (
        ("actor", admin.RelatedOnlyFieldListFilter),
        ("desk", admin.RelatedOnlyFieldListFilter),
        "verb",
    )
    list_select_related = ("actor", "person", "desk")
    search_fields = (
        "subject_label",
        "note",
        "request_id",
        "actor__name",
        "actor__username",
        "person__username",
    )
    date_hierarchy = "at"
    fields = ("at", "told", "actor", "verb", "desk", "before", "after", "note", "request_id", "seal_number")
    readonly_fields = fields
    show_full_result_count = False

    @admin.display(description=_("what happened"))
    def told(self, entry: Entry) -> str:
        return entry.sentence()

    @admin.display(description=_("seal"))
    def seal_number(self, entry: Entry) -> str:
        return str(entry.seal.number) if hasattr(entry, "seal") else gettext("Not sealed yet.")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Entry]:
        user: User = request.user  # type: ignore[assignment]  # the admin lets nobody else in
        return Entry.objects.visible_to(user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
