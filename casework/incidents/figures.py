"""From the live claims to one figure per independence group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from django.db.models import F, QuerySet

from casework.core.prepared import Prepared
from casework.incidents.assessment import Estimate, Figure, assessed, preferred_first
from casework.incidents.independence import put_together
from casework.incidents.models.choices import CasualtyCategory, ClaimKind, ClaimStatus, Outcome, Rule
from casework.incidents.rating import credibility_rank, reliability_on, reliability_rank
from casework.sources.models import Document, Tie

if TYPE_CHECKING:
    from casework.incidents.models import Assessment, CasualtyClaim, Claim, Incident
    from casework.incidents.models.claim import ClaimQuerySet

# Counted within other categories, so never added to them.
_WITHIN_OTHERS = (CasualtyCategory.CHILDREN, CasualtyCategory.WOMEN)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The live casualty claims of one incident, read once for all its numbers."""

    claims: list[CasualtyClaim] = field(default_factory=list)
    # The claim that stands today for one that was superseded, step by step.
    corrected: dict[int, int] = field(default_factory=dict)
    # The independence group of each document that is cited for a number.
    groups: dict[int, str] = field(default_factory=dict)


def evidence_of(incident: Incident) -> Evidence:
    """Read the incident's casualty claims with all that weighing them needs. Four queries, once a page."""
    return incident.once("evidence", lambda: evidence_in(incident.claims.all())[incident.pk])


def evidence_from(incident: Incident, claims: Iterable[Claim]) -> Evidence:
    """Return the evidence of an incident from all its claims, with everything loaded. One query at most."""
    evidence = Evidence()
    for row in claims:
        if row.supersedes_id is not None:
            evidence.corrected[row.supersedes_id] = row.pk
        if row.kind == ClaimKind.CASUALTIES and row.status == ClaimStatus.LIVE:
            row.casualtyclaim.citation = row.citation
            evidence.claims.append(row.casualtyclaim)
    if evidence.claims:
        evidence.groups.update(put_together(_documents(evidence), _ties().rows(incident.pk)).names)
    return evidence


@cache
def _ties() -> Prepared[Tie]:
    from casework.incidents.models import Citation

    def among_cited(incident: int) -> QuerySet[Tie]:
        cited = Citation.objects.filter(incident=incident).values("snapshot__document")
        return Tie.objects.among(cited).select_related("by")

    return Prepared(among_cited)


def current_assessments(incident: Incident) -> list[Assessment]:
    """Return the assessments that stand, totals first, with who signed them. One query, once for a page."""
    return incident.once("assessments", lambda: _assessments_of(incident))


def _assessments_of(incident: Incident) -> list[Assessment]:
    rows = _assessments().rows(incident.pk)
    for row in rows:
        row.incident = incident
    return rows


@cache
def _assessments() -> Prepared[Assessment]:
    from casework.incidents.models import Assessment

    def current(incident: int) -> QuerySet[Assessment]:
        rows = Assessment.objects.current().filter(incident=incident).with_claim_ids()
        people = rows.select_related("signed_by", "countersigned_by")
        return people.order_by(F("outcome").desc(), "category")

    return Prepared(current)


def evidence_in(claims: ClaimQuerySet) -> defaultdict[int, Evidence]:
    """Read the casualty claims among `claims`, by the incident's primary key. Four queries for all."""
    path = "casualtyclaim__citation__snapshot"
    rows = (
        claims.live()
        .filter(casualtyclaim__isnull=False)
        .select_related(f"{path}__document__source")
        .prefetch_related(f"{path}__document__source__reliabilities")
        .defer(f"{path}__text")
    )
    corrected = claims.exclude(supersedes=None).values_list("incident_id", "supersedes_id", "pk")
    found: defaultdict[int, Evidence] = defaultdict(Evidence)
    for row in rows:
        found[row.incident_id].claims.append(row.casualtyclaim)
    for incident_id, old, new in corrected:
        found[incident_id].corrected[old] = new
    _group(found.values())
    return found


def _group(evidences: Iterable[Evidence]) -> None:
    """Find the independent sources of each incident by itself. One query for all of them."""
    of_each = [(evidence, _documents(evidence)) for evidence in evidences]
    everything = {document for _evidence, documents in of_each for document in documents}
    ties = list(Tie.objects.among(everything).select_related("by")) if everything else []
    for evidence, documents in of_each:
        evidence.groups.update(put_together(documents, ties).names)


def _documents(evidence: Evidence) -> dict[int, Document]:
    documents = [claim.citation.snapshot.document for claim in evidence.claims]
    return {each.pk: each for each in documents}


