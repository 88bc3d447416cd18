"""Say whether a document is about an incident, and take that back."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Now
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from casework.accounts.models import User
from casework.audit.services import record
from casework.core.errors import BadInput, NotFound, NotPermitted, Stale
from casework.core.tlp import Tlp
from casework.crossref.changes import facts_of
from casework.crossref.models import Offer
from casework.crossref.policies import may_link
from casework.incidents.models import Incident, IncidentDocument
from casework.incidents.services import add_document_to_incident, take_document_from_incident
from casework.sources.models import Document, DocumentDesk

# Marks with which a document may reach another desk than the one that filed it.
_TRAVELS = (Tlp.GREEN, Tlp.CLEAR)


def answer_offer(offer_id: int, answer: str, *, by: User, seen: str) -> Offer:
    """Say whether a document is about an incident; “open” takes the answer back. Safe to send twice.

    A “yes” puts the document beside the incident, to be read and cited: nothing of it counts by that. Taken
    back, it lies there no longer, unless it did before. `seen` is the answer that the person's page showed.
    Raises BadInput, NotFound, NotPermitted, NotNow, and Stale where somebody answered otherwise meanwhile.
    """
    if answer not in Offer.Answer.values:
        raise BadInput(_("Choose yes, no or not sure."), field="answer")
    with transaction.atomic():
        offer = _locked(offer_id, by)
        if not (decision := may_link(by, offer.incident)):
            raise NotPermitted(decision.reason)
        if offer.answer == answer and not offer.changed_at:
            return offer
        _refuse_overtaken(offer, seen)
        before = offer.answer
        if before == Offer.Answer.YES and offer.has_attached:
            take_document_from_incident(offer.incident_id, offer.document_id, by=by)
        has_attached = answer == Offer.Answer.YES and _attach(offer, by)
        _keep(offer, answer, by, has_attached)
        told = {"document": offer.document_id, "answer": answer}
        record(by, "crossref.answer_offer", offer.incident, before={"answer": before}, after=told)
    offer.refresh_from_db()
    return offer


def _locked(offer_id: int, by: User) -> Offer:
    """Return the offer, its incident locked before it, as everywhere; NotFound where a side is hidden."""
    found = Offer.objects.visible_to(by).filter(pk=offer_id).values_list("incident", flat=True).first()
    if found is None:
        raise NotFound(_("There is no such offer, or you cannot see both sides of it."))
    Incident.objects.select_for_update(no_key=True, of=("self",)).get(pk=found)
    rows = Offer.objects.select_for_update(of=("self",)).select_related(
        "incident__desk", "document__source", "by"
    )
    return rows.get(pk=offer_id)


def _refuse_overtaken(offer: Offer, seen: str) -> None:
    if offer.answer == seen:
        return
    if offer.by is None or offer.at is None:
        raise Stale(_("This answer was taken back meanwhile. Look at the offer again, then answer."))
    raise Stale(
        _("%(name)s answered this at %(time)s: “%(answer)s”. Look at it again, then answer.")
        % {
            "name": offer.by,
            "time": date_format(localtime(offer.at), "TIME_FORMAT"),
            "answer": offer.get_answer_display(),
        },
        current={"answer": offer.answer},
    )


def _attach(offer: Offer, by: User) -> bool:
    """Put the document beside the incident, within reach of its desk; say whether it was not there before."""
    document, desk = offer.document, offer.incident.desk
    if not DocumentDesk.objects.filter(document=document, desk=desk).exists():
        if document.effective_tlp not in _TRAVELS:
            raise NotPermitted(
                _("This document is marked %(mark)s, so it stays at its own desk. Have that changed first.")
                % {"mark": document.effective_tlp.label}
            )
        DocumentDesk.objects.create(document=document, desk=desk, added_by=by)
    was_there = IncidentDocument.objects.filter(incident=offer.incident, document=document).exists()
    add_document_to_incident(offer.incident_id, document.pk, by=by)
    return not was_there


def _keep(offer: Offer, answer: str, by: User, has_attached: bool) -> None:
    is_open = answer == Offer.Answer.OPEN
    facts = {} if is_open else _facts(offer.incident, offer.document)
    Offer.objects.filter(pk=offer.pk).update(
        answer=answer,
        by=None if is_open else by,
        at=None if is_open else Now(),
        has_attached=has_attached,
        facts=facts,
        seen_version=offer.incident.version,
        changed_at=None,
    )


def _facts(incident: Incident, document: Document) -> dict[str, object]:
    """Return what counted in the answer: what the incident says, and which text of the document was read."""
    newest = document.snapshots.with_text().aggregate(newest=Max("pk"))["newest"]
    return {"incident": facts_of(incident)[incident.pk], "snapshot": newest}
