"""Link the rows of a file with Splink and print F1 at its best threshold. Run by benchmarks/crossref.py.

Splink gets the same fields, and levels for what reports leave vague: spans of days and of numbers, other
names of a place, points known to so many kilometres. It learns its weights from the very rows that it links,
and its threshold is chosen with the truth in hand.
"""

# mypy: ignore-errors
# Splink is no dependency of the project: this file runs in an environment of its own.

from __future__ import annotations

import json
import logging
import resource
import sys
import time

import duckdb
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import Linker, SettingsCreator, block_on

# Each grid of cells and weeks twice, half a cell apart: what is near lies in one cell of one of the grids.
GRID = """
    SELECT *, floor(latitude * 2)::int AS south_a, floor(latitude * 2 + 0.5)::int AS south_b,
           floor(longitude * 2)::int AS west_a, floor(longitude * 2 + 0.5)::int AS west_b,
           (date_diff('day', DATE '2000-01-01', day::date) / 8)::int AS week_a,
           ((date_diff('day', DATE '2000-01-01', day::date) + 4) / 8)::int AS week_b
      FROM read_json_auto('{}', format = 'newline_delimited')
"""
DAYS = "greatest(date_diff('day', last_day_l, day_r), date_diff('day', last_day_r, day_l), 0)"
KM = (
    "2 * 6371 * asin(least(1, sqrt(pow(sin(radians(latitude_r - latitude_l) / 2), 2)"
    " + cos(radians(latitude_l)) * cos(radians(latitude_r))"
    " * pow(sin(radians(longitude_r - longitude_l) / 2), 2))))"
)


def numbers(name):
    smaller, larger = f"least({name}_l, {name}_r)", f"greatest({name}_l, {name}_r)"
    return cl.CustomComparison(
        output_column_name=name,
        comparison_levels=[
            cll.NullLevel(name),
            cll.ExactMatchLevel(name, term_frequency_adjustments=True),
            cll.CustomLevel(
                f"{name}_low_l <= {name}_high_r AND {name}_low_r <= {name}_high_l", "the spans overlap"
            ),
            cll.CustomLevel(f"{larger} - {smaller} <= 1 OR {smaller} * 5 >= {larger} * 4", "close"),
            cll.CustomLevel(f"{larger} - {smaller} <= 3 OR {smaller} * 2 >= {larger}", "apart"),
            cll.ElseLevel(),
        ],
    )


def comparisons():
    return [
        cl.CustomComparison(
            output_column_name="day",
            comparison_levels=[
                cll.NullLevel("day"),
                cll.CustomLevel("day_l = day_r AND last_day_l = last_day_r", "the same days"),
                cll.CustomLevel(f"{DAYS} = 0", "the days overlap"),
                cll.CustomLevel(f"{DAYS} = 1", "one day apart"),
                cll.CustomLevel(f"{DAYS} = 2", "two days apart"),
                cll.ElseLevel(),
            ],
        ),
        cl.CustomComparison(
            output_column_name="latitude",
            comparison_levels=[
                cll.NullLevel("latitude"),
                *(cll.CustomLevel(f"{KM} <= {km}", f"{km} km") for km in (1, 5, 25)),
                cll.CustomLevel(f"{KM} <= 25 + reach_km_l + reach_km_r", "as near as is known"),
                cll.ElseLevel(),
            ],
        ),
        cl.CustomComparison(
            output_column_name="place",
            comparison_levels=[
                cll.NullLevel("place"),
                cll.ExactMatchLevel("place", term_frequency_adjustments=True),
                cll.CustomLevel("list_has_any(names_l, names_r)", "a name in common"),
                cll.JaroWinklerLevel("place", 0.92),
                cll.JaroWinklerLevel("place", 0.8),
                cll.ElseLevel(),
            ],
        ),
        numbers("killed"),
        numbers("injured"),
        cl.ExactMatch("event_type"),
        cl.ExactMatch("target_type"),
        cl.ArrayIntersectAtSizes("actors", [1]),
        cl.ArrayIntersectAtSizes("documents", [1]),
    ]


def rules():
    """Near in place and time; or, where the point is vague, in the country with something in common."""
    found = [
        block_on(f"south_{south}", f"west_{west}", f"week_{week}")
        for south in "ab"
        for west in "ab"
        for week in "ab"
    ]
    for week in "ab":
        found += [
            block_on("country", f"week_{week}", "place"),
            block_on("country", f"week_{week}", "killed", "injured"),
            block_on("country", f"week_{week}", "killed", "event_type", "target_type"),
        ]
    return [*found, block_on("country", "killed", "injured", "place")]


def best_f1(scored, true):
    right, best = 0, 0.0
    for called, (_probability, same) in enumerate(sorted(scored, reverse=True), start=1):
        right += same
        best = max(best, 2 * right / (called + true))
    return best


def main():
    logging.disable(logging.CRITICAL)
    connection = duckdb.connect()
    connection.execute("CREATE TABLE attacks AS " + GRID.format(sys.argv[1])).fetchall()
    true = connection.execute(
        "SELECT sum(n * (n - 1) / 2) FROM (SELECT count(*) n FROM attacks GROUP BY truth)"
    ).fetchall()[0][0]
    began = time.perf_counter()
    from splink.internals.duckdb.database_api import DuckDBAPI

    api = DuckDBAPI(connection=connection)
    settings = SettingsCreator(
        link_type="dedupe_only", comparisons=comparisons(), blocking_rules_to_generate_predictions=rules()
    )
    linker = Linker(api.register("attacks"), settings)
    linker.training.estimate_probability_two_random_records_match(
        [block_on("day", "place", "killed")], recall=0.3
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=1e7, seed=1)
    for rule in (
        block_on("day", "place"),
        block_on("killed", "injured", "place"),
        block_on("day", "killed", "event_type"),
    ):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    found = linker.inference.predict(threshold_match_probability=0.0001)
    table = found.physical_name
    scored = connection.execute(
        f"SELECT match_probability, (a.truth = b.truth)::int FROM {table} p"
        " JOIN attacks a ON a.unique_id = p.unique_id_l JOIN attacks b ON b.unique_id = p.unique_id_r"
    ).fetchall()
    seconds = time.perf_counter() - began
    blocked = sum(same for _probability, same in scored) / true
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        json.dumps({"f1": best_f1(scored, true), "seconds": seconds, "blocked": blocked, "megabytes": peak})
    )


if __name__ == "__main__":
    main()
