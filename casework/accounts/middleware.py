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
        if request.user.is_authenticated:
            # Not taken back at the end: LocaleMiddleware names the language of the answer after us.
            if request.user.language != translation.get_language():
                translation.activate(request.user.language)
            with timezone.override(zoneinfo.ZoneInfo(request.user.time_zone)):
                return self.get_response(request)
        return self.get_response(request)
