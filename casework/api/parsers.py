"""What a program may send, and how much of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request


class TooLong(APIException):
    """More came at once than is read."""

    status_code = 413
    default_code = "too_long"


class StrictJSONParser(JSONParser):
    """JSON as DRF reads it, but whatever cannot be read is a sentence."""

    def parse(
        self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        try:
            return super().parse(stream, media_type, parser_context)
        # Brackets without end; codecs such as rot13 that are none of bytes.
        except (ParseError, RecursionError, LookupError, AttributeError, TypeError) as error:
            raise ParseError(_("This cannot be read as JSON. Send one object, in UTF-8.")) from error


class StrictFormParser(MultiPartParser):
    """Forms with files as DRF reads them, but whatever cannot be read is a sentence."""

    def parse(
        self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        try:
            return super().parse(stream, media_type, parser_context)
        except (ParseError, SuspiciousOperation) as error:
            raise ParseError(
                _("This cannot be read as a form. Send multipart/form-data, each field once.")
            ) from error


def refuse_too_long(request: Request) -> None:
    """Raise TooLong before anything is read, where more is announced than is ever kept.

    A server reads no more than was announced, so nobody comes round this.
    """
    announced = int(request.META.get("CONTENT_LENGTH") or 0)
    longest = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if announced > longest:
        raise TooLong(
            _("This has %(size).1f MB. At most %(longest)d MB are read: give the part that matters.")
            % {"size": announced / 1024 / 1024, "longest": longest // 1024 // 1024}
        )
