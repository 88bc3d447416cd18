"""Judging and linking pairs from the page of one of the two. Every rule is the services'."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casework.accounts.requests import PersonRequest
from casework.core import toasts
from casework.core.errors import CaseworkError
from casework.crossref import services
from casework.crossref.forms import JudgeForm, LinkForm, VersionForm
from casework.incidents.models import Incident
from casework.incidents.views import show


def _visible(request: PersonRequest, uid: str) -> Incident:
    return get_object_or_404(Incident.objects.visible_to(request.user), uid=uid)


def _to_pairs(uid: str) -> HttpResponseRedirect:
    """Lead back with GET to the pairs of the incident, where the next one is waiting."""
    return HttpResponseRedirect(reverse("incidents:detail", args=[uid]) + "#same-attack", status=303)


@login_required
@require_POST
def judge(request: PersonRequest, uid: str, other: str) -> HttpResponse:
    """Say whether two incidents are the same attack, and offer to take it back."""
    incident, against = _visible(request, uid), _visible(request, other)
    form = JudgeForm(request.POST)
    try:
        sent = form.parsed()
        seen = {incident.pk: sent["seen"], against.pk: sent["other_seen"]}
        judgement = services.judge(sent["verdict"], by=request.user, seen=seen)
    except CaseworkError as error:
        return show(request, uid, form.refused("judge", error))
    words = {"uid": uid, "other": other, "verdict": judgement.get_verdict_display()}
    way_back = toasts.Undo(reverse("crossref:take_back", args=[uid, judgement.pk]), incident.version)
    toasts.done(request, _("%(uid)s and %(other)s: “%(verdict)s”.") % words, way_back)
    return _to_pairs(uid)


@login_required
@require_POST
def take_back(request: PersonRequest, uid: str, judgement_id: int) -> HttpResponse:
    """End a judgement, so that its pair is open again."""
    _visible(request, uid)
    try:
        pair = services.take_back(judgement_id, by=request.user).pair
    except CaseworkError as error:
        return show(request, uid, VersionForm().refused("take_back", error))
    words = {"uid": pair.left.uid, "other": pair.right.uid}
    toasts.done(request, _("Taken back: %(uid)s and %(other)s are open again.") % words)
    return _to_pairs(uid)


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
    return _to_pairs(uid)


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
    return _to_pairs(uid)
