"""Compare everything with everything in PostgreSQL: one hash join on one integer key for each tier.

Of each pair one row, the one that is known more vaguely, is laid into every cell and step of days that it may
have been in; the other lies in one. So a pair meets once, whichever tiers its rows are of.
"""

from __future__ import annotations

from django.db import connection

from casework.crossref.grid import (
    COUNTRY,
    DEGREE_KM,
    FEWEST_KILLED,
    NARROWEST_DEGREE,
    OPEN,
    SPACES,
    TIMES,
    VAGUE_SPACE,
    Window,
    column_sql,
    country_sql,
    widest,
)
from casework.crossref.matching import BETWEEN, BETWEEN_AND_NUMBERS, CODES, NEAR, SCORE, points_of
from casework.crossref.weights import levels_sql, points_sql

# Where the pairs are put: a table of the session's own.
FOUND = "crossref_found"
# A hash of a million rows fits, so that a join goes through each side once.
_SETTINGS = ("SET LOCAL work_mem = '256MB'", "SET LOCAL jit = off", "SET LOCAL enable_mergejoin = off")
_NARROW = "incident_id, latitude, longitude, first_day, last_day, reach_km, space, time, country, killed"
# Cells are wider than for one look-up: each row is written once for each cell that it reaches.
_WIDER = 2


def match_everything(*, window: Window | None = None, lowest: float = 0) -> int:
    """Put every pair that may be the same attack into the temporary table FOUND, and return how many.

    Call it in a transaction, at the end of which the table is gone. `lowest` is in per cent.
    """
    window = window or widest()
    values = {"km": window.km, "days": window.days, "points": points_of(lowest)}
    with connection.cursor() as cursor:
        for statement in _SETTINGS:
            cursor.execute(statement)
        cursor.execute(f"DROP TABLE IF EXISTS crossref_near, {FOUND}")
        cursor.execute("CREATE TEMP TABLE crossref_near (one bigint, other bigint) ON COMMIT DROP")
        for statement in _joins():
            cursor.execute(f"INSERT INTO crossref_near {statement}", values)
        cursor.execute("ANALYZE crossref_near")
        cursor.execute(_SCORED, values)
        cursor.execute(f"SELECT count(*) FROM {FOUND}")
        return int(cursor.fetchone()[0])


_SCORED = f"""
    CREATE TEMP TABLE {FOUND} ON COMMIT DROP AS
    SELECT a.incident_id AS one, b.incident_id AS other, {SCORE} AS score, ARRAY[{CODES}] AS levels,
           {BETWEEN_AND_NUMBERS}
      FROM crossref_near near
      JOIN crossref_fingerprint a ON a.incident_id = near.one
      JOIN crossref_fingerprint b ON b.incident_id = near.other
     CROSS JOIN LATERAL ({BETWEEN} OFFSET 0) d
     CROSS JOIN LATERAL (SELECT {levels_sql()} OFFSET 0) levels
     CROSS JOIN LATERAL (SELECT {points_sql("levels")} AS points OFFSET 0) scored
     WHERE scored.points >= %(points)s
"""


def _joins() -> list[str]:
    """Return a query for each kind of pair, by the vaguer place and the vaguer date of its two rows."""
    found = []
    for space in (*(each.number for each in SPACES), COUNTRY):
        for time in range(OPEN + 1):
            if space >= VAGUE_SPACE and time == OPEN:
                continue
            found.append(
                _join(
                    space,
                    time,
                    f"a.space = {space} AND a.time = {time}",
                    f"b.space <= {space} AND b.time <= {time}",
                )
            )
            if space > 0 and time > 0:
                found.append(
                    _join(
                        space,
                        time,
                        f"a.space = {space} AND a.time < {time}",
                        f"b.space < {space} AND b.time = {time}",
                    )
                )
    return found


def _join(space: int, time: int, laid_out: str, lying: str) -> str:
    is_vague = space >= VAGUE_SPACE and time > 0
    killed = f"AND b.killed = a.killed AND a.killed >= {FEWEST_KILLED}" if is_vague else ""
    return f"""
        SELECT least(a.incident_id, b.incident_id), greatest(a.incident_id, b.incident_id)
          FROM (SELECT {_NARROW}, {_keys(space, time)} WHERE {laid_out} AND a.cell IS NOT NULL OFFSET 0) a
          JOIN (SELECT {_NARROW}, {_key(space, time)} WHERE {lying} AND b.cell IS NOT NULL OFFSET 0) b
            ON b.key = a.key {killed}
         CROSS JOIN LATERAL ({BETWEEN}) d
         WHERE (b.space <> {space} OR b.time <> {time} OR a.time <> {time} OR a.incident_id < b.incident_id)
           AND {NEAR}
    """


def _key(space: int, time: int) -> str:
    """Return the one key of a row, and the table that it is taken from."""
    if space == COUNTRY:
        place = country_sql("b.country")
    else:
        degrees = str(SPACES[space].degrees * _WIDER)
        x = column_sql(f"floor(b.longitude / {degrees})::int", degrees)
        place = _place(f"floor(b.latitude / {degrees})::int", x)
    return f"{_packed(place, _step('b.first_day', time))} AS key FROM crossref_fingerprint b"


def _keys(space: int, time: int) -> str:
    """Return the keys of a row in all cells and steps that it reaches, and the tables they are taken from."""
    days = 0 if time == OPEN else TIMES[time].days
    steps = (
        f"generate_series({_step(f'a.first_day - %(days)s - {days}', time)},"
        f" {_step('a.last_day + %(days)s', time)}) step"
        if time < OPEN
        else "(VALUES (0)) steps(step)"
    )
    if space == COUNTRY:
        place, cells = country_sql("a.country"), ""
    else:
        degrees = str(SPACES[space].degrees * _WIDER)
        place = _place("y", column_sql("x", degrees))
        tall = f"(%(km)s + a.reach_km + {SPACES[space].reach_km}) / {DEGREE_KM}"
        wide = f"({tall}) / greatest(cos(radians(a.latitude)), {NARROWEST_DEGREE})"
        cells = f"""
            CROSS JOIN LATERAL generate_series(floor((a.latitude - {tall}) / {degrees})::int,
                                               floor((a.latitude + {tall}) / {degrees})::int) y
            CROSS JOIN LATERAL generate_series(floor((a.longitude - {wide}) / {degrees})::int,
                                               floor((a.longitude + {wide}) / {degrees})::int) x
        """
    return f"{_packed(place, 'step')} AS key FROM crossref_fingerprint a {cells} CROSS JOIN LATERAL {steps}"


def _place(y: str, x: str) -> str:
    return f"(({y} + 1000) * 10000 + {x})"


def _packed(place: str, step: str) -> str:
    return f"(({place})::bigint * 1000000 + ({step}) + 500000)"


def _step(day: str, time: int) -> str:
    """Return SQL for the step of days that a day lies in; of open dates there is one."""
    if time == OPEN:
        return "0"
    return f"floor(({day} - '2000-01-01'::date)::float8 / {TIMES[time].step})::int"
