"""What was decided about pairs of incidents, to be looked at by the supervisors who see both."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from casework.core.screens import ReadOnly
from casework.crossref.models import CandidatePair, Judgement

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
