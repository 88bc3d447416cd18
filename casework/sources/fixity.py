"""Whether the kept bytes are still what they were: all are hashed anew every night, some at a time."""

from __future__ import annotations

import logging
from datetime import timedelta
from time import monotonic

from django.db import connection, transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from casework.accounts.models import Desk
from casework.audit.services import record
from casework.sources import store
from casework.sources.models import Document, Fixity, Soundness

log = logging.getLogger(__name__)
# Each is looked at once in this time, and again in the next night.
EVERY = timedelta(hours=20)
AT_ONCE = 50
_NEW_ROWS = """
INSERT INTO sources_fixity (sha256, state)
SELECT DISTINCT sha256, 'unchecked' FROM sources_snapshot ON CONFLICT (sha256) DO NOTHING
"""


def check_for(seconds: float) -> tuple[int, int]:
    """Check what is due for so many seconds; return how many were checked and how many of those are unsound.

    Safe to run twice, and beside itself: rows that another worker looks at are passed over.
    """
    until = monotonic() + seconds
    with connection.cursor() as cursor:
        cursor.execute(_NEW_ROWS)
    checked = unsound = 0
    while monotonic() < until and (hashes := _take()):
        for sha256 in hashes:
            checked += 1
            unsound += not check(sha256)
    return checked, unsound


def check(sha256: str) -> bool:
    """Hash the bytes of one row anew, note what was found, and say whether they are sound."""
    try:
        store.get(sha256)
        found = Soundness.SOUND
    except FileNotFoundError:
        found = Soundness.MISSING
    except store.Damaged:
        found = Soundness.DAMAGED
    with transaction.atomic():
        row = Fixity.objects.select_for_update().get(sha256=sha256)
        before = row.state
        row.state = found
        row.bad_since = None if found == Soundness.SOUND else row.bad_since or Now()
        row.save(update_fields=["state", "bad_since"])
        if before != found and (found != Soundness.SOUND or before not in ("", Soundness.UNCHECKED)):
            _tell(sha256, found)
    return found == Soundness.SOUND


def _take() -> list[str]:
    """Take the next rows for this worker, the longest unchecked first."""
    with transaction.atomic():
        due = Fixity.objects.filter(Q(checked_at=None) | Q(checked_at__lt=Now() - EVERY))
        rows = due.select_for_update(skip_locked=True).order_by(F("checked_at").asc(nulls_first=True))[
            :AT_ONCE
        ]
        hashes = [row.sha256 for row in rows]
        Fixity.objects.filter(sha256__in=hashes).update(checked_at=Now())
    return hashes


def _tell(sha256: str, found: Soundness) -> None:
    """Write into the trail of every document that has these bytes what was found, once for each change."""
    verb = "sources.found_sound" if found == Soundness.SOUND else "sources.found_damaged"
    for document in Document.objects.filter(snapshots__sha256=sha256).distinct():
        desk = Desk.objects.filter(document_links__document=document).order_by("pk").first()
        record(None, verb, document, after={"sha256": sha256, "state": found}, desk=desk)
        if found != Soundness.SOUND:
            log.error("The kept bytes of document %d (%s) are %s.", document.pk, sha256, found)
