"""What holds for every request of a signed-in person: their zone, their language, their second factor."""

import zoneinfo
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation

from casework.accounts import second_factor
from casework.core.middleware import GetResponse

# What somebody without their second factor can open: what it takes to set one up, or to leave.
WITHOUT_SECOND_FACTOR = {
    "account_logout",
    "account_reauthenticate",
    "account_language",
    "theme",
    "health-live",
    "health-ready",
    "health-metrics",
}


class PersonalMiddleware:
    """Activate the time zone and the language of the signed-in person for the request.

    Who is not signed in reads the language of the cookie, else the browser's: Django's middleware sees to it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        language, zone = request.user.language, zoneinfo.ZoneInfo(request.user.time_zone)
        with translation.override(language), timezone.override(zone):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class SecondFactorMiddleware:
    """Lead people whose roles ask for a second factor, and who showed none, to where they set one up."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        name = (request.resolver_match.view_name if request.resolver_match else "") or ""
        if name in WITHOUT_SECOND_FACTOR or name.startswith("mfa_") or not second_factor.is_missing(request):
            return None
        return redirect("mfa_index")
