"""The id of the request or task under way, for the audit trail and the logs."""

import logging
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_request_id: ContextVar[str] = ContextVar("request_id", default="")
_SAFE = re.compile(r"[A-Za-z0-9._-]{8,64}")


def current_request_id() -> str:
    """Return the id of the request or task under way, or an empty string outside of both."""
    return _request_id.get()


@contextmanager
def request_id(proposed: str = "") -> Iterator[str]:
    """Give everything inside the block one id: `proposed` where it is a plain token, else a new one."""
    chosen = proposed if _SAFE.fullmatch(proposed) else uuid.uuid4().hex
    token = _request_id.set(chosen)
    try:
        yield chosen
    finally:
        _request_id.reset(token)


class RequestIdFilter(logging.Filter):
    """Put the request id on every log line."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = current_request_id() or "-"
        return True
