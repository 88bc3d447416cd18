"""Which incidents may be the same attack as this one, as a person may see them, with the reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Greatest, Least

from casework.accounts.models import User
from casework.crossref.fingerprints import take_fingerprints
from casework.crossref.grid import Window
from casework.crossref.likeness import Reason, in_words, names_of, reasons_of, turned
from casework.crossref.matching import Match, matches_of
from casework.crossref.models import Judgement
from casework.incidents.models import Incident, State
from casework.incidents.models.incident import IncidentQuerySet

LOWEST = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An incident that may be the same attack, with why that may be and what was decided before."""

    incident: Incident
    score: Decimal
    reasons: list[Reason]
    verdict: str

    @property
    def words(self) -> str:
        """The reasons as one sentence."""
        return in_words(self.reasons)


def candidates_for(
    incident: Incident,
    *,
    user: User | None,
    judged: bool = False,
    limit: int | None = 20,
    window: Window | None = None,
) -> list[Candidate]:
    """Return the incidents most alike to this one that the person may see, the likeliest first.

    Without a person the program itself looks, at every desk, and keeps what it finds for those who see both.
    Its reasons then name the incident with the lower number first.

    Pairs judged the same or not the same are left out unless `judged`. The window is the installation's; it
    grows with what is not known exactly of either. Three queries, each by an index.
    """
    take_fingerprints()
    matches = {each.pk: each for each in matches_of(incident.pk, window=window, lowest=settings.MATCH_LOWEST)}
    rows = _rows(incident, matches, user)
    if not judged:
        rows = rows.filter(Q(verdict__isnull=True) | Q(verdict=Judgement.Verdict.UNSURE))
    found = [_candidate(row, incident, matches[row.pk], left_first=user is None) for row in rows]
    return sorted(found, key=lambda each: (-each.score, each.incident.pk))[:limit]


def compare(one: Incident, other: Incident, *, user: User) -> Candidate | None:
    """Return the second incident as a candidate for the first; None when they are too far apart."""
    take_fingerprints()
    matches = {each.pk: each for each in matches_of(one.pk) if each.pk == other.pk}
    row = _rows(one, matches, user).first()
    return _candidate(row, one, matches[row.pk]) if row else None


def _rows(incident: Incident, matches: Mapping[int, Match], user: User | None) -> IncidentQuerySet:
    rows = Incident.objects.all() if user is None else Incident.objects.visible_to(user)
    return (
        rows.filter(pk__in=matches)
        .exclude(review_state__in=[State.MERGED, State.REJECTED])
        .annotate(verdict=_verdict(incident))
        .select_related("desk", "country", "event_type", "target_type")
    )


def _candidate(row: Incident, incident: Incident, match: Match, *, left_first: bool = False) -> Candidate:
    found: Any = row
    sides: Sequence[Incident] = (incident, row)
    if left_first and row.pk < incident.pk:
        match, sides = turned(match), (row, incident)
    return Candidate(row, score_of(match), reasons_of(match, names_of(*sides)), found.verdict or "")


def score_of(match: Match) -> Decimal:
    """Return the likeness as a pair keeps it. However unlikely, it was found: 0 is for pairs far apart."""
    return max(LOWEST, Decimal(match.score).quantize(LOWEST))


def _verdict(incident: Incident) -> Subquery:
    """What was decided about the pair and still holds; NULL where nobody has decided."""
    decided = Judgement.objects.current().filter(
        pair__left=Least(OuterRef("pk"), Value(incident.pk)),
        pair__right=Greatest(OuterRef("pk"), Value(incident.pk)),
    )
    return Subquery(decided.values("verdict")[:1])
