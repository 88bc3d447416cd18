"""Pages of incidents."""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from casework.accounts.requests import PersonRequest
from casework.core.decision import Decision
from casework.core.panels import columns_for, comes_late, late_panel
from casework.core.refusal import Refusal
from casework.incidents import reading
from casework.incidents.filters import IncidentFilter
from casework.incidents.forms import AssessForm, EditForm
from casework.incidents.history import told_since
from casework.incidents.listing import listing_of
from casework.incidents.mapping import map_of
from casework.incidents.models import Incident
from casework.incidents.policies import may_edit

# The late sections that are the page's own, and no upper layer's.
HISTORY = "history"
CLAIMS = "claims"


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """The subject of the panels on an incident's page: the incident, and what was refused there just now."""

    incident: Incident
    refusal: Refusal | None = None
    # What a panel has read for others that show it too, by name.
    read: dict[str, Any] = field(default_factory=dict)
    # The page of texts has the same panels. Its address, with the open text, is where their forms lead back.
    texts: str = ""

    def address_of(self, section: str) -> str:
        """Return where a late section of the page is fetched."""
        if not self.texts:
            return reverse("incidents:section", args=[self.incident.uid, section])
        address = reverse("incidents:prove-section", args=[self.incident.uid, section])
        return f"{address}?{urlencode({'texts': self.texts})}"


@login_required
@require_safe
def incident_list(request: PersonRequest) -> HttpResponse:
    """List the incidents of the person's desks, newest first unless they ask for another order."""
    found = IncidentFilter(request.GET, Incident.objects.visible_to(request.user), request=request)
    listing = listing_of(request, found, order="newest")
    context = {
        "listing": listing,
        "columns": columns_for("incidents", request, listing.page.rows),
        "left_aside": listing.found.left_aside(),
    }
    return render(request, "incidents/incident_list.html", context)


@login_required
@require_safe
def incident_detail(request: PersonRequest, uid: str) -> HttpResponse:
    """Show everything that is known of one incident, and what proves it; one that is merged leads on."""
    return show(request, uid)


@login_required
@require_safe
def incident_section(request: PersonRequest, uid: str, name: str) -> HttpResponse:
    """Show one section alone, for a page that left it out; nothing where it has nothing to show."""
    visible = reading.with_names(Incident.objects.visible_to(request.user))
    page = IncidentPage(get_object_or_404(visible, uid=uid))
    if name == HISTORY:
        return render(request, "incidents/incident_history.html", _history(request, page))
    if name == CLAIMS:
        claims = reading.remember(page.incident, request.user)
        context = {"incident": page.incident, "page": page, "claims": claims}
        return render(request, "incidents/incident_claims.html", context)
    panel = late_panel("incident", name, request, page)
    if panel is None:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return render(request, panel.template, {"panel": panel.context})


def show(request: PersonRequest, uid: str, refusal: Refusal | None = None) -> HttpResponse:
    """Render an incident as it is now; with a refusal, also its sentence and the form as it was typed."""
    visible = reading.with_names(Incident.objects.visible_to(request.user))
    incident = get_object_or_404(visible, uid=uid)
    if refusal is None and "stay" not in request.GET and (into := _merged_into(request, incident)):
        messages.info(request, _("%(uid)s is merged into this incident.") % {"uid": uid})
        return HttpResponseRedirect(reverse("incidents:detail", args=[into.uid]))
    reading.fetch_people(incident)
    claims = reading.remember(incident, request.user)
    can_edit = may_edit(request.user, incident)
    page = IncidentPage(incident, refusal)
    is_late = comes_late(request, page)
    context = {
        "incident": incident,
        "page": page,
        "refusal": refusal,
        "changes": told_since(incident, request.user, refusal),
        "typed": _homeless(refusal, can_edit),
        "may_edit": can_edit,
        "map": map_of(incident),
        "claims": claims,
        "late_claims": page.address_of(CLAIMS) if is_late and reading.are_many(claims) else "",
        "late_history": page.address_of(HISTORY) if is_late else "",
        **({} if is_late else _history(request, page)),
    }
    status = refusal.error.status if refusal else HTTPStatus.OK
    return render(request, "incidents/incident_detail.html", context, status=status)


def _history(request: PersonRequest, page: IncidentPage) -> dict[str, Any]:
    return {"incident": page.incident, "page": page, "history": reading.history_of(page.incident)}


def _merged_into(request: PersonRequest, incident: Incident) -> Incident | None:
    """Return the incident at the end of a chain of merges, where there is one that the person may see."""
    last: Incident = incident
    while last.merged_into_id is not None:
        last = Incident.objects.get(pk=last.merged_into_id)
    if last.pk == incident.pk:
        return None
    return Incident.objects.visible_to(request.user).filter(pk=last.pk).first()


def _homeless(refusal: Refusal | None, can_edit: Decision) -> list[tuple[str, str]]:
    """Return what was typed into a form that this page does not hold, so that it can be copied."""
    form = refusal.form if refusal else None
    if isinstance(form, EditForm) or (isinstance(form, AssessForm) and not can_edit):
        return form.typed()
    return []
