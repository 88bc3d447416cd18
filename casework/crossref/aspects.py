"""What a table of weights is made of, and how it is asked in SQL. The tables: `weights`, `offers.weights`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from casework.crossref.rules import sql

# The rule of a level that holds where none above it does.
ELSE = "True"


@dataclass(frozen=True, slots=True)
class Level:
    """One outcome of a comparison: when it holds, what it is worth, and how it is said."""

    code: str
    points: float
    rule: str
    words: str | Promise


@dataclass(frozen=True, slots=True)
class Aspect:
    """One comparison. Nothing is said but where `known` holds."""

    code: str
    label: str | Promise
    known: str
    levels: tuple[Level, ...]


def levels_sql(aspects: Sequence[Aspect], rows: Mapping[str, str] | None = None) -> str:
    """Return SQL for the numbers of the levels that hold, one a comparison; 0 where nothing is known.

    `rows` says what the query calls a row where that is not the letter that the rules have for it.
    """
    found = []
    for aspect in aspects:
        steps = " ".join(
            f"WHEN {sql(level.rule)} THEN {number}" for number, level in enumerate(aspect.levels, start=1)
        )
        found.append(f"CASE WHEN NOT ({sql(aspect.known)}) THEN 0 {steps} END AS {aspect.code}")
    called = {**(rows or {})}
    return re.sub(r"\b([a-z])\.", lambda held: f"{called.get(held[1], held[1])}.", ", ".join(found))


def points_sql(start: float, aspects: Sequence[Aspect], levels: str) -> str:
    """Return SQL for the points of a row of levels, from those that are given at the start."""
    sums = [str(start)]
    for aspect in aspects:
        steps = " ".join(
            f"WHEN {number} THEN {level.points}" for number, level in enumerate(aspect.levels, start=1)
        )
        sums.append(f"(CASE {levels}.{aspect.code} {steps} ELSE 0 END)")
    return "(" + " + ".join(sums) + ")::float8"
