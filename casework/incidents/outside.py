"""Whether the point of an incident lies in its country. Far outside of it somebody has to say why."""

from __future__ import annotations

from django.utils.translation import gettext as _

from casework.codebook.borders import country_at, km_outside
from casework.incidents.models.when_and_where import Where

# Borders are simplified: of good rows in published data sets one to five in a hundred lie outside of them.
FREE_KM = 10


def km_from_country(where: Where) -> float | None:
    """Return how many km outside of its country the point lies; None where that cannot be said."""
    if where.latitude is None or where.longitude is None or where.country is None:
        return None
    return km_outside(float(where.latitude), float(where.longitude), where.country)


def needs_reason(where: Where) -> bool:
    """Say whether the point lies further outside than the borders and its own uncertainty explain."""
    km = km_from_country(where)
    return km is not None and km > FREE_KM + (where.coordinate_uncertainty_m or 0) / 1000


def outside_in_words(where: Where) -> str:
    """Say how far outside of its country the point lies, and where that is; empty inside. One query."""
    km = km_from_country(where)
    if not km or where.latitude is None or where.longitude is None:
        return ""
    there = country_at(float(where.latitude), float(where.longitude))
    values = {"km": f"{km:.0f}" if km >= 10 else f"{km:.1f}", "country": where.country, "there": there}
    if there is None:
        return _("The point lies %(km)s km outside of %(country)s.") % values
    return _("The point lies %(km)s km outside of %(country)s, in %(there)s.") % values
