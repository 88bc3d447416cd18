"""Tell programs in time that an address or a parameter will go: RFC 9745 and RFC 8594."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.http import http_date

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


@dataclass(frozen=True)
class Ageing:
    """Since when something is deprecated, what to use instead, and from when on it is gone, if ever."""

    since: date
    successor: str
    sunset: date | None = None

    def say(self, response: HttpResponseBase) -> HttpResponseBase:
        """Write it into the headers of an answer."""
        response["Deprecation"] = f"@{_seconds(self.since)}"
        if self.sunset:
            response["Sunset"] = http_date(_seconds(self.sunset))
        response["Link"] = f'<{self.successor}>; rel="successor-version"'
        return response


def ageing(since: date, successor: str, sunset: date | None = None) -> Callable[[View], View]:
    """Mark a view as deprecated: every answer of it says so."""
    old = Ageing(since, successor, sunset)

    def mark(view: View) -> View:
        @wraps(view)
        def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return old.say(view(request, *args, **kwargs))

        return marked  # type: ignore[return-value]  # the same arguments and answer

    return mark


def _seconds(day: date) -> int:
    return int(datetime.combine(day, time(), UTC).timestamp())
