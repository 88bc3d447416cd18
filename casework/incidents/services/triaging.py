"""New items of feeds that belong to an incident: kept, with the document beside it, in one step."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from casework.accounts.models import Desk, User
from casework.audit.services import record
from casework.core.errors import NotFound, NotNow
from casework.incidents.models import Citation, Incident, IncidentDocument
from casework.incidents.services.changing import locked
from casework.incidents.services.logging import add_document_to_incident, log_from_document
from casework.sources.feeds import triage
from casework.sources.models import Document, Triaged, TriageItem


def keep_for_incident(item_id: int, incident_id: int, *, by: User) -> TriageItem:
    """Keep an item, and put its document beside an incident: both or neither. Safe to run twice.

    Raises what the two raise: NotNow names who decided about the item before.
    """
    with transaction.atomic():
        row = triage.decide(item_id, Triaged.KEEP, by=by)
        add_document_to_incident(incident_id, _document_of(row), by=by)
    return row


def log_from_item(item_id: int, *, by: User, desk: Desk, title: str) -> tuple[TriageItem, Incident]:
    """Keep an item, and log an incident that it reports: both or neither. Safe to run twice."""
    with transaction.atomic():
        row = triage.decide(item_id, Triaged.KEEP, by=by)
        return row, log_from_document(_document_of(row), by=by, desk=desk, title=title)


def undo_for_incident(item_id: int, incident_id: int, *, by: User, seen: int) -> TriageItem:
    """Let an item wait again that the same person put beside an incident, and take the document from there.

    Raises NotNow where something of the document was cited for the incident meanwhile, and what the undoing
    of the decision raises.
    """
    with transaction.atomic():
        incident = locked(incident_id, by)
        row = TriageItem.objects.visible_to(by).filter(pk=item_id, document__isnull=False).first()
        if row is None:
            raise NotFound(_("There is no such item, or you cannot see it."))
        if Citation.objects.filter(incident=incident, snapshot__document=row.document_id).exists():
            raise NotNow(_("The document was cited for this incident meanwhile, so it stays beside it."))
        document = row.document_id
        undone, _was_kept = triage.undo(item_id, by=by, seen=seen)
        links = IncidentDocument.objects.filter(incident=incident, document=document, added_by=by)
        if links.delete()[0]:
            record(by, "incident.remove_document", incident, before={"document": document})
    return undone


def _document_of(row: TriageItem) -> int:
    """Return the document of a kept item; a constraint says that it has one."""
    document: Document | None = row.document
    if document is None:
        raise NotNow(_("This item was not kept. Open the list again."))
    return document.pk
