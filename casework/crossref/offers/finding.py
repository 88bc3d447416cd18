"""Find in PostgreSQL which incidents a document may be about, and which documents an incident."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from psycopg.types.numeric import Int8

from casework.crossref.asking import Statement, ask
from casework.crossref.aspects import levels_sql, points_sql
from casework.crossref.grid import widest
from casework.crossref.matching import (
    INCIDENTS,
    KEYS,
    MENTIONS,
    MOST_COMPARED,
    SCORE,
    Match,
    match_of,
    neighbours_sql,
    points_of,
)
from casework.crossref.nearness import between_sql, near_sql
from casework.crossref.offers.weights import ASPECTS, START
from casework.incidents.models import State

_CODES = ", ".join(f"levels.{aspect.code}" for aspect in ASPECTS)
# What nobody would put a document beside, and what is no rival either.
_CLOSED = f"""
    EXISTS (SELECT FROM incidents_incident held WHERE held.id = i.incident_id
               AND held.review_state IN ('{State.MERGED.value}', '{State.REJECTED.value}'))
"""
# What lies beside an incident already is no offer.
_BESIDE = """
    EXISTS (SELECT FROM incidents_incidentdocument beside
             WHERE beside.incident_id = scored.incident_id AND beside.document_id = scored.document_id)
    OR EXISTS (SELECT FROM incidents_citation cited JOIN sources_snapshot shot ON shot.id = cited.snapshot_id
                WHERE cited.incident_id = scored.incident_id AND shot.document_id = scored.document_id)
"""


def incidents_for(document_id: int, copied: Sequence[int], *, lowest: float, most: int) -> list[Match]:
    """Return the incidents that a document may be about, the likeliest first. One query.

    `copied` are incidents that rest on a copy of it: they are compared wherever they are. `lowest` is in
    per cent.
    """
    return _found(MENTIONS, INCIDENTS, document_id, copied, lowest, most)


def documents_for(incident_id: int, copied: Sequence[int], *, lowest: float, most: int) -> list[Match]:
    """Return the documents that may be about an incident, the likeliest first. One query.

    `copied` are documents that repeat one of its own.
    """
    return _found(INCIDENTS, MENTIONS, incident_id, copied, lowest, most)


def _found(asked: str, others: str, pk: int, copied: Sequence[int], lowest: float, most: int) -> list[Match]:
    window = widest()
    values = {
        "asked": Int8(pk),
        "copied": list(copied),
        "km": window.km,
        "days": window.days,
        "points": points_of(lowest),
        "most": most,
    }
    return [_match(row) for row in ask(_STATEMENTS[asked, others], values)]


def _match(row: tuple[Any, ...]) -> Match:
    *row_of_match, place = row
    found = match_of(tuple(row_of_match))
    return Match(found.pk, found.score, found.levels, {**found.values, "place": place})


def _search_sql(asked: str, others: str) -> str:
    """Return the query: every mention with every incident near it, and of each two the best mention.

    What a text tells of one place and day happened once: the more likely another incident is, the less is
    this one. From an incident nothing is seen of the others, so `keeping` asks the documents again.
    """
    m, i = ("a", "b") if asked == MENTIONS else ("b", "a")
    key = KEYS[others]
    return f"""
        SELECT scored.{key}, {SCORE}, levels, days, km, reach, killed, other_killed, injured, other_injured,
               place
          FROM (
            SELECT DISTINCT ON ({key}) rival.*,
                   points_alone - ln(1 + greatest(odds - power(2, points_alone), 0)) / ln(2::float8) AS points
              FROM (
                SELECT m.document_id, i.incident_id, alone.points AS points_alone, ARRAY[{_CODES}] AS levels,
                       sum(power(2, alone.points)) OVER (PARTITION BY m.id) AS odds,
                       d.days, d.km, d.reach, m.killed, i.killed AS other_killed,
                       m.injured, i.injured AS other_injured, m.place_name AS place
                  FROM (SELECT * FROM {asked} WHERE {KEYS[asked]} = %(asked)s) a
                 CROSS JOIN LATERAL (
                    (SELECT near.* FROM ({neighbours_sql(others)}) near
                      WHERE near.{key} <> ALL(%(copied)s) LIMIT {MOST_COMPARED})
                     UNION ALL
                    SELECT * FROM {others} WHERE {key} = ANY(%(copied)s)) b
                 CROSS JOIN LATERAL ({between_sql()} OFFSET 0) d
                 CROSS JOIN LATERAL (SELECT {levels_sql(ASPECTS, {"m": m, "i": i})} OFFSET 0) levels
                 CROSS JOIN LATERAL (
                    SELECT {points_sql(START, ASPECTS, "levels")} AS points OFFSET 0) alone
                 CROSS JOIN LATERAL (
                    SELECT {m}.id, {m}.document_id, {m}.killed, {m}.injured, {m}.place_name) m
                 CROSS JOIN LATERAL (SELECT {i}.incident_id, {i}.killed, {i}.injured) i
                 WHERE ({near_sql()} OR a.documents && b.documents) AND NOT ({_CLOSED})
              ) rival
             ORDER BY {key}, points DESC
          ) scored
         WHERE points >= %(points)s AND NOT ({_BESIDE})
         ORDER BY points DESC, scored.{key} LIMIT %(most)s
    """


_STATEMENTS = {
    (asked, others): Statement.of(_search_sql(asked, others))
    for asked, others in ((MENTIONS, INCIDENTS), (INCIDENTS, MENTIONS))
}
