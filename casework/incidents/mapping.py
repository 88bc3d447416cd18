"""What a map shows of incidents: where, and how far from there the true place may be. Never a bare pin."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _

from casework.codebook.borders import number_of
from casework.incidents.models import Incident, LocationPrecision
from casework.incidents.models.when_and_where import Where
from casework.incidents.outside import outside_in_words
from casework.incidents.plain import degrees_text


@dataclass(frozen=True, slots=True)
class Feature:
    """One place on the map, and the same in words. Without a point the whole country stands for it."""

    label: str
    words: str
    latitude: str | None
    longitude: str | None
    radius_m: int
    # Only an exact place has a dot in the middle of its circle.
    is_exact: bool
    # That the point lies outside of its country; empty where it does not.
    warning: str
    # As the file of borders knows it; empty where no country is given.
    country: str


@dataclass(frozen=True, slots=True)
class Map:
    """What one map shows, ready for `components/map.html`."""

    features: list[Feature]

    @property
    def reaches(self) -> str:
        """How far a point of each precision reaches, for a form in which that is chosen."""
        return json.dumps({each.value: each.reach_m for each in LocationPrecision})

    @property
    def as_json(self) -> str:
        """The features for the browser."""
        return json.dumps([asdict(each) for each in self.features])


def map_of(*incidents: Incident) -> Map | None:
    """Return a map of the incidents, each under its title; None where nobody has said where any of them is.

    They come with their countries. No query, but for one about each point outside of its country.
    """
    located = [each for each in incidents if each.country_id or each.latitude is not None]
    return Map([_feature(each, each.title) for each in located]) if located else None


def _feature(where: Where, label: str) -> Feature:
    is_somewhere = where.location_precision == LocationPrecision.COUNTRY
    return Feature(
        label=label,
        words=where_in_words(where),
        latitude=None if is_somewhere else degrees_text(where.latitude),
        longitude=None if is_somewhere else degrees_text(where.longitude),
        radius_m=reach_m(where),
        is_exact=where.location_precision == LocationPrecision.EXACT,
        warning=outside_in_words(where),
        country=number_of(where.country) if where.country else "",
    )


def reach_m(where: Where) -> int:
    """Return how far from its point the true place may be, in metres."""
    given = where.coordinate_uncertainty_m
    return LocationPrecision(where.location_precision).reach_m if given is None else given


def where_in_words(where: Where) -> str:
    """Say where it is and how exactly that is known, for those who see no map."""
    if where.latitude is None or where.location_precision == LocationPrecision.COUNTRY:
        if where.country is None:
            return _("Nobody has said where it is.")
        return _("Somewhere in %(country)s.") % {"country": where.country}
    point = f"{where.latitude:.5f}, {where.longitude:.5f}"
    metres = reach_m(where)
    far = _("%(m)d m") % {"m": metres} if metres < 1000 else _("%(km)s km") % {"km": f"{metres / 1000:g}"}
    if where.location_precision == LocationPrecision.EXACT:
        return _("Exactly known, to %(far)s: %(point)s.") % {"far": far, "point": point}
    return _("At most %(far)s from %(point)s.") % {"far": far, "point": point}
