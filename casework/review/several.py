"""Doing something to several incidents: choose, look at what would happen, do it, read the report, undo."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from casework.accounts.models import Role, User
from casework.accounts.requests import PersonRequest
from casework.core import toasts
from casework.core.errors import BadInput, CaseworkError
from casework.incidents.models import Incident, Tag
from casework.review.forms import SeveralForm, reasons_for
from casework.review.models import Batch, BatchRow
from casework.review.services.batches import (
    Action,
    Foreseen,
    Row,
    action_named,
    carry_out,
    foresee,
    label_of,
    undo_batch,
)
from casework.review.services.organising import BY_RULE
from casework.review.workflow import TRANSITIONS

Outcome = BatchRow.Outcome


@login_required
@require_POST
def several(request: PersonRequest) -> HttpResponse:
    """Show row by row what would happen to the chosen incidents; once that was confirmed, do it."""
    action = action_named(request.POST.get("do", ""), request.user)
    rows = chosen_rows(request.POST.getlist("row"))
    form = _form(request, action, rows)
    details, error = _details(form)
    foreseen = foresee(action, rows, by=request.user, details=details)
    error = error or _missing(form, foreseen) or action.lacks(details)
    if "confirmed" not in request.POST or not _is_as_shown(request, details):
        return _preview(request, action, form, foreseen)
    if error is not None:
        form.refused("several", error)
        return _preview(request, action, form, foreseen, error)
    token = form.cleaned_data["token"]
    batch = carry_out(action, rows, by=request.user, details=details, token=token)
    address = f"{reverse('review:report', args=[batch.pk])}?{_back(request).urlencode()}"
    return HttpResponseRedirect(address, status=303)


def offer(request: PersonRequest, name: str, rows: list[Row], *, back: str) -> HttpResponse:
    """Show what would happen to rows that were chosen in another list, the admin's; `back` leads there."""
    action = action_named(name, request.user)
    form = _form(request, action, rows)
    details, _error = _details(form)
    return _preview(request, action, form, foresee(action, rows, by=request.user, details=details), back=back)


def chosen_rows(sent: list[str]) -> list[Row]:
    """Read "id:version" of every box that was ticked; raises BadInput for anything else."""
    rows: dict[int, Row] = {}
    for text in sent:
        pk, _colon, seen = text.partition(":")
        if not (pk.isascii() and pk.isdigit() and seen.isascii() and seen.isdigit()):
            raise BadInput(_("The list of chosen incidents cannot be read. Choose them again."))
        rows[int(pk[:18])] = Row(int(pk[:18]), int(seen[:9]))
    return list(rows.values())


def _form(request: PersonRequest, action: Action, rows: list[Row]) -> SeveralForm:
    """Return the form of the action; the first time it is empty, with a token of its own."""
    sent = request.POST.copy()
    sent.setdefault("token", str(uuid.uuid4()))
    reasons = reasons_for([TRANSITIONS[action.name]])[action.reasons] if action.reasons else []
    staying = _staying(request.user, rows) if "into" in action.asks else []
    if staying:
        sent.setdefault("into", staying[0][0])
    people = people_of(request.user)
    return SeveralForm(action.asks, sent, people=people, reasons=reasons, staying=staying)


def _staying(user: User, rows: list[Row]) -> list[tuple[str, str]]:
    """Return the chosen incidents as choices, first the one to suggest: public ones, then the oldest."""
    shown = {row.incident_id: f"{row.incident_id}:{row.seen}" for row in rows}
    found = Incident.objects.visible_to(user).filter(pk__in=shown)
    ordered = sorted(found, key=lambda each: (each.published_version is None, each.pk))
    return [(shown[each.pk], f"{each.uid} {each.title}") for each in ordered]


def _is_as_shown(request: PersonRequest, details: dict[str, Any]) -> bool:
    """Say whether the page showed what comes of these choices: another incident that stays is shown first."""
    return "into" not in details or request.POST.get("shown") == details["into"]


