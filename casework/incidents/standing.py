"""How what a source said stood up beside what independent others said, as far as a person may see it.

docs/reference/sources.md defines each number. Nothing is stored: what is hidden from a person, now or since
yesterday, is in none of their numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count

from casework.accounts.models import User
from casework.accounts.requests import PersonRequest
from casework.core.panels import Panel, register
from casework.incidents.figures import Evidence, evidence_in
from casework.incidents.models import CasualtyClaim, Citation, CitationCheck, Claim, Incident
from casework.incidents.models.check import WORK
from casework.sources.models import Source
from casework.sources.source_reading import SourcePage

# Newest first. More tell little about how a source works today, and the agencies have very many.
COMPARED = 500
_NUMBERS = ("low", "best", "high")


@dataclass(frozen=True, slots=True)
class Standing:
    """What a source's claims came to. One may be confirmed by one source and contradicted by another."""

    documents_cited: int
    passages: int
    incidents: int
    claims: int
    # Of the numbers in the newest incidents.
    numbers: int
    confirmed: int
    contradicted: int
    alone: int
    # Cited passages that the source changed or took away, without our asking, and in how many documents.
    changed_passages: int
    changed_documents: int
    contradicted_in: list[Incident] = field(default_factory=list)

    @property
    def is_partial(self) -> bool:
        """There are more incidents than were compared."""
        return self.incidents > COMPARED


def standing_of(source: Source, user: User) -> Standing:
    """Count how a source's claims stood up. Eight queries, however many there are."""
    cited = Citation.objects.visible_to(user).filter(snapshot__document__source=source)
    counted = cited.aggregate(
        passages=Count("pk"),
        documents=Count("snapshot__document", distinct=True),
        incidents=Count("incident", distinct=True),
    )
    changed = CitationCheck.objects.filter(citation__in=cited, fate__in=WORK).aggregate(
        passages=Count("citation", distinct=True), documents=Count("snapshot__document", distinct=True)
    )
    newest = list(cited.order_by("-incident").values_list("incident", flat=True).distinct()[:COMPARED])
    seen = Claim.objects.filter(incident__in=newest, citation__in=Citation.objects.visible_to(user))
    fates = _Fates(source)
    for incident_id, evidence in evidence_in(seen).items():
        fates.count(incident_id, evidence)
    named = Incident.objects.filter(pk__in=sorted(fates.contradicted_in, reverse=True)[:8])
    return Standing(
        documents_cited=counted["documents"],
        passages=counted["passages"],
        incidents=counted["incidents"],
        claims=Claim.objects.live().filter(citation__in=cited).count(),
        numbers=fates.numbers,
        confirmed=fates.confirmed,
        contradicted=fates.contradicted,
        alone=fates.alone,
        changed_passages=changed["passages"],
        changed_documents=changed["documents"],
        contradicted_in=list(named.order_by("-pk")),
    )


@dataclass
class _Fates:
    """The count of one source's numbers, incident by incident."""

    source: Source
    numbers: int = 0
    confirmed: int = 0
    contradicted: int = 0
    alone: int = 0
    contradicted_in: set[int] = field(default_factory=set)

    def count(self, incident_id: int, evidence: Evidence) -> None:
        """Compare each number of the source with those of other groups for the same people."""
        rows = [each for each in evidence.claims if each.part_of_id is None and _has_number(each)]
        for mine in rows:
            if mine.citation.snapshot.document.source_id != self.source.pk:
                continue
            others = [each for each in rows if _is_comparable(mine, each, evidence)]
            agree = any(go_together(mine, each) for each in others)
            differ = any(not go_together(mine, each) for each in others)
            self.numbers += 1
            self.confirmed += agree
            self.contradicted += differ
            self.alone += not others
            if differ:
                self.contradicted_in.add(incident_id)


def _has_number(claim: CasualtyClaim) -> bool:
    return any(getattr(claim, name) is not None for name in _NUMBERS)


def _is_comparable(mine: CasualtyClaim, other: CasualtyClaim, evidence: Evidence) -> bool:
    """Say whether the other is about the same people, and of an independent source."""
    if (mine.outcome, mine.category) != (other.outcome, other.category):
        return False
    groups = evidence.groups
    return groups[mine.citation.snapshot.document_id] != groups[other.citation.snapshot.document_id]


def go_together(one: CasualtyClaim, other: CasualtyClaim) -> bool:
    """Say whether two numbers can both be true: “about 20” and “at least 19” can, 24 and 19 cannot."""
    (low, high), (other_low, other_high) = _range(one), _range(other)
    return (other_high is None or low <= other_high) and (high is None or other_low <= high)


def _range(claim: CasualtyClaim) -> tuple[int, int | None]:
    """Return the least and the most that a claim leaves open; None where it has no upper end."""
    low = claim.low if claim.low is not None else claim.best if claim.high is None else 0
    return low or 0, claim.high


def panel_of(request: PersonRequest, page: SourcePage) -> dict[str, Any]:
    """Show on the page of a source how what it said stood up."""
    return {"standing": standing_of(page.source, request.user), "user": request.user}


def hang() -> None:
    """Hang the numbers into the page of a source."""
    register("source", Panel("standing", "incidents/source_standing.html", panel_of))
