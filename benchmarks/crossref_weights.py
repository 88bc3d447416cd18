"""Fit the points of casework/crossref/weights.py to invented attacks of which the truth is known.

    DATABASE_URL=… CASEWORK_SECRET_KEY=… python -m benchmarks.crossref_weights [INCIDENTS]

A logistic regression over the levels of the pairs that are near in time and place, in three worlds of other
seeds and other settings than the benchmark reports on. What is printed is rounded to halves by hand, and a
person looks at it: levels too rare to be fitted keep what a verifier would say.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from math import exp, log

import django
import numpy as np

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casework.settings")
django.setup()

from benchmarks.attacks import Attack, Settings, World  # noqa: E402 - settings come first
from benchmarks.crossref_world import database, fill  # noqa: E402
from casework.crossref.batch.loading import read_table  # noqa: E402
from casework.crossref.batch.scoring import score_all  # noqa: E402
from casework.crossref.weights import ASPECTS, START  # noqa: E402

SEEDS = (101, 102, 103)
Pattern = tuple[int, ...]


def worlds(incidents: int) -> list[Settings]:
    """Return worlds that are denser, sparser and noisier than the one that is reported on."""
    return [
        Settings(incidents, SEEDS[0], days=2500, towns_for=500, hard_negatives=0.04),
        Settings(incidents, SEEDS[1], days=5000, towns_for=200, noise=0.8),
        Settings(incidents, SEEDS[2], days=1500, towns_for=300, duplicates=0.05, noise=1.2),
    ]


def patterns(attacks: list[Attack]) -> Counter[tuple[Pattern, bool]]:
    """Return how often each row of levels occurs among pairs that are, and that are not, the same attack."""
    truth = np.array([attack.truth for attack in attacks])
    table = read_table()
    at = table.columns["incident_id"] - 1
    found: Counter[tuple[Pattern, bool]] = Counter()
    for scored in score_all(table):
        is_same = truth[at[scored.pairs.one]] == truth[at[scored.pairs.other]]
        found.update(zip(map(tuple, scored.levels.tolist()), is_same.tolist(), strict=True))
    return found


def fit(found: Counter[tuple[Pattern, bool]], rounds: int = 400) -> tuple[float, list[list[float]]]:
    """Return the start and the points of each level, in bits, by Adagrad."""
    levels = [[0.0] * (len(aspect.levels) + 1) for aspect in ASPECTS]
    squares = [[1e-9] * len(each) for each in levels]
    start, start_square = 0.0, 1e-9
    total = sum(found.values())
    for _ in range(rounds):
        slopes = [[0.0] * len(each) for each in levels]
        start_slope = 0.0
        for (pattern, is_same), count in found.items():
            z = start + sum(levels[at][level] for at, level in enumerate(pattern) if level)
            miss = count * (is_same - 1 / (1 + exp(-max(-30.0, min(30.0, z)))))
            start_slope += miss
            for at, level in enumerate(pattern):
                if level:
                    slopes[at][level] += miss
        start_square += start_slope**2
        start += 0.5 * start_slope / start_square**0.5
        for at, each in enumerate(slopes):
            for level, slope in enumerate(each):
                # A little pull to zero keeps levels that hardly occur from running away.
                slope -= 1e-6 * total * levels[at][level]
                squares[at][level] += slope**2
                if level:
                    levels[at][level] += 0.5 * slope / squares[at][level] ** 0.5
    bits = 1 / log(2)
    return start * bits, [[each * bits for each in row] for row in levels]


def main() -> None:
    incidents = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    found: Counter[tuple[Pattern, bool]] = Counter()
    with database():
        for settings in worlds(incidents):
            attacks = list(World(settings).attacks())
            fill(attacks)
            found += patterns(attacks)
    start, levels = fit(found)
    print(f"{sum(found.values()):,} pairs of {len(worlds(incidents))} × {incidents:,} attacks, seeds {SEEDS}")
    print(f"start {start:+.1f} (now {START:+.1f})")
    for at, aspect in enumerate(ASPECTS):
        for number, level in enumerate(aspect.levels, start=1):
            same, other = (
                sum(count for (held, truth), count in found.items() if held[at] == number and truth == which)
                for which in (True, False)
            )
            points = f"{levels[at][number]:+5.1f} (now {level.points:+.1f})"
            print(f"{level.code:24} {points}  same {same:,}, other {other:,}")


if __name__ == "__main__":
    main()
