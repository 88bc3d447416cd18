"""Pages of incidents."""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from casework.accounts.requests import PersonRequest
from casework.core.decision import Decision
from casework.core.panels import columns_for
from casework.core.refusal import Refusal
from casework.incidents import reading
from casework.incidents.forms import AssessForm, EditForm
from casework.incidents.history import told_since
from casework.incidents.listing import listing_of
from casework.incidents.mapping import map_of
from casework.incidents.models import Incident
from casework.incidents.policies import may_edit


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """The subject of the panels on an incident's page: the incident, and what was refused there just now."""

    incident: Incident
    refusal: Refusal | None = None
    # What a panel has read for others that show it too, by name.
    read: dict[str, Any] = field(default_factory=dict)


@login_required
@require_safe
def incident_list(request: PersonRequest) -> HttpResponse:
    """List the incidents of the person's desks, newest first unless they ask for another order."""
    listing = listing_of(request, Incident.objects.visible_to(request.user), order="newest")
    context = {
        "listing": listing,
        "columns": columns_for("incidents", request, listing.page.rows),
        "left_aside": listing.found.left_aside(),
    }
    return render(request, "incidents/incident_list.html", context)


@login_required
@require_safe
def incident_detail(request: PersonRequest, uid: str) -> HttpResponse:
    """Show everything that is known of one incident, and what proves it."""
    return show(request, uid)


def show(request: PersonRequest, uid: str, refusal: Refusal | None = None) -> HttpResponse:
    """Render an incident as it is now; with a refusal, also its sentence and the form as it was typed."""
    visible = reading.with_everything(Incident.objects.visible_to(request.user))
    incident = get_object_or_404(visible, uid=uid)
    can_edit = may_edit(request.user, incident)
    context = {
        "incident": incident,
        "page": IncidentPage(incident, refusal),
        "refusal": refusal,
        "changes": told_since(incident, request.user, refusal),
        "typed": _homeless(refusal, can_edit),
        "may_edit": can_edit,
        "map": map_of(incident),
        "claims": reading.claims_of(incident, request.user),
        "history": reading.history_of(incident),
    }
    status = refusal.error.status if refusal else HTTPStatus.OK
    return render(request, "incidents/incident_detail.html", context, status=status)


def _homeless(refusal: Refusal | None, can_edit: Decision) -> list[tuple[str, str]]:
    """Return what was typed into a form that this page does not hold, so that it can be copied."""
    form = refusal.form if refusal else None
    if isinstance(form, EditForm) or (isinstance(form, AssessForm) and not can_edit):
        return form.typed()
    return []
