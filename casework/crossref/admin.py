"""What was decided about pairs of incidents, to be looked at by the supervisors who see both."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from casework.core.screens import ReadOnly
from casework.crossref.models import CandidatePair, ExternalRecord, Judgement, Offer

if TYPE_CHECKING:
    from casework.accounts.models import User


@admin.register(Judgement)
class JudgementAdmin(ReadOnly, admin.ModelAdmin[Judgement]):
    """Judgements that hold and those that ended, of the pairs that the supervisor sees."""

    list_display = ("pair", "verdict", "by", "at", "ended_at")
    list_filter = ("verdict",)
    list_select_related = ("pair__left", "pair__right", "by")
    date_hierarchy = "at"
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
    list_filter = ("dataset", "country")
    search_fields = ("external_id", "place")
    date_hierarchy = "first_day"
    fields = (
        *("dataset", "external_id", "attribution", "place", "country", "first_day", "last_day"),
        *("latitude", "longitude", "low", "best", "high", "flags", "imported_at", "changed_at", "row"),
    )
