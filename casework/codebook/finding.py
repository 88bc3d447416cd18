"""Find a place while somebody types its name."""

from __future__ import annotations

from typing import Any

from casework.codebook.models import Place, PlaceFeature
from casework.core.text import storable

SHOWN = 10
# Of fewer letters everything is a little alike.
SHORTEST = 3
LONGEST = 100
# Enough to see where one is, and few enough to be read.
TOWNS_SHOWN = 14
# Wider pieces of the map need no towns, and would make the look-up slow.
WIDEST_DEGREES = 16


def places_like(text: str, country: str = "") -> list[Place]:
    """Return the ten places whose names resemble the text most, in the country if one is given. One query."""
    wanted = storable(text).strip()[:LONGEST]
    if len(wanted) < SHORTEST:
        return []
    found = Place.objects.named_like(wanted, storable(country)[:3] or None)
    return list(found.select_related("country")[:SHOWN])


def towns_within(box: str) -> list[Place]:
    """Return the places with most people in a box: west, south, east and north in degrees, with commas.

    None in a box that is too wide or cannot be read. One query.
    """
    try:
        west, south, east, north = (float(each) for each in box.split(","))
    except ValueError:
        return []
    if not (0 <= east - west <= WIDEST_DEGREES and 0 <= north - south <= WIDEST_DEGREES):
        return []
    inside = Place.objects.filter(
        feature=PlaceFeature.POPULATED,
        population__isnull=False,
        latitude__range=(south, north),
        longitude__range=(west, east),
    )
    return list(inside.order_by("-population", "pk")[:TOWNS_SHOWN])


def place_data(place: Place) -> dict[str, Any]:
    """Return what a page needs to name a place and to fill it in, degrees as text."""
    return {
        "id": place.pk,
        "label": place.in_full,
        "name": place.name,
        "country": place.country_id,
        "admin1": place.admin1,
        "admin2": place.admin2,
        "latitude": f"{place.latitude:.5f}",
        "longitude": f"{place.longitude:.5f}",
        "is_point": place.is_point,
    }
