"""Incidents at a place and a time, pairs, judgements and links as plain rows."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from casework.accounts.models import User
from casework.core.dates import precision_of
from casework.crossref.models import CandidatePair, ExternalMatch, ExternalRecord, Judgement, Link
from casework.incidents.models import Incident
from tests.incidents.builders import make_incident

DAY = date(2020, 1, 26)
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


def make_attack(by: User, first: date | None = DAY, last: date | None = None, **changes: Any) -> Incident:
    """Save an attack on the camp at Sokolo, on one day unless the last one is given too."""
    last = last or first
    values: dict[str, Any] = {
        "date_edtf": f"{first}/{last}" if first else "",
        "date_earliest": first,
        "date_latest": last,
        "date_precision": precision_of(first, last) if first else "unknown",
        "place_name": "Sokolo",
        "latitude": Decimal("14.73280"),
        "longitude": Decimal("-6.12190"),
        "location_precision": "exact",
    }
    return make_incident(by, **{**values, **changes})


def without_point(**changes: Any) -> dict[str, Any]:
    """What to change for an incident without coordinates."""
    nowhere = {"latitude": None, "longitude": None, "location_precision": "country", "place_name": ""}
    return {**nowhere, **changes}


def build_pair(left: Incident, right: Incident, **changes: Any) -> CandidatePair:
    """Return a pair that is half alike and not saved."""
    return CandidatePair(**{"left": left, "right": right, "score": Decimal("0.5"), **changes})


def build_judgement(pair: CandidatePair, by: User, **changes: Any) -> Judgement:
    """Return a judgement that the two are the same, not saved."""
    values = {"verdict": "same", "left_version": 1, "right_version": 1, "at": NOON}
    return Judgement(pair=pair, by=by, **{**values, **changes})


def build_link(one: Incident, other: Incident, by: User, **changes: Any) -> Link:
    """Return a link from a follow-up to what it followed, not saved."""
    values = {"from_incident": one, "to_incident": other, "kind": "follow_up", "at": NOON}
    return Link(by=by, **{**values, **changes})


def build_external_match(incident: Incident, **changes: Any) -> ExternalMatch:
    """Return a match that is not decided and not saved, with a row of UCDP that is."""
    empty: dict[str, Any] = {"place_names": [], "place_sounds": [], "actors": [], "documents": []}
    record = ExternalRecord.objects.create(
        dataset="ucdp_ged", external_id="900001", row={}, row_sha256="0", reach_km=1, space=3,
        first_day=DAY, last_day=DAY, time=0, **empty,
    )  # fmt: skip
    return ExternalMatch(**{"record": record, "incident": incident, "score": Decimal("0.5"), **changes})
