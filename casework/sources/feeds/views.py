"""The page on which people decide about new items, one by one or several at once."""

from __future__ import annotations

import uuid
from dataclasses import replace
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from casework.accounts.models import Role
from casework.accounts.requests import PersonRequest
from casework.core import toasts
from casework.core.errors import BadInput, CaseworkError
from casework.core.panels import columns_for
from casework.sources.feeds import reading, triage
from casework.sources.models import Triaged, TriageItem, TriageStep


@login_required
@require_safe
def triage_list(request: PersonRequest) -> HttpResponse:
    """List the items of the person's desks: what waits, what was decided, what no rule fits."""
    return show(request)


def show(request: PersonRequest, error: CaseworkError | None = None) -> HttpResponse:
    """Render the list; with an error, its sentence above the items as they are now."""
    query = request.GET if request.method in ("GET", "HEAD") else QueryDict(request.POST.get("back", ""))
    asked = reading.Asked.of(query)
    page, lines = reading.triage_page(request.user, asked, query)
    # A refusal is shown at the address of what was refused; the list lies elsewhere.
    here = reverse("sources:triage")
    page = replace(page, newer=page.newer and here + page.newer, older=page.older and here + page.older)
    context: dict[str, Any] = {
        "asked": asked,
        "page": page,
        "lines": lines,
        "tabs": reading.tabs(request.user, asked),
        "feeds": reading.feeds_of(request.user),
        "desks": reading.desks_of(request.user),
        "columns": columns_for("triage", request, page.rows),
        "may_decide": request.user.has_role(Role.LOGGER),
        "may_follow": request.user.has_role(Role.SUPERVISOR),
        "token": uuid.uuid4(),
        "back": query.urlencode(),
        "error": error,
    }
    return render(
        request, "sources/triage_list.html", context, status=error.status if error else HTTPStatus.OK
    )


@login_required
@require_POST
def keep(request: PersonRequest, item_id: int) -> HttpResponse:
    """Keep an item as a document of the desk."""
    return _decided(request, item_id, Triaged.KEEP, _("“%(title)s” was kept. It is fetched within seconds."))


@login_required
@require_POST
def drop(request: PersonRequest, item_id: int) -> HttpResponse:
    """Mark an item as not relevant."""
    return _decided(request, item_id, Triaged.DROP, _("“%(title)s” was marked as not relevant."))


def _decided(request: PersonRequest, item_id: int, decision: Triaged, sentence: str) -> HttpResponse:
    try:
        row = triage.decide(item_id, decision, by=request.user)
    except CaseworkError as error:
        if error.status == HTTPStatus.NOT_FOUND:
            raise
        return show(request, error)
    way_back = toasts.Undo(reverse("sources:triage-undo", args=[row.pk]), row.version)
    toasts.done(request, sentence % {"title": row.item.title}, way_back)
    return back_to_list(request)


@login_required
@require_POST
def undo(request: PersonRequest, item_id: int) -> HttpResponse:
    """Let an item wait again."""
    seen = request.POST.get("seen", "")
    try:
        row, was_kept = triage.undo(item_id, by=request.user, seen=int(seen) if seen.isdigit() else 0)
    except CaseworkError as error:
        if error.status == HTTPStatus.NOT_FOUND:
            raise
        return show(request, error)
    sentence = _("“%(title)s” waits again.")
    if was_kept:
        sentence = _("“%(title)s” waits again. What was filed stays among the documents.")
    toasts.done(request, sentence % {"title": row.item.title})
    return back_to_list(request, at=row.pk)


@login_required
@require_POST
def several(request: PersonRequest) -> HttpResponse:
    """Decide about the chosen items, and show what came of each."""
    do, token = request.POST.get("do", ""), request.POST.get("token", "")
    chosen = [each for each in request.POST.getlist("row") if each.isascii() and each.isdigit()]
    try:
        if do not in Triaged.values:
            raise BadInput(_("Choose what to do with the chosen items."))
        step = triage.decide_several(
            [int(each[:18]) for each in chosen], Triaged(do), by=request.user, token=_token(token)
        )
    except CaseworkError as error:
        return show(request, error)
    return HttpResponseRedirect(_report_of(request, step), status=HTTPStatus.SEE_OTHER)


def _token(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise BadInput(_("This page is too old. Open the list again, then choose.")) from error


@login_required
@require_safe
def report(request: PersonRequest, step_id: int) -> HttpResponse:
    """Show item by item what came of a step on several, and offer to take it back."""
    step = get_object_or_404(TriageStep, pk=step_id, by=request.user)
    visible = TriageItem.objects.visible_to(request.user).filter(pk__in=step.report)
    rows = [(row, step.report[str(row.pk)]) for row in visible.select_related("item").order_by("-pk")]
    done = sum(row.step_id == step.pk for row, _why in rows)
    context = {
        "step": step,
        "rows": rows,
        "done": done,
        "refused": sum(bool(why) for _row, why in rows),
        "back": _list_with(request.GET.get("back", "")),
    }
    return render(request, "sources/triage_report.html", context)


@login_required
@require_POST
def undo_several(request: PersonRequest, step_id: int) -> HttpResponse:
    """Let the items of a step wait again."""
    step, undone = triage.undo_several(step_id, by=request.user)
    sentence = ngettext("%(number)d item waits again.", "%(number)d items wait again.", undone)
    toasts.done(request, sentence % {"number": undone})
    return HttpResponseRedirect(_report_of(request, step), status=HTTPStatus.SEE_OTHER)


def back_to_list(request: PersonRequest, at: int | None = None) -> HttpResponseRedirect:
    """Come back to the list as it was narrowed, at the item that the form names as the next one."""
    following = request.POST.get("next", "")
    place = at or (following if following.isascii() and following.isdigit() else "")
    address = _list_with(request.POST.get("back", ""))
    return HttpResponseRedirect(address + (f"#item-{place}" if place else ""), status=HTTPStatus.SEE_OTHER)


def _list_with(query: str) -> str:
    """Return the address of the list, narrowed as a form says; nothing else than a query is believed."""
    address = f"{reverse('sources:triage')}?{query}" if query else reverse("sources:triage")
    return (
        address
        if url_has_allowed_host_and_scheme(address, None) and "#" not in query
        else reverse("sources:triage")
    )


def _report_of(request: PersonRequest, step: TriageStep) -> str:
    address = reverse("sources:triage-report", args=[step.pk])
    back = request.POST.get("back", "")
    return f"{address}?{urlencode({'back': back})}" if back else address
