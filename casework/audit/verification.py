"""Walk the chain from its first seal and compare every entry with what was sealed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.audit.chain import Head, digest_of
from casework.audit.models import GENESIS, Entry, Seal

# Entries are read in steps of this many, so that a long trail needs little memory.
STEP = 2_000


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the walk found, as a sentence."""

    is_intact: bool
    sentence: str


def verify(expected_head: str = "") -> Verdict:
    """Read the whole trail and say whether it is as it was sealed; name the first row that is not.

    A chain alone cannot show that its newest rows were cut or that all of it was made anew. For that, pass a
    digest that was published earlier as `expected_head`. Reads everything, in steps.
    """
    end = Head(0, GENESIS)
    is_head_found = expected_head in ("", GENESIS)
    for seal, entry in _pairs(Seal.objects.order_by("number").iterator(STEP)):
        if fault := _fault(seal, entry, end):
            return Verdict(False, fault)
        end = Head(seal.number, seal.digest)
        is_head_found = is_head_found or seal.digest == expected_head
    if not is_head_found:
        return Verdict(False, _cut(end))
    return Verdict(True, _intact(end))


def _pairs(seals: Iterable[Seal]) -> Iterator[tuple[Seal, Entry | None]]:
    """Yield each seal with its entry, or with nothing where the entry is gone."""
    rest = iter(seals)
    while step := list(islice(rest, STEP)):
        entries = Entry.objects.select_related("actor", "person").in_bulk([each.entry_id for each in step])
        for seal in step:
            yield seal, entries.get(seal.entry_id)


def _fault(seal: Seal, entry: Entry | None, end: Head) -> str:
    """Return what is wrong with the link after `end`, or nothing."""
    where = {"number": seal.number, "entry": seal.entry_id, "expected": end.number + 1}
    if seal.number != end.number + 1:
        return _("Seal %(expected)d is missing: it was deleted. The next one is seal %(number)d.") % where
    if seal.previous != end.digest:
        return _("Seal %(number)d does not follow the one before it: it was changed or moved.") % where
    if entry is None:
        return _("Entry %(entry)d is missing: it was deleted after seal %(number)d was put on it.") % where
    if seal.digest != digest_of(entry, end):
        return _(
            "Entry %(entry)d does not match seal %(number)d: one of them was changed. "
            "The entry now reads: %(sentence)s"
        ) % {**where, "sentence": entry.sentence()}
    return ""


def _cut(end: Head) -> str:
    return _(
        "The given head is not in the chain, which ends at seal %(number)d: "
        "its newest entries were cut off, or it was made anew."
    ) % {"number": end.number}


def _intact(end: Head) -> str:
    waiting = Entry.objects.unsealed().count()
    matching = ngettext(
        "%(count)d sealed entry is as it was written.",
        "%(count)d sealed entries are as they were written.",
        end.number,
    ) % {"count": end.number}
    unsealed = ngettext("%(count)d waits for its seal.", "%(count)d wait for their seals.", waiting) % {
        "count": waiting
    }
    return f"{matching} {unsealed} " + _("The head is %(digest)s.") % {"digest": end.digest}
