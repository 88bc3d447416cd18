"""A payload as a row of ACLED's data set: docs/reference/acled.md says why it reads as it does."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from casework.codebook.models import AcledRegion, ActorKind
from casework.incidents.models import LocationPrecision as Place
from casework.publication.projections.reading import (
    ATTACKED,
    ATTACKING,
    SUPPORTING,
    Data,
    Unfit,
    actors,
    days,
    killed,
    middle,
    point,
)
from casework.sources.models import SourceScale

# Unknown has no code in ACLED.
GEO_PRECISION = {
    Place.EXACT: 1,
    Place.NEAR: 2,
    Place.ADM3: 2,
    Place.ADM2: 3,
    Place.ADM1: 3,
    Place.REGION: 3,
    Place.COUNTRY: 3,
    Place.SEA_OR_AIR: 3,
}
TIME_PRECISION = {"day": 1, "range": 2, "week": 2, "month": 3}
# ACLED's spelling of its own codes, which is not translated.
INTER_LABELS = {
    0: "",
    1: "State forces",
    2: "Rebel group",
    3: "Political militia",
    4: "Identity militia",
    5: "Rioters",
    6: "Protesters",
    7: "Civilians",
    8: "External/Other forces",
}
REGION_LABELS = {0: ""} | {
    region.value: region.name.replace("_", " ").title().replace(" And ", " and ") for region in AcledRegion
}
_CIVILIANS = "Civilian targeting"
_PEOPLE = {"Violence against civilians"}


def acled_row(payload: Data, *, disorder_type: str = "") -> dict[str, Any]:
    """Return the 31 columns with numbers as codes. Raises Unfit for what ACLED's shape cannot say.

    `disorder_type` is the codebook's for the sub-event type: the payload does not have it.
    """
    day, time_precision = _when(payload)
    latitude, longitude = point(payload)
    one, two = _sides(payload)
    published = datetime.fromisoformat(payload["published_at"])
    return {
        "event_id_cnty": payload["acled_id"],
        "event_date": day,
        "year": day.year,
        "time_precision": time_precision,
        "disorder_type": disorder_type,
        "event_type": _label(payload["event_type"]),
        "sub_event_type": _label(payload["sub_event_type"]),
        "actor1": one[0],
        "assoc_actor_1": one[2],
        "inter1": one[1],
        "actor2": two[0],
        "assoc_actor_2": two[2],
        "inter2": two[1],
        "interaction": interaction(one[1], two[1]),
        "civilian_targeting": _targeting(payload, two[1]),
        **_where(payload),
        "latitude": latitude,
        "longitude": longitude,
        "geo_precision": _geo_precision(payload),
        "source": "; ".join(source["name"].replace(";", ",") for source in payload["sources"]),
        "source_scale": _scale(payload),
        "notes": _notes(payload, day),
        "fatalities": killed(payload)[0] or 0,
        "tags": "",
        "timestamp": int(published.timestamp()),
    }


def interaction(one: int, two: int) -> int:
    """Return ACLED's two digits, the lower first; a side alone is followed by 0."""
    first, second = sorted((one, two))
    return second * 10 if first == 0 else first * 10 + second


def interaction_label(one: int, two: int) -> str:
    """Return the interaction in words, as ACLED writes it."""
    first, second = sorted((one, two))
    if first == 0:
        return f"Sole {INTER_LABELS[second].lower()} action" if second else ""
    return f"{INTER_LABELS[first]}-{INTER_LABELS[second]}"


def _when(payload: Data) -> tuple[date, int]:
    said = payload["date"]
    precision = TIME_PRECISION.get(said["precision"])
    if precision is None:
        raise Unfit("date_too_vague")
    first, last = days(payload)
    if said["duration"] == "extended" and said["precision"] in ("range", "week"):
        # Both ends are known, so the first day is; ACLED's row for each day would count the dead twice.
        return first, 1
    return middle(first, last), precision


def _geo_precision(payload: Data) -> int:
    code = GEO_PRECISION.get(payload["place"]["precision"])
    if code is None:
        raise Unfit("place_unknown")
    return code


def _where(payload: Data) -> dict[str, Any]:
    place = payload["place"]
    country = place["country"] or {}
    areas = [place["admin3"], place["admin2"], place["admin1"], country.get("acled_name", "")]
    return {
        "iso": country.get("iso_numeric") or 0,
        "region": country.get("acled_region") or 0,
        "country": country.get("acled_name", ""),
        "admin1": place["admin1"],
        "admin2": place["admin2"],
        "admin3": place["admin3"],
        "location": next((name for name in [place["name"], *areas] if name), place["as_reported"]),
    }


def _sides(payload: Data) -> tuple[tuple[str, int, str], tuple[str, int, str]]:
    attacking = actors(payload, ATTACKING)
    attacked = actors(payload, ATTACKED)
    helpers = _names(attacking[1:] + [a for a in actors(payload, SUPPORTING) if a not in attacking])
    if attacking:
        one = (_name(attacking[0]), attacking[0]["kind"], helpers)
    else:
        one = (f"Unidentified Armed Group{_of(payload)}", ActorKind.POLITICAL_MILITIA.value, helpers)
    if attacked:
        return one, (_name(attacked[0]), attacked[0]["kind"], _names(attacked[1:]))
    if _label(payload["event_type"]) in _PEOPLE:
        return one, (f"Civilians{_of(payload)}", ActorKind.CIVILIANS.value, "")
    return one, ("", 0, "")


def _of(payload: Data) -> str:
    country = payload["place"]["country"]
    return f" ({country['acled_name']})" if country else ""


def _name(actor: Data) -> str:
    # A semicolon separates actors, and acledR refuses it within one.
    name: str = actor["acled_label"] or actor["name"]
    return name.replace(";", ",")


def _names(several: list[Data]) -> str:
    return "; ".join(_name(actor) for actor in several)


def _targeting(payload: Data, inter2: int) -> str:
    is_civilian = inter2 == ActorKind.CIVILIANS or _label(payload["event_type"]) in _PEOPLE
    return _CIVILIANS if is_civilian else ""


def _scale(payload: Data) -> str:
    """Return the scales of the sources, at most two in ACLED's order: the narrowest and the widest."""
    order = [scale.value for scale in SourceScale]
    found = sorted({source["scale"] for source in payload["sources"]}, key=order.index)
    return "-".join(found if len(found) < 3 else [found[0], found[-1]])


def _notes(payload: Data, day: date) -> str:
    parts = [payload["summary"] or payload["title"]]
    low, _best, high = killed(payload)
    if low is None:
        parts.append(
            "Number of fatalities unknown." if high is None else f"Up to {high} fatalities reported."
        )
    elif high is None:
        parts.append(f"At least {low} fatalities; the number is open-ended.")
    elif high > low:
        parts.append(f"{low} to {high} fatalities reported.")
    if payload["date"]["duration"] == "extended" and payload["date"]["latest"] != day.isoformat():
        parts.append(f"Lasted until {payload['date']['latest']}.")
    return " ".join(parts)


def _label(term: Data | None) -> str:
    return term["label"] if term else ""
