"""Published rows, notices and releases as plain rows; and incidents that are ready to be published."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import F

from casework.accounts.models import User
from casework.incidents.content import write_revision
from casework.incidents.models import Assessment, Incident, Revision
from casework.publication.models import PublicNotice, PublishedRevision, Release
from tests.incidents.builders import make_assessment, make_casualty_claim, make_citation, make_incident

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


def at(hours: float) -> datetime:
    """The moment so many hours after noon of a Monday."""
    return NOON + timedelta(hours=hours)


def make_sokolo(by: User, **changes: Any) -> Incident:
    """Save the attack on the camp at Sokolo with one claim of about 20 killed, assessed 20."""
    values: dict[str, Any] = {
        "summary": "Armed men attacked the camp before dawn.",
        "date_edtf": "2020-01-26",
        "date_earliest": date(2020, 1, 26),
        "date_latest": date(2020, 1, 26),
        "date_precision": "day",
        "time_of_day": "before_dawn",
        "place_name": "Sokolo",
        "latitude": Decimal("14.73280"),
        "longitude": Decimal("-6.12190"),
        "location_precision": "exact",
        "grade": "confirmed",
    }
    incident = make_incident(by, **{**values, **changes})
    claim = make_casualty_claim(incident, 20, 20, 20, category="military")
    _assess(incident, claim)
    return incident


def _assess(incident: Incident, *claims: Any) -> Assessment:
    assessment = make_assessment(incident, 20, 20, 20)
    assessment.claims.set(claims)
    return assessment


def make_quiet_claim(incident: Incident, tlp: str = "AMBER") -> Any:
    """Save a claim of at least 19 killed whose citation may not be shared."""
    return make_casualty_claim(incident, 19, 19, None, citation=make_citation(incident, tlp=tlp))


def make_revision(incident: Incident, by: User | None = None) -> Revision:
    """Save the content of the incident as one more version, as an approval does."""
    Incident.objects.filter(pk=incident.pk).update(version=F("version") + 1)
    incident.refresh_from_db()
    return write_revision(incident, by or incident.created_by, "approve")


def build_published(incident: Incident, revision: Revision, **changes: Any) -> PublishedRevision:
    """Return a live row from noon on that is not saved."""
    values: dict[str, Any] = {
        "uid": incident.uid,
        "version": revision.version,
        "acled_id": f"MLI{incident.pk}",
        "payload": {},
        "sha256": "0" * 64,
        "event_type": "Battles",
        "grade": "confirmed",
        "published_at": at(0),
        "valid_from": at(0),
    }
    return PublishedRevision(incident=incident, revision=revision, **{**values, **changes})


def build_notice(incident: Incident, **changes: Any) -> PublicNotice:
    """Return a notice of a withdrawal that is not saved."""
    values = {"kind": "withdrawn", "note": "The source took it back.", "by": incident.created_by, "at": at(0)}
    return PublicNotice(incident=incident, **{**values, **changes})


def build_release(by: User, **changes: Any) -> Release:
    """Return an empty release that is not saved."""
    values: dict[str, Any] = {
        "name": "26.0.1",
        "note": "The first month.",
        "at": at(0),
        "item_count": 0,
        "manifest_sha256": "0" * 64,
    }
    return Release(created_by=by, **{**values, **changes})
