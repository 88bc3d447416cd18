"""Two incidents to be merged, and the words for doing it and looking at it."""

from typing import Any

from casework.accounts.models import User
from casework.core.canonical import fingerprint
from casework.crossref.models import MergeJournal
from casework.crossref.services import merge, unmerge
from casework.incidents.content import content_of
from casework.incidents.models import CasualtyClaim, Incident
from tests.crossref.builders import NOON
from tests.incidents.builders import make_casualty_claim


def fresh(incident: Incident) -> Incident:
    return Incident.objects.get(pk=incident.pk)


def seen(*incidents: Incident) -> dict[int, int | None]:
    """The versions that a page would show now."""
    return {incident.pk: fresh(incident).version for incident in incidents}


def join(donor: Incident, survivor: Incident, by: User, **details: Any) -> MergeJournal:
    """Merge the two as they are now."""
    return merge(donor.pk, survivor.pk, by=by, seen=seen(donor, survivor), **details)


def part(journal: MergeJournal, by: User, **details: Any) -> MergeJournal:
    """End a merge as both are now."""
    return unmerge(journal.pk, by=by, seen=seen(journal.donor, journal.survivor), **details)


def says(incident: Incident) -> str:
    """The hash of everything that the incident says."""
    return fingerprint(content_of(fresh(incident)))


def claim(incident: Incident, *numbers: int, **changes: Any) -> CasualtyClaim:
    """Save a claim on a document of its own."""
    return make_casualty_claim(incident, *numbers, **changes)


def held(incident: Incident) -> set[int]:
    """The claims that lie on the incident."""
    return set(incident.claims.values_list("pk", flat=True))


def build_merge(donor: Incident, survivor: Incident, by: User, **changes: Any) -> MergeJournal:
    """Return the journal of a merge that is not saved."""
    values = {"donor_sha256": "0" * 64, "survivor_sha256": "0" * 64, "survivor_version": 2, "at": NOON}
    return MergeJournal(donor=donor, survivor=survivor, by=by, **{**values, **changes})
