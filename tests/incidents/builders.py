"""Incidents, passages and claims as plain rows, for every test that needs some. Services are not involved."""

import hashlib
from itertools import count
from typing import Any, TypeVar

from casework.accounts.models import User
from casework.incidents.models import (
    Assessment,
    AttributionClaim,
    CasualtyClaim,
    Citation,
    Claim,
    ClaimKind,
    DateClaim,
    Incident,
    Outcome,
    PlaceClaim,
    TermClaim,
)
from casework.sources.models import Collected, Document, DocumentDesk, Snapshot, Source

AnyClaim = TypeVar("AnyClaim", bound=Claim)
KINDS: dict[type[Claim], ClaimKind] = {
    CasualtyClaim: ClaimKind.CASUALTIES,
    AttributionClaim: ClaimKind.ATTRIBUTION,
    DateClaim: ClaimKind.DATE,
    PlaceClaim: ClaimKind.PLACE,
    TermClaim: ClaimKind.TERM,
}
_numbers = count(1)

SOKOLO = (
    "Before dawn on Sunday armed men attacked the army camp at Sokolo. "
    "The government says that about 20 soldiers died. Nobody has claimed the attack."
)


def build_incident(by: User, **changes: Any) -> Incident:
    """Return a new incident of the person's first desk, not saved."""
    values: dict[str, Any] = {
        "desk_id": next(iter(by.roles()), None),
        "title": "Attack on the camp at Sokolo",
        "created_by": by,
        "changed_by": by,
        "contributor_ids": [by.pk],
    }
    return Incident(**{**values, **changes})


def make_incident(by: User, **changes: Any) -> Incident:
    """Save a new incident of the person's first desk."""
    incident = build_incident(by, **changes)
    incident.save()
    return incident


def make_source(**changes: Any) -> Source:
    """Save an outlet with a name of its own, CLEAR and without an owner."""
    number = next(_numbers)
    return Source.objects.create(**{"name": f"Outlet {number}", "slug": f"outlet-{number}", **changes})


def make_document(by: User, **changes: Any) -> Document:
    """Save a document that was given by hand and reached every desk of the person."""
    source = changes.pop("source", None) or make_source()
    document = Document.objects.create(
        **{"source": source, "title": "Camp attacked", "created_by": by, **changes}
    )
    for desk_id in by.roles():
        DocumentDesk.objects.create(document=document, desk_id=desk_id, added_by=by)
    return document


def make_snapshot(by: User, text: str = "", **changes: Any) -> Snapshot:
    """Save what a document said: of Sokolo, and more of its own. Its bytes are not in the store."""
    document = changes.pop("document", None) or make_document(by)
    text = text or f"{SOKOLO}\n\n{_background(document.pk)}"
    digest = hashlib.sha256(text.encode()).hexdigest()
    values: dict[str, Any] = {
        "number": document.snapshots.count() + 1,
        "sha256": digest,
        "text_sha256": digest,
        "size": len(text.encode()) or 1,
        "media_type": "text/plain",
        "extractor": "tests",
        "collected": Collected.PASTED,
        "collected_by": by,
    }
    return Snapshot.objects.create(document=document, text=text, **{**values, **changes})


def _background(number: int) -> str:
    """Return as many words again, of this document alone, so that it is nobody's copy."""
    return " ".join(f"background-{number}-{each}" for each in range(len(SOKOLO.split())))


def build_citation(incident: Incident, quote: str = "about 20 soldiers", **changes: Any) -> Citation:
    """Return a citation of the first place where the snapshot says `quote`, not saved."""
    by = incident.created_by
    snapshot = changes.pop("snapshot", None) or make_snapshot(by)
    start = snapshot.text.index(quote)
    values: dict[str, Any] = {
        "start": start,
        "end": start + len(quote),
        "exact": quote,
        "tlp": "CLEAR",
        "created_by": by,
    }
    return Citation(incident=incident, snapshot=snapshot, **{**values, **changes})


def make_citation(incident: Incident, quote: str = "about 20 soldiers", **changes: Any) -> Citation:
    """Save a citation of the first place where the snapshot says `quote`."""
    citation = build_citation(incident, quote, **changes)
    citation.save()
    return citation


def build_casualty_claim(incident: Incident, *numbers: int | None, **changes: Any) -> CasualtyClaim:
    """Return a claim with low, best and high, of soldiers killed unless told otherwise, not saved."""
    low, best, high = numbers or (20, 20, 20)
    values: dict[str, Any] = {
        "citation": changes.pop("citation", None) or make_citation(incident),
        "kind": ClaimKind.CASUALTIES,
        "as_reported": "about 20 soldiers",
        "outcome": Outcome.KILLED,
        "category": "military",
        "low": low,
        "best": best,
        "high": high,
        "created_by": incident.created_by,
    }
    return CasualtyClaim(incident=incident, **{**values, **changes})


def make_casualty_claim(incident: Incident, *numbers: int | None, **changes: Any) -> CasualtyClaim:
    """Save a claim with low, best and high, of soldiers killed unless told otherwise."""
    claim = build_casualty_claim(incident, *numbers, **changes)
    claim.save()
    return claim


def build_claim(model: type[AnyClaim], incident: Incident, **changes: Any) -> AnyClaim:
    """Return a claim of any kind, not saved. `changes` have to say what it claims."""
    values: dict[str, Any] = {
        "citation": changes.pop("citation", None) or make_citation(incident),
        "kind": KINDS[model],
        "as_reported": "near Sokolo",
        "created_by": incident.created_by,
    }
    return model(incident=incident, **{**values, **changes})


def build_assessment(incident: Incident, **changes: Any) -> Assessment:
    """Return an assessment of people killed, not saved."""
    values: dict[str, Any] = {"outcome": Outcome.KILLED, "signed_by": incident.created_by}
    return Assessment(incident=incident, **{**values, **changes})


def make_assessment(incident: Incident, *numbers: int | None, **changes: Any) -> Assessment:
    """Save an assessment with low, best and high, of people killed unless told otherwise."""
    low, best, high = numbers or (20, 20, 20)
    assessment = build_assessment(incident, **{"low": low, "best": best, "high": high, **changes})
    assessment.save()
    return assessment
