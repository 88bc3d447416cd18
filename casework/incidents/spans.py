"""Numbers as spans on one line, so that what several sources say is seen side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol


class Ranged(Protocol):
    """Anything with a low, a best and a high, any of which may be open."""

    @property
    def low(self) -> int | None: ...
    @property
    def best(self) -> int | None: ...
    @property
    def high(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Span:
    """Where a number begins on a line from 0 to 100, and how far it reaches; an open one to the end."""

    start: int
    length: int
    # Where the best number stands, if it is neither of the ends.
    best: int | None = None


def given(number: Ranged) -> list[int]:
    """Return what is given of low, best and high."""
    return [each for each in (number.low, number.best, number.high) if each is not None]


def scale_of(numbers: Iterable[Ranged]) -> float:
    """Return what stands at the end of a line on which all of them are drawn."""
    shown = [each for each in numbers if given(each)]
    highest = max((max(given(each)) for each in shown), default=0) or 1
    # An open end is seen only where the line goes on behind the highest number.
    return highest * (1.25 if any(each.high is None for each in shown) else 1)


def span_of(number: Ranged, scale: float) -> Span | None:
    """Return the number as a span; None for one that says nothing."""
    said = given(number)
    if not said:
        return None
    first = 0 if number.low is None and number.best is None else min(said)
    last = scale if number.high is None else number.high
    # Three in a hundred is the narrowest that is still seen.
    start = round(97 * first / scale)
    is_between = number.best is not None and first < number.best < last
    best = round(97 * number.best / scale) if is_between and number.best is not None else None
    return Span(start, round(97 * last / scale) - start + 3, best)
