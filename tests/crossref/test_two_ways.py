"""One rule, asked in SQL of one incident and in columns of all: on random incidents the two say the same."""

import numpy as np
import pytest
from django.db import connection

from casework.crossref.batch.columns import answer
from casework.crossref.batch.loading import Table, read_table
from casework.crossref.batch.scoring import Pairs, score_all
from casework.crossref.fingerprints import COLUMNS
from casework.crossref.grid import Window, own_cell_sql, space_sql, time_sql
from casework.crossref.matching import matches_of
from casework.crossref.rules import sql
from casework.crossref.weights import ASPECTS

INCIDENTS = 45
# By the two incidents: the level of each comparison, and the score.
Compared = dict[tuple[int, ...], tuple[tuple[int, ...], float]]


def _one_of(*values: str) -> str:
    return f"(ARRAY[{', '.join(values)}])[1 + floor(random() * {len(values)})::int]"


# A table of the transaction's own stands before the real one. `n` makes each subquery random anew.
RANDOM = f"""
    CREATE TEMP TABLE crossref_fingerprint (LIKE public.crossref_fingerprint INCLUDING ALL) ON COMMIT DROP;
    SELECT setseed(0.4);
    INSERT INTO crossref_fingerprint (incident_id, {COLUMNS})
    SELECT n, country, first_day, first_day + span, latitude, longitude, reach_km, tier.space, tier.time,
           {own_cell_sql("tier.space", "tier.time", "latitude", "longitude", "country")},
           names[1], names, ARRAY(SELECT DISTINCT crossref_sound(name) FROM unnest(names) name
                                   WHERE crossref_sound(name) <> ''),
           {_one_of("1", "2", "NULL")}, {_one_of("1", "2", "NULL")},
           killed, killed - {_one_of("0", "killed", "NULL")}, killed + {_one_of("0", "1", "NULL")},
           injured, injured - {_one_of("0", "injured", "NULL")}, injured + {_one_of("0", "1", "NULL")},
           {_one_of("'{}'::text", "'{1}'", "'{2}'", "'{1,2}'")}::bigint[],
           {_one_of("'{}'::text", "'{7}'", "'{8,9}'", "'{4,5,6,7,9}'")}::bigint[]
      FROM (SELECT n, {_one_of("'MLI'", "'MLI'", "'BFA'", "NULL")} AS country,
                   '2020-01-01'::date + floor(random() * 6)::int AS first_day,
                   {_one_of("0", "0", "0", "1", "5", "20", "100")} AS span,
                   point.latitude, point.longitude,
                   {_one_of("1", "1", "10", "40", "200", "800")}::float8 AS reach_km,
                   string_to_array({_one_of("''", "'sokolo'", "'sokollo,soco'", "'niono'", "'nionno road'")},
                                   ',') AS listed,
                   {_one_of("0", "1", "2", "3", "5", "9", "10", "12", "40", "NULL")} AS killed,
                   {_one_of("0", "1", "2", "4", "6", "11", "30", "NULL")} AS injured
              FROM generate_series(1, {INCIDENTS}) n
             CROSS JOIN LATERAL (SELECT 14.9 + n * 0 + floor(random() * 3) * 0.03 AS latitude,
                                        -6.1 + n * 0 + floor(random() * 3) * 0.04 AS longitude
                                  WHERE random() + n * 0 < 0.9
                                  UNION ALL SELECT NULL, NULL LIMIT 1) point) made
     CROSS JOIN LATERAL (SELECT CASE WHEN listed = '{{}}' THEN ARRAY[''] ELSE listed END AS names) named
     CROSS JOIN LATERAL (SELECT {space_sql("reach_km", "latitude")} AS space,
                                {time_sql("first_day", "first_day + span")} AS time) tier;
    UPDATE crossref_fingerprint SET place_names = '{{}}' WHERE place_name = '';
"""  # noqa: S608 - our own words


@pytest.mark.django_db
def test_random_incidents_are_compared_alike_in_sql_and_in_columns() -> None:
    with connection.cursor() as cursor:
        cursor.execute(RANDOM)

    table = read_table()
    in_sql: Compared = {
        (min(pk, match.pk), max(pk, match.pk)): (match.levels, round(match.score, 9))
        for pk in table.columns["incident_id"].tolist()
        for match in matches_of(pk)
    }
    in_columns = _in_columns(table)

    assert in_columns == in_sql
    assert len(in_sql) > 200
    for at, aspect in enumerate(ASPECTS):
        held = {levels[at] for levels, _score in in_columns.values()}
        assert held >= {*range(1, len(aspect.levels) + 1)}, aspect.code


def _in_columns(table: Table) -> Compared:
    ids = table.columns["incident_id"]
    found = [
        (tuple(sorted(ids[[one, other]].tolist())), (tuple(levels), round(score, 9)))
        for scored in score_all(table)
        for one, other, levels, score in zip(
            scored.pairs.one, scored.pairs.other, scored.levels.tolist(), scored.score.tolist(), strict=True
        )
    ]
    assert len(dict(found)) == len(found), "A pair was found twice."
    return dict(found)


@pytest.mark.parametrize(
    "rule", ["not a.killed", "a.killed == b.killed == 1", "drop(a)", "[1]", "a.killed in b"]
)
def test_what_rules_cannot_say_is_refused_both_ways(rule: str) -> None:
    nothing = np.empty(0, dtype=int)
    with pytest.raises(KeyError):
        sql(rule)
    with pytest.raises(KeyError):
        answer(rule, Pairs(Table({"killed": np.empty(0)}), Window(1, 1), nothing, nothing))
