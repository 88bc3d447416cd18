"""Compare all incidents with each other and keep the likeliest pairs, after an import or an upgrade."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models.functions import Now

from casework.crossref.batch import FOUND, match_everything
from casework.crossref.candidates import score_of
from casework.crossref.fingerprints import take_fingerprints
from casework.crossref.likeness import names_of, reasons_of
from casework.crossref.matching import VALUES, Match, match_of
from casework.crossref.models import CandidatePair
from casework.crossref.searching import KEPT
from casework.incidents.models import OPEN_STATES, Incident, State

AT_ONCE = 1_000

# The likeliest of each incident, of which one is in work and neither merged nor rejected; not what is judged.
_LIKELIEST = f"""
    SELECT one, other, score, levels, {VALUES}
      FROM (SELECT *, row_number() OVER (PARTITION BY one ORDER BY score DESC, other) AS of_one,
                      row_number() OVER (PARTITION BY other ORDER BY score DESC, one) AS of_other
              FROM {FOUND}) ranked
      JOIN incidents_incident a ON a.id = one
      JOIN incidents_incident b ON b.id = other
     WHERE (of_one <= %(kept)s OR of_other <= %(kept)s)
       AND (a.review_state = ANY(%(open)s) OR b.review_state = ANY(%(open)s))
       AND NOT (a.review_state = ANY(%(finished)s) OR b.review_state = ANY(%(finished)s))
       AND NOT EXISTS (SELECT FROM crossref_candidatepair p JOIN crossref_judgement j ON j.pair_id = p.id
                        WHERE p.left_id = one AND p.right_id = other AND j.ended_at IS NULL)
     ORDER BY one, other
"""


@dataclass(frozen=True, slots=True)
class FoundPairs:
    """How many pairs were near enough to be compared, and how many were kept."""

    near: int
    kept: int


def find_all_pairs() -> FoundPairs:
    """Compare all incidents with each other and keep the likeliest pairs. Safe to run twice.

    A million incidents take under a minute to compare; what is kept is written a thousand at a time.
    """
    while take_fingerprints():
        pass
    kept = 0
    with transaction.atomic():
        near = match_everything(lowest=settings.MATCH_LOWEST)
        rows = _likeliest()
        while matches := list(islice(rows, AT_ONCE)):
            _keep(matches)
            kept += len(matches)
    return FoundPairs(near, kept)


def _likeliest() -> Iterator[tuple[int, Match]]:
    values: dict[str, Any] = {
        "kept": KEPT,
        "open": list(OPEN_STATES),
        "finished": [State.MERGED, State.REJECTED],
    }
    with connection.chunked_cursor() as cursor:
        cursor.execute(_LIKELIEST, values)
        for one, *row in cursor:
            yield one, match_of(tuple(row))


def _keep(matches: list[tuple[int, Match]]) -> None:
    sides = {pk for one, match in matches for pk in (one, match.pk)}
    incidents = Incident.objects.select_related("event_type", "target_type").in_bulk(sides)
    CandidatePair.objects.bulk_create(
        [_pair(incidents[one], incidents[match.pk], match) for one, match in matches],
        update_conflicts=True,
        unique_fields=["left", "right"],
        update_fields=["score", "reasons", "computed_at"],
    )


def _pair(left: Incident, right: Incident, match: Match) -> CandidatePair:
    reasons: list[dict[str, Any]] = [each.as_kept for each in reasons_of(match, names_of(left, right))]
    return CandidatePair(left=left, right=right, score=score_of(match), reasons=reasons, computed_at=Now())
