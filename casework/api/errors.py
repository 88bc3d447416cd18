"""One error shape for programs: that of drf-standardized-errors, with our own errors mapped into it."""

from typing import Any

from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext as _
from drf_standardized_errors.formatter import ExceptionFormatter
from drf_standardized_errors.handler import ExceptionHandler
from rest_framework.exceptions import APIException, ErrorDetail, NotAuthenticated

from casework.core.errors import CaseworkError


class Refused(APIException):
    """A service's refusal on its way to a program."""

    def __init__(self, error: CaseworkError) -> None:
        self.status_code = error.status
        self.field = error.field
        self.current = error.current
        super().__init__(detail=ErrorDetail(error.message, error.code))


class DatabaseDown(APIException):
    """The database cannot be reached; the same request may succeed in some seconds."""

    status_code = 503
    default_code = "database_down"
    # Seconds, sent as Retry-After. A whole number, because clients of the field read nothing else.
    wait = 5


class Gone(APIException):
    """It was public once and is so no longer."""

    status_code = 410
    default_code = "gone"


class Handler(ExceptionHandler):
    """Let drf-standardized-errors know what a service means by its errors."""

    def convert_known_exceptions(self, exc: Exception) -> Exception:
        if isinstance(exc, CaseworkError):
            return Refused(exc)
        if isinstance(exc, OperationalError | InterfaceError):
            return DatabaseDown(_("The database cannot be reached. Ask again in five seconds."))
        if isinstance(exc, NotAuthenticated):
            exc.detail = ErrorDetail(_("Send a key, as “Authorization: Bearer …”."), exc.default_code)
        return super().convert_known_exceptions(exc)


class Formatter(ExceptionFormatter):
    """Name the field that a service refused, and say beside it what the row holds now."""

    def format_error_response(self, error_response: Any) -> dict[str, Any]:
        answer: dict[str, Any] = super().format_error_response(error_response)
        if isinstance(self.exc, Refused):
            answer["errors"][0]["attr"] = self.exc.field or None
            if self.exc.current:
                answer["current"] = self.exc.current
        return answer
