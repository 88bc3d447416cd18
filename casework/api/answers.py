"""Answers that were finished before anybody asked: put together as text, and not sent twice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags
from rest_framework.request import Request


def list_of(finished: Iterable[str], **around: Any) -> bytes:
    """Return an object whose `results` are JSON texts as they are, after the members in `around`."""
    members = "".join(f"{json.dumps(name)}:{json.dumps(value)}," for name, value in around.items())
    return f'{{{members}"results":[{",".join(finished)}]}}'.encode()


def answer(request: Request | HttpRequest, body: bytes, tag: str = "") -> HttpResponse:
    """Return JSON with its ETag, or 304 to whoever has it. Without `tag` the body itself is the measure."""
    etag = f'"{tag or hashlib.sha256(body).hexdigest()[:32]}"'
    held = {each.removeprefix("W/") for each in parse_etags(request.headers.get("If-None-Match", ""))}
    response: HttpResponse
    if etag in held or "*" in held:
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(body, content_type="application/json")
    response["ETag"] = etag
    # What is public may end at any moment: whoever keeps it asks each time whether it still holds.
    response["Cache-Control"] = "no-cache"
    return response


def json_bytes(value: Mapping[str, Any]) -> bytes:
    """Return a value of JSON's own types as JSON in UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
