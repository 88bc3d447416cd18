"""Compare all incidents with each other and keep the likeliest pairs, after an import or an upgrade."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import override

from casework.crossref.batch.columns import Column
from casework.crossref.batch.likeliest import Likeliest, is_among, key
from casework.crossref.batch.loading import Table, read_table
from casework.crossref.batch.scoring import Pairs, score, score_all
from casework.crossref.candidates import score_of
from casework.crossref.changes import notice_changes
from casework.crossref.fingerprints import take_fingerprints
from casework.crossref.grid import widest
from casework.crossref.likeness import names_of, reasons_of
from casework.crossref.matching import Match, match_of
from casework.crossref.models import CandidatePair, PairSearch
from casework.crossref.models.pair import CandidatePairQuerySet
from casework.crossref.searching import KEPT
from casework.incidents.models import OPEN_STATES, Incident, State

# What `match_of` takes of the two beside the levels.
VALUES = (
    *(("d", name) for name in ("days", "km", "reach")),
    *((row, name) for name in ("killed", "injured") for row in "ab"),
)
# Pairs in one transaction: what an interrupted run has written stays, and the next one passes over it.
AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class FoundPairs:
    """How many pairs were near enough to be compared, were kept, and of those were written anew."""

    near: int
    kept: int
    written: int


def find_all_pairs() -> FoundPairs:
    """Compare all incidents and keep the likeliest pairs. Safe to run twice and beside the worker.

    What is kept is written a thousand pairs at a time; a run that follows an interrupted one compares again,
    which takes seconds, and writes only what is missing or says something else. An incident that changes
    meanwhile is left to its own search. Takes about 300 bytes an incident and some hundred megabytes.
    """
    while take_fingerprints() or notice_changes():
        pass
    began = _now()
    table = _comparable()
    likeliest, near = _likeliest(table)
    left, right, _points = likeliest.kept()
    written = sum(_keep(part, began) for part in _matches(table, left, right))
    return FoundPairs(near, len(left), written)


def _now() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        now: datetime = cursor.fetchone()[0]
    return now


def _comparable() -> Table:
    """Return the incidents that a pair may be of."""
    table = read_table()
    finished = _in_state(State.MERGED, State.REJECTED)
    return table.only(np.flatnonzero(~is_among(table.columns["incident_id"], finished)))


def _in_state(*states: State) -> Column:
    found = Incident.objects.in_state(*states).order_by("pk").values_list("pk", flat=True)
    return np.fromiter(found.iterator(chunk_size=10_000), dtype=np.int64)


def _likeliest(table: Table) -> tuple[Likeliest, int]:
    """Return the likeliest pairs of which one is in work and nobody has judged, and how many were near."""
    ids = table.columns["incident_id"]
    is_open = is_among(ids, _in_state(*OPEN_STATES))
    judged = _known(CandidatePair.objects.filter(judgements__ended_at__isnull=True, judgements__isnull=False))
    likeliest = Likeliest(KEPT, _known(CandidatePair.objects.unjudged()))
    near = 0
    for scored in score_all(table, lowest=settings.MATCH_LOWEST):
        one, other = scored.pairs.one, scored.pairs.other
        near += len(one)
        left, right = np.minimum(ids[one], ids[other]), np.maximum(ids[one], ids[other])
        asked = (is_open[one] | is_open[other]) & ~is_among(key(left, right), judged)
        likeliest.add(left[asked], right[asked], scored.points[asked])
    return likeliest, near


def _known(pairs: CandidatePairQuerySet) -> Column:
    rows = pairs.order_by().values_list("left", "right").iterator(chunk_size=10_000)
    found = np.array([*rows], dtype=np.int64).reshape(-1, 2)
    return np.sort(key(found[:, 0], found[:, 1]))


def _matches(table: Table, left: Column, right: Column) -> Iterator[list[tuple[int, Match]]]:
    """Yield the pairs a thousand at a time, each as the left incident and the match of the right one."""
    ids = table.columns["incident_id"]
    by_id = np.argsort(ids)
    for start in range(0, len(left), AT_ONCE):
        part = slice(start, start + AT_ONCE)
        one, other = (by_id[np.searchsorted(ids, side[part], sorter=by_id)] for side in (left, right))
        scored = score(Pairs(table, widest(), one, other))
        columns = [scored.pairs.column(row, name) for row, name in VALUES]
        values = zip(*(_listed(column) for column in columns), strict=True)
        yield [
            (one, match_of((other, likely, levels, *each)))
            for one, other, likely, levels, each in zip(
                left[part].tolist(),
                right[part].tolist(),
                scored.score.tolist(),
                scored.levels.tolist(),
                values,
                strict=True,
            )
        ]


def _listed(column: Column) -> list[int | None]:
    return [None if each != each else round(each) for each in column.tolist()]


def _keep(matches: list[tuple[int, Match]], began: datetime) -> int:
    """Write those pairs that are new or say something else, and return how many they are."""
    with transaction.atomic():
        sides = {pk for one, match in matches for pk in (one, match.pk)}
        incidents = _unchanged(sides, began)
        pairs = [
            _pair(incidents[one], incidents[match.pk], match)
            for one, match in matches
            if one in incidents and match.pk in incidents
        ]
        known = CandidatePair.objects.filter(left__in=sides, right__in=sides)
        said = {each[:2]: each[2:] for each in known.values_list("left", "right", "score", "reasons")}
        news = [
            each for each in pairs if said.get((each.left_id, each.right_id)) != (each.score, each.reasons)
        ]
        CandidatePair.objects.bulk_create(
            news,
            update_conflicts=True,
            unique_fields=["left", "right"],
            update_fields=["score", "reasons", "computed_at"],
        )
    return len(news)


def _unchanged(sides: Collection[int], began: datetime) -> dict[int, Incident]:
    """Lock the incidents, and return those that are as they were read: the others are searched anew."""
    locked = Incident.objects.filter(pk__in=sides).select_for_update(no_key=True, of=("self",)).order_by("pk")
    incidents = {each.pk: each for each in locked.select_related("event_type", "target_type")}
    changed = PairSearch.objects.filter(incident__in=sides).filter(
        Q(is_stale=True) | Q(at__gt=began) | Q(due_at__gt=began)
    )
    for pk in changed.values_list("incident", flat=True):
        del incidents[pk]
    return incidents


def _pair(left: Incident, right: Incident, match: Match) -> CandidatePair:
    with override("en"):
        reasons: list[dict[str, Any]] = [each.as_kept for each in reasons_of(match, names_of(left, right))]
    return CandidatePair(left=left, right=right, score=score_of(match), reasons=reasons, computed_at=Now())
