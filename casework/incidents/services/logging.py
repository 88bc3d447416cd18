"""Log an incident from a document that somebody reads, and put further documents beside it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework.accounts.models import Desk, User
from casework.audit.services import record
from casework.core.errors import NotFound, NotNow, NotPermitted
from casework.core.text import storable
from casework.incidents import policies
from casework.incidents.models import Incident, IncidentDocument
from casework.incidents.services.changing import locked
from casework.incidents.services.editing import create_incident
from casework.sources.models import Document


def log_from_document(document_id: int, *, by: User, desk: Desk, title: str, **fields: Any) -> Incident:
    """Log an incident that the document reports, with the document beside it. Safe to run twice.

    The same title from the same document by the same person at the same desk is the same incident: two
    clicks make one. Raises NotFound where the person does not see the document, and what
    `create_incident` raises.
    """
    with transaction.atomic():
        # The lock lets the second of two clicks see what the first one made.
        visible = Document.objects.visible_to(by).select_for_update(of=("self",))
        document = visible.filter(pk=document_id).first()
        if document is None:
            raise NotFound(_("There is no such document, or you cannot see it."))
        same = Incident.objects.visible_to(by).filter(
            document_links__document=document, created_by=by, desk=desk, title=storable(title).strip()
        )
        if known := same.first():
            return known
        incident = create_incident(by=by, desk=desk, title=title, **fields)
        IncidentDocument.objects.create(incident=incident, document=document, added_by=by)
        record(by, "incident.add_document", incident, after={"document": document.pk})
    return incident


def add_document_to_incident(incident_id: int, document_id: int, *, by: User) -> IncidentDocument:
    """Put a document beside an incident, to be read and cited. Safe to run twice.

    What the incident says stays as it is, so its version does too. Raises NotFound where the person does
    not see the incident or the document, NotPermitted and NotNow.
    """
    with transaction.atomic():
        incident = locked(incident_id, by)
        document = Document.objects.visible_to(by).filter(pk=document_id).first()
        if document is None:
            raise NotFound(_("There is no such document, or you cannot see it."))
        if not (decision := policies.has_role_to_edit(by, incident)):
            raise NotPermitted(decision.reason)
        if not (decision := policies.is_open(incident)):
            raise NotNow(decision.reason)
        link, is_new = IncidentDocument.objects.get_or_create(
            incident=incident, document=document, defaults={"added_by": by}
        )
        if is_new:
            record(by, "incident.add_document", incident, after={"document": document.pk})
    return link


def take_document_from_incident(incident_id: int, document_id: int, *, by: User) -> None:
    """Take a document away that was put beside an incident by mistake. Safe to run twice.

    Raises NotFound, NotPermitted, and NotNow where the incident is closed or cites the document by now.
    """
    with transaction.atomic():
        incident = locked(incident_id, by)
        if not (decision := policies.has_role_to_edit(by, incident)):
            raise NotPermitted(decision.reason)
        if not (decision := policies.is_open(incident)):
            raise NotNow(decision.reason)
        if incident.citations.filter(snapshot__document=document_id).exists():
            raise NotNow(_("The incident cites this document by now, so it stays beside it."))
        gone, _rows = IncidentDocument.objects.filter(incident=incident, document=document_id).delete()
        if gone:
            record(by, "incident.remove_document", incident, before={"document": document_id})
