"""Time stamps as plain rows, which no authority gave."""

from typing import Any

from casework.sources.models import Snapshot, TimeStamp

ANSWER = b"0\x05 what an authority answered"


def make_stamp(snapshot: Snapshot, **changes: Any) -> TimeStamp:
    values = {"stated_at": "2026-11-28T14:00Z", "authority": "Stamps of the Sahel", "serial": "5ea1"}
    return TimeStamp.objects.create(**{"snapshot": snapshot, "answer": ANSWER, **values, **changes})
