"""What other data sets say of an incident, beside what we say: on its page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from casework.accounts.requests import PersonRequest
from casework.core.geo import distance_km
from casework.core.wording import date_in_words
from casework.crossref.likeness import sentence_of
from casework.crossref.models import ExternalMatch, ExternalRecord
from casework.crossref.policies import may_link
from casework.incidents.models import (
    Assessment,
    CasualtyCategory,
    Claim,
    Incident,
    Outcome,
)
from casework.incidents.views import IncidentPage

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Comparison:
    """One row of another data set beside our incident."""

    match: ExternalMatch
    incident: Incident
    our_killed: str
    our_actors: list[str]

    @property
    def record(self) -> ExternalRecord:
        """The row of the other data set."""
        return self.match.record

    @property
    def words(self) -> str:
        """Why the two may be the same."""
        return sentence_of(self.match.reasons)

    @property
    def km(self) -> float | None:
        """How far the two points are apart, in kilometres."""
        ours, theirs = self.incident, self.record
        if ours.latitude is None or ours.longitude is None:
            return None
        if theirs.latitude is None or theirs.longitude is None:
            return None
        return distance_km(
            float(ours.latitude), float(ours.longitude), float(theirs.latitude), float(theirs.longitude)
        )

    @property
    def their_days(self) -> str:
        """When it happened, written as our dates are."""
        return date_in_words("", self.record.first_day, self.record.last_day)

    @property
    def their_killed(self) -> str:
        """Low, best and high as given, even where low is above high."""
        return _numbers(self.record.low, self.record.best, self.record.high)


def panel_of(request: PersonRequest, page: IncidentPage) -> dict[str, Any] | None:
    """Show the rows that are, or may be, about the incident or what was merged into it. One query."""
    matches = (
        ExternalMatch.objects.shown()
        .filter(incident__in=Incident.objects.gathered_in(page.incident).values("pk"))
        .select_related("record", "by")
        .annotate(our_killed=Subquery(_killed()), our_actors=ArraySubquery(_actors()))
        .order_by("-verdict", "-score", "pk")[:SHOWN]
    )
    shown = [_comparison(page.incident, match) for match in matches]
    if not shown:
        return None
    return {"incident": page.incident, "rows": shown, "judging": may_link(request.user, page.incident)}


def _comparison(incident: Incident, match: Any) -> Comparison:
    numbers = match.our_killed or {}
    killed = _numbers(numbers.get("low"), numbers.get("best"), numbers.get("high"))
    return Comparison(match, incident, killed, match.our_actors)


def _killed() -> Any:
    return (
        Assessment.objects.current()
        .filter(incident=OuterRef("incident"), outcome=Outcome.KILLED, category=CasualtyCategory.TOTAL)
        .values(numbers=JSONObject(low="low", best="best", high="high"))[:1]
    )


def _actors() -> Any:
    named = Claim.objects.live().filter(incident=OuterRef("incident"), attributionclaim__actor__isnull=False)
    return named.order_by("attributionclaim__actor__name").values("attributionclaim__actor__name").distinct()


def _numbers(low: int | None, best: int | None, high: int | None) -> str:
    if low is None and best is None and high is None:
        return ""
    return "/".join("–" if number is None else str(number) for number in (low, best, high))
