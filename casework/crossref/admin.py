"""What was decided about pairs of incidents, to be looked at by the supervisors who see both."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.core.screens import ReadOnly, within
from casework.crossref.models import CandidatePair, ExternalRecord, Judgement, Offer

if TYPE_CHECKING:
    from casework.accounts.models import User


@admin.register(Judgement)
class JudgementAdmin(ReadOnly, admin.ModelAdmin[Judgement]):
    """Judgements that hold and those that ended, of the pairs that the supervisor sees."""

    list_display = ("pair", "verdict", "by", "at", "ended_at")
    list_filter = ("verdict", within("at", _("when")))
    list_select_related = ("pair__left", "pair__right", "by")
    fields = ("pair", "verdict", "note", "by", "at", "left_version", "right_version", "ended_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Judgement]:
        pairs = CandidatePair.objects.visible_to(cast("User", request.user))
        return Judgement.objects.filter(pair__in=pairs)


@admin.register(Offer)
class OfferAdmin(ReadOnly, admin.ModelAdmin[Offer]):
    """Documents offered to incidents, open and answered, where the supervisor sees both."""

    list_display = ("incident", "document", "score", "answer", "by", "at")
    list_filter = ("answer",)
    list_select_related = ("incident", "document", "by")
    search_fields = ("incident__uid", "document__title")
    fields = (
        "incident",
        "document",
        "score",
        "computed_at",
        "answer",
        "by",
        "at",
        "has_attached",
        "changed_at",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Offer]:
        return Offer.objects.visible_to(cast("User", request.user))


class YearFilter(admin.SimpleListFilter):
    """The year in which an event began. UCDP GED, the older of the data sets, begins with 1989."""

    title = _("year")
    parameter_name = "year"
    FIRST = 1989

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[Any, Any]]:
        return [(str(year), str(year)) for year in range(timezone.now().year, self.FIRST - 1, -1)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        year = self.value()
        return queryset.filter(first_day__year=year) if year in dict(self.lookup_choices) else queryset


@admin.register(ExternalRecord)
class ExternalRecordAdmin(ReadOnly, admin.ModelAdmin[ExternalRecord]):
    """Rows of other data sets as they were given, with what is odd about them."""

    list_display = (
        "__str__",
        "place",
        "country",
        "first_day",
        "last_day",
        "low",
        "best",
        "high",
        "imported_at",
    )
    list_filter = ("dataset", YearFilter, "country")
    search_fields = ("external_id", "place")
    fields = (
        *("dataset", "external_id", "attribution", "place", "country", "first_day", "last_day"),
        *("latitude", "longitude", "low", "best", "high", "flags", "imported_at", "changed_at", "row"),
    )
