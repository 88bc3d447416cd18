"""What lies between two incidents, and when they are near enough to be compared: rules, see `rules`."""

from __future__ import annotations

from collections.abc import Mapping

from casework.core.geo import EARTH_RADIUS_KM
from casework.crossref.grid import COUNTRY, FEWEST_KILLED, OPEN, VAGUE_SPACE
from casework.crossref.rules import sql

_HALF_CHORD = (
    "square(sine((b.latitude - a.latitude) / 2))"
    " + cosine(a.latitude) * cosine(b.latitude) * square(sine((b.longitude - a.longitude) / 2))"
)
# Days, the wider span in days, kilometres, and how much of those is imprecision.
BETWEEN: Mapping[str, str] = {
    "days": "greatest(greatest(b.first_day - a.last_day, a.first_day - b.last_day), 0)",
    "span": "greatest(a.last_day - a.first_day, b.last_day - b.first_day)",
    # `least` keeps rounding from leaving the domain of the arcsine; it passes over what is not known.
    "km": "only_if(given(a.latitude) and given(b.latitude),"
    f" {2 * EARTH_RADIUS_KM} * arcsine(least(1, root({_HALF_CHORD}))))",
    "reach": "a.reach_km + b.reach_km",
}
# All of them have to hold; `days` and `km` are the window. What is known to a region and to a month at once
# meets whatever happened there: it is worth a look only with the same number of dead, and not too few.
NEAR = (
    "a.first_day <= b.last_day + days and b.first_day <= a.last_day + days",
    f"greatest(a.space, b.space) < {VAGUE_SPACE} or greatest(a.time, b.time) < {OPEN}",
    f"greatest(a.space, b.space) < {VAGUE_SPACE} or greatest(a.time, b.time) < 1"
    f" or a.killed == b.killed and a.killed >= {FEWEST_KILLED}",
    f"greatest(a.space, b.space) < {COUNTRY} or a.country == b.country",
    "d.km <= km + d.reach or missing(d.km) and a.country == b.country",
)


def between_sql() -> str:
    """Return the query for what lies between the rows `a` and `b`."""
    return "SELECT " + ", ".join(f"{sql(rule)} AS {name}" for name, rule in BETWEEN.items())


def near_sql() -> str:
    """Return the condition that the two are near enough."""
    return " AND ".join(f"({sql(rule)})" for rule in NEAR)
