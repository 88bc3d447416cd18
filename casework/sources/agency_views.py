"""Pages of news agencies: the list, and what supervisors change."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.accounts.requests import PersonRequest
from casework.core import toasts
from casework.core.errors import CaseworkError, NotPermitted
from casework.sources.agency_forms import AgencyForm
from casework.sources.agency_keeping import resume_agency, retire_agency, save_agency
from casework.sources.models import Agency
from casework.sources.policies import may_edit_sources

METHODS = ["GET", "HEAD", "POST"]


@login_required
@require_safe
def agency_list(request: PersonRequest) -> HttpResponse:
    """List the agencies by name, each with the names that texts credit it by. Two queries."""
    agencies = Agency.objects.prefetch_related("names")
    context = {
        "agencies": sorted(agencies, key=lambda each: (each.is_retired, each.name.casefold())),
        "may_edit": may_edit_sources(request.user),
    }
    return render(request, "sources/agency_list.html", context)


@login_required
@require_http_methods(METHODS)
def agency_add(request: PersonRequest) -> HttpResponse:
    """Add an agency."""
    return _edit(request, None)


@login_required
@require_http_methods(METHODS)
def agency_edit(request: PersonRequest, agency_id: int) -> HttpResponse:
    """Rename an agency, or give it other names."""
    return _edit(request, get_object_or_404(Agency.objects.prefetch_related("names"), pk=agency_id))


def _edit(request: PersonRequest, agency: Agency | None) -> HttpResponse:
    if not (decision := may_edit_sources(request.user)):
        raise NotPermitted(decision.reason)
    form = AgencyForm(agency, request.POST if request.method == "POST" else None)
    error: CaseworkError | None = None
    if request.method == "POST":
        try:
            name, aliases, seen = form.said()
            key = agency.pk if agency else None
            saved = save_agency(name, aliases, by=request.user, agency_id=key, seen=seen)
            return _done(request, _("%(name)s was saved.") % {"name": saved})
        except CaseworkError as refused:
            error = refused
            form.refused("agency", refused)
    context = {"form": form, "agency": agency, "error": error}
    status = error.status if error else HTTPStatus.OK
    return render(request, "sources/agency_edit.html", context, status=status)


@login_required
@require_POST
def agency_retire(request: PersonRequest, agency_id: int) -> HttpResponse:
    """Retire an agency, or take a retired one up again, as the button says."""
    seen = request.POST.get("seen", "")
    version = int(seen) if seen.isdecimal() and len(seen) < 10 else None
    if "resume" in request.POST:
        agency = resume_agency(agency_id, by=request.user, seen=version)
        return _done(request, _("Credits of %(name)s count again.") % {"name": agency})
    agency = retire_agency(agency_id, by=request.user, seen=version)
    return _done(request, _("%(name)s is retired. Its credits join nothing any more.") % {"name": agency})


def _done(request: PersonRequest, sentence: str) -> HttpResponseRedirect:
    toasts.done(request, sentence)
    return HttpResponseRedirect(reverse("sources:agencies"), status=HTTPStatus.SEE_OTHER)
