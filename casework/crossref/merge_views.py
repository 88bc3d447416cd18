"""Pages on which two incidents are merged, part by part, and parted again. Every rule is the services'."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework.accounts.requests import PersonRequest
from casework.core import toasts
from casework.core.errors import CaseworkError, NotPermitted
from casework.crossref import merge_plan, pair_reading, services, unmerge_plan
from casework.crossref.forms import MergeForm, UnmergeForm
from casework.crossref.models import CandidatePair, MergeJournal
from casework.crossref.policies import may_merge
from casework.incidents.models import Incident

METHODS = ["GET", "HEAD", "POST"]


@login_required
@require_http_methods(METHODS)
def merge(request: PersonRequest, pair_id: int) -> HttpResponse:
    """Choose which incident stays and what it takes from the other, look at the result, and merge."""
    pair = get_object_or_404(pair_reading.visible_pairs(request.user), pk=pair_id)
    _refuse_stranger(request, pair.left, pair.right)
    form = MergeForm(request.POST if request.method == "POST" else request.GET)
    # What readers know stays, unless somebody chooses otherwise.
    stays = form.survivor() or (pair.right if _is_better_known(pair.right, pair.left) else pair.left).uid
    survivor = pair.right if stays == pair.right.uid else pair.left
    donor = pair.left if survivor is pair.right else pair.right
    error: CaseworkError | None = None
    if request.method == "POST" and "merge" in request.POST:
        try:
            sent = form.parsed()
            seen = {donor.pk: sent["donor_seen"], survivor.pk: sent["survivor_seen"]}
            choices, note = form.choices(), sent["note"]
            services.merge(donor.pk, survivor.pk, by=request.user, seen=seen, choices=choices, note=note)
        except CaseworkError as refused:
            error = refused
        else:
            words = {"uid": donor.uid, "into": survivor.uid}
            toasts.done(request, _("%(uid)s is merged into %(into)s. Read its numbers again.") % words)
            return HttpResponseRedirect(reverse("incidents:detail", args=[survivor.uid]), status=303)
    return _preview(request, pair, donor, survivor, form, error)


def _preview(
    request: PersonRequest,
    pair: CandidatePair,
    donor: Incident,
    survivor: Incident,
    form: MergeForm,
    error: CaseworkError | None,
) -> HttpResponse:
    """Show what the merge would do with what is chosen now."""
    chosen = form.choices()
    try:
        plan = merge_plan.plan_of(donor, survivor, by=request.user, chosen=chosen)
    except CaseworkError as refused:
        error, plan = error or refused, merge_plan.plan_of(donor, survivor, by=request.user)
    context = {
        "pair": pair,
        "plan": plan,
        "differing": [each for each in plan.choices if each.differs],
        "alike": [each for each in plan.choices if not each.differs],
        "note": form.data.get("note", ""),
        "error": error,
    }
    return render(request, "crossref/merge.html", context, status=error.status if error else 200)


@login_required
@require_http_methods(METHODS)
def unmerge(request: PersonRequest, merge_id: int) -> HttpResponse:
    """Show what can be given back, and part the two."""
    visible = Incident.objects.visible_to(request.user).values("pk")
    rows = MergeJournal.objects.filter(donor__in=visible, survivor__in=visible)
    journal = get_object_or_404(rows.select_related("donor__desk", "survivor__desk", "by"), pk=merge_id)
    _refuse_stranger(request, journal.donor, journal.survivor)
    error: CaseworkError | None = None
    form = UnmergeForm(request.POST)
    if request.method == "POST":
        try:
            services.unmerge(merge_id, by=request.user, **_versions(journal, form.parsed()))
        except CaseworkError as refused:
            error = refused
            journal = rows.select_related("donor__desk", "survivor__desk", "by").get(pk=merge_id)
        else:
            words = {"uid": journal.donor.uid, "other": journal.survivor.uid}
            toasts.done(request, _("%(uid)s and %(other)s are two incidents again.") % words)
            return HttpResponseRedirect(reverse("incidents:detail", args=[journal.donor.uid]), status=303)
    plan = unmerge_plan.plan_of(journal)
    context = {"journal": journal, "plan": plan, "error": error, "note": form.data.get("note", "")}
    return render(request, "crossref/unmerge.html", context, status=error.status if error else 200)


def _is_better_known(one: Incident, other: Incident) -> bool:
    return one.published_version is not None and other.published_version is None


def _versions(journal: MergeJournal, sent: Mapping[str, Any]) -> dict[str, Any]:
    seen = {journal.donor_id: sent["donor_seen"], journal.survivor_id: sent["survivor_seen"]}
    return {"seen": seen, "note": sent["note"], "partly": sent["partly"]}


def _refuse_stranger(request: PersonRequest, *incidents: Incident) -> None:
    if not (decision := may_merge(request.user, *incidents)):
        raise NotPermitted(decision.reason)
