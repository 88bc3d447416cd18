"""Changed sources: on the incident, on the home page, and the page that shows both versions side by side."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from casework.accounts.models import User
from casework.accounts.requests import PersonRequest
from casework.core import toasts
from casework.core.errors import BadInput, CaseworkError, VersionMissing
from casework.core.panels import Panel, register
from casework.core.refusal import RefusableForm
from casework.core.text_difference import TextDifference, text_difference
from casework.incidents.models import CitationCheck, Claim, Incident
from casework.incidents.policies import has_role_to_edit, is_open
from casework.incidents.services.rechecking import retract_for_source, say_it_holds, with_changed_sources
from casework.incidents.views import IncidentPage
from casework.sources.reading import SHOWN


class AnswerForm(RefusableForm):
    """Why the incident stays as it is, or what was claimed is retracted."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=gettext_lazy("Colleagues read it beside the incident, and it stays in the audit trail."),
    )


@dataclass(frozen=True, slots=True)
class ChangedPassage:
    """A passage whose source changed, with what differs in its sentence."""

    check: CitationCheck
    difference: TextDifference


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def source_change(request: PersonRequest, uid: str, check_id: int) -> HttpResponse:
    """Show a cited passage and its source now, side by side; close the change with a reason."""
    form = AnswerForm(request.POST if request.method == "POST" else None)
    check = _visible(request, uid, check_id)
    error: CaseworkError | None = None
    if request.method == "POST":
        try:
            _answer(request, check, form)
            toasts.done(request, _("The change of the source was answered."))
            return _to(uid)
        except CaseworkError as refused:
            form.refused("answer", refused)
            error, check = refused, _visible(request, uid, check_id)
    context = _page(request, check) | {"form": form, "error": error}
    status = error.status if error else HTTPStatus.OK
    return render(request, "incidents/source_change.html", context, status=status)


def _answer(request: PersonRequest, check: CitationCheck, form: AnswerForm) -> None:
    typed = form.parsed()
    match request.POST.get("answer"):
        case "still_holds":
            say_it_holds(check.pk, by=request.user, reason=typed["reason"])
        case "retract":
            if typed["seen"] is None:
                raise VersionMissing
            retract_for_source(check.pk, by=request.user, seen=typed["seen"], reason=typed["reason"])
        case _:
            raise BadInput(_("Say whether it still holds, or retract what was claimed."))


def _visible(request: PersonRequest, uid: str, check_id: int) -> CitationCheck:
    return get_object_or_404(
        CitationCheck.objects.visible_to(request.user).select_related(
            "citation__incident__desk",
            "citation__snapshot__document__source",
            "snapshot",
            "closed_by",
        ),
        pk=check_id,
        citation__incident__uid=uid,
    )


def _page(request: PersonRequest, check: CitationCheck) -> dict[str, Any]:
    incident, citation = check.citation.incident, check.citation
    texts = (citation.snapshot.text[:SHOWN], check.snapshot.text[:SHOWN])
    may_answer = has_role_to_edit(request.user, incident)
    return {
        "incident": incident,
        "check": check,
        "document": citation.snapshot.document,
        "sentence": text_difference(check.before, check.after),
        "whole": text_difference(*texts),
        "is_cut": max(len(check.snapshot.text), len(citation.snapshot.text)) > SHOWN,
        "claims": list(Claim.objects.live().filter(citation=citation)),
        "may_answer": may_answer,
        "may_change": is_open(incident) if may_answer else may_answer,
    }


def _to(uid: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("incidents:detail", args=[uid]), status=HTTPStatus.SEE_OTHER)


def panel_of(request: PersonRequest, page: IncidentPage) -> dict[str, Any] | None:
    """Show on an incident which of its sources changed. One query, and none where none did."""
    if not getattr(page.incident, "has_changed_sources", True):
        return None
    checks = (
        CitationCheck.objects.open()
        .visible_to(request.user)
        .filter(citation__incident=page.incident)
        .select_related("citation__snapshot__document__source")
        .defer("citation__snapshot__text")
    )
    changed = [ChangedPassage(each, text_difference(each.before, each.after)) for each in checks]
    return {"incident": page.incident, "changed": changed} if changed else None


def waiting(request: PersonRequest, user: User) -> dict[str, Any] | None:
    """Tell on the home page of incidents whose sources changed. One query."""
    if not user.roles():
        return None
    number = Incident.objects.visible_to(user).filter(with_changed_sources()).count()
    return {"number": number} if number else None


def hang() -> None:
    """Hang the panels into the pages of an incident and of the person."""
    register("incident", Panel("changed-sources", "incidents/changed_sources.html", panel_of, place="top"))
    register("home", Panel("changed-sources", "incidents/changed_waiting.html", waiting), order=20)
