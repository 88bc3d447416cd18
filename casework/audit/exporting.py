"""Write the trail down so that it can be checked elsewhere, without this program and without its database."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from casework.audit.chain import sealed_content
from casework.audit.models import Entry, Seal
from casework.core.canonical import canonical_json

# Entries are read in steps of this many, so that a long trail needs little memory.
STEP = 2_000


def trail_lines() -> Iterator[str]:
    """Yield each sealed entry with its seal as one line of JSON, in the order of the chain.

    What waits for its seal is left out: nothing could be said about it. An entry that is gone is `null`.
    """
    seals = Seal.objects.order_by("number").iterator(STEP)
    while step := list(islice(seals, STEP)):
        entries = Entry.objects.in_bulk([each.entry_id for each in step])
        for seal in step:
            entry = entries.get(seal.entry_id)
            line = {
                "number": seal.number,
                "previous": seal.previous,
                "digest": seal.digest,
                "entry": sealed_content(entry) if entry else None,
            }
            yield f"{canonical_json(line)}\n"
