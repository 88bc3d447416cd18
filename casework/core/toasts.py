"""A message that offers the way back: "Incident CW-000123 was submitted." [Undo]."""

import json
from dataclasses import asdict, dataclass

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest

_MARK = "undo:"


@dataclass(frozen=True, slots=True)
class Undo:
    """Where a press on Undo is sent, and the version that it takes back."""

    url: str
    seen: int


def done(request: HttpRequest, sentence: str, undo: Undo | None = None) -> None:
    """Tell the person on their next page what was done, and offer to take it back."""
    messages.success(request, sentence, extra_tags=_MARK + json.dumps(asdict(undo)) if undo else "")


def undo_of(message: Message) -> Undo | None:
    """Return the way back that `done` put on the message, if it did."""
    tags = message.extra_tags or ""
    return Undo(**json.loads(tags.removeprefix(_MARK))) if tags.startswith(_MARK) else None
