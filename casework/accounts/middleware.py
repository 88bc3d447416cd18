"""Times are shown in the zone of the person who reads them."""

import zoneinfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from casework.core.middleware import GetResponse


class PersonalTimeMiddleware:
    """Activate the signed-in person's time zone for the request."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            with timezone.override(zoneinfo.ZoneInfo(request.user.time_zone)):
                return self.get_response(request)
        return self.get_response(request)
