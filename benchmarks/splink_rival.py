"""Link the rows of a file with Splink and print F1 at its best threshold. Run by benchmarks/crossref.py."""

# mypy: ignore-errors
# Splink is no dependency of the project: this file runs in an environment of its own.

from __future__ import annotations

import json
import logging
import sys
import time

import duckdb
import splink.comparison_library as cl
from splink import Linker, SettingsCreator, block_on

GRID = """
    SELECT *, floor(latitude * 2)::int || ',' || floor(longitude * 2)::int AS cell_a,
           floor(latitude * 2 + 0.5)::int || ',' || floor(longitude * 2 + 0.5)::int AS cell_b,
           (date_diff('day', DATE '2000-01-01', day::date) / 8)::int AS week_a,
           ((date_diff('day', DATE '2000-01-01', day::date) + 4) / 8)::int AS week_b
      FROM read_json_auto('{}', format = 'newline_delimited')
"""


def comparisons():
    return [
        cl.AbsoluteDateDifferenceAtThresholds(
            "day", input_is_string=False, metrics=["day", "day", "day"], thresholds=[0.5, 1, 2]
        ),
        cl.DistanceInKMAtThresholds("latitude", "longitude", [1, 5, 25]),
        cl.JaroWinklerAtThresholds("place", [0.92, 0.8]),
        cl.ExactMatch("killed").configure(term_frequency_adjustments=True),
        cl.ExactMatch("injured").configure(term_frequency_adjustments=True),
        cl.ExactMatch("event_type"),
        cl.ExactMatch("target_type"),
        cl.ArrayIntersectAtSizes("actors", [1]),
        cl.ArrayIntersectAtSizes("documents", [1]),
    ]


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
    rules = [block_on(f"cell_{cell}", f"week_{week}") for cell in "ab" for week in "ab"]
    settings = SettingsCreator(
        link_type="dedupe_only", comparisons=comparisons(), blocking_rules_to_generate_predictions=rules
    )
    linker = Linker(api.register("attacks"), settings)
    linker.training.estimate_probability_two_random_records_match(
        [block_on("day", "place", "killed")], recall=0.3
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in (block_on("day", "place"), block_on("killed", "injured", "place")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    found = linker.inference.predict(threshold_match_probability=0.0001)
    table = found.physical_name
    scored = connection.execute(
        f"SELECT match_probability, (a.truth = b.truth)::int FROM {table} p"
        " JOIN attacks a ON a.unique_id = p.unique_id_l JOIN attacks b ON b.unique_id = p.unique_id_r"
    ).fetchall()
    seconds = time.perf_counter() - began
    blocked = sum(same for _probability, same in scored) / true
    print(json.dumps({"f1": best_f1(scored, true), "seconds": seconds, "blocked": blocked}))


if __name__ == "__main__":
    main()
