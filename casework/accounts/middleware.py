"""Times are shown in the zone, and words in the language, of the person who reads them."""

import zoneinfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from casework.core.middleware import GetResponse


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
