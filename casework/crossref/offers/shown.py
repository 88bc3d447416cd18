"""What pages show of offers: beside a document, beside an incident, and in the list of those that wait."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.http import QueryDict

from casework.accounts.models import User
from casework.accounts.requests import PersonRequest
from casework.core.decision import Decision
from casework.core.paging import CappedCount, Page, capped_count, page_of
from casework.crossref.changes import LABELS, facts_of
from casework.crossref.likeness import sentence_of
from casework.crossref.models import Offer
from casework.crossref.models.offer import OfferQuerySet
from casework.crossref.policies import may_link
from casework.incidents.models import Incident
from casework.incidents.reading import fetch_totals
from casework.incidents.views import IncidentPage
from casework.sources.views import DocumentPage

WAITING = "waiting"
# More than anybody answers at one sitting.
SHOWN = 50
_SIDES = ("document__source", "incident__desk", "incident__country", "by")


@dataclass(frozen=True, slots=True)
class ShownOffer:
    """An offer: why it was made, what changed since it was answered, and whether the person may answer."""

    offer: Offer
    words: str
    changes: list[str]
    answering: Decision

    @property
    def incident(self) -> Incident:
        return self.offer.incident

    @property
    def is_asked_again(self) -> bool:
        """It was answered, and waits for another answer: one of the two says something else now."""
        return self.offer.changed_at is not None


def panel_of_document(request: PersonRequest, page: DocumentPage) -> dict[str, Any] | None:
    """Show the incidents that a document may be about, and what was answered. Three queries."""
    mine = Offer.objects.visible_to(request.user).filter(document=page.document)
    return _panel(request.user, mine, document=page.document)


def panel_of_incident(request: PersonRequest, page: IncidentPage) -> dict[str, Any] | None:
    """Show the documents that may be about an incident, and what was answered. Three queries."""
    mine = Offer.objects.visible_to(request.user).filter(
        incident__in=Incident.objects.gathered_in(page.incident).values("pk")
    )
    return _panel(request.user, mine, incident=page.incident)


def _panel(user: User, mine: OfferQuerySet, **about: Any) -> dict[str, Any] | None:
    waiting = _shown(user, mine.waiting().select_related(*_SIDES))
    ids = {each.offer.pk for each in waiting}
    answered = mine.answered().exclude(pk__in=ids).select_related(*_SIDES).order_by("-at")
    decided = _shown(user, answered)
    if not (waiting or decided):
        return None
    return {**about, "waiting": waiting, "answered": decided, "from": next(iter(about))}


def counts(user: User) -> dict[str, CappedCount]:
    """Return how many offers wait, and how many were answered in each way. Two queries."""
    visible = Offer.objects.visible_to(user)
    rows = visible.answered().order_by().values_list("answer").annotate(Count("pk"))
    found = {answer: CappedCount(0) for answer in Offer.Answer.values if answer != Offer.Answer.OPEN}
    return {
        WAITING: capped_count(visible.waiting()),
        **found,
        **{answer: CappedCount(number) for answer, number in rows},
    }


def waiting(user: User) -> list[ShownOffer]:
    """Return the likeliest of the offers that wait. Three queries."""
    rows = Offer.objects.visible_to(user).waiting().select_related(*_SIDES)
    return _shown(user, rows[:SHOWN])


def answered(user: User, answer: str, asked: QueryDict) -> tuple[list[ShownOffer], Page[Offer]]:
    """Return a page of the offers that were answered in one way. Three queries."""
    rows = Offer.objects.visible_to(user).answered(answer).order_by("-pk").select_related(*_SIDES)
    page = page_of(rows, asked)
    return _shown(user, page.rows), page


def _shown(user: User, rows: Iterable[Offer]) -> list[ShownOffer]:
    offers = list(rows)
    incidents = {each.incident_id: each.incident for each in offers}
    changed = {each.incident_id: each.incident for each in offers if each.changed_at}
    facts = facts_of(*changed.values()) if changed else {}
    fetch_totals(list(incidents.values()))
    for each in offers:
        # One row of an incident has its totals: every offer shows that one.
        each.incident = incidents[each.incident_id]
    return [
        ShownOffer(
            each,
            sentence_of(each.reasons),
            _changes(each, facts.get(each.incident_id, {})) if each.changed_at else [],
            may_link(user, each.incident),
        )
        for each in offers
    ]


def _changes(offer: Offer, now: dict[str, str]) -> list[str]:
    """Return what the incident says otherwise than when the offer was answered, part by part."""
    then = offer.facts.get("incident", {})
    return [
        f"{label}: {then.get(name) or '–'} → {now[name] or '–'}"
        for name, label in LABELS.items()
        if then.get(name, "") != now[name]
    ]
