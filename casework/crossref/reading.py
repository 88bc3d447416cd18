"""What the list of pairs shows."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.http import QueryDict

from casework.accounts.models import User
from casework.core.decision import Decision
from casework.core.paging import CappedCount, Page, capped_count, page_of
from casework.crossref.likeness import sentence_of
from casework.crossref.models import CandidatePair, Judgement
from casework.crossref.models.pair import CandidatePairQuerySet
from casework.crossref.policies import may_judge
from casework.incidents.models import Incident
from casework.incidents.reading import fetch_totals

WAITING = "waiting"
CONTRADICTIONS = "contradictions"
# More than anybody judges at one sitting.
SHOWN = 50
_SIDES = ("left__desk", "left__country", "right__desk", "right__country")


@dataclass(frozen=True, slots=True)
class ListedPair:
    """Both incidents of a pair, why they may be one, and what was decided."""

    incident: Incident
    other: Incident
    words: str
    judgement: Judgement | None
    judging: Decision
    pk: int
    # Judged before, and asked again: its data changed, or it was left unsure for long.
    is_asked_again: bool = False


def counts(user: User) -> dict[str, CappedCount]:
    """Return how many pairs wait, contradict each other, and were judged in each way. Three queries."""
    judged = _judged(user).order_by().values_list("verdict").annotate(Count("pk"))
    found = {verdict: CappedCount(0) for verdict in Judgement.Verdict.values}
    return {
        WAITING: capped_count(CandidatePair.objects.visible_to(user).waiting()),
        CONTRADICTIONS: capped_count(CandidatePair.objects.visible_to(user).contradictory()),
        **found,
        **{verdict: CappedCount(number) for verdict, number in judged},
    }


def waiting(user: User, asked: CandidatePairQuerySet) -> list[ListedPair]:
    """Return the likeliest of the pairs that wait. Three queries."""
    pairs = list(asked.select_related(*_SIDES)[:SHOWN])
    known = {
        each.pair_id: each for each in Judgement.objects.current().filter(pair__in=pairs).select_related("by")
    }
    return _listed(user, [(pair, known.get(pair.pk)) for pair in pairs], is_waiting=True)


def judged(user: User, verdict: str, asked: QueryDict) -> tuple[list[ListedPair], Page[Judgement]]:
    """Return a page of the pairs that were judged in one way, newest first. Three queries."""
    rows = _judged(user).filter(verdict=verdict)
    page = page_of(rows.select_related("by", *(f"pair__{side}" for side in _SIDES)), asked)
    return _listed(user, [(each.pair, each) for each in page.rows]), page


def _judged(user: User) -> QuerySet[Judgement]:
    return Judgement.objects.current().filter(pair__in=CandidatePair.objects.visible_to(user))


def _listed(
    user: User, found: list[tuple[CandidatePair, Judgement | None]], *, is_waiting: bool = False
) -> list[ListedPair]:
    listed = [
        ListedPair(
            pair.left,
            pair.right,
            # A pair that is decided is not asked about again; one that was left open is.
            sentence_of(pair.reasons) if is_waiting or _is_open(judgement) else "",
            judgement,
            may_judge(user, pair.left, pair.right),
            pair.pk,
            is_waiting and judgement is not None,
        )
        for pair, judgement in found
    ]
    fetch_totals([side for each in listed for side in (each.incident, each.other)])
    return listed


def _is_open(judgement: Judgement | None) -> bool:
    return judgement is None or judgement.verdict == Judgement.Verdict.UNSURE
