"""What live claims say about the facts, to be taken over with one press. Nothing is taken over by itself."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from casework.codebook.models import Place
from casework.core.wording import date_in_words
from casework.incidents.models import Claim, DateClaim, PlaceClaim, TermClaim, TimeOfDay
from casework.incidents.models.choices import LocationPrecision
from casework.incidents.plain import degrees_text

Values = dict[str, list[str]]
UNDISPUTED = "undisputed"
_NAMES = ("place_name", "admin1", "admin2", "admin3")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One way to fill in some fields, and the sources that say so. `part` is the field it stands beside."""

    key: str
    part: str
    words: str
    values: Values
    sources: list[str] = field(default_factory=list)

    @property
    def as_json(self) -> str:
        """The values for the browser, which fills them in without asking the server."""
        return json.dumps(self.values)

    @property
    def who(self) -> str:
        """The sources, each named once."""
        return ", ".join(self.sources)


def place_values(place: Place) -> Values:
    """Return what choosing a place of the gazetteer fills in. What it does not know stays as it is."""
    given = {
        "place": str(place.pk),
        "place_name": place.name,
        "country": place.country_id,
        "admin1": place.admin1,
        "admin2": place.admin2,
        "latitude": degrees_text(place.latitude) or "",
        "longitude": degrees_text(place.longitude) or "",
        "location_precision": LocationPrecision.EXACT.value if place.is_point else "",
    }
    return {name: [value] for name, value in given.items() if value}


def suggestions_of(claims: Iterable[Claim]) -> list[Suggestion]:
    """Return what the live claims among these suggest; claims that say the same are one. No query.

    The claims come with the rows of their kinds and their sources, as `reading.claims_of` fetches them.
    """
    found: dict[str, Suggestion] = {}
    for claim in claims:
        made = _suggested(claim)
        if made is None:
            continue
        kept = found.setdefault(f"{made.part} {made.as_json}", made)
        source = str(claim.citation.snapshot.document.source)
        if source not in kept.sources:
            kept.sources.append(source)
    return list(found.values())


def undisputed(suggestions: Iterable[Suggestion]) -> Suggestion | None:
    """Return as one what all claims agree on: facts with a single suggestion, and all weapons.

    None where there are fewer than two of them: a button of its own would spare nothing.
    """
    by_part: dict[str, list[Suggestion]] = {}
    for each in suggestions:
        by_part.setdefault(each.part, []).append(each)
    agreed = [each[0] for part, each in by_part.items() if len(each) == 1 or part == "weapon_types"]
    weapons = by_part.get("weapon_types", [])
    types = {tuple(each.values["event_type"]) for each in agreed if "event_type" in each.values}
    if len(types) > 1 or len(by_part.get("event_type", [])) > 1:
        agreed = [each for each in agreed if each.part not in ("event_type", "sub_event_type")]
    if len(agreed) < 2:
        return None
    values: Values = {}
    for each in agreed:
        values |= each.values
    if weapons:
        values["weapon_types"] = list(
            dict.fromkeys(pk for each in weapons for pk in each.values["weapon_types"])
        )
    words = [each.words for each in agreed if each.part != "weapon_types"] + [each.words for each in weapons]
    return Suggestion(UNDISPUTED, "", "; ".join(words), values)


def _suggested(claim: Claim) -> Suggestion | None:
    match claim.of_its_kind:
        case DateClaim() as date:
            return _when(date)
        case PlaceClaim() as place:
            return _where(place)
        case TermClaim() as word if word.term.is_current:
            return _which(word)
    return None


def _when(claim: DateClaim) -> Suggestion:
    values: Values = {}
    words = [date_in_words(claim.date_edtf, claim.date_earliest, claim.date_latest)]
    if claim.date_edtf:
        values["date_edtf"] = [claim.date_edtf]
    if claim.time_of_day != TimeOfDay.UNKNOWN:
        values["time_of_day"] = [claim.time_of_day]
        words.append(str(claim.get_time_of_day_display()))
    return Suggestion(f"claim-{claim.pk}", "date_edtf", ", ".join(filter(None, words)), values)


def _where(claim: PlaceClaim) -> Suggestion:
    values: Values = {name: [getattr(claim, name)] for name in _NAMES if getattr(claim, name)}
    if claim.country_id:
        values["country"] = [claim.country_id]
    if claim.place_id:
        values["place"] = [str(claim.place_id)]
    if claim.latitude is not None:
        values["latitude"] = [degrees_text(claim.latitude) or ""]
        values["longitude"] = [degrees_text(claim.longitude) or ""]
    if claim.coordinate_uncertainty_m is not None:
        values["coordinate_uncertainty_m"] = [str(claim.coordinate_uncertainty_m)]
    if claim.location_precision != LocationPrecision.UNKNOWN:
        values["location_precision"] = [claim.location_precision]
    names = [claim.place_name, claim.admin1, str(claim.country or "")]
    words = ", ".join(filter(None, names)) or ", ".join(
        values.get("latitude", []) + values.get("longitude", [])
    )
    return Suggestion(f"claim-{claim.pk}", "place_name", words, values)


def _which(claim: TermClaim) -> Suggestion | None:
    term = claim.term
    part = {"weapon_type": "weapon_types"}.get(term.vocabulary_id, term.vocabulary_id)
    if part not in ("event_type", "sub_event_type", "target_type", "weapon_types"):
        return None
    values: Values = {"event_type": [str(term.parent_id)]} if part == "sub_event_type" else {}
    values[part] = [str(term.pk)]
    return Suggestion(f"claim-{claim.pk}", part, str(term), values)
