"""What the page of a document shows of its snapshots."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, Min, Q, Subquery, TextField, When
from django.db.models.functions import Left, Length
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import User
from casework.core.text_difference import TextDifference, text_difference
from casework.sources.addresses import canonical
from casework.sources.models import Document, FetchState, Fixity, Reliability, Snapshot, Soundness, Visit
from casework.sources.outcomes import Outcome, Rule
from casework.sources.policies import may_fetch_document

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


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed between two snapshots of a document, in the part of their texts that the page shows."""

    older: Snapshot
    newer: Snapshot
    difference: TextDifference
    is_cut: bool


@dataclass(frozen=True, slots=True)
class Fetching:
    """Where a document stands that has no text from its address yet, and what a person can do."""

    sentence: str
    next_step: str
    detail: str
    is_under_way: bool
    may_ask: bool


def fetching_of(document: Document, user: User) -> Fetching | None:
    """Return how far fetching got, or None where it is done or was never asked for."""
    if document.fetch_state not in (FetchState.DUE, FetchState.PARKED):
        return None
    if not document.outcome:
        sentence = gettext("The document is being fetched from its address, which takes a few seconds.")
        return Fetching(sentence, "", "", is_under_way=True, may_ask=False)
    visit = document.visits.order_by("-pk").first()
    return Fetching(
        str(Outcome(document.outcome).sentence),
        document.next_step,
        str(Rule(visit.rule).label) if visit and visit.rule else visit.detail if visit else "",
        is_under_way=False,
        may_ask=bool(may_fetch_document(user, document)),
    )


@dataclass(frozen=True, slots=True)
class Found:
    """Something that was read beside the text: what, its value, and where it stood."""

    label: str
    value: str
    origin: str


@dataclass(frozen=True, slots=True)
class Record:
    """How a snapshot came to be: the visit that brought it, and what was read beside its text."""

    visit: Visit | None
    found: list[Found]
    hints: list[Found]


# What a camera noted can be written by anybody who had the file: it is a hint where to look, and no value.
_HINTS = {
    "taken_at": _("Taken at"),
    "place": _("Taken where"),
    "camera": _("Taken with"),
}
_FOUND = {
    "title": _("Title"),
    "byline": _("Byline"),
    "site": _("Site"),
    "published_on": _("Published on"),
    "language": _("Language"),
    "canonical": _("Canonical address"),
    "charset": _("Charset"),
    "author": _("Author"),
    "made_at": _("File made at"),
    "points": _("Size of the image"),
}


def record_of(snapshot: Snapshot) -> Record:
    """Return how a snapshot was collected. The visit is missing where a person brought it. One query."""
    visit = snapshot.visits.order_by("pk").first()
    return Record(visit, _rows(snapshot, _FOUND), _rows(snapshot, _HINTS))


def _rows(snapshot: Snapshot, labels: Mapping[str, Promise]) -> list[Found]:
    rows = ((label, snapshot.found.get(name)) for name, label in labels.items())
    return [Found(str(label), row["value"], row["from"]) for label, row in rows if row]


@dataclass(frozen=True, slots=True)
class Kept:
    """How the kept bytes were found at the last look: numbers of all, and the unsound ones by name."""

    sound: int
    unchecked: int
    unsound: int
    oldest: datetime | None
    # Snapshots that this person sees, each with what was found.
    named: list[tuple[Snapshot, Fixity]]


def fixity_of(user: User) -> Kept:
    """Return whether the kept bytes are still what they were. Names are for those who see the document."""
    counts = dict(Fixity.objects.values_list("state").annotate(Count("pk")))
    rows = {row.sha256: row for row in Fixity.objects.unsound()}
    snapshots = (
        Snapshot.objects.filter(sha256__in=rows, document__in=Document.objects.visible_to(user))
        .select_related("document")
        .defer("text")
        .order_by("document", "number")
    )
    return Kept(
        sound=counts.get(Soundness.SOUND, 0),
        unchecked=counts.get(Soundness.UNCHECKED, 0),
        unsound=len(rows),
        oldest=Fixity.objects.aggregate(oldest=Min("checked_at"))["oldest"],
        named=[(each, rows[each.sha256]) for each in snapshots],
    )


def unsound_of(snapshots: Iterable[Snapshot]) -> list[Fixity]:
    """Return which of the snapshots' bytes are gone or damaged. One query."""
    return list(Fixity.objects.unsound().filter(sha256__in=[each.sha256 for each in snapshots]))


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The address that a site sent us on to, and the document that was filed under it, where there is one."""

    address: str
    document: Document | None


def elsewhere(shown: Shown, user: User) -> Elsewhere | None:
    """Return where the shown snapshot really came from, or None where that is the document's own address."""
    document, address = shown.snapshot.document, shown.snapshot.final_url
    if not address or canonical(address) == document.canonical_url:
        return None
    known = Document.objects.visible_to(user).filter(canonical_url=canonical(address)).first()
    return Elsewhere(address, known)


def reliability_of(document: Document) -> Reliability:
    """Return the rating of its source when it was published, or filed where that is not known. One query."""
    return document.source.reliability_on(document.published_on or document.created_at.date())


def snapshots_of(document: Document) -> list[Snapshot]:
    """Return what is known of the document's snapshots and their time stamps, newest first, without texts."""
    rows = document.snapshots.select_related("collected_by", "time_stamp")
    return list(rows.defer("text", "time_stamp__answer").order_by("-number"))


def opened(document: Document, number: str) -> tuple[list[Snapshot], Shown | None]:
    """Return the document's snapshots that have a text, newest first, and one of them ready to be read.

    That is the one of this number, else the newest. One query.
    """
    asked = int(number) if number.isdecimal() and len(number) < 9 else 0
    readable = document.snapshots.exclude(text="")
    chosen = readable.order_by(Case(When(number=asked, then=0), default=1), "-number").values("pk")[:1]
    is_chosen = Q(pk=Subquery(chosen))
    rows: list[Any] = list(
        readable.defer("text")
        .select_related("collected_by")
        .annotate(
            beginning=Case(When(is_chosen, then=Left("text", SHOWN)), output_field=TextField()),
            length=Case(When(is_chosen, then=Length("text"))),
        )
        .order_by("-number")
    )
    found = next((row for row in rows if row.length is not None), None)
    return rows, Shown(found, found.beginning or "", found.length or 0) if found else None


def shown(snapshot: Snapshot) -> Shown:
    """Fetch the beginning of the snapshot's text."""
    row = Snapshot.objects.filter(pk=snapshot.pk).values_list(Left("text", SHOWN), Length("text")).get()
    return Shown(snapshot, *row)


def readable(snapshots: Iterable[Snapshot]) -> list[Snapshot]:
    """Return those that a text was read from."""
    return [each for each in snapshots if each.text_sha256 != NO_TEXT]


def comparison(chosen: Shown | None, snapshots: Iterable[Snapshot], number: str) -> Comparison | None:
    """Compare the shown snapshot with the one of this number; None where there is nothing to compare.

    One query, where there is.
    """
    other = next((each for each in readable(snapshots) if str(each.number) == number), None)
    if chosen is None or other is None or other.pk == chosen.snapshot.pk or not chosen.text:
        return None
    older, newer = sorted((chosen, shown(other)), key=lambda each: each.snapshot.number)
    difference = text_difference(older.text, newer.text)
    return Comparison(older.snapshot, newer.snapshot, difference, older.is_cut or newer.is_cut)