def people_of(user: User) -> list[tuple[str, str]]:
    """Return whom work can be given to at the person's desks, the person first."""
    desks = user.desks_with(Role.VERIFIER)
    verifying = User.objects.filter(
        memberships__desk__in=desks, memberships__role__in=Role.VERIFIER.and_above, is_active=True
    )
    others = verifying.exclude(pk=user.pk).distinct().order_by("name", "pk")
    named = [(str(each.pk), each.called()) for each in others]
    rule = [(BY_RULE, _("whoever has least to do"))] if user.has_role(Role.SUPERVISOR) else []
    return [*rule, (str(user.pk), _("me")), *named]


def _details(form: SeveralForm) -> tuple[dict[str, Any], CaseworkError | None]:
    try:
        return form.details(), None
    except CaseworkError as error:
        return {}, error


def _missing(form: SeveralForm, foreseen: list[Foreseen]) -> CaseworkError | None:
    """Return what the form lacks: one row that would be done proves that it lacks nothing."""
    if any(each.error is None for each in foreseen):
        return None
    return next((each.error for each in foreseen if each.error and each.error.field in form.fields), None)


def _preview(
    request: PersonRequest,
    action: Action,
    form: SeveralForm,
    foreseen: list[Foreseen],
    error: CaseworkError | None = None,
    back: str = "",
) -> HttpResponse:
    """What only waits for the form to be filled in will happen: nothing else stands in its way."""
    rows = [
        (each, each.error if each.error and each.error.field not in form.fields else None)
        for each in foreseen
    ]
    context = {
        "action": action,
        "form": form,
        "rows": rows,
        "shown": form["into"].value() if "into" in form.fields else "",
        "ready": sum(not refusal and not each.is_unchanged for each, refusal in rows),
        "error": error,
        "back": back or _back(request)["back"],
        "tags": Tag.objects.visible_to(request.user).in_use().values_list("name", flat=True).distinct(),
    }
    return render(request, "review/several.html", context, status=error.status if error else 200)


@login_required
@require_safe
def report(request: PersonRequest, batch_id: int) -> HttpResponse:
    """Show row by row what came of a step, and offer to take it back."""
    batch = get_object_or_404(Batch, pk=batch_id, by=request.user)
    visible = Incident.objects.visible_to(request.user)
    rows = list(batch.rows.filter(incident__in=visible).select_related("incident"))
    numbers = {outcome: sum(row.outcome == outcome for row in rows) for outcome in Outcome}
    context = {
        "batch": batch,
        "label": label_of(batch.action),
        "rows": rows,
        "numbers": [(outcome, number) for outcome, number in numbers.items() if number],
        "can_undo": numbers[Outcome.DONE],
        "back": _back(request)["back"],
    }
    return render(request, "review/report.html", context)


@login_required
@require_POST
def undo(request: PersonRequest, batch_id: int) -> HttpResponse:
    """Take back the rows of a step that were done."""
    batch, undone = undo_batch(batch_id, by=request.user)
    left = batch.rows.filter(outcome=Outcome.DONE).count()
    sentence = ngettext("%(number)d incident was undone.", "%(number)d incidents were undone.", undone)
    if left:
        sentence += " " + _("%(left)d could not be: see why below.") % {"left": left}
    toasts.done(request, sentence % {"number": undone})
    address = f"{reverse('review:report', args=[batch.pk])}?{_back(request).urlencode()}"
    return HttpResponseRedirect(address, status=303)


def _back(request: PersonRequest) -> Any:
    """Return the list that the person came from, as an address of ours."""
    asked = request.POST.get("back") or request.GET.get("back") or ""
    ours = url_has_allowed_host_and_scheme(asked, allowed_hosts=None) and asked.startswith("/")
    back = request.GET.copy()
    back.clear()
    back["back"] = asked if ours else reverse("review:queue")
    return back
