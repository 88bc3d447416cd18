"""The four rules that make one value of the numbers that independent sources give. No database here.

Every rule keeps low ≤ best ≤ high where they are present. An open-ended number (“at least 19”) has no high.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from casework.incidents.models.choices import Rule


@dataclass(frozen=True, slots=True)
class Estimate:
    """Low, best and high. All three None: nothing is known."""

    low: int | None = None
    best: int | None = None
    high: int | None = None

    @property
    def is_known(self) -> bool:
        return (self.low, self.best, self.high) != (None, None, None)


@dataclass(frozen=True, slots=True)
class Figure:
    """What one independence group says. A lower `rating` is a better one; `on` breaks ties."""

    estimate: Estimate
    rating: int
    on: datetime.date
    claim_ids: frozenset[int] = field(default_factory=frozenset)


def assessed(rule: Rule, figures: Sequence[Figure]) -> Estimate:
    """Apply the rule to one figure per independence group. Without any number the answer is unknown."""
    known = preferred_first([each for each in figures if each.estimate.is_known])
    return _RULES[rule]([each.estimate for each in known], known) if known else Estimate()


def preferred_first(figures: Sequence[Figure]) -> list[Figure]:
    """Order figures: best rated first, then the latest, then the latest claim."""
    return sorted(
        figures, key=lambda each: (each.rating, -each.on.toordinal(), -max(each.claim_ids, default=0))
    )


def _range(estimates: Sequence[Estimate], figures: Sequence[Figure]) -> Estimate:
    """From the lowest low to the highest high; best as the best-rated, then latest, source puts it."""
    best = next((each.best for each in estimates if each.best is not None), None)
    lows = [each.low for each in estimates if each.low is not None]
    return _in_order(min(lows, default=None), best, _highest(estimates))


def _conservative(estimates: Sequence[Estimate], figures: Sequence[Figure]) -> Estimate:
    """The lowest number that any source gives, within the same range (as ACLED reports fatalities)."""
    whole = _range(estimates, figures)
    floors = [number for each in estimates if (number := _first(each.low, each.best)) is not None]
    lowest = min(floors, default=None)
    return _in_order(lowest, lowest, whole.high)


def _majority(estimates: Sequence[Estimate], figures: Sequence[Figure]) -> Estimate:
    """The number that most sources give; between equals the one that the better-rated source gives."""
    votes = Counter(each.best for each in estimates if each.best is not None)
    if not votes:
        return _range(estimates, figures)
    # Counter keeps the order of first appearance, which is best rated first.
    winner = max(votes, key=lambda number: votes[number])
    return _range([each for each in estimates if each.best == winner], figures)


def _most_reliable(estimates: Sequence[Estimate], figures: Sequence[Figure]) -> Estimate:
    """What the best-rated, then latest, source says, and nothing else."""
    return estimates[0]


_RULES: dict[Rule, Callable[[Sequence[Estimate], Sequence[Figure]], Estimate]] = {
    Rule.RANGE: _range,
    Rule.CONSERVATIVE: _conservative,
    Rule.MAJORITY: _majority,
    Rule.MOST_RELIABLE: _most_reliable,
}


def _highest(estimates: Sequence[Estimate]) -> int | None:
    """Return the highest high, or None where an open number begins above every high that others give."""
    highs = [each.high for each in estimates if each.high is not None]
    if not highs:
        return None
    floors = [_first(each.low, each.best) for each in estimates if each.high is None]
    if any(floor is not None and floor > max(highs) for floor in floors):
        return None
    return max(highs)


def _in_order(low: int | None, best: int | None, high: int | None) -> Estimate:
    """Widen the ends where the best number lies outside of them."""
    if best is not None:
        low = min(low, best) if low is not None else None
        high = max(high, best) if high is not None else None
    return Estimate(low, best, high)


def _first(*numbers: int | None) -> int | None:
    return next((number for number in numbers if number is not None), None)
