"""Score every pair of incidents that are near enough, by the rules of `nearness` and `weights`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from casework.crossref.aspects import Aspect
from casework.crossref.batch.columns import Coded, Column, answer
from casework.crossref.batch.joining import Grid
from casework.crossref.batch.loading import Table
from casework.crossref.grid import Window, widest
from casework.crossref.matching import MOST_POINTS, points_of
from casework.crossref.nearness import BETWEEN, NEAR
from casework.crossref.rules import is_costly
from casework.crossref.weights import ASPECTS, START


@dataclass(slots=True)
class Pairs:
    """Some pairs, each as two rows of the table; the rules ask it for what their names stand for."""

    table: Table
    window: Window
    one: Column
    other: Column
    known: dict[str, Any] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.one)

    def column(self, row: str, name: str) -> Any:
        """Return a column of the rows `a` or `b`, or of `d`, what lies between them."""
        key = f"{row}.{name}"
        if key not in self.known:
            self.known[key] = self._read(row, name)
        return self.known[key]

    def _read(self, row: str, name: str) -> Any:
        if row == "d":
            return answer(BETWEEN[name], self)
        rows = self.one if row == "a" else self.other
        column = self.table.columns[name]
        return column.at(rows) if isinstance(column, Coded) else column[rows]

    def value(self, name: str) -> float:
        """Return a side of the window."""
        return float(getattr(self.window, name))

    def only(self, are: Column) -> Pairs:
        """Return some of the pairs."""
        return Pairs(self.table, self.window, self.one[are], self.other[are])


@dataclass(frozen=True, slots=True)
class Scored:
    """Pairs with their points, and the level of each comparison (0: unknown)."""

    pairs: Pairs
    points: Column
    levels: Column

    @property
    def score(self) -> Column:
        """How likely each pair is the same attack."""
        return np.asarray(1 / (1 + np.exp2(-np.clip(self.points, -MOST_POINTS, MOST_POINTS))))

    def only(self, are: Column) -> Scored:
        """Return some of the pairs."""
        return Scored(self.pairs.only(are), self.points[are], self.levels[are])


def score_all(table: Table, *, window: Window | None = None, lowest: float = 0) -> Iterator[Scored]:
    """Yield all pairs of the table that are near and likely enough, some hundred thousand at a time.

    `lowest` is in per cent. Beside the table this takes some hundred megabytes, however many pairs there are.
    """
    window, points = window or widest(), points_of(lowest)
    for one, other in Grid(table, window).pairs():
        scored = score(near(Pairs(table, window, one, other)))
        yield scored.only(scored.points >= points)


def near(pairs: Pairs) -> Pairs:
    """Return those of the pairs that are near enough to be compared."""
    for rule in NEAR:
        pairs = pairs.only(np.flatnonzero(answer(rule, pairs)))
    return pairs


def score(pairs: Pairs) -> Scored:
    """Compare the two of each pair."""
    levels = np.empty((len(pairs), len(ASPECTS)), dtype=np.int8)
    points = np.full(len(pairs), START)
    for at, aspect in enumerate(ASPECTS):
        levels[:, at] = _levels(aspect, pairs)
        points += np.array([0.0, *(level.points for level in aspect.levels)])[levels[:, at]]
    return Scored(pairs, points, levels)


def _levels(aspect: Aspect, pairs: Pairs) -> Column:
    """Return the number of the first level that holds for each pair."""
    found = np.zeros(len(pairs), dtype=np.int8)
    is_open = np.broadcast_to(answer(aspect.known, pairs), len(pairs)).copy()
    for number, level in enumerate(aspect.levels, start=1):
        if is_costly(level.rule):
            rest = np.flatnonzero(is_open)
            holds = np.zeros(len(pairs), dtype=bool)
            holds[rest] = answer(level.rule, pairs.only(rest))
        else:
            holds = answer(level.rule, pairs) & is_open
        found[holds] = number
        is_open &= ~holds
    return found
