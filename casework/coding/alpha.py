"""Krippendorff's α: how far coders agree beyond what their values would give by chance.

After Klaus Krippendorff, “Computing Krippendorff's Alpha-Reliability” (2011), section C for data with missing
values, and “Content Analysis” (4th edition, 2018), chapter 12. α = 1 − Dₒ / Dₑ: the disagreement observed
within units over the one expected if the same values were shared out among the units by chance.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
# What one coder said of a unit: a category, or a number; None where they said nothing.
Value = Hashable | None

# Enough that the bounds move by less than 0.01 from seed to seed at 20 units; a third of a second at 1,000.
RESAMPLES = 2_000
# The same interval whenever the page is opened.
SEED = 2011
# How many resamples are counted at a time: keeps a field with many different values within some 50 MB.
_AT_A_TIME = 250


class Metric(StrEnum):
    """How far two values are apart. Which one fits follows from what the values mean."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Alpha:
    """α with what it rests on.

    `value` is None where it says nothing: no unit that two coders coded, or one single value in all of them,
    so that no disagreement could be expected. The bounds hold 95 % of the resamples; they are None with
    `value`, or without resamples.
    """

    value: float | None
    low: float | None
    high: float | None
    # Units with at least two values, and the values in them.
    units: int
    values: int


def alpha(units: Sequence[Sequence[Value]], metric: Metric, *, resamples: int = RESAMPLES) -> Alpha:
    """Return α of the units, each a sequence of what its coders said, with its bootstrap interval.

    None is a missing value; a unit with fewer than two values cannot be compared and is left out. Values of
    all metrics but the nominal one are numbers; ordinal ones are ranks; ratio ones are 0 or more.
    """
    pairable = [kept for unit in units if len(kept := [each for each in unit if each is not None]) > 1]
    if not pairable:
        return Alpha(None, None, None, 0, 0)
    counts, values = _counted(pairable, metric)
    sizes = counts.sum(axis=1)
    point = _alphas(np.ones((1, len(pairable))), counts, values, metric)[0]
    if np.isnan(point):
        return Alpha(None, None, None, len(pairable), int(sizes.sum()))
    low, high = _interval(counts, values, metric, resamples) if resamples else (None, None)
    return Alpha(float(point), low, high, len(pairable), int(sizes.sum()))


def _counted(units: Sequence[Sequence[Any]], metric: Metric) -> tuple[Floats, Floats]:
    """Return how often each value stands in each unit, and the values as numbers, in their order."""
    found = {value for unit in units for value in unit}
    order = sorted(found) if metric != Metric.NOMINAL else list(found)
    place = {value: number for number, value in enumerate(order)}
    counts = np.zeros((len(units), len(order)))
    for number, unit in enumerate(units):
        for value in unit:
            counts[number, place[value]] += 1
    numbers = np.array([float(each) for each in (order if metric != Metric.NOMINAL else range(len(order)))])
    # Days counted from year 1 are large, and their squares would lose the small differences.
    return counts, numbers - numbers.mean() if metric == Metric.INTERVAL else numbers


def _alphas(weights: Floats, counts: Floats, values: Floats, metric: Metric) -> Floats:
    """Return α for each row of weights, which say how often each unit is taken; NaN where it is undefined."""
    sizes = counts.sum(axis=1)
    totals, number = weights @ counts, weights @ sizes
    # Of all ordered pairs of values: those within each unit, and those that chance would make.
    if metric == Metric.NOMINAL:
        within, expected = _unlike(counts), _unlike(totals)
    elif metric == Metric.RATIO:
        far = _ratios(values)
        within, expected = _apart(counts, far), _apart(totals, far)
    else:
        # The place of a rank depends on how often each rank was used, and so differs by resample.
        is_rank = metric == Metric.ORDINAL
        places = np.cumsum(totals, axis=1) - totals / 2 if is_rank else np.broadcast_to(values, totals.shape)
        within, expected = _squares_within(counts, places), _squares_among(totals, places)
    observed = (weights * (within / (sizes - 1))).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        result: Floats = np.where(expected > 0, 1 - (number - 1) * observed / expected, np.nan)
    return result


def _unlike(counts: Floats) -> Floats:
    """Return in each row how many ordered pairs of values differ."""
    result: Floats = counts.sum(axis=1) ** 2 - (counts**2).sum(axis=1)
    return result


def _ratios(values: Floats) -> Floats:
    """Return the squared difference of each two values in proportion to their sum."""
    sums = values[:, None] + values[None, :]
    # Two zeros are the same number, not a division by nothing.
    result: Floats = ((values[:, None] - values[None, :]) / np.where(sums == 0, 1, sums)) ** 2
    return result


def _apart(counts: Floats, distances: Floats) -> Floats:
    """Return in each row the sum of the distances over all ordered pairs."""
    result: Floats = ((counts @ distances) * counts).sum(axis=1)
    return result


def _squares_within(counts: Floats, places: Floats) -> Floats:
    """Return the squared differences in each unit (columns), with each resample's places (rows).

    Σ(x−y)² over all ordered pairs is 2(mΣx² − (Σx)²): no table of each value with each other.
    """
    result: Floats = 2 * (counts.sum(axis=1) * (places**2 @ counts.T) - (places @ counts.T) ** 2)
    return result


def _squares_among(totals: Floats, places: Floats) -> Floats:
    """Return the squared differences over all values of each resample."""
    number, sums = totals.sum(axis=1), (totals * places).sum(axis=1)
    result: Floats = 2 * (number * (totals * places**2).sum(axis=1) - sums**2)
    return result


def _interval(counts: Floats, values: Floats, metric: Metric, resamples: int) -> tuple[float, float]:
    """Return the bounds within which α stays in 95 % of samples drawn from the units with replacement.

    Units are what was sampled, so units are what is resampled. A sample in which every value is the same
    has no disagreement to expect and none to observe: it counts as full agreement.
    """
    random = np.random.default_rng(SEED)
    number = len(counts)
    chances = np.full(number, 1 / number)
    found = []
    for start in range(0, resamples, _AT_A_TIME):
        weights = random.multinomial(number, chances, size=min(_AT_A_TIME, resamples - start))
        found.append(_alphas(weights.astype(float), counts, values, metric))
    alphas = np.nan_to_num(np.concatenate(found), nan=1.0)
    low, high = np.quantile(alphas, [0.025, 0.975])
    return float(low), float(high)
