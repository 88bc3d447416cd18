"""Distances on the Earth."""

from math import asin, cos, radians, sin, sqrt

# Mean radius of the Earth in km (IUGG).
EARTH_RADIUS_KM = 6371.0088


def distance_km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Return the great-circle distance in km between two points in degrees, right to 0.6 % (haversine)."""
    first, second = radians(latitude), radians(other_latitude)
    half_chord = (
        sin((second - first) / 2) ** 2
        + cos(first) * cos(second) * sin(radians(other_longitude - longitude) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(half_chord)))
