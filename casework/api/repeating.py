"""The same request again, when its answer was lost on the way: it is done once, and answered as at first."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from casework.accounts.models import User
from casework.api.models import Answered
from casework.core.canonical import fingerprint
from casework.core.errors import BadInput, KeyReused

# The first half of the advisory locks of repeated requests; that of submissions is another.
REPEATING = 12
_KEY = re.compile(r"[\x21-\x7e]{1,255}")


@dataclass(frozen=True)
class Answer:
    """What a program is told: a status, JSON, and which version of the incident it is now."""

    status: int
    data: dict[str, Any]
    version: int | None = None


def once(by: User, key: str | None, asked: dict[str, Any], act: Callable[[], Answer]) -> Answer:
    """Do what was asked, or return what was answered when it was done with this key before.

    KeyReused: the key came with something else before. What was refused uses no key up.
    """
    if key is None:
        return act()
    if not _KEY.fullmatch(key):
        raise BadInput(
            _("Send an Idempotency-Key of 1 to 255 letters, digits and signs, without spaces."),
            field="Idempotency-Key",
        )
    digest, body = hashlib.sha256(key.encode()).hexdigest(), fingerprint(asked)
    with transaction.atomic():
        _take_turn(by, digest)
        known = Answered.objects.filter(user=by, key=digest).first()
        if known is not None:
            return _again(known, body)
        answer = act()
        Answered.objects.create(
            user=by, key=digest, body=body, status=answer.status, data=answer.data, version=answer.version
        )
    return answer


def _take_turn(by: User, digest: str) -> None:
    """Let the second of two requests with one key wait until the first has ended, well or badly."""
    number = int(fingerprint([by.pk, digest])[:8], 16) - 2**31
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [REPEATING, number])


def _again(known: Answered, body: str) -> Answer:
    if known.body != body:
        raise KeyReused(
            _("This Idempotency-Key came with other content before. Choose a new key for a new request."),
            field="Idempotency-Key",
        )
    return Answer(known.status, known.data, known.version)
