"""The history of an incident, two versions side by side, and the way back to one of them."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from casework.accounts.requests import PersonRequest
from casework.core import toasts
from casework.core.errors import CaseworkError, NotFound
from casework.core.refusal import RefusableForm, Refusal
from casework.incidents import history as past
from casework.incidents.models import IN_REVIEW_STATES, Incident
from casework.incidents.policies import may_edit
from casework.incidents.services.restoring import left_by, restore_revision
from casework.incidents.telling import FACTS

# What a version was kept for, by the name of the step.
STEPS: dict[str, Promise] = {
    "submit": gettext_lazy("Submitted"),
    "agree": gettext_lazy("Agreed to"),
    "approve": gettext_lazy("Approved"),
    "merge": gettext_lazy("Merged"),
    "unmerge": gettext_lazy("Taken out of a merge"),
    "restore": gettext_lazy("Restored"),
}
PARTS: list[tuple[str, Any]] = [
    ("", gettext_lazy("Everything")),
    ("state", gettext_lazy("State")),
    ("claims", gettext_lazy("Claims")),
    ("citations", gettext_lazy("Citations")),
    ("numbers", gettext_lazy("Numbers")),
    *FACTS.items(),
]


class RestoreForm(RefusableForm):
    """Why a version is restored. The page writes the version that it shows beside it."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=gettext_lazy("It stands in the history beside the change."),
    )


@login_required
@require_safe
def history(request: PersonRequest, uid: str) -> HttpResponse:
    """Show who changed what, when and why; and the versions that were kept, to be compared."""
    incident = _visible(request, uid)
    page = past.lines_of(incident, request.user, request.GET)
    context = {
        "incident": incident,
        "page": page,
        "lines": past.told(page.rows, incident, request.user),
        "people": past.people_of(incident),
        "parts": PARTS,
        "person": request.GET.get("person", ""),
        "part": request.GET.get("field", ""),
        "revisions": [(each, STEPS.get(each.reason, each.reason)) for each in past.revisions_of(incident)],
    }
    return render(request, "incidents/incident_history_page.html", context)


@login_required
@require_safe
def compare(request: PersonRequest, uid: str) -> HttpResponse:
    """Show what differs between two versions; beside the present one, the way back to the other."""
    return _comparison(
        request, _visible(request, uid), request.GET.get("from", ""), request.GET.get("to", "")
    )


@login_required
@require_POST
def restore(request: PersonRequest, uid: str) -> HttpResponse:
    """Restore a version, or show the comparison again with why not and what was typed."""
    incident = _visible(request, uid)
    form = RestoreForm(request.POST)
    try:
        wanted = form.parsed()
        restored = restore_revision(
            incident.pk,
            wanted["version"] or 0,
            by=request.user,
            seen=wanted["seen"],
            reason=wanted["reason"],
        )
    except NotFound:
        raise
    except CaseworkError as error:
        refusal = form.refused("restore", error)
        return _comparison(request, _visible(request, uid), str(form["version"].value()), "now", refusal)
    sentence = _("%(uid)s says again what it said in version %(version)d.")
    told = [sentence % {"uid": uid, "version": wanted["version"]}, *restored.left]
    toasts.done(request, " ".join(told))
    address = reverse("incidents:detail", args=[uid])
    return HttpResponseRedirect(address, status=HTTPStatus.SEE_OTHER)


def _comparison(
    request: PersonRequest, incident: Incident, older: str, newer: str, refusal: Refusal | None = None
) -> HttpResponse:
    before, after = past.side_of(incident, older), past.side_of(incident, newer)
    if before is None or after is None:
        raise NotFound(_("This version was not kept. Choose two of those on the page of the history."))
    if before.version > after.version:
        before, after = after, before
    may = may_edit(request.user, incident)
    can_restore = before.revision is not None and after.version == incident.version
    context = {
        "incident": incident,
        "before": before,
        "after": after,
        "steps": {name: str(label) for name, label in STEPS.items()},
        "comparison": past.compared(before.content, after.content, incident, request.user),
        "form": refusal.form if refusal else RestoreForm(),
        "refusal": refusal,
        "may_edit": may,
        "can_restore": can_restore,
        "left": left_by(dict(before.content), dict(after.content)) if can_restore else [],
        "goes_back": incident.review_state in IN_REVIEW_STATES,
    }
    status = refusal.error.status if refusal else HTTPStatus.OK
    return render(request, "incidents/incident_compare.html", context, status=status)


def _visible(request: PersonRequest, uid: str) -> Incident:
    return get_object_or_404(Incident.objects.visible_to(request.user).select_related("desk"), uid=uid)
