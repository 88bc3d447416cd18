"""How often a program may ask. Counted in the memory of each web process: no request waits for the count."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from math import ceil
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest
from rest_framework.throttling import BaseThrottle

from casework.accounts.models import ApiKey

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.views import APIView

# Whoever asks from more addresses than this pushes the oldest counts out, not the memory up.
MOST_ASKERS = 10_000


class Bucket:
    """Tokens of askers: each request takes one, and they come back at an even pace."""

    def __init__(self) -> None:
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, asker: str, per_minute: int, now: float | None = None) -> int:
        """Take a token. Return 0 where there was one, else after how many seconds there will be."""
        now = time.monotonic() if now is None else now
        with self._lock:
            tokens, at = self._left.pop(asker, (float(per_minute), now))
            tokens = min(float(per_minute), tokens + (now - at) * per_minute / 60)
            wait = 0 if tokens >= 1 else ceil((1 - tokens) * 60 / per_minute)
            self._left[asker] = (tokens if wait else tokens - 1, now)
            while len(self._left) > MOST_ASKERS:
                self._left.popitem(last=False)
        return wait


ASKED = Bucket()


def address_of(request: HttpRequest | Request) -> str:
    """Return the address to count by: the one that connects, or that our own proxy saw (see NUM_PROXIES)."""
    return str(BaseThrottle().get_ident(request))  # type: ignore[arg-type]  # it reads META alone


def seconds_to_wait(key: ApiKey | None, address: str) -> int:
    """Count one request of a key, or of an address without one; return for how long it is refused."""
    if key is not None:
        # However many keys a service has, it asks as one.
        asker = f"service {key.user_id}" if key.user.is_service else f"key {key.pk}"
        return ASKED.take(asker, settings.API_RATE)
    return ASKED.take(f"address {address}", settings.API_RATE_WITHOUT_KEY)


class Pace(BaseThrottle):
    """Refuse who asks too fast with 429 and Retry-After in whole seconds."""

    def allow_request(self, request: Request, view: APIView) -> bool:
        key = request.auth if isinstance(request.auth, ApiKey) else None
        self._wait = seconds_to_wait(key, address_of(request))
        return self._wait == 0

    def wait(self) -> float:
        return self._wait
