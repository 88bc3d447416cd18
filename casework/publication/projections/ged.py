"""A payload as an event of UCDP GED: docs/reference/ucdp.md says why it reads as it does."""

from __future__ import annotations

from datetime import date
from typing import Any

from casework.codebook.models import AcledRegion, ActorKind
from casework.incidents.models import LocationPrecision as Place
from casework.publication.projections.reading import (
    ATTACKED,
    ATTACKING,
    Data,
    Unfit,
    actors,
    best_of,
    days,
    killed,
    point,
)

# UCDP's API, 49 keys in this order.
GED_COLUMNS = (
    *("id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id"),
    *("conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id"),
    *("side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources"),
    *("source_article", "source_office", "source_date", "source_headline", "source_original", "where_prec"),
    *("where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt"),
    *("priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec", "date_start"),
    *("date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low"),
    *("gwnoa", "gwnob"),
)
WHERE_PREC = {
    Place.EXACT: 1,
    Place.NEAR: 2,
    Place.ADM3: 3,
    Place.ADM2: 3,
    Place.ADM1: 4,
    Place.REGION: 5,
    Place.COUNTRY: 6,
    Place.SEA_OR_AIR: 7,
}
DATE_PREC = {"day": 1, "range": 2, "week": 3, "month": 4, "year": 5}
REGIONS = {
    **dict.fromkeys(range(1, 6), "Africa"),
    **dict.fromkeys((7, 9, 13, 17, 19), "Asia"),
    AcledRegion.MIDDLE_EAST.value: "Middle East",
    AcledRegion.EUROPE.value: "Europe",
    **dict.fromkeys((14, 15, 16, 18), "Americas"),
}
# Terms of the event type vocabulary.
_AGAINST_CIVILIANS = "violence_against_civilians"
_CLEAR = ("confirmed", "fair")


def ged_row(payload: Data) -> dict[str, Any]:
    """Return the 49 keys in their order. Raises Unfit for what GED's shape cannot say."""
    first, last = days(payload)
    low, best, high = _deaths(payload)
    latitude, longitude = point(payload)
    place, country = payload["place"], payload["place"]["country"] or {}
    one, two = _sides(payload)
    kind = _type_of_violence(payload, one, two)
    return {
        "id": payload["ged_id"],
        "relid": payload["acled_id"],
        "year": first.year,
        "active_year": False,
        "code_status": "Clear",
        "type_of_violence": kind,
        **_conflict(one, two),
        "number_of_sources": payload["counts"]["independent_sources"],
        **_sources(payload),
        "where_prec": _where_prec(place),
        "where_coordinates": place["name"] or place["admin2"] or place["admin1"] or place["as_reported"],
        "where_description": place["as_reported"],
        "adm_1": place["admin1"],
        "adm_2": place["admin2"],
        "latitude": latitude,
        "longitude": longitude,
        "geom_wkt": f"POINT ({longitude} {latitude})",
        "priogrid_gid": priogrid(latitude, longitude),
        "country": country.get("name", ""),
        "country_id": country.get("gw_number"),
        "region": REGIONS.get(country.get("acled_region") or 0, ""),
        "event_clarity": 1 if payload["grade"] in _CLEAR and one and two else 2,
        "date_prec": _date_prec(payload, first, last),
        "date_start": f"{first}T00:00:00",
        "date_end": f"{last}T00:00:00",
        **_split(payload, best),
        "best": best,
        "high": high,
        "low": low,
        "gwnoa": country.get("gw_number") if one and one["kind"] == ActorKind.STATE_FORCES else None,
        "gwnob": country.get("gw_number") if two and two["kind"] == ActorKind.STATE_FORCES else None,
    }


def priogrid(latitude: float, longitude: float) -> int:
    """Return the number of the cell of half a degree in PRIO-GRID, counted from the south-west."""
    row = min(int((latitude + 90) * 2), 359)
    column = min(int((longitude + 180) * 2), 719)
    return row * 720 + column + 1


def copied_high(payload: Data) -> bool:
    """Say whether GED's high is our best because ours is open-ended: GED cannot leave it open."""
    return killed(payload)[2] is None


