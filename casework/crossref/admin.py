"""What was decided about pairs of incidents, to be looked at by the supervisors who see both."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from casework.core.screens import ReadOnly
from casework.crossref.models import CandidatePair, Judgement, Offer

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
