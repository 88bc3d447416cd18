"""The list of pairs; judging and linking from it, or from an incident. Every rule is the services'."""

from __future__ import annotations

import re

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from casework.accounts.requests import PersonRequest
from casework.core import toasts
from casework.core.errors import CaseworkError
from casework.core.refusal import Refusal
from casework.crossref import pair_reading, reading, services
from casework.crossref.filters import PairFilter
from casework.crossref.forms import JudgeForm, LinkForm, RecordForm, VersionForm
from casework.crossref.imports.matching import decide
from casework.crossref.models import CandidatePair, Judgement
from casework.crossref.pair_views import asked_for, without_place
from casework.crossref.policies import may_import_records
from casework.crossref.windows import CHOICES, counts_within
from casework.incidents.models import Incident
from casework.incidents.views import show


def _visible(request: PersonRequest, uid: str) -> Incident:
    return get_object_or_404(Incident.objects.visible_to(request.user), uid=uid)


def _to_pairs(request: PersonRequest, uid: str) -> HttpResponseRedirect:
    """Lead back with GET to where the next pair is waiting: the same place of the list, or the incident."""
    if place := _place(request):
        return HttpResponseRedirect(f"{reverse('crossref:list')}#place-{place}", status=303)
    return HttpResponseRedirect(reverse("incidents:detail", args=[uid]) + "#same-attack", status=303)


def _place(request: PersonRequest) -> int:
    """Return the place in the list from which something was sent; 0 where it came from an incident."""
    text = request.GET.get("place", "")
    return int(text) if re.fullmatch("[1-9][0-9]{0,3}", text) else 0


def _refused(request: PersonRequest, uid: str, refusal: Refusal) -> HttpResponse:
    """Show the page that something was sent from as it is now, with the sentence of the refusal."""
    return _list(request, refusal.error) if _place(request) else show(request, uid, refusal)


@login_required
@require_safe
def pair_list(request: PersonRequest) -> HttpResponse:
    """List the pairs that wait for a judgement, the likeliest first, or those that were judged."""
    return _list(request)


def _list(request: PersonRequest, error: CaseworkError | None = None) -> HttpResponse:
    counts = reading.counts(request.user)
    shown = request.GET.get("show", "")
    page, contradictions = None, []
    asked = asked_for(request)
    if shown in Judgement.Verdict.values:
        pairs, page = reading.judged(request.user, shown, request.GET)
    elif shown == reading.CONTRADICTIONS:
        pairs, contradictions = [], pair_reading.contradictions(request.user)
    else:
        shown, pairs = reading.WAITING, reading.waiting(request.user, asked.qs)
    tabs = [
        (reading.WAITING, _("Waiting")),
        *Judgement.Verdict.choices,
        (reading.CONTRADICTIONS, _("Contradictions")),
    ]
    context = {
        "tabs": [(code, label, counts[code], code == shown) for code, label in tabs],
        "shown": shown,
        "pairs": pairs,
        "count": counts[shown].number,
        "page": page,
        "error": error,
        "filter": asked,
        "is_narrowed": any(asked.form.data.get(name) for name in asked.base_filters),
        "query": without_place(request),
        "contradictions": contradictions,
        "windows": _windows(request) if shown == reading.WAITING else [],
        "importing": may_import_records(request.user),
    }
    return render(request, "crossref/pair_list.html", context, status=error.status if error else 200)


def _windows(request: PersonRequest) -> list[tuple[str, str, int, bool]]:
    """Return the windows of studies: address, words, how many of the pairs that wait lie in it, is chosen."""
    rest = request.GET.copy()
    chosen = rest.pop("near", [""])[-1]
    others = PairFilter(rest, CandidatePair.objects.visible_to(request.user).waiting(), request=request)
    counts = counts_within(others.qs)
    found = []
    for name, words in CHOICES:
        rest["near"] = name
        found.append((rest.urlencode(), str(words), counts[name], name == chosen))
    return found


@login_required
@require_POST
def judge(request: PersonRequest, uid: str, other: str) -> HttpResponse:
    """Say whether two incidents are the same attack, and offer to take it back."""
    incident, against = _visible(request, uid), _visible(request, other)
    form = JudgeForm(request.POST)
    try:
        sent = form.parsed()
        seen = {incident.pk: sent["seen"], against.pk: sent["other_seen"]}
        judgement = services.judge(sent["verdict"], by=request.user, seen=seen, replaces=sent["replaces"])
    except CaseworkError as error:
        return _refused(request, uid, form.refused("judge", error))
    words = {"uid": uid, "other": other, "verdict": judgement.get_verdict_display()}
    back = reverse("crossref:take_back", args=[uid, judgement.pk])
    place = _place(request)
    way_back = toasts.Undo(f"{back}?place={place}" if place else back, incident.version)
    toasts.done(request, _("%(uid)s and %(other)s: “%(verdict)s”.") % words, way_back)
    return _to_pairs(request, uid)


@login_required
@require_POST
def take_back(request: PersonRequest, uid: str, judgement_id: int) -> HttpResponse:
    """End a judgement, so that its pair is open again."""
    _visible(request, uid)
    try:
        pair = services.take_back(judgement_id, by=request.user).pair
    except CaseworkError as error:
        return _refused(request, uid, VersionForm().refused("take_back", error))
    words = {"uid": pair.left.uid, "other": pair.right.uid}
    toasts.done(request, _("Taken back: %(uid)s and %(other)s are open again.") % words)
    return _to_pairs(request, uid)


@login_required
@require_POST
def link(request: PersonRequest, uid: str, other: str) -> HttpResponse:
    """Say what the incident is to another one."""
    incident, target = _visible(request, uid), _visible(request, other)
    form = LinkForm(other, request.POST)
    try:
        sent = form.parsed()
        made = services.link(incident.pk, sent["kind"], target.pk, by=request.user, seen=sent["seen"])
    except CaseworkError as error:
        return show(request, uid, form.refused("link", error))
    words = {"uid": uid, "other": other, "kind": made.get_kind_display()}
    toasts.done(request, _("%(uid)s is linked to %(other)s: “%(kind)s”.") % words)
    return _to_pairs(request, uid)


@login_required
@require_POST
def unlink(request: PersonRequest, uid: str, link_id: int) -> HttpResponse:
    """End a link from or to the incident."""
    _visible(request, uid)
    form = VersionForm(request.POST)
    try:
        ended = services.unlink(link_id, by=request.user, **form.parsed())
    except CaseworkError as error:
        return show(request, uid, form.refused("unlink", error))
    words = {"uid": ended.from_incident.uid, "other": ended.to_incident.uid}
    toasts.done(request, _("%(uid)s and %(other)s are no longer linked in this way.") % words)
    return _to_pairs(request, uid)


@login_required
@require_POST
def record(request: PersonRequest, uid: str, match_id: int) -> HttpResponse:
    """Say whether a row of another data set is about the incident."""
    _visible(request, uid)
    form = RecordForm(request.POST)
    try:
        decided = decide(match_id, form.parsed()["verdict"], by=request.user)
    except CaseworkError as error:
        return show(request, uid, form.refused("record", error))
    words = {"record": decided.record, "uid": uid, "verdict": decided.get_verdict_display()}
    toasts.done(request, _("%(record)s and %(uid)s: “%(verdict)s”.") % words)
    return HttpResponseRedirect(reverse("incidents:detail", args=[uid]) + "#other-data-sets", status=303)
