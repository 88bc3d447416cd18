"""Moving, holding and discussing incidents, and the queue. Every rule is the services'."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from casework.accounts.models import User
from casework.accounts.requests import PersonRequest
from casework.core import toasts
from casework.core.errors import CaseworkError
from casework.core.panels import columns_for
from casework.core.text import storable
from casework.incidents.drafting_views import ends_draft
from casework.incidents.filters import IncidentFilter
from casework.incidents.listing import listing_of
from casework.incidents.models import Incident
from casework.incidents.views import show
from casework.review import services
from casework.review.forms import CommentForm, PostponeForm, TakeForm, UndoForm, move_form
from casework.review.models import Lease, Postponement
from casework.review.queues import Queue, in_queue, queue_counts
from casework.review.services.comments import people_to_name
from casework.review.services.postponing import put_aside_by
from casework.review.services.presence import be_here, leave, others_here

NO_MORE_WORK = gettext_lazy("There is no other work for you now. Look again later.")


def _visible(request: PersonRequest, uid: str) -> Incident:
    return get_object_or_404(Incident.objects.visible_to(request.user), uid=uid)


def is_held(incident: Incident, user: User) -> bool:
    """Say whether the person works on the incident: then a decision leads on to the next one."""
    return Lease.objects.held_by(user).filter(incident=incident).exists()


def _see_other(address: str) -> HttpResponseRedirect:
    """Send the browser on with GET, so that reloading the next page does not send the form again."""
    return HttpResponseRedirect(address, status=303)


def _to_incident(uid: str) -> HttpResponseRedirect:
    return _see_other(reverse("incidents:detail", args=[uid]))


@login_required
@ends_draft
@require_POST
def move(request: PersonRequest, uid: str) -> HttpResponse:
    """Move an incident through the workflow; when it is refused, show it as it is now and keep the text."""
    incident = _visible(request, uid)
    form = move_form(request.POST)
    name = form.transition.name
    goes_on = request.user.goes_on and not form.transition.keeps_lease and is_held(incident, request.user)
    try:
        moved = services.move(incident.pk, name, by=request.user, **form.parsed())
    except CaseworkError as error:
        return show(request, uid, form.refused(name, error))
    sentence = _("%(uid)s is now “%(state)s”.") % {"uid": uid, "state": moved.get_review_state_display()}
    way_back = toasts.Undo(reverse("review:undo", args=[uid]), moved.version)
    after = services.take_next(request.user) if goes_on else None
    if goes_on and after is None:
        sentence += " " + str(NO_MORE_WORK)
    toasts.done(request, sentence, None if name == "undo" else way_back)
    return _to_incident(after.uid if after else uid)


@login_required
@require_POST
def undo(request: PersonRequest, uid: str) -> HttpResponse:
    """Take back the person's last move."""
    incident = _visible(request, uid)
    form = UndoForm(request.POST)
    try:
        undone = services.undo(incident.pk, by=request.user, **form.parsed())
    except CaseworkError as error:
        return show(request, uid, form.refused("undo", error))
    toasts.done(
        request,
        _("Undone: %(uid)s is “%(state)s” again.") % {"uid": uid, "state": undone.get_review_state_display()},
    )
    return _to_incident(uid)


@login_required
@require_POST
def take(request: PersonRequest, uid: str) -> HttpResponse:
    """Hold the incident, and start on it where that was asked for; perhaps instead of another one."""
    incident = _visible(request, uid)
    form = TakeForm(request.POST)
    try:
        asked = form.parsed()
        other = Incident.objects.visible_to(request.user).filter(uid=asked["instead_of"]).first()
        instead_of = other.pk if other else None
        if asked["start"]:
            services.take_and_start(incident.pk, by=request.user, seen=asked["seen"], instead_of=instead_of)
        else:
            services.take(incident.pk, by=request.user, instead_of=instead_of)
    except CaseworkError as error:
        return show(request, uid, form.refused("take", error))
    return _to_incident(uid)


@login_required
@require_POST
def skip(request: PersonRequest, uid: str) -> HttpResponse:
    """Pass the incident over once, and go on to the next one."""
    incident = _visible(request, uid)
    try:
        row = services.skip(incident.pk, by=request.user)
    except CaseworkError as error:
        return show(request, uid, UndoForm().refused("skip", error))
    return _put_aside(request, incident, row)


@login_required
@require_POST
def postpone(request: PersonRequest, uid: str) -> HttpResponse:
    """Put the incident aside until a time, and go on to the next one."""
    incident = _visible(request, uid)
    form = PostponeForm(request.POST)
    try:
        row = services.postpone(incident.pk, by=request.user, until=form.moment())
    except CaseworkError as error:
        return show(request, uid, form.refused("postpone", error))
    return _put_aside(request, incident, row)


def _put_aside(request: PersonRequest, incident: Incident, row: Postponement) -> HttpResponse:
    until = date_format(localtime(row.until), "SHORT_DATETIME_FORMAT")
    sentence = _("%(uid)s is put aside until %(until)s.") % {"uid": incident.uid, "until": until}
    after = services.take_next(request.user)
    if after is None:
        sentence += " " + str(NO_MORE_WORK)
    toasts.done(request, sentence, toasts.Undo(reverse("review:take", args=[incident.uid]), incident.version))
    return _to_incident(after.uid) if after else _see_other(reverse("review:queue"))


