"""Distances, against values computed elsewhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.core.geo import distance_km

LATITUDES, LONGITUDES = st.floats(-90, 90), st.floats(-180, 180)


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        ((14.7328, -6.1219), (14.7328, -6.1219), 0.0),
        ((0.0, 0.0), (0.0, 1.0), 111.195),
        ((0.0, 179.5), (0.0, -179.5), 111.195),
        ((90.0, 0.0), (-90.0, 0.0), 20015.11),
        # Bamako to Sokolo.
        ((12.65, -8.0), (14.7328, -6.1219), 307.5),
    ],
)
def test_distances(one: tuple[float, float], other: tuple[float, float], km: float) -> None:
    assert distance_km(*one, *other) == pytest.approx(km, rel=0.003)


@given(LATITUDES, LONGITUDES, LATITUDES, LONGITUDES)
def test_there_is_as_far_as_back(a: float, b: float, c: float, d: float) -> None:
    assert distance_km(a, b, c, d) == pytest.approx(distance_km(c, d, a, b))
    assert 0 <= distance_km(a, b, c, d) <= 20016
