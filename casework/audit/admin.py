"""The trail, to be read and searched by supervisors and operators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.audit.lists import ActorFilter, AreaFilter, EntryDeskFilter, VerbFilter, WhenFilter, search
from casework.audit.models import Entry
from casework.core.paging import COUNTED_UP_TO, counted_keys
from casework.core.screens import KeyList, ReadOnly
from casework.core.text import storable

if TYPE_CHECKING:
    from casework.accounts.models import User
    from casework.audit.models import EntryQuerySet


class Trail(KeyList):
    """The list of entries, as far back as its pages go. Their keys are read once, from the indexes alone."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Entry]:
        self.root_queryset = Entry.objects.all()
        self.asked = cast("EntryQuerySet", super().get_queryset(request, exclude_parameters)).order_by()
        self.reader = cast("User", request.user)
        return self.asked.visible_to(self.reader).order_by("-pk")

    def window(self, first: int, last: int) -> tuple[int, Any]:
        keys = self.asked.keys_of_newest_visible_to(self.reader, COUNTED_UP_TO)
        return counted_keys(keys, first, last)


@admin.register(Entry)
class EntryAdmin(ReadOnly, admin.ModelAdmin[Entry]):
    """Shows; changes nothing. Who sees which entries is decided by `visible_to`."""

    list_display = ("at", "told", "note", "desk")
    list_display_links = ("at", "told")
    list_filter = (WhenFilter, AreaFilter, VerbFilter, ActorFilter, EntryDeskFilter)
    list_select_related = ("actor", "person", "desk")
    # Every other order than that of time would sort the whole trail.
    sortable_by = ()
    list_per_page = 50
    list_max_show_all = 0
    search_fields = ("subject_label",)
    search_help_text = _("A number such as CW-004712, a name, the id of a request, or words of a note.")
    fields = ("at", "told", "actor", "verb", "desk", "before", "after", "note", "request_id", "seal_number")
    readonly_fields = fields

    @admin.display(description=_("what happened"))
    def told(self, entry: Entry) -> str:
        return entry.sentence()

    @admin.display(description=_("seal"))
    def seal_number(self, entry: Entry) -> str:
        return str(entry.seal.number) if hasattr(entry, "seal") else gettext("Not sealed yet.")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Entry]:
        return Entry.objects.visible_to(cast("User", request.user))

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[KeyList]:
        return Trail

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Entry], search_term: str
    ) -> tuple[QuerySet[Entry], bool]:
        words = storable(search_term).strip()
        return search(cast("EntryQuerySet", queryset), words) if words else queryset, False