@login_required
@require_POST
def give_back(request: PersonRequest, uid: str) -> HttpResponse:
    """End the person's hold."""
    services.give_back(_visible(request, uid).pk, by=request.user)
    toasts.done(request, _("You gave %(uid)s back. A colleague can take it now.") % {"uid": uid})
    return _to_incident(uid)


@login_required
@require_POST
def heartbeat(request: PersonRequest, uid: str) -> JsonResponse:
    """Prolong the hold while the page is open; the page asks every 25 seconds."""
    incident = _visible(request, uid)
    try:
        services.heartbeat(incident.pk, by=request.user)
    except CaseworkError as error:
        return JsonResponse({"sentence": error.message}, status=error.status)
    return JsonResponse({"sentence": "", **_who_is_here(request, incident)})


@login_required
@require_POST
def presence(request: PersonRequest, uid: str) -> JsonResponse:
    """Note that the page is open, or was closed, and say who else has it open; without holding anything."""
    incident = _visible(request, uid)
    if request.POST.get("left"):
        leave(incident, by=request.user)
        return JsonResponse({})
    return JsonResponse(_who_is_here(request, incident))


def _who_is_here(request: PersonRequest, incident: Incident) -> dict[str, Any]:
    be_here(incident, by=request.user, doing=request.POST.get("doing", ""))
    changed = {"name": incident.changed_by, "time": date_format(localtime(incident.changed_at), "H:i")}
    return {
        "people": others_here(incident, but=request.user),
        "version": incident.version,
        "changed": _("%(name)s changed this incident at %(time)s.") % changed,
    }


@login_required
@ends_draft
@require_POST
def comment(request: PersonRequest, uid: str) -> HttpResponse:
    """Say something about the incident."""
    incident = _visible(request, uid)
    form = CommentForm(request.POST)
    try:
        said = form.parsed()
        services.add_comment(incident.pk, by=request.user, text=said["text"], field=said["field"])
    except CaseworkError as error:
        return show(request, uid, form.refused("comment", error))
    return _see_other(_back(request, uid) + "#comments")


def _back(request: PersonRequest, uid: str) -> str:
    """Return the page of this very incident that the form names: nobody may send a person elsewhere by it."""
    detail, back = reverse("incidents:detail", args=[uid]), request.POST.get("back", "")
    return back if back.startswith(detail) and "\\" not in back else detail


@login_required
@require_safe
def people(request: PersonRequest, uid: str) -> JsonResponse:
    """Return the people who may be named on the incident and whose name begins as typed."""
    found = people_to_name(_visible(request, uid), request.GET.get("q", "").strip()[:60])
    return JsonResponse({"people": [{"username": each.username, "name": each.name} for each in found]})


@login_required
@require_POST
def resolve_comment(request: PersonRequest, comment_id: int) -> HttpResponse:
    """Mark a comment as dealt with."""
    done = services.resolve_comment(comment_id, by=request.user)
    return _see_other(_back(request, done.incident.uid) + "#comments")


@login_required
@require_POST
def reopen_comment(request: PersonRequest, comment_id: int) -> HttpResponse:
    """Mark a comment as open again."""
    opened = services.reopen_comment(comment_id, by=request.user)
    return _see_other(_back(request, opened.incident.uid) + "#comments")


@login_required
@require_safe
def queue(request: PersonRequest) -> HttpResponse:
    """Show the person's queues with their counts, narrowed as asked, and a page of one of them."""
    user = request.user
    chosen = chosen_queue(request)
    found = IncidentFilter(request.GET, in_queue(chosen, user), request=request)
    counts = queue_counts(user, found.narrow)
    listing = listing_of(request, found, order="next", queue=chosen.value, count=counts[chosen])
    context = {
        "queues": [(each, counts[each], each == chosen) for each in Queue],
        "chosen": chosen,
        "listing": listing,
        "columns": columns_for("incidents", request, listing.page.rows),
        "left_aside": listing.found.left_aside(),
        "put_aside": put_aside_by(user),
    }
    return render(request, "review/queue.html", context)


def chosen_queue(request: PersonRequest) -> Queue:
    """Return the queue that was asked for, or else the first that holds something."""
    asked = request.GET.get("queue", "")
    if asked in Queue.values:
        return Queue(asked)
    counts = queue_counts(request.user)
    shown = next((each for each in Queue if counts[each]), Queue.MINE)
    if asked:
        said = _("There is no queue “%(asked)s”. You see “%(shown)s”.")
        messages.warning(request, said % {"asked": storable(asked)[:40], "shown": shown.label})
    return shown


@login_required
@require_POST
def take_next(request: PersonRequest) -> HttpResponse:
    """Take the next incident and open it, or say that there is no work."""
    incident = services.take_next(request.user)
    if incident is None:
        toasts.done(request, _("There is no work for you now. Look again later."))
        return _see_other(reverse("review:queue"))
    return _to_incident(incident.uid)