def figures_of(evidence: Evidence, outcome: str, category: str) -> list[Figure]:
    """Return one figure per independence group from the claims that count, best rated first."""
    by_document: dict[int, list[CasualtyClaim]] = defaultdict(list)
    for claim in counted_claims(evidence, outcome, category):
        by_document[claim.citation.snapshot.document_id].append(claim)
    groups: dict[str, list[Figure]] = defaultdict(list)
    for claims in by_document.values():
        document = claims[0].citation.snapshot.document
        groups[evidence.groups[document.pk]].append(_figure(document, claims, category))
    return preferred_first([preferred_first(figures)[0] for figures in groups.values()])


def counted_claims(evidence: Evidence, outcome: str, category: str) -> list[CasualtyClaim]:
    """Return the claims that count towards the category: its own, for the total those of everybody.

    A claim that is part of another one that counts is left out.
    """
    is_total = category == CasualtyCategory.TOTAL
    counted = {
        claim.pk: claim
        for claim in evidence.claims
        if claim.outcome == outcome and (is_total or claim.category == category)
    }
    return [claim for claim in counted.values() if _whole(claim, evidence.corrected) not in counted]


def out_of_date(incident: Incident) -> list[Assessment]:
    """Return the current assessments that the claims of today would answer differently. Six queries."""
    current = current_assessments(incident)
    evidence = evidence_of(incident)
    return [each for each in current if is_out_of_date(each, evidence)]


def is_out_of_date(assessment: Assessment, evidence: Evidence) -> bool:
    """Say whether the rule would give another answer, or use other claims, today."""
    figures = figures_of(evidence, assessment.outcome, assessment.category)
    now = assessed(Rule(assessment.rule), figures)
    stored = Estimate(assessment.low, assessment.best, assessment.high)
    return now != stored or claims_used(figures) != assessment.claims_used


def claims_used(figures: Sequence[Figure]) -> frozenset[int]:
    """Return the ids of the claims behind the figures."""
    return frozenset().union(*(figure.claim_ids for figure in figures))


def are_contradictory(figures: Sequence[Figure]) -> bool:
    """Say whether two independence groups give numbers that cannot both be true."""
    floors = [figure.estimate.low for figure in figures if figure.estimate.low is not None]
    highs = [figure.estimate.high for figure in figures if figure.estimate.high is not None]
    return bool(floors and highs) and max(floors) > min(highs)


def disagreements(evidence: Evidence) -> list[Outcome]:
    """Return the outcomes whose totals independent sources give numbers for that cannot both be true."""
    total = CasualtyCategory.TOTAL
    return [each for each in Outcome if are_contradictory(figures_of(evidence, each, total))]


def _whole(claim: CasualtyClaim, corrected: dict[int, int]) -> int | None:
    """Follow “part of” to the claim that stands today for the one that was meant."""
    whole = claim.part_of_id
    while whole in corrected:
        whole = corrected[whole]
    return whole


def _figure(document: Document, claims: Iterable[CasualtyClaim], category: str) -> Figure:
    """Make one figure of what one document says: the best claim for each category and side, added up."""
    chosen: dict[tuple[str, str], CasualtyClaim] = {}
    for claim in sorted(claims, key=lambda each: (credibility_rank(each.citation.credibility), -each.pk)):
        chosen.setdefault((claim.category, claim.side), claim)
    parts = list(chosen.values())
    if category == CasualtyCategory.TOTAL:
        parts = _not_overlapping(parts)
    credibility = max(credibility_rank(each.citation.credibility) for each in parts)
    on = document.published_on or max(each.citation.snapshot.fetched_at.date() for each in parts)
    return Figure(
        estimate=_sum([Estimate(each.low, each.best, each.high) for each in parts]),
        rating=reliability_rank(reliability_on(document, on)) + credibility,
        on=on,
        claim_ids=frozenset(each.pk for each in parts),
    )


def _not_overlapping(claims: list[CasualtyClaim]) -> list[CasualtyClaim]:
    """Choose what may be added up: a number for everybody, else categories that exclude each other."""
    totals = [each for each in claims if each.category == CasualtyCategory.TOTAL]
    separate = [each for each in claims if each.category not in _WITHIN_OTHERS]
    return totals or separate or claims


def _sum(estimates: Sequence[Estimate]) -> Estimate:
    """Add up. One missing best or high leaves the sum without; a missing low counts as nobody."""
    if len(estimates) == 1:
        return estimates[0]
    lows = [each.low for each in estimates if each.low is not None]
    bests = [each.best for each in estimates if each.best is not None]
    highs = [each.high for each in estimates if each.high is not None]
    return Estimate(
        low=sum(lows) if lows else None,
        best=sum(bests) if len(bests) == len(estimates) else None,
        high=sum(highs) if len(highs) == len(estimates) else None,
    )
