"""What every projection reads off a payload in the same way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from casework.incidents.models import AttributionBasis, AttributionRole, ClaimKind, Confidence
from casework.publication.payload import killed_in

Data = Mapping[str, Any]
ATTACKING = (AttributionRole.PERPETRATOR.value, AttributionRole.CO_PERPETRATOR.value)
ATTACKED = (AttributionRole.TARGET.value, AttributionRole.VICTIM_GROUP.value)
SUPPORTING = (AttributionRole.SUPPORTING.value,)
# Likeliest first; what nobody weighed stands in the middle.
_LIKELY = {
    Confidence.CONFIRMED: 0,
    Confidence.PROBABLE: 1,
    "": 2,
    Confidence.POSSIBLE: 3,
    Confidence.UNLIKELY: 4,
}
_ORDER = {**dict.fromkeys(ATTACKING[:1] + ATTACKED[:1], 0)}


class Unfit(Exception):
    """The payload has no place in this shape; the text is a short code that the docs explain."""


def actors(payload: Data, roles: Iterable[str]) -> list[Data]:
    """Return the identified actors with one of the roles, likeliest first, each once; denied ones not."""
    wanted = set(roles)
    claims = [
        claim
        for claim in payload["claims"]
        if claim["kind"] == ClaimKind.ATTRIBUTION
        and claim["actor"]
        and claim["role"] in wanted
        and claim["basis"] != AttributionBasis.DENIED
    ]
    claims.sort(
        key=lambda claim: (_ORDER.get(claim["role"], 1), _LIKELY.get(claim["confidence"], 2), claim["id"])
    )
    return list({claim["actor"]["id"]: claim["actor"] for claim in claims}.values())


def days(payload: Data) -> tuple[date, date]:
    """Return the first and the last day; Unfit where one of them is open."""
    said = payload["date"]
    if not said["earliest"] or not said["latest"]:
        raise Unfit("date_open")
    return date.fromisoformat(said["earliest"]), date.fromisoformat(said["latest"])


def middle(first: date, last: date) -> date:
    """Return the day in the middle, the earlier one of two."""
    return first + timedelta(days=(last - first).days // 2)


def point(payload: Data) -> tuple[float, float]:
    """Return latitude and longitude; Unfit where there is no point."""
    place = payload["place"]
    if place["latitude"] is None or place["longitude"] is None:
        raise Unfit("no_point")
    return place["latitude"], place["longitude"]


def killed(payload: Data) -> tuple[int | None, int | None, int | None]:
    """Return low, best and high of the assessed number of people killed."""
    found = killed_in(payload)
    return found.get("low"), found.get("best"), found.get("high")


def best_of(payload: Data, category: str) -> int:
    """Return the best number of people of a category that were killed; 0 where nobody says one."""
    for number in payload["numbers"]:
        if (number["outcome"], number["category"]) == ("killed", category):
            return number["best"] or number["low"] or 0
    return 0
