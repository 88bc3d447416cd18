"""Find a place while somebody types its name."""

from __future__ import annotations

from typing import Any

from casework.codebook.models import Place
from casework.core.text import storable

SHOWN = 10
# Of fewer letters everything is a little alike.
SHORTEST = 3
LONGEST = 100


def places_like(text: str, country: str = "") -> list[Place]:
    """Return the ten places whose names resemble the text most, in the country if one is given. One query."""
    wanted = storable(text).strip()[:LONGEST]
    if len(wanted) < SHORTEST:
        return []
    found = Place.objects.named_like(wanted, storable(country)[:3] or None)
    return list(found.select_related("country")[:SHOWN])


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
