"""What happens around every request: its id, headers for the browser, and errors as pages."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url

from casework.core import pages
from casework.core.errors import CaseworkError
from casework.core.request import request_id
from casework.core.tallies import TALLIES
from casework.core.text import visible_bytes

GetResponse = Callable[[HttpRequest], HttpResponse]


class CountingMiddleware:
    """Count every answer by its status, whoever gave it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        TALLIES.add_status(response.status_code)
        return response


class RequestIdMiddleware:
    """Give the request an id, keep one that a proxy gave, and say it in the answer."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with request_id(request.headers.get("X-Request-ID", "")) as chosen:
            response = self.get_response(request)
            response["X-Request-ID"] = chosen
            return response


class BrowserSafetyMiddleware:
    """Send what Django does not: keep no copies of pages, share nothing, reach no device."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response


class VisibleTurnsMiddleware:
    """Show what turns the direction of text as a sign, wherever on a page it stands: strangers wrote it.

    Our own pages isolate names with `bdi` and hold none of these characters. Data keeps them.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.streaming and response.get("Content-Type", "").startswith("text/html"):
            response.content = visible_bytes(response.content)
        return response


class SignedOutMiddleware:
    """Show what a person typed into a page that outlived their sign-in: the sign-in page would lose it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method != "POST" or not _leads_to_sign_in(response):
            return response
        return pages.signed_out(request) if pages.what_was_typed(request) else response


def _leads_to_sign_in(response: HttpResponse) -> bool:
    return response.status_code == HTTPStatus.FOUND and response["Location"].startswith(
        f"{resolve_url(settings.LOGIN_URL)}?"
    )


class CaseworkErrorMiddleware:
    """Show a refusal as a page with its sentence and status."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, CaseworkError):
            return None
        return render(request, "refused.html", {"error": exception}, status=exception.status)
