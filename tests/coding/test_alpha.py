"""α is what Krippendorff's paper and the package of the same name say it is."""

from typing import Any

import krippendorff
import numpy as np
import pytest

from casework.coding.alpha import Alpha, Metric, alpha

# Krippendorff 2011, section C: four coders, twelve units, gaps; and what he computes from it in section D.
GAP = None
PAPER = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, GAP, GAP, GAP],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, GAP, 3],
    [GAP, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, GAP],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, GAP],
]
PUBLISHED = {Metric.NOMINAL: 0.743, Metric.ORDINAL: 0.815, Metric.INTERVAL: 0.849, Metric.RATIO: 0.797}
UNITS = list(zip(*PAPER, strict=True))


@pytest.mark.parametrize("metric", Metric)
def test_the_example_of_the_paper(metric: Metric) -> None:
    found = alpha(UNITS, metric, resamples=10)

    assert found.value == pytest.approx(PUBLISHED[metric], abs=0.0006)
    assert (found.units, found.values) == (11, 40)


@pytest.mark.parametrize("metric", Metric)
@pytest.mark.parametrize("seed", range(12))
def test_random_data_give_what_the_package_gives(metric: Metric, seed: int) -> None:
    random = np.random.default_rng(seed)
    coders, number, values = random.integers(2, 6), random.integers(8, 60), random.integers(2, 9)
    data = random.integers(0, values, size=(coders, number)).astype(float)
    same = random.random((coders, number)) < 0.6
    data = np.where(same, data[0], data)
    data[random.random((coders, number)) < 0.2] = np.nan
    domain = np.unique(data[~np.isnan(data)])

    ours = alpha(as_units(data), metric, resamples=10)

    theirs = krippendorff.alpha(
        reliability_data=data, level_of_measurement=metric.value, value_domain=list(domain)
    )
    assert ours.value == pytest.approx(theirs, abs=1e-9)


@pytest.mark.parametrize("metric", Metric)
def test_an_interval_is_what_resampling_with_the_package_gives(metric: Metric) -> None:
    random = np.random.default_rng(5)
    first = random.integers(0, 5, size=40).astype(float)
    data = np.vstack([first, np.where(random.random(40) < 0.7, first, random.integers(0, 5, size=40))])
    draws = random.integers(0, 40, size=(400, 40))

    theirs = [
        krippendorff.alpha(reliability_data=data[:, draw], level_of_measurement=metric.value)
        for draw in draws
    ]
    ours = alpha(as_units(data), metric)

    assert ours.low == pytest.approx(np.quantile(theirs, 0.025), abs=0.06)
    assert ours.high == pytest.approx(np.quantile(theirs, 0.975), abs=0.06)


def test_the_same_units_give_the_same_interval() -> None:
    assert alpha(UNITS, Metric.ORDINAL) == alpha(UNITS, Metric.ORDINAL)


def test_full_agreement_is_one() -> None:
    found = alpha([("a", "a"), ("b", "b")], Metric.NOMINAL)

    assert (found.value, found.high) == (1.0, 1.0)


def test_worse_than_chance_is_below_zero() -> None:
    found = alpha([("a", "b"), ("b", "a")], Metric.NOMINAL)

    assert found.value is not None
    assert found.value < 0


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        ([], Alpha(None, None, None, 0, 0)),
        ([("a", None), (None, None)], Alpha(None, None, None, 0, 0)),
        ([("a", "a"), ("a", "a")], Alpha(None, None, None, 2, 4)),
        ([("a",), ("b", "b", None)], Alpha(None, None, None, 1, 2)),
    ],
)
def test_what_cannot_be_told_is_not_told(units: Any, expected: Alpha) -> None:
    assert alpha(units, Metric.NOMINAL) == expected


def test_two_zeros_are_no_disagreement() -> None:
    assert alpha([(0, 0), (3, 3), (0, 0)], Metric.RATIO).value == 1.0


def as_units(data: Any) -> list[list[float | None]]:
    return [[None if np.isnan(each) else float(each) for each in unit] for unit in data.T]
