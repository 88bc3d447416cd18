"""Ask the bundled borders in which country a point lies, and how far outside of one. No database.

The borders are Natural Earth's at 1:50 million, simplified by up to some kilometres. The pages draw the same
file.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import cos, hypot, radians
from pathlib import Path
from typing import Any

from django.conf import settings

from casework.codebook.models import Country

# What one degree of latitude is long, on the mean sphere.
KM_PER_DEGREE = 111.195
# The only area of a country of ours that has no number in the file.
_UNNUMBERED = {"Kosovo": "XKX"}

Ring = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Area:
    """A polygon in degrees, its holes behind its rim, with the box around it."""

    rings: list[Ring]
    west: float
    south: float
    east: float
    north: float

    def holds(self, x: float, y: float) -> bool:
        """Say whether the point lies in it: a line to the east crosses the rings an odd number of times."""
        turns = [each for each in (x, x + 360, x - 360) if self.west <= each <= self.east]
        if not turns or not self.south <= y <= self.north:
            return False
        x = turns[0]
        inside = False
        for ring in self.rings:
            for (ax, ay), (bx, by) in pairwise(ring):
                if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                    inside = not inside
        return inside

    def km_from(self, x: float, y: float) -> float:
        """Return how far the rim is, in km; right to a few percent for some hundred km."""
        squeeze = cos(radians(y))
        nearest = float("inf")
        for ring in self.rings:
            for (ax, ay), (bx, by) in pairwise(ring):
                # Both ends of a line are counted from the point along the same way around the Earth.
                east = _turned(ax - x)
                one, other = (east * squeeze, ay - y), ((east + bx - ax) * squeeze, by - y)
                nearest = min(nearest, _from_origin(one, other))
        return nearest * KM_PER_DEGREE


def _turned(degrees: float) -> float:
    """Return a difference of longitudes the short way around."""
    return (degrees + 180) % 360 - 180


def _from_origin(one: tuple[float, float], other: tuple[float, float]) -> float:
    (ax, ay), (bx, by) = one, other
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, -(ax * dx + ay * dy) / length)) if length else 0.0
    return hypot(ax + along * dx, ay + along * dy)


def km_outside(latitude: float, longitude: float, country: Country) -> float | None:
    """Return how many km outside of the country the point lies, 0 inside; None where we have no borders."""
    areas = _areas().get(number_of(country))
    if not areas:
        return None
    if any(area.holds(longitude, latitude) for area in areas):
        return 0.0
    return min(area.km_from(longitude, latitude) for area in areas)


def country_at(latitude: float, longitude: float) -> Country | None:
    """Return the country in which the point lies; None at sea and in some disputed areas. One query."""
    for number, areas in _areas().items():
        if any(area.holds(longitude, latitude) for area in areas):
            is_numeric = number.isdecimal()
            wanted = {"iso_numeric": int(number)} if is_numeric else {"iso3": number}
            return Country.objects.filter(**wanted).first()
    return None


def number_of(country: Country) -> str:
    """Return the name under which the file knows a country: three digits, or XKX."""
    return country.iso3 if country.iso_numeric is None else f"{country.iso_numeric:03}"


@cache
def _areas() -> dict[str, list[Area]]:
    """Read the file, once in the life of a process: about 0.2 s and 12 MB."""
    path = Path(settings.BASE_DIR) / "static" / "vendor" / "world-atlas" / "countries-50m.json"
    topology = json.loads(path.read_text("utf-8"))
    lines = list(_lines(topology))
    found: dict[str, list[Area]] = defaultdict(list)
    for shape in topology["objects"]["countries"]["geometries"]:
        number = shape.get("id") or _UNNUMBERED.get(shape["properties"]["name"])
        if number:
            polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
            found[number] += [_area([_ring(arcs, lines) for arcs in rings]) for rings in polygons]
    return dict(found)


def _lines(topology: dict[str, Any]) -> Iterator[Ring]:
    """Yield the lines of a TopoJSON file in degrees: it keeps steps from point to point, in whole numbers."""
    (across, up), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]
    for steps in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            line.append((x * across + west, y * up + south))
        yield line


def _ring(arcs: Sequence[int], lines: Sequence[Ring]) -> Ring:
    """Join lines to a ring; a negative number is a line walked backwards."""
    ring: Ring = []
    for number in arcs:
        line = lines[number] if number >= 0 else lines[~number][::-1]
        ring += line[1:] if ring else line
    return list(_unbroken(ring))


def _unbroken(ring: Ring) -> Iterator[tuple[float, float]]:
    """Let a ring that crosses the 180th meridian go on behind it; the file writes -180 for some points."""
    before = ring[0][0]
    for x, y in ring:
        before = x + 360 * round((before - x) / 360)
        yield before, y


def _area(rings: list[Ring]) -> Area:
    xs, ys = zip(*rings[0], strict=True)
    return Area(rings, min(xs), min(ys), max(xs), max(ys))
