"""Fetch the documents that wait, and write down what came of it. A failure never replaces what is kept."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime, timedelta
from os import getpid
from socket import gethostname
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.accounts.models import Desk, Role, User
from casework.audit.services import record
from casework.core.difference import difference
from casework.core.errors import NotFound, NotNow, NotPermitted
from casework.core.statements import Also, Rows, add
from casework.core.text import storable
from casework.sources import store
from casework.sources.addresses import visitable
from casework.sources.fetching.failure import Failure
from casework.sources.fetching.guard import Guard
from casework.sources.fetching.politeness import PAUSE, leave_alone, polite, turn_at
from casework.sources.fetching.reading import read
from casework.sources.fetching.transport import TOOL, Answer, Transport
from casework.sources.fetching.walls import wall
from casework.sources.material import Material
from casework.sources.models import ArchivedCopy, Collected, Document, FetchState, Snapshot, Visit, Why
from casework.sources.outcomes import Outcome
from casework.sources.policies import may_fetch_document
from casework.sources.services import FOLLOWS, next_snapshot, put_in_queue, snapshots_of

# The wait before the second attempt; each further one waits four times as long: 2 min, 8, 32, 2 h.
FIRST_WAIT = timedelta(minutes=2)
FILLED = ("title", "byline", "published_on", "language")
WRITTEN = (*FILLED, "fetch_state", "next_attempt_at", "outcome")
_WRITE = """
written AS (
    UPDATE sources_document
       SET title = %s, byline = %s, published_on = %s, language = %s,
           fetch_state = %s, next_attempt_at = %s, outcome = %s
     WHERE id = %s
)
"""


def collect_next(transport: Transport, *, pause: float = PAUSE) -> bool:
    """Fetch the document that waited longest, and say whether there was one.

    Where its host has enough visitors at the moment, it waits a moment, without a mark against it.
    """
    document = Document.claim_next()
    if document is None:
        return False
    address = document.copy_address or document.canonical_url or ""
    with turn_at(urlsplit(address).netloc, pause=pause) as is_our_turn:
        if is_our_turn:
            collect(document, polite(transport, pause), address=address)
        else:
            Document.objects.of_lease(document).update(
                attempts=F("attempts") - 1, next_attempt_at=Now() + timedelta(seconds=1)
            )
    return True


def address_of(document: Document) -> str:
    """Return where the document is fetched from: the newest archived copy that a person named, or its own."""
    copy = document.archived_copies.order_by("-pk").first()
    return copy.address if copy else document.canonical_url or ""


def collect(document: Document, transport: Transport, *, by: User | None = None, address: str = "") -> Visit:
    """Fetch a document that the caller has taken. Safe to run twice, and beside itself.

    What a person left empty is filled with what was read; what they typed stays.
    """
    began = timezone.now()
    try:
        address = address or address_of(document)
        answer = transport.get(address)
        material = read_answer(address, answer)
    except Failure as failure:
        return _failed(document, failure, began, by)
    # Before the transaction: bytes without a row harm nobody, a row without bytes would.
    sha256 = store.put(material.content)
    return _kept(document, answer, material, sha256, began, by)


def read_answer(asked: str, answer: Answer) -> Material:
    """Read what was brought. A page in the place of the one that was asked for has no text for us."""
    try:
        material = read(answer.body, answer.media_type, answer.charset)
    except Failure as failure:
        failure.hops = answer.hops
        raise
    if instead := wall(asked, material, answer.address):
        note = f"The answer came from {answer.address} with the title “{material.title}”."
        return replace(material, text="", extractor="", flaw=instead, note=note)
    return material


def visit_of(
    document: Document,
    began: datetime,
    brought: Answer | Failure,
    outcome: Outcome,
    *,
    detail: str = "",
    snapshot: Snapshot | None = None,
    by: User | None = None,
    why: Why = Why.REQUEST,
) -> Visit:
    """Return what came of a visit, to be added for good: every machine that answered, and who made it."""
    hops = brought.hops
    rule = brought.rule if isinstance(brought, Failure) else None
    last = hops[-1] if hops else None
    return Visit(
        document=document,
        began_at=began,
        outcome=outcome,
        detail=storable(detail)[:300],
        rule=rule or "",
        why=why,
        hops=[hop.as_row() for hop in hops],
        declared_type=last.header("content-type")[:200] if last else "",
        etag=last.header("etag")[:500] if last else "",
        last_modified=last.header("last-modified")[:100] if last else "",
        tool=TOOL,
        worker="" if by else f"{gethostname()}, process {getpid()}"[:200],
        snapshot=snapshot,
        by=by,
    )


def ask_again(document_id: int, *, by: User) -> Document:
    """Have a document fetched, now, that was given up, waits after a failure, or came by hand.

    Nothing changes where it is being fetched already. NotFound, NotPermitted and NotNow say why not.
    """
    with transaction.atomic():
        document = _fetchable(document_id, by)
        if document.fetch_state == FetchState.DUE and not document.outcome:
            return document
        before = {"fetch_state": document.fetch_state, "outcome": document.outcome}
        put_in_queue(document)
        document.refresh_from_db(fields=["fetch_state", "next_attempt_at", "attempts", "outcome"])
        desks = document.desks.filter(pk__in=by.desks_with(Role.LOGGER))
        record(by, "sources.ask_again", document, before=before, desk=desks.order_by("pk")[0])
    return document


def use_copy(document_id: int, address: str, *, by: User) -> ArchivedCopy:
    """Have a document fetched, now, from where somebody else keeps a copy of it.

    The own address may be given too, to go back to it. BadInput, NotFound, NotPermitted and NotNow say
    why not.
    """
    with transaction.atomic():
        document = _fetchable(document_id, by)
        spelled = visitable(address)
        Guard.from_settings().refuse_at_sight(spelled)
        before = {"outcome": document.outcome}
        copy = document.archived_copies.create(address=spelled, by=by)
        put_in_queue(document)
        desks = document.desks.filter(pk__in=by.desks_with(Role.LOGGER))
        after, desk = {"address": spelled}, desks.order_by("pk")[0]
        record(by, "sources.use_copy", document, before=before, after=after, desk=desk)
    return copy


def _fetchable(document_id: int, by: User) -> Document:
    """Return the document, locked; the errors say why this person cannot have it fetched."""
    visible = Document.objects.visible_to(by).select_for_update(of=("self",))
    document = visible.filter(pk=document_id).first()
    if document is None:
        raise NotFound(_("This document does not exist. Choose one from the list."))
    if not (decision := may_fetch_document(by, document)):
        raise NotPermitted(decision.reason)
    if document.canonical_url is None:
        raise NotNow(_("This document has no address. Paste its text, or upload its file as a new one."))
    return document


def _failed(document: Document, failure: Failure, began: datetime, by: User | None) -> Visit:
    """Let a document that may yet come wait longer each time; park any other, with its reason."""
    outcome = failure.outcome
    state: dict[str, Any] = {"fetch_state": FetchState.PARKED, "next_attempt_at": None}
    if outcome.is_temporary and document.attempts < Document.MOST_ATTEMPTS:
        wait = max(_wait(document.attempts), timedelta(seconds=failure.retry_after or 0))
        state = {"next_attempt_at": Now() + wait}
    if failure.retry_after and failure.hops:
        leave_alone(urlsplit(failure.hops[-1].address).netloc, failure.retry_after)
    with transaction.atomic():
        Document.objects.of_lease(document).update(outcome=outcome, **state)
        return add(visit_of(document, began, failure, outcome, detail=failure.detail, by=by))


def _wait(attempts: int) -> timedelta:
    """Return how long to wait after so many attempts, a quarter more or less: not all at the same moment."""
    whole: timedelta = FIRST_WAIT * 4 ** (attempts - 1)
    return whole * (75 + secrets.randbelow(51)) / 100


def _kept(
    document: Document, answer: Answer, material: Material, sha256: str, began: datetime, by: User | None
) -> Visit:
    try:
        return _kept_at_once(document, answer, material, sha256, began, by)
    except IntegrityError:
        # Somebody kept the first snapshot while the lock was waited for. Now it is seen.
        return _kept_at_once(document, answer, material, sha256, began, by)


def _kept_at_once(
    document: Document, answer: Answer, material: Material, sha256: str, began: datetime, by: User | None
) -> Visit:
    with transaction.atomic():
        locked = Document.locked(document.pk)
        outcome, snapshot = _compared(locked, answer, material, sha256, by)
        before = SimpleNamespace(**{name: getattr(locked, name) for name in FILLED})
        if outcome.is_success:
            _fill(locked, material)
        if locked.is_leased_to(document):
            locked.fetch_state = FetchState.DONE if outcome.is_success else FetchState.PARKED
            locked.next_attempt_at, locked.outcome = None, outcome
        visit = visit_of(document, began, answer, outcome, detail=material.note, snapshot=snapshot, by=by)
        _write(locked, before, visit)
        return visit


def kept_if_new(
    document: Document, answer: Answer, material: Material, sha256: str, by: User | None
) -> tuple[Outcome, Snapshot | None]:
    """Keep what was brought unless it adds nothing; say how it compares with what was fetched before."""
    outcome, snapshot = _compared(document, answer, material, sha256, by)
    if snapshot is not None and snapshot._state.adding:
        add(snapshot, beside=[FOLLOWS])
    return outcome, snapshot


def _compared(
    document: Document, answer: Answer, material: Material, sha256: str, by: User | None
) -> tuple[Outcome, Snapshot | None]:
    """Say how what was brought compares with what was fetched before; a new snapshot is still to be added.

    Bytes from which no text was read are kept where there is no text, as the only trace of what was there.
    """
    kept = snapshots_of(document) if document.had_snapshots else []
    if material.flaw and kept and document.snapshots.with_text().exists():
        return material.flaw, None
    before = next((each for each in reversed(kept) if each.collected == Collected.FETCHED), None)
    if (
        before
        and not material.flaw
        and before.says(material.text)
        and (material.text or before.sha256 == sha256)
    ):
        return Outcome.UNCHANGED, before
    snapshot = next_snapshot(
        document, material, sha256, Collected.FETCHED, by, final_url=answer.address, kept=kept
    )
    if material.flaw:
        return material.flaw, snapshot
    return (Outcome.CHANGED if before and before.extractor else Outcome.OK), snapshot


def _fill(document: Document, material: Material) -> None:
    """Fill what is empty, and the title where the address stands for it."""
    if material.title and document.title == document.stand_in_title:
        document.title = material.title
    document.byline = document.byline or material.byline
    document.published_on = document.published_on or material.published_on
    document.language = document.language or material.language


def _write(document: Document, before: SimpleNamespace, visit: Visit) -> None:
    """Write all that came of a visit with one statement: snapshot, visit, document and trail."""
    written = Also(_WRITE, [*(getattr(document, name) for name in WRITTEN), document.pk])
    snapshot = visit.snapshot
    rows: Rows = (visit, written)
    if snapshot and snapshot._state.adding:
        rows = (snapshot, FOLLOWS, *rows)
    if not Outcome(visit.outcome).is_success:
        add(rows[0], beside=rows[1:])
        return
    change = difference(before, document, FILLED)
    brought = {"snapshot": snapshot.number, "sha256": snapshot.sha256} if snapshot else {}
    record(
        visit.by,
        "sources.fetch_document",
        document,
        before=change["before"],
        after={**change["after"], **brought},
        desk=Desk(pk=document.first_desk_id) if document.first_desk_id else None,
        beside=rows,
    )
