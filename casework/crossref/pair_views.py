"""The page of one pair: judge it and go on to the next. Every rule is the services'."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from casework.accounts.requests import PersonRequest
from casework.core import toasts
from casework.core.errors import CaseworkError
from casework.core.paging import capped_count
from casework.crossref import pair_reading, services
from casework.crossref.filters import PairFilter
from casework.crossref.forms import PairForm
from casework.crossref.models import CandidatePair


def _pair(request: PersonRequest, pair_id: int) -> CandidatePair:
    return get_object_or_404(pair_reading.visible_pairs(request.user), pk=pair_id)


def asked_for(request: PersonRequest) -> PairFilter:
    """Return the pairs that wait, narrowed as the address says."""
    return PairFilter(request.GET, CandidatePair.objects.visible_to(request.user).waiting(), request=request)


def without_place(request: PersonRequest) -> str:
    """Return the filters of the queue, as they go along in addresses."""
    query = request.GET.copy()
    for name in {*query} - {*PairFilter.base_filters}:
        del query[name]
    return query.urlencode()


def _with_query(request: PersonRequest, address: str) -> str:
    query = without_place(request)
    return f"{address}?{query}" if query else address


@login_required
@require_safe
def pair_detail(request: PersonRequest, pair_id: int) -> HttpResponse:
    """Show both incidents of a pair side by side, with what proves them and what is known."""
    return _show(request, pair_id)


def _show(request: PersonRequest, pair_id: int, error: CaseworkError | None = None) -> HttpResponse:
    page = pair_reading.page_of_pair(_pair(request, pair_id), request.user)
    waiting = asked_for(request).qs.judgeable_by(request.user).exclude(pk=pair_id)
    query, next_address = without_place(request), f"{reverse('crossref:next')}?after={pair_id}"
    context = {
        "page": page,
        "error": error,
        "waiting": capped_count(waiting),
        "next": f"{next_address}&{query}" if query else next_address,
        "query": f"?{query}" if query else "",
    }
    return render(request, "crossref/pair_detail.html", context, status=error.status if error else 200)


@login_required
@require_POST
def judge_pair(request: PersonRequest, pair_id: int) -> HttpResponse:
    """Say whether the two are the same attack, and go on to the next pair."""
    pair = _pair(request, pair_id)
    form = PairForm(request.POST)
    try:
        sent = form.parsed()
        seen = {pair.left_id: sent["seen"], pair.right_id: sent["other_seen"]}
        judgement = services.judge(
            sent["verdict"], by=request.user, seen=seen, note=sent["note"], replaces=sent["replaces"]
        )
    except CaseworkError as error:
        return _show(request, pair_id, error)
    words = {"uid": pair.left.uid, "other": pair.right.uid, "verdict": judgement.get_verdict_display()}
    back = _with_query(request, reverse("crossref:take_back_pair", args=[pair_id, judgement.pk]))
    undo = toasts.Undo(back, judgement.left_version)
    toasts.done(request, _("%(uid)s and %(other)s: “%(verdict)s”.") % words, undo)
    return _go_on(request, pair)


@login_required
@require_POST
def take_back_pair(request: PersonRequest, pair_id: int, judgement_id: int) -> HttpResponse:
    """End the judgement of a pair, and stay with it."""
    _pair(request, pair_id)
    try:
        pair = services.take_back(judgement_id, by=request.user).pair
    except CaseworkError as error:
        return _show(request, pair_id, error)
    words = {"uid": pair.left.uid, "other": pair.right.uid}
    toasts.done(request, _("Taken back: %(uid)s and %(other)s are open again.") % words)
    address = _with_query(request, reverse("crossref:pair", args=[pair_id]))
    return HttpResponseRedirect(address, status=303)


@login_required
@require_safe
def next_pair(request: PersonRequest) -> HttpResponse:
    """Lead to the likeliest pair that waits, behind the one named in the address."""
    after = request.GET.get("after", "")
    rows = pair_reading.visible_pairs(request.user)
    return _go_on(
        request, rows.filter(pk=int(after)).first() if after.isdecimal() and len(after) < 19 else None
    )


def _go_on(request: PersonRequest, after: CandidatePair | None) -> HttpResponseRedirect:
    found = pair_reading.next_pair(request.user, asked_for(request), after)
    if found is None:
        toasts.done(request, _("No other pair waits for you here."))
        return HttpResponseRedirect(_with_query(request, reverse("crossref:list")), status=303)
    return HttpResponseRedirect(_with_query(request, reverse("crossref:pair", args=[found.pk])), status=303)
