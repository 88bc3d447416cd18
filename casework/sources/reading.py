"""What the page of a document shows of its snapshots."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.db.models.functions import Left, Length

from casework.sources.models import Document, Snapshot

# A page of this many characters opens at once on a phone; longer texts are rare, and cited by search.
SHOWN = 300_000
NO_TEXT = hashlib.sha256(b"").hexdigest()


@dataclass(frozen=True, slots=True)
class Shown:
    """A snapshot with the part of its text that the page shows."""

    snapshot: Snapshot
    text: str
    length: int

    @property
    def is_cut(self) -> bool:
        return self.length > len(self.text)


def snapshots_of(document: Document) -> list[Snapshot]:
    """Return what is known of the document's snapshots, newest first, without their texts."""
    return list(document.snapshots.defer("text").select_related("collected_by").order_by("-number"))


def shown(snapshot: Snapshot) -> Shown:
    """Fetch the beginning of the snapshot's text."""
    row = Snapshot.objects.filter(pk=snapshot.pk).values_list(Left("text", SHOWN), Length("text")).get()
    return Shown(snapshot, *row)
