"""What the pictures of agreement are drawn from: numbers on a line from 0 to 100."""

from __future__ import annotations

from dataclasses import dataclass

from casework.coding.measuring import Agreement, Trend


@dataclass(frozen=True, slots=True)
class Whisker:
    """An interval with its point, on a line from 0 (chance, or worse) to 100 (all the same)."""

    start: float
    width: float
    point: float


def whisker(row: Agreement) -> Whisker | None:
    """Return where α and its interval lie; None where there is no α."""
    found = row.alpha
    if found is None or found.value is None or found.low is None or found.high is None:
        return None
    low, high = _place(found.low), _place(found.high)
    # A dot of three is seen at both ends.
    return Whisker(low, round(max(high - low, 1), 2), round(min(max(_place(found.value) - 1.5, 0), 97), 2))


def spark(trend: Trend) -> list[tuple[float, float]]:
    """Return a dot for each month that has an α: how far along, and how far from the top."""
    step = 100 / max(len(trend.months) - 1, 1)
    return [
        (round(number * step, 2), round(100 - _place(month.value), 2))
        for number, month in enumerate(trend.months)
        if month.value is not None
    ]


def _place(value: float) -> float:
    return round(100 * min(max(value, 0.0), 1.0), 2)
