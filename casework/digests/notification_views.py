"""What needs the person, and the star on an incident. Every rule is the services'."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from casework.accounts.requests import PersonRequest
from casework.core import toasts
from casework.core.errors import BadInput
from casework.digests import services
from casework.digests.notices import address_of, lines_for, put_away_by
from casework.incidents.models import Incident


@login_required
@require_safe
def notification_list(request: PersonRequest) -> HttpResponse:
    """Show what asks something of the person, then what they watch; or what they put away last."""
    is_done = request.GET.get("show") == "done"
    asks, watched = ([], []) if is_done else lines_for(request.user)
    context = {
        "is_done": is_done,
        "asks": asks,
        "watched": watched,
        "done": put_away_by(request.user) if is_done else [],
        "made_at": timezone.now().isoformat(),
    }
    return render(request, "digests/notification_list.html", context)


@login_required
@require_safe
def open_one(request: PersonRequest, notification_id: int) -> HttpResponse:
    """Mark one as read and go to what it is about."""
    return HttpResponseRedirect(address_of(services.read_notification(notification_id, by=request.user)))


@login_required
@require_POST
def put_away(request: PersonRequest, notification_id: int) -> HttpResponse:
    """Put one away, and come back to the next."""
    services.put_away(notification_id, by=request.user)
    return _back(request)


@login_required
@require_POST
def unread(request: PersonRequest, notification_id: int) -> HttpResponse:
    """Mark one as unread, and open again."""
    services.unread_notification(notification_id, by=request.user)
    return _back(request, at=notification_id)


@login_required
@require_POST
def put_away_all(request: PersonRequest) -> HttpResponse:
    """Put away everything that the page showed; what came since stays."""
    until = parse_datetime(request.POST.get("until", ""))
    if until is None or timezone.is_naive(until):
        raise BadInput(_("Open the page of your notifications again, then put them away."))
    count = services.put_away_all(by=request.user, until=until)
    sentence = ngettext("%(count)d notification was put away.", "%(count)d were put away.", count)
    toasts.done(request, sentence % {"count": count})
    return _back(request)


@login_required
@require_POST
def watch(request: PersonRequest, uid: str) -> HttpResponse:
    """Switch the star of an incident on or off."""
    incident = get_object_or_404(Incident.objects.visible_to(request.user), uid=uid)
    is_on = request.POST.get("watch") == "on"
    services.watch(incident.pk, by=request.user, is_on=is_on)
    if is_on:
        toasts.done(request, _("You watch %(uid)s: you will be told what happens to it.") % {"uid": uid})
    else:
        toasts.done(request, _("You do not watch %(uid)s any more.") % {"uid": uid})
    return HttpResponseRedirect(reverse("incidents:detail", args=[uid]), status=HTTPStatus.SEE_OTHER)


def _back(request: PersonRequest, at: int | None = None) -> HttpResponse:
    """Come back to the list, at the row that the form names as the next one."""
    following = request.POST.get("next", "")
    place = at or (following if following.isascii() and following.isdigit() else "")
    anchor = f"#notification-{place}" if place else ""
    return HttpResponseRedirect(f"{reverse('digests:notifications')}{anchor}", status=HTTPStatus.SEE_OTHER)
