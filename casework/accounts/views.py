"""A person's own API keys, sessions, habits and language. Signing in and passwords are allauth's views."""

from __future__ import annotations

from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from casework.accounts.confirming import confirm_first
from casework.accounts.forms import HabitsForm, KeyForm, RenewalForm
from casework.accounts.keys import create_key, renew_key, revoke_key
from casework.accounts.models import ApiKey, Service
from casework.accounts.policies import keys_managed_by, may_see_services
from casework.accounts.requests import PersonRequest
from casework.accounts.service_views import service_page
from casework.accounts.services import choose_habits
from casework.accounts.sessions import end_other_sessions, sessions_of
from casework.core import toasts
from casework.core.errors import CaseworkError
from casework.core.pages import way_back

# Of keys that ended: enough to see what ended lately.
ENDED_SHOWN = 20
LANGUAGE_KEPT_FOR = 365 * 24 * 60 * 60


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the language that somebody reads: with the person, and in a cookie for before they sign in."""
    response = HttpResponseRedirect(way_back(request))
    chosen = request.POST.get("language")
    if chosen not in dict(settings.LANGUAGES):
        return response
    if request.user.is_authenticated:
        request.user.language = chosen
        request.user.save(update_fields=["language"])
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=LANGUAGE_KEPT_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def keys(request: PersonRequest) -> HttpResponse:
    """Show the person's keys, and make one. Its secret is in this one answer and never again."""
    if request.method != "POST":
        return _page(request, KeyForm(request.user))
    if detour := confirm_first(request):
        return detour
    form = KeyForm(request.user, request.POST)
    try:
        key, secret = create_key(request.user, by=request.user, **form.said())
    except CaseworkError as error:
        form.refused("key", error)
        return _page(request, form, status=error.status)
    return _page(request, KeyForm(request.user), made=key, secret=secret)


@login_required
@require_POST
def key_renew(request: PersonRequest, key_id: int) -> HttpResponse:
    """Make a key like one of the person's or of a service, and let the old one end some time later."""
    if detour := confirm_first(request):
        return detour
    service = Service.objects.visible_to(request.user).filter(account__api_keys=key_id).first()
    if service:
        overlap = RenewalForm(request.POST).said()
        key, secret = renew_key(key_id, by=request.user, overlap=overlap)
        return service_page(request, service, made=key, secret=secret)
    key, secret = renew_key(key_id, by=request.user)
    return _page(request, KeyForm(request.user), made=key, secret=secret)


@login_required
@require_POST
def key_revoke(request: PersonRequest, key_id: int) -> HttpResponse:
    """End one of the person's keys, or of a service's that they see, for good."""
    key = get_object_or_404(keys_managed_by(request.user), pk=key_id)
    revoke_key(key.pk, by=request.user)
    toasts.done(
        request, _("The key %(prefix)s… is revoked and opens nothing any more.") % {"prefix": key.prefix}
    )
    service = Service.objects.filter(account=key.user_id).first()
    way = reverse("account_service", args=[service.pk]) if service else reverse("account_keys")
    return HttpResponseRedirect(way, status=HTTPStatus.SEE_OTHER)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: PersonRequest) -> HttpResponse:
    """Show where the person is signed in, and end all sessions but this one when told to."""
    if request.method == "POST":
        ended = end_other_sessions(request.user, request)
        toasts.done(
            request,
            ngettext("%(count)d other session is ended.", "%(count)d other sessions are ended.", ended)
            % {"count": ended},
        )
        return HttpResponseRedirect(reverse("account_sessions"), status=HTTPStatus.SEE_OTHER)
    return render(request, "accounts/session_list.html", {"sessions": sessions_of(request.user)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def habits(request: PersonRequest) -> HttpResponse:
    """Show how the person works with the pages, and keep what they choose."""
    form = HabitsForm(request.user, request.POST if request.method == "POST" else None)
    if form.is_bound:
        try:
            choose_habits(request.user, **form.said())
        except CaseworkError as error:
            form.refused("habits", error)
            return render(request, "accounts/habits.html", {"form": form}, status=error.status)
        toasts.done(request, _("Your choice is kept, and counts in every browser that you sign in with."))
        return HttpResponseRedirect(reverse("account_habits"), status=HTTPStatus.SEE_OTHER)
    return render(request, "accounts/habits.html", {"form": form})


def _page(
    request: PersonRequest,
    form: KeyForm,
    *,
    status: int = HTTPStatus.OK,
    made: ApiKey | None = None,
    secret: str = "",
) -> HttpResponse:
    own = ApiKey.objects.filter(user=request.user)
    context = {
        "form": form,
        "made": made,
        "secret": secret,
        "live": own.live(),
        "ended": own.ended()[:ENDED_SHOWN],
        "may_see_services": may_see_services(request.user),
    }
    return render(request, "accounts/key_list.html", context, status=status)
