"""Offer documents to incidents, a little after either is new or changed, and keep what was found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import cast

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from casework.crossref.candidates import score_of
from casework.crossref.changes import facts_of
from casework.crossref.fingerprints import take_fingerprints
from casework.crossref.likeness import Reason, reasons_of
from casework.crossref.matching import Match
from casework.crossref.models import Offer
from casework.crossref.offers.finding import documents_for, incidents_for
from casework.crossref.offers.reading import copies_of, read_document
from casework.crossref.offers.weights import ASPECTS
from casework.crossref.services.locking import lock_rows
from casework.incidents.models import Citation, Incident, IncidentDocument
from casework.sources.models import Document

# A text is about one attack, or a few; an incident may have many reports that nobody has read.
INCIDENTS_KEPT, DOCUMENTS_KEPT = 5, 10
# Of one turn of the task: the rest is due at the next.
AT_ONCE = 500


def offer_next() -> bool:
    """Offer the document that waits longest to the incidents it may be about; False where none waits.

    Two callers never take the same one. A new text meanwhile makes it due anew.
    """
    with transaction.atomic():
        due = Document.objects.filter(match_due_at__lte=Now()).select_for_update(
            skip_locked=True, no_key=True, of=("self",)
        )
        document = due.order_by("match_due_at").first()
        if document is None:
            return False
        Document.objects.filter(pk=document.pk).update(match_due_at=Now() + Offer.LEASE)
        document.refresh_from_db(fields=["match_due_at"])
    lease = cast(datetime, document.match_due_at)
    offer_document(document.pk)
    Document.objects.filter(pk=document.pk, match_due_at=lease).update(match_due_at=None)
    return True


def offer_document(document_id: int) -> int:
    """Read a document's newest text, keep what it may be about, and return how many. Safe to run twice."""
    take_fingerprints()
    with transaction.atomic():
        # Two readings of one document wait for each other.
        rows = Document.objects.select_for_update(no_key=True, of=("self",)).select_related("source")
        document = rows.get(pk=document_id)
        open_offers = Offer.objects.filter(document=document, answer=Offer.Answer.OPEN)
        read = read_document(document)
        if read is None:
            open_offers.update(score=0, reasons=[], computed_at=Now())
            return 0
        copied = _incidents_of(read.copies)
        matches = incidents_for(document_id, copied, lowest=settings.OFFER_LOWEST, most=INCIDENTS_KEPT)
        # Whoever answers holds the incident before the offer; so do we.
        lock_rows([*open_offers.values_list("incident", flat=True), *(each.pk for each in matches)])
        open_offers.exclude(incident__in=[each.pk for each in matches]).update(
            score=0, reasons=[], computed_at=Now()
        )
        _keep([(document_id, each.pk, each) for each in matches])
        _ask_again_of(document_id, read.snapshot_id)
    return len(matches)


def offer_to_incident(incident_id: int) -> int:
    """Keep the documents that an incident may be told of in; return how many. Safe to run twice."""
    own = Document.objects.filter(
        Q(incident_links__incident=incident_id) | Q(snapshots__citations__incident=incident_id)
    )
    with transaction.atomic():
        lock_rows([incident_id])
        copied = copies_of(list(own.values_list("pk", flat=True)))
        near = documents_for(incident_id, copied, lowest=settings.OFFER_LOWEST, most=DOCUMENTS_KEPT)
        matches = [match for each in near if (match := _beside_others(each.pk, incident_id))]
        Offer.objects.filter(incident=incident_id, answer=Offer.Answer.OPEN).exclude(
            document__in=[each.pk for each in matches]
        ).update(score=0, reasons=[], computed_at=Now())
        _keep([(each.pk, incident_id, each) for each in matches])
    return len(matches)


def _beside_others(document_id: int, incident_id: int) -> Match | None:
    """Return how likely a document is about an incident, as the document sees it: beside all the others."""
    copied = _incidents_of(copies_of([document_id]))
    found = incidents_for(document_id, copied, lowest=settings.OFFER_LOWEST, most=INCIDENTS_KEPT)
    match = next((each for each in found if each.pk == incident_id), None)
    return match and replace(match, pk=document_id)


def _incidents_of(documents: Sequence[int]) -> list[int]:
    """Return the incidents that rest on one of these documents. Two queries."""
    beside = IncidentDocument.objects.filter(document__in=documents).values_list("incident", flat=True)
    cited = Citation.objects.filter(snapshot__document__in=documents).values_list("incident", flat=True)
    return sorted({*beside, *cited})


def _keep(found: Iterable[tuple[int, int, Match]]) -> None:
    rows = sorted(found, key=lambda each: each[:2])
    names = dict(Incident.objects.filter(pk__in={each[1] for each in rows}).values_list("pk", "place_name"))
    Offer.objects.bulk_create(
        [
            Offer(
                document_id=document,
                incident_id=incident,
                score=score_of(match),
                reasons=[each.as_kept for each in _reasons(match, names[incident])],
                computed_at=Now(),
            )
            for document, incident, match in rows
        ],
        update_conflicts=True,
        unique_fields=["document", "incident"],
        update_fields=["score", "reasons", "computed_at"],
    )


def _reasons(match: Match, place_name: str) -> list[Reason]:
    names = {"place": match.values.get("place", ""), "other_place": place_name}
    return reasons_of(match, names, ASPECTS)


def _ask_again_of(document_id: int, snapshot_id: int) -> None:
    """Mark what was answered “no” or “not sure” to another text of the document."""
    answered = Offer.objects.filter(document=document_id).answered(Offer.Answer.NO, Offer.Answer.UNSURE)
    answered.exclude(facts__snapshot=snapshot_id).filter(changed_at__isnull=True).update(changed_at=Now())


def notice_changed_offers() -> int:
    """Mark answered offers whose incident says something else than it did; return how many were looked at.

    What is due follows from versions, so that a lost turn loses nothing. Safe to run twice and in parallel.
    """
    answered = Offer.objects.answered(Offer.Answer.NO, Offer.Answer.UNSURE)
    due = answered.exclude(seen_version=F("incident__version")).order_by("pk")
    rows = list(due.select_related("incident")[:AT_ONCE])
    now = facts_of(*{row.incident_id: row.incident for row in rows}.values()) if rows else {}
    for row in rows:
        is_changed = row.facts.get("incident", {}) != now[row.incident_id]
        # An answer given meanwhile has another version, and is left alone.
        Offer.objects.filter(pk=row.pk, seen_version=row.seen_version, at=row.at).update(
            changed_at=(row.changed_at or Now()) if is_changed else row.changed_at,
            seen_version=row.incident.version,
        )
    return len(rows)
