"""Find what may be the same attack in PostgreSQL: for one incident, or for all at once."""

from __future__ import annotations

from dataclasses import dataclass
from math import log2
from typing import Any

from psycopg.types.numeric import Int8

from casework.crossref.asking import Statement, ask
from casework.crossref.aspects import levels_sql, points_sql
from casework.crossref.grid import (
    COUNTRY,
    DEGREE_KM,
    NARROWEST_DEGREE,
    OPEN,
    SPACES,
    TIMES,
    Window,
    cell_sql,
    column_sql,
    country_sql,
    widest,
)
from casework.crossref.nearness import between_sql, near_sql
from casework.crossref.weights import ASPECTS, START

# A vague incident meets more than this only where nobody would look at them: the rest is not scored.
MOST_COMPARED = 4_000
# 2 to the power of more points than this is no different from certainty.
MOST_POINTS = 40

SCORE = f"1 / (1 + power(2, -greatest(least(scored.points, {MOST_POINTS}), -{MOST_POINTS})))"
CODES = ", ".join(f"levels.{aspect.code}" for aspect in ASPECTS)


# What a match tells of the two rows beside its levels.
VALUES = "days, km, reach, killed, other_killed, injured, other_injured"
BETWEEN_AND_NUMBERS = (
    "d.days, d.km, d.reach, a.killed, b.killed AS other_killed, a.injured, b.injured AS other_injured"
)


@dataclass(frozen=True, slots=True)
class Match:
    """A row that may be the same attack: how likely, and each comparison's level (0: unknown)."""

    pk: int
    score: float
    levels: tuple[int, ...]
    values: dict[str, Any]


def _probes() -> str:
    """Return SQL for the cells around the row `a` in every tier, each with the first days to look at."""
    spaces = ", ".join(f"({each.number}, {each.reach_km}, {each.degrees})" for each in SPACES)
    times = ", ".join(f"({each.number}, {each.days})" for each in TIMES)
    return f"""
        SELECT {cell_sql("s.number", "t.number", "y", column_sql("x", "s.degrees"))} AS cell,
               coalesce(a.first_day - t.days, '0001-01-01'::date) AS first_day
          FROM (VALUES {spaces}) s(number, reach_km, degrees)
         CROSS JOIN (VALUES {times}, ({OPEN}, NULL)) t(number, days)
         CROSS JOIN LATERAL (SELECT (%(km)s + a.reach_km + s.reach_km) / {DEGREE_KM} AS degrees) tall
         CROSS JOIN LATERAL (
            SELECT tall.degrees / greatest(cos(radians(a.latitude)), {NARROWEST_DEGREE}) AS degrees) wide
         CROSS JOIN LATERAL generate_series(floor((a.latitude - tall.degrees) / s.degrees)::int,
                                            floor((a.latitude + tall.degrees) / s.degrees)::int) y
         CROSS JOIN LATERAL generate_series(floor((a.longitude - wide.degrees) / s.degrees)::int,
                                            floor((a.longitude + wide.degrees) / s.degrees)::int) x
         WHERE a.space < {COUNTRY}
         UNION ALL
        SELECT {cell_sql(str(COUNTRY), "t.number", "0", country_sql("a.country"))},
               coalesce(a.first_day - t.days, '0001-01-01'::date)
          FROM (VALUES {times}) t(number, days)
         WHERE a.country IS NOT NULL
    """


def neighbours_sql(others: str) -> str:
    """Return SQL for the rows of a table around the row `a`, each by an index, none twice.

    OFFSET 0 keeps the planner from turning the look-ups into a join that reads the whole table.
    """
    return f"""
        SELECT found.* FROM ({_probes()}) probe
         CROSS JOIN LATERAL (
            SELECT * FROM {others} o
             WHERE o.cell = probe.cell AND o.first_day >= probe.first_day - %(days)s
               AND o.first_day <= a.last_day + %(days)s OFFSET 0
         ) found
         UNION ALL
        SELECT found.* FROM (VALUES (0, {TIMES[0].days}), (1, {TIMES[1].days})) t(number, days)
         CROSS JOIN LATERAL (
            SELECT * FROM {others} o
             WHERE o.country = a.country AND o.time = t.number AND o.space < {COUNTRY} AND o.cell IS NOT NULL
               AND o.first_day BETWEEN a.first_day - %(days)s - t.days AND a.last_day + %(days)s OFFSET 0
         ) found
         WHERE a.space = {COUNTRY} AND a.time < {OPEN}
    """


def search_sql(asked: str, others: str) -> str:
    """Return the query that finds in one table what may be the same attack as one row of another."""
    return f"""
        SELECT b.{KEYS[others]}, {SCORE}, ARRAY[{CODES}], {BETWEEN_AND_NUMBERS}
          FROM (SELECT * FROM {asked} WHERE {KEYS[asked]} = %(asked)s) a
         CROSS JOIN LATERAL (
            SELECT near.* FROM ({neighbours_sql(others)}) near LIMIT {MOST_COMPARED}) b
         CROSS JOIN LATERAL ({between_sql()} OFFSET 0) d
         CROSS JOIN LATERAL (SELECT {levels_sql(ASPECTS)} OFFSET 0) levels
         CROSS JOIN LATERAL (SELECT {points_sql(START, ASPECTS, "levels")} AS points OFFSET 0) scored
         WHERE {near_sql()} AND scored.points >= %(points)s
           {f"AND b.{KEYS[others]} <> %(asked)s" if asked == others else ""}
         ORDER BY scored.points DESC, b.{KEYS[others]}
    """


# The tables whose rows can be compared, and their keys.
INCIDENTS = "crossref_fingerprint"
EXTERNALS = "crossref_externalrecord"
MENTIONS = "crossref_mention"
KEYS = {INCIDENTS: "incident_id", EXTERNALS: "id", MENTIONS: "document_id"}
_SEARCHES: dict[tuple[str, str], Statement] = {}


def points_of(percent: float) -> float:
    """Return the points at which a pair is the same attack with so many per cent."""
    share = percent / 100
    if share <= 0 or share >= 1:
        return -MOST_POINTS if share <= 0 else MOST_POINTS
    return log2(share / (1 - share))


def matches_of(
    pk: int,
    *,
    asked: str = INCIDENTS,
    others: str = INCIDENTS,
    window: Window | None = None,
    lowest: float = 0,
) -> list[Match]:
    """Return the rows of `others` that may be the same attack as one row of `asked`, the likeliest first.

    One query that reads a few cells of an index, however large the table. `lowest` is in per cent.
    """
    if (asked, others) not in _SEARCHES:
        _SEARCHES[asked, others] = Statement.of(search_sql(asked, others))
    window = window or widest()
    # Whatever the size of the number, it is of one kind: of another one the query would be planned anew.
    values = {"asked": Int8(pk), "km": window.km, "days": window.days, "points": points_of(lowest)}
    return [match_of(row) for row in ask(_SEARCHES[asked, others], values)]


def match_of(row: tuple[Any, ...]) -> Match:
    """Make a match of a row of pk, score, levels and VALUES."""
    pk, score, levels, days, km, reach, killed, other_killed, injured, other_injured = row
    values = {
        "days": days,
        "km": None if km is None else round(km),
        "reach": round(reach),
        "killed": killed,
        "other_killed": other_killed,
        "injured": injured,
        "other_injured": other_injured,
    }
    return Match(
        pk, score, tuple(levels), {name: value for name, value in values.items() if value is not None}
    )
