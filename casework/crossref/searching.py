"""Look for pairs among the incidents in work, a little after each change, and keep what was found."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from django.db import transaction
from django.db.models.functions import Now

from casework.crossref.candidates import Candidate, candidates_for
from casework.crossref.changes import notice_changes
from casework.crossref.fingerprints import take_fingerprint
from casework.crossref.imports.matching import match_incident
from casework.crossref.models import CandidatePair, PairSearch
from casework.crossref.offers.keeping import offer_to_incident
from casework.incidents.models import OPEN_STATES, Incident

# Of one incident: a busy town on a busy day has more neighbours than anybody would look at.
KEPT = 20


def take_due() -> tuple[int, datetime] | None:
    """Take the search that waited longest: the incident and when it becomes due again by itself, or None.

    Two callers never take the same one. A change of the incident meanwhile makes it due anew.
    """
    with transaction.atomic():
        due = PairSearch.objects.due().select_for_update(skip_locked=True).order_by("due_at").first()
        if due is None:
            return None
        PairSearch.objects.filter(pk=due.pk).update(due_at=Now() + PairSearch.LEASE)
        due.refresh_from_db(fields=["due_at"])
    return due.incident_id, cast(datetime, due.due_at)


def find_pairs_of_next() -> bool:
    """Look for pairs of the incident that waits longest; False where none waits.

    Only of incidents in work: what is approved, rejected, withdrawn or merged is met, not looked from. Pairs
    that were judged come back where the incident changed, in whatever state it is.
    """
    if (taken := take_due()) is None:
        return False
    incident_id, lease = taken
    incident = Incident.objects.get(pk=incident_id)
    if incident.review_state in OPEN_STATES:
        take_fingerprint(incident_id)
        find_pairs(incident_id)
        match_incident(incident_id)
        offer_to_incident(incident_id)
    while notice_changes(incident):
        take_fingerprint(incident_id)
    # A newer version has set another time, and stays due.
    PairSearch.objects.filter(incident=incident_id, due_at=lease).update(due_at=None)
    return True


def find_pairs(incident_id: int) -> int:
    """Keep the likeliest neighbours of an incident as pairs, and return how many. Safe to run twice.

    It looks at every desk: who may see a pair is asked when it is shown. What people decided stays as it is.
    A pair that is no longer alike stays with a likeness of 0, for somebody may be judging it at this moment.
    """
    with transaction.atomic():
        # A second search of this incident waits here, and so does whoever saves it: the trigger marks the row
        # of the search after the incident is locked, so the incident comes first here as well.
        incidents = Incident.objects.select_related("event_type", "target_type")
        incident = incidents.select_for_update(no_key=True, of=("self",)).get(pk=incident_id)
        PairSearch.objects.filter(incident=incident).update(version=incident.version, at=Now())
        found = candidates_for(incident, user=None, limit=None)
        open_pairs = CandidatePair.objects.touching(incident).unjudged()
        known = {pair.left_id + pair.right_id - incident.pk for pair in open_pairs}
        kept = [each for place, each in enumerate(found) if place < KEPT or each.incident.pk in known]
        alike = [each.incident.pk for each in found]
        open_pairs.exclude(left__in=alike).exclude(right__in=alike).update(
            score=0, reasons=[], computed_at=Now()
        )
        CandidatePair.objects.bulk_create(
            [_pair(incident, each) for each in kept],
            update_conflicts=True,
            unique_fields=["left", "right"],
            update_fields=["score", "reasons", "computed_at"],
        )
    return len(kept)


def _pair(incident: Incident, candidate: Candidate) -> CandidatePair:
    left, right = sorted((incident.pk, candidate.incident.pk))
    return CandidatePair(
        left_id=left,
        right_id=right,
        score=candidate.score,
        reasons=[each.as_kept for each in candidate.reasons],
        computed_at=Now(),
    )