def _deaths(payload: Data) -> tuple[int, int, int]:
    low, best, high = killed(payload)
    if not any((low, best, high)):
        raise Unfit("no_deaths")
    best = next(number for number in (best, low, high) if number is not None)
    high = max(best, high if high is not None else best)
    return min(low or 0, best), best, high


def _where_prec(place: Data) -> int:
    code = WHERE_PREC.get(place["precision"])
    if code is None:
        raise Unfit("place_unknown")
    return code


def _date_prec(payload: Data, first: date, last: date) -> int:
    code = DATE_PREC.get(payload["date"]["precision"])
    if code is None:
        raise Unfit("date_too_vague")
    return 3 if code == 2 and (last - first).days > 5 else code


def _sides(payload: Data) -> tuple[Data | None, Data | None]:
    attacking, attacked = actors(payload, ATTACKING), actors(payload, ATTACKED)
    return (attacking[0] if attacking else None, attacked[0] if attacked else None)


def _type_of_violence(payload: Data, one: Data | None, two: Data | None) -> int:
    """Return 1 state-based, 2 non-state, 3 one-sided."""
    event_type = (payload["event_type"] or {}).get("code")
    if event_type == _AGAINST_CIVILIANS or (two and two["kind"] == ActorKind.CIVILIANS):
        return 3
    if any(side and side["kind"] == ActorKind.STATE_FORCES for side in (one, two)):
        return 1
    # Of an attack on soldiers often nobody says whose soldiers; the people killed were the state's.
    is_on_state = best_of(payload, "military") or best_of(payload, "police")
    return 1 if is_on_state else 2


def _conflict(one: Data | None, two: Data | None) -> dict[str, Any]:
    """Return the sides. We number neither conflicts nor dyads, so those are 0 and named after the sides."""
    names = [side["name"] if side else "Unknown" for side in (one, two)]
    numbers = [(side["ucdp_id"] or 0) if side else 0 for side in (one, two)]
    named = " - ".join(names)
    return {
        "conflict_dset_id": "0",
        "conflict_new_id": 0,
        "conflict_name": named,
        "dyad_dset_id": "0",
        "dyad_new_id": 0,
        "dyad_name": named,
        "side_a_dset_id": str(numbers[0]),
        "side_a_new_id": numbers[0],
        "side_a": names[0],
        "side_b_dset_id": str(numbers[1]),
        "side_b_new_id": numbers[1],
        "side_b": names[1],
    }


def _sources(payload: Data) -> dict[str, Any]:
    names = {source["slug"]: source["name"] for source in payload["sources"]}
    citations = [claim["citation"] for claim in payload["claims"]]
    documents = {each["document"]["id"]: each for each in citations}.values()
    articles = [
        (names[each["source"]], each["document"]["published_on"] or "", each["document"]["title"])
        for each in documents
    ]
    said_by = list(dict.fromkeys(each["attributed_to"] for each in citations if each["attributed_to"]))
    return {
        "source_article": ";".join(f'"{",".join(article)}"' for article in articles),
        "source_office": ";".join(office for office, _day, _title in articles),
        "source_date": ";".join(day for _office, day, _title in articles),
        "source_headline": payload["title"],
        "source_original": "; ".join(said_by),
    }


def _split(payload: Data, best: int) -> dict[str, int]:
    """Return the dead by side, which add up to `best`. What no source gives to a side is unknown."""
    sides = {"deaths_a": 0, "deaths_b": 0, "deaths_civilians": best_of(payload, "civilian")}
    said = {claim["id"]: claim.get("side") for claim in payload["claims"]}
    for number in payload["numbers"]:
        if number["outcome"] == "killed" and number["category"] in ("military", "police", "armed_group"):
            found = {said.get(each) for each in number["claims"]}
            if found in ({"A"}, {"B"}):
                sides[f"deaths_{found.pop()}".lower()] += number["best"] or 0
    if sum(sides.values()) > best:
        sides = dict.fromkeys(sides, 0)
    return {**sides, "deaths_unknown": best - sum(sides.values())}
