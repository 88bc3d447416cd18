"""Learn places that the gazetteer lacks. A person gave them, and others agreed; nobody is asked again."""

from __future__ import annotations

from decimal import Decimal

from casework.accounts.models import User
from casework.audit.services import record
from casework.codebook.models import Country, Place, PlaceFeature, PlaceOrigin
from casework.core.geo import distance_km

# A place of the same name within this distance is the same place.
SAME_WITHIN_KM = 10.0


def learn_place(
    name: str,
    *,
    country: Country,
    latitude: Decimal,
    longitude: Decimal,
    admin1: str = "",
    admin2: str = "",
    by: User,
) -> Place | None:
    """Add a place to the gazetteer, in the caller's transaction; None where it is known already."""
    alike = Place.objects.named_like(name, country)[:20]
    namesakes = [each for each in alike if getattr(each, "is_exact", False)]
    if any(_are_near(each, latitude, longitude) for each in namesakes):
        return None
    place = Place.objects.create(
        name=name,
        country=country,
        admin1=admin1,
        admin2=admin2,
        latitude=latitude,
        longitude=longitude,
        feature=PlaceFeature.SPOT,
        origin=PlaceOrigin.LEARNED,
    )
    record(by, "codebook.learn_place", place, after={"name": name, "country": country.pk})
    return place


def _are_near(place: Place, latitude: Decimal, longitude: Decimal) -> bool:
    here, there = (place.latitude, place.longitude), (latitude, longitude)
    return distance_km(*map(float, here), *map(float, there)) <= SAME_WITHIN_KM
