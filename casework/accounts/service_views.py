"""The services: programs that act under a name of their own, and their keys."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from casework.accounts.confirming import confirm_first
from casework.accounts.forms import RenewalForm, ServiceForm, ServiceKeyForm
from casework.accounts.keys import create_key
from casework.accounts.models import ApiKey, Service
from casework.accounts.policies import may_change_service, may_end_service, may_see_services
from casework.accounts.programs import change_service, create_service, end_service
from casework.accounts.requests import PersonRequest
from casework.core import toasts
from casework.core.errors import CaseworkError, NotPermitted

# More than anybody looks through, and enough to see what ended lately.
RUNNING_SHOWN, ENDED_SHOWN = 200, 20


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def services(request: PersonRequest) -> HttpResponse:
    """Show the services that concern the person, and make one."""
    if not (decision := may_see_services(request.user)):
        raise NotPermitted(decision.reason)
    if request.method != "POST":
        return _list(request, ServiceForm(request.user))
    if detour := confirm_first(request):
        return detour
    form = ServiceForm(request.user, request.POST)
    try:
        made = create_service(by=request.user, **form.said())
    except CaseworkError as error:
        form.refused("service", error)
        return _list(request, form, error.status)
    toasts.done(request, _("%(name)s is a service now. Make its first key.") % {"name": made})
    return _to(made)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def service(request: PersonRequest, service_id: int) -> HttpResponse:
    """Show a service with its keys, and keep what somebody changes about it."""
    shown = _service(request, service_id)
    if request.method != "POST":
        return service_page(request, shown)
    if detour := confirm_first(request):
        return detour
    form = ServiceForm(request.user, request.POST, shown)
    try:
        change_service(shown.pk, by=request.user, **form.said())
    except CaseworkError as error:
        form.refused("service", error)
        return service_page(request, shown, status=error.status, form=form)
    toasts.done(request, _("The change is kept. Keys of the service follow it from now on."))
    return _to(shown)


@login_required
@require_POST
def service_key(request: PersonRequest, service_id: int) -> HttpResponse:
    """Make a key for a service. Its secret is in this one answer and never again."""
    shown = _service(request, service_id)
    if detour := confirm_first(request):
        return detour
    form = ServiceKeyForm(request.POST, use_required_attribute=False)
    try:
        made, secret = create_key(shown.account, scopes=shown.scopes, by=request.user, **form.said())
    except CaseworkError as error:
        form.refused("key", error)
        return service_page(request, shown, status=error.status, key_form=form)
    return service_page(request, shown, made=made, secret=secret)


@login_required
@require_POST
def service_end(request: PersonRequest, service_id: int) -> HttpResponse:
    """End a service and its keys for good."""
    ended = end_service(_service(request, service_id).pk, by=request.user)
    toasts.done(request, _("%(name)s has ended: its keys open nothing any more.") % {"name": ended})
    return _to(ended)


def service_page(
    request: PersonRequest, shown: Service, *, status: int = HTTPStatus.OK, **context: Any
) -> HttpResponse:
    """Show a service; also what another view made of one of its keys."""
    keys = ApiKey.objects.filter(user=shown.account)
    may_change = may_change_service(request.user, shown) if shown.account.is_active else None
    context = {
        "service": shown,
        "running": Service.objects.running().filter(pk=shown.pk).exists(),
        "may_change": may_change,
        "may_end": shown.account.is_active and may_end_service(request.user, shown),
        "form": ServiceForm(request.user, service=shown),
        "key_form": ServiceKeyForm(use_required_attribute=False),
        "renewal": RenewalForm(auto_id=False),
        "live": keys.live(),
        "ended": keys.ended()[:ENDED_SHOWN],
        **context,
    }
    return render(request, "accounts/service_detail.html", context, status=status)


def _service(request: PersonRequest, service_id: int) -> Service:
    rows = Service.objects.visible_to(request.user).select_related("account", "owner")
    return get_object_or_404(rows.prefetch_related("desks"), pk=service_id)


def _to(shown: Service) -> HttpResponse:
    return HttpResponseRedirect(reverse("account_service", args=[shown.pk]), status=HTTPStatus.SEE_OTHER)


def _list(request: PersonRequest, form: ServiceForm, status: int = HTTPStatus.OK) -> HttpResponse:
    rows = Service.objects.visible_to(request.user).select_related("account", "owner")
    context = {
        "form": form,
        "services": rows.not_ended().with_last_use().prefetch_related("desks")[:RUNNING_SHOWN],
        "ended": rows.filter(account__is_active=False)[:ENDED_SHOWN],
    }
    return render(request, "accounts/service_list.html", context, status=status)
