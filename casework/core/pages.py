"""Pages that belong to no layer: home, error pages, the choice of theme, the way into the admin."""

import json
import sys
from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.template import loader
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django.views.defaults import page_not_found

THEME_COOKIE = "casework-theme"
THEMES = ("light", "dark")
THEME_KEPT_FOR = 365 * 24 * 60 * 60
RETRY_AFTER_SECONDS = "5"
# Parts of our forms that no person typed, and parts that may not be shown again.
_NOT_TYPED = {
    *("csrfmiddlewaretoken", "seen", "next", "back", "transition", "action", "do", "fill"),
    *("draft", "draft_by"),
}
# What a field held when its page was made, beside the field.
_AS_IT_WAS = "initial-"
_SECRET = ("password", "token", "secret", "code")


@login_required
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show what waits for the person: the layers hang their sections in."""
    return render(request, "home.html")


@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Keep the person's choice of light, dark or their system's, in a cookie, and go back."""
    response = HttpResponseRedirect(way_back(request))
    if (chosen := request.POST.get("theme")) in THEMES:
        response.set_cookie(
            THEME_COOKIE,
            chosen,
            max_age=THEME_KEPT_FOR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    else:
        response.delete_cookie(THEME_COOKIE)
    return response


def way_back(request: HttpRequest) -> str:
    """Return the page that a small form in the frame was sent from; it must be one of this site."""
    back = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        return back
    return reverse("home")


def admin_sign_in(request: HttpRequest) -> HttpResponse:
    """Send people who enter the admin through our own sign-in, so that there is one door to guard."""
    if request.user.is_authenticated:
        raise PermissionDenied(
            _("The administration is for supervisors and operators. Ask one of them to do it with you.")
        )
    return redirect_to_login(request.GET.get("next") or reverse("admin:index"))


# --- Error pages -------------------------------------------------------------------------------------


def _bare(request: HttpRequest, status: HTTPStatus, template: str = "") -> HttpResponse:
    """Render an error page without context processors: nothing in it may need the database."""
    page = loader.get_template(template or f"{status.value}.html")
    return HttpResponse(page.render({"request": request}), status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that the request could not be understood."""
    return _bare(request, HTTPStatus.BAD_REQUEST)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is nothing here: to programs in the error shape of the API, to people as a page."""
    if not request.path.startswith("/api/"):
        return page_not_found(request, exception)
    said = {"code": "not_found", "detail": _("There is nothing at this address."), "attr": None}
    return JsonResponse({"type": "client_error", "errors": [said]}, status=HTTPStatus.NOT_FOUND)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Explain a form that came without a valid token, keep what was typed, say how to send it again."""
    return _bare(request, HTTPStatus.FORBIDDEN, "403_csrf.html")


def signed_out(request: HttpRequest) -> HttpResponse:
    """Answer a form that was sent after the sign-in had ended: keep what was typed, lead to the sign-in."""
    return _bare(request, HTTPStatus.FORBIDDEN, "signed_out.html")


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer what nobody caught: 503 while the database cannot be reached, else 500.

    Django calls this while it handles the exception, wherever it was raised: in a view, or in the
    session and sign-in middleware, where no middleware of ours would see it.
    """
    if not isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return _bare(request, HTTPStatus.INTERNAL_SERVER_ERROR)
    response = _bare(request, HTTPStatus.SERVICE_UNAVAILABLE)
    response["Retry-After"] = RETRY_AFTER_SECONDS
    return response


def what_was_typed(request: HttpRequest) -> list[tuple[str, str]]:
    """Return name and text of what the person typed into the form they sent.

    Only for forms of our own pages: another site must not be able to show its text under our name.
    """
    if request.method != "POST" or not _came_from_us(request):
        return []
    try:
        sent = list(request.POST.lists())
    except (SuspiciousOperation, MultiPartParserError, OSError):
        return []
    shown = [
        (name, values)
        for name, values in sent
        if name not in _NOT_TYPED
        and not name.startswith(_AS_IT_WAS)
        and not any(word in name.lower() for word in _SECRET)
    ]
    return [(name, str(value)) for name, values in shown for value in values if str(value).strip()]


def draft_to_keep(request: HttpRequest) -> dict[str, str]:
    """Return what the browser keeps of a form that nobody was signed in to save; empty without a draft.

    It is offered back to the person whose page it was, once they have signed in (see drafts.js).
    """
    typed = what_was_typed(request)
    form, person = request.POST.get("draft", ""), request.POST.get("draft_by", "")
    if not typed or not form or not person.isdecimal():
        return {}
    fields = {name: values for name, values in request.POST.lists() if name not in _NOT_TYPED}
    incident = "/".join(request.path.split("/")[:3])
    return {
        "key": f"casework-draft:{person}:{incident.rpartition('/')[2]}:{form}",
        "form": form,
        "seen": request.POST.get("seen", ""),
        "content": json.dumps({"fields": fields, "typed": typed}),
        "back": f"{incident}/",
    }


def _came_from_us(request: HttpRequest) -> bool:
    origin = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return bool(origin) and urlsplit(origin).netloc == request.META.get("HTTP_HOST")
