"""The trail, to be read and searched by supervisors and operators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import InvalidPage, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.audit.lists import ActorFilter, AreaFilter, EntryDeskFilter, VerbFilter, WhenFilter, search
from casework.audit.models import Entry
from casework.core.paging import COUNTED_UP_TO
from casework.core.screens import ReadOnly
from casework.core.text import storable

if TYPE_CHECKING:
    from casework.accounts.models import User
    from casework.audit.models import EntryQuerySet


class Trail(ChangeList):
    """The list of entries, as far back as its pages go. Their keys are read once, from the indexes alone."""

    can_show_all = show_full_result_count = show_admin_actions = False
    full_result_count = None

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Entry]:
        self.root_queryset = Entry.objects.all()
        asked = cast("EntryQuerySet", super().get_queryset(request, exclude_parameters)).order_by()
        self.keys = asked.keys_of_newest_visible_to(cast("User", request.user), COUNTED_UP_TO)
        return asked.visible_to(cast("User", request.user))

    def get_results(self, request: HttpRequest) -> None:
        self.paginator = Paginator(list(self.keys), self.list_per_page)
        try:
            keys = self.paginator.page(self.page_num).object_list
        except InvalidPage as error:
            raise IncorrectLookupParameters from error
        shown = Entry.objects.filter(pk__in=keys).select_related(*EntryAdmin.list_select_related)
        self.result_list = shown.order_by("-pk")
        self.result_count = self.paginator.count
        self.multi_page = self.paginator.num_pages > 1


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

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return Trail

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Entry], search_term: str
    ) -> tuple[QuerySet[Entry], bool]:
        words = storable(search_term).strip()
        return search(cast("EntryQuerySet", queryset), words) if words else queryset, False
