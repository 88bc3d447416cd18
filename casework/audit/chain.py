"""Seal the trail into a chain of digests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.db.models import Max

from casework.audit.models import GENESIS, Entry, Seal
from casework.core.canonical import fingerprint

if TYPE_CHECKING:
    from casework.audit.models import EntryQuerySet

# The key of the advisory lock; no other lock of Casework has this number.
SEALING = 7_325_001
# Overlapping transactions commit in another order than their ids. The frequent run therefore looks this many
# ids back from the newest sealed entry; whatever a very long transaction left behind is found by the nightly
# run, which looks at everything.
REACH_BACK = 100_000
# What a digest covers. A column that is added later needs a new kind of digest, not a place in this list.
SEALED_COLUMNS = (
    "id",
    "actor_id",
    "verb",
    "subject_kind",
    "subject_id",
    "subject_label",
    "person_id",
    "desk_id",
    "before",
    "after",
    "note",
    "request_id",
)


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain. Whoever keeps the digest can tell later if the trail was cut or rewritten."""

    number: int
    digest: str


def head() -> Head:
    """Return the newest seal, for publication outside the database."""
    newest = Seal.objects.order_by("-number").first()
    return Head(newest.number, newest.digest) if newest else Head(0, GENESIS)


def digest_of(entry: Entry, after: Head) -> str:
    """Return what the seal of `entry` says when it follows `after`: a digest of both.

    It is the sha256 of {"number", "previous", "entry"} in canonical JSON, the time in UTC to the microsecond.
    """
    return fingerprint({"number": after.number + 1, "previous": after.digest, "entry": sealed_content(entry)})


def sealed_content(entry: Entry) -> dict[str, Any]:
    """Return what a digest covers of an entry, ready for JSON."""
    columns: dict[str, Any] = {name: getattr(entry, name) for name in SEALED_COLUMNS}
    columns["at"] = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    return columns


def seal_new_entries(*, everything: bool = False, at_most: int = 20_000) -> int:
    """Chain up to `at_most` committed entries that have no seal yet, and return how many.

    Safe to run twice and at the same time: one run holds the lock, the others return 0 at once.
    """
    with transaction.atomic():
        if not _is_the_only_sealer():
            return 0
        end = head()
        seals = []
        for entry in _waiting(everything=everything)[:at_most]:
            seal = Seal(number=end.number + 1, entry=entry, previous=end.digest, digest=digest_of(entry, end))
            seals.append(seal)
            end = Head(seal.number, seal.digest)
        Seal.objects.bulk_create(seals, batch_size=1_000)
    return len(seals)


def _is_the_only_sealer() -> bool:
    """Take the lock until the transaction ends, or say that somebody else holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SEALING])
        row = cursor.fetchone()
    return bool(row and row[0])


def _waiting(*, everything: bool) -> EntryQuerySet:
    newest = Seal.objects.aggregate(newest=Max("entry_id"))["newest"] or 0
    floor = 0 if everything else newest - REACH_BACK
    return Entry.objects.unsealed().filter(id__gt=floor).order_by("id")
