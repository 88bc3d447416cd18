"""Screens for supervisors: sources with their domains and ratings, and the documents of their desks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from casework.core.screens import LongList
from casework.sources import agency_admin as _agencies  # noqa: F401 - registers the screen of agencies
from casework.sources import keeping, services
from casework.sources.feeds import admin as _feeds  # noqa: F401 - registers the screen of feeds
from casework.sources.models import (
    Document,
    Reliability,
    Snapshot,
    Source,
    SourceDomain,
    SourceReliability,
    Visit,
)
from casework.sources.policies import may_edit_sources
from casework.sources.source_forms import SeenSourceForm

if TYPE_CHECKING:
    from django.forms import BaseModelFormSet, ModelForm

    from casework.accounts.models import User


def _signed_in(request: HttpRequest) -> User:
    return cast("User", request.user)


class SourceDomainInline(admin.TabularInline[SourceDomain, Source]):
    model = SourceDomain
    extra = 1

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(may_edit_sources(_signed_in(request)))


class SourceReliabilityInline(admin.TabularInline[SourceReliability, Source]):
    """Ratings are added, never changed: an old one holds for its time."""

    model = SourceReliability
    extra = 1
    fields = ("letter", "from_on", "reason", "by")
    readonly_fields = ("by",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin[Source]):
    form = SeenSourceForm
    list_display = ("name", "kind", "scale", "country", "owner", "is_agency", "tlp")
    list_filter = ("kind", "scale", "is_agency", "tlp", ("country", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("country",)
    search_fields = ("name", "owner", "domains__domain")
    autocomplete_fields = ("country",)
    prepopulated_fields = {"slug": ("name",)}
    inlines = (SourceDomainInline, SourceReliabilityInline)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        return Source.objects.visible_to(_signed_in(request))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was merged is read, and parted on its own page."""
        return super().has_change_permission(request, obj) and (obj is None or obj.merged_into_id is None)

    def save_model(self, request: HttpRequest, obj: Source, form: Any, change: bool) -> None:
        keeping.save_source(obj, by=_signed_in(request), seen=form.cleaned_data.get("seen"))

    def save_formset(
        self, request: HttpRequest, form: Any, formset: BaseModelFormSet[Any, Any], change: bool
    ) -> None:
        """Give ratings and domains through the services, and take domains away through them."""
        by = _signed_in(request)
        for row in formset.save(commit=False):
            if isinstance(row, SourceReliability):
                letter = Reliability(row.letter)
                keeping.rate_source(row.source_id, letter, from_on=row.from_on, reason=row.reason, by=by)
            else:
                keeping.add_domain(row.source_id, row.domain, by=by)
        for row in formset.deleted_objects:
            keeping.drop_domain(row.pk, by=by)


class SnapshotInline(admin.TabularInline[Snapshot, Document]):
    model = Snapshot
    extra = 0
    fields = ("number", "fetched_at", "collected", "collected_by", "media_type", "size", "sha256")
    readonly_fields = fields
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class VisitInline(admin.TabularInline[Visit, Document]):
    """Attempts to fetch the document, with every machine that answered."""

    model = Visit
    extra = 0
    fields = ("began_at", "outcome", "detail", "hops")
    readonly_fields = fields
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Document)
class DocumentAdmin(LongList, admin.ModelAdmin[Document]):
    list_display = ("title", "source", "published_on", "tlp", "fetch_state", "outcome", "created_at")
    list_filter = ("fetch_state", "outcome", "tlp")
    list_select_related = ("source",)
    search_fields = ("title", "canonical_url")
    fields = (
        "title",
        "source",
        "byline",
        "published_on",
        "language",
        "tlp",
        "url",
        "canonical_url",
        "fetch_state",
        "outcome",
        "created_by",
        "created_at",
    )
    readonly_fields = fields[6:]
    autocomplete_fields = ("source",)
    inlines = (SnapshotInline, VisitInline)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Document]:
        return Document.objects.visible_to(_signed_in(request))

    def save_model(
        self, request: HttpRequest, obj: Document, form: ModelForm[Document], change: bool
    ) -> None:
        services.save_document(obj, by=_signed_in(request))
