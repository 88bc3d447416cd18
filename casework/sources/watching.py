"""Look at cited documents again: what changed there, and when to look the next time.

A failure never replaces what is kept, and what is kept is never touched: another text is another snapshot.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from casework.core.statements import add
from casework.sources import store
from casework.sources.collecting import address_of, kept_if_new, read_answer, visit_of
from casework.sources.fetching.failure import Failure
from casework.sources.fetching.politeness import PAUSE, leave_alone, polite, turn_at
from casework.sources.fetching.robots import refuse_unless_welcome
from casework.sources.fetching.transport import Answer, Transport, Validators
from casework.sources.material import Material
from casework.sources.models import Collected, Document, Snapshot, Visit, Watch, Why
from casework.sources.outcomes import Outcome

# How long after the citation, and then after each look, the next one comes: corrections come soonest in the
# first hour. After the last of these it is looked at every month.
PAUSES = (timedelta(hours=1), timedelta(days=1), timedelta(days=7), timedelta(days=30))
# After a failure that may pass; each further one waits four times as long: 10 min, 40, 2.7 h, 10.7 h.
AGAIN_AFTER = timedelta(minutes=10)
# A look that is younger than this need not be repeated before an approval.
FRESH = timedelta(minutes=15)


def watch(document_id: int, *, cited: Snapshot) -> None:
    """Have a document, which was cited just now, looked at again within an hour. Safe to run twice.

    A passage that was taken from an older text is looked for in what the document says now.
    """
    newest = Snapshot.objects.filter(document=document_id).with_text().order_by("-number").first()
    row, _is_new = Watch.objects.get_or_create(document_id=document_id, defaults={"current": newest})
    Watch.objects.filter(pk=row.pk).update(
        checks=0, anchor_due_at=Now() if row.current_id != cited.pk else F("anchor_due_at")
    )
    _look_within(PAUSES[0], [document_id])


def look_now(document_ids: list[int]) -> int:
    """Have watched documents looked at within seconds, unless that was just done; return how many are."""
    old = timezone.now() - FRESH
    stale = Document.objects.filter(pk__in=document_ids, watch__isnull=False).filter(
        Q(watch__checked_at__isnull=True) | Q(watch__checked_at__lt=old)
    )
    return _look_within(timedelta(), list(stale.values_list("pk", flat=True)))


def _look_within(wait: timedelta, document_ids: list[int]) -> int:
    soon = Now() + wait
    waiting = Document.objects.filter(Q(next_check_at__isnull=True) | Q(next_check_at__gt=soon))
    return waiting.filter(pk__in=document_ids, canonical_url__isnull=False).update(next_check_at=soon)


def check_next(transport: Transport, *, pause: float = PAUSE) -> bool:
    """Look at the document that is due longest, and say whether there was one.

    Where another worker is visiting the same host, it waits a moment, without a mark against it.
    """
    taken = Watch.take_next()
    if taken is None:
        return False
    document = taken.document
    with turn_at(urlsplit(address_of(document)).netloc, pause=pause) as is_our_turn:
        if is_our_turn:
            check(taken, polite(transport, pause))
        else:
            Watch.objects.filter(pk=taken.pk).update(attempts=F("attempts") - 1)
            Document.objects.filter(pk=document.pk).update(next_check_at=Now() + timedelta(seconds=1))
    return True


def check(taken: Watch, transport: Transport) -> Visit:
    """Look at a document whose watch the caller has taken. Safe to run twice, and beside itself."""
    document, began = taken.document, timezone.now()
    address = address_of(document)
    if taken.attempts > Watch.MOST_ATTEMPTS:
        lost = Failure(Outcome.WORKER_LOST, "It was interrupted again and again.")
        return _ended(taken, began, lost, lost.outcome, detail=lost.detail)
    try:
        refuse_unless_welcome(address, transport)
        answer = transport.get(address, since=_validators(taken))
        if answer.is_unchanged:
            return _ended(taken, began, answer, Outcome.UNCHANGED, snapshot=_brought_last(document))
        material = read_answer(address, answer)
    except Failure as failure:
        return _failed(taken, began, failure)
    return _compared(taken, began, answer, material)


def _compared(taken: Watch, began: datetime, answer: Answer, material: Material) -> Visit:
    """Keep another text as one more snapshot. Bytes that say the same are not kept again."""
    before = _brought_last(taken.document)
    # Before the transaction: bytes without a row harm nobody, a row without bytes would.
    is_same = before is not None and before.text == material.text
    sha256 = "" if is_same or material.flaw else store.put(material.content)
    with transaction.atomic():
        locked = Document.locked(taken.document_id)
        if is_same and before == _brought_last(locked):
            outcome, snapshot = Outcome.UNCHANGED, before
        elif material.flaw:
            outcome, snapshot = material.flaw, None
        else:
            sha256 = sha256 or store.put(material.content)
            outcome, snapshot = kept_if_new(locked, answer, material, sha256, None)
        return _ended(
            taken,
            began,
            answer,
            outcome,
            snapshot=snapshot,
            detail=material.note,
            validators=answer.validators if outcome.is_success else None,
        )


def _brought_last(document: Document) -> Snapshot | None:
    """Return the snapshot that the address gave last, which may be an older one that came back."""
    visits = document.visits.filter(outcome__in=[each for each in Outcome if each.is_success])
    last = visits.exclude(snapshot__text="").select_related("snapshot").order_by("-pk").first()
    if last is not None:
        return last.snapshot
    return document.snapshots.filter(collected=Collected.FETCHED).with_text().order_by("-number").first()


def _failed(taken: Watch, began: datetime, failure: Failure) -> Visit:
    """Look again soon where the trouble may pass, and else when the next look would come anyway."""
    wait = None
    if failure.outcome.is_temporary and taken.attempts < Watch.MOST_ATTEMPTS:
        wait = max(AGAIN_AFTER * 4 ** (taken.attempts - 1), timedelta(seconds=failure.retry_after or 0))
    if failure.retry_after and failure.hops:
        leave_alone(urlsplit(failure.hops[-1].address).netloc, failure.retry_after)
    return _ended(taken, began, failure, failure.outcome, detail=failure.detail, wait=wait)


def _ended(
    taken: Watch,
    began: datetime,
    brought: Answer | Failure,
    outcome: Outcome,
    *,
    snapshot: Snapshot | None = None,
    detail: str = "",
    validators: Validators | None = None,
    wait: timedelta | None = None,
) -> Visit:
    """Write down what came of a look, and when the next one is. With `wait` this one is not over yet."""
    told: dict[str, object] = {"outcome": outcome, "checked_at": Now()}
    if validators is not None:
        told |= {
            "validated_url": validators.address,
            "etag": validators.etag,
            "last_modified": validators.last_modified,
        }
    with transaction.atomic():
        # Whoever was so slow that another took the row writes no plan any more.
        mine = Watch.objects.filter(pk=taken.pk, attempts=taken.attempts, checks=taken.checks)
        done = {} if wait is not None else {"attempts": 0, "checks": F("checks") + 1}
        if mine.update(**told, **done):
            pause = wait if wait is not None else PAUSES[min(taken.checks + 1, len(PAUSES) - 1)]
            Document.objects.filter(pk=taken.document_id).update(next_check_at=Now() + _about(pause))
        visit = visit_of(
            taken.document, began, brought, outcome, detail=detail, snapshot=snapshot, why=Why.CHECK
        )
        return add(visit)


def _about(pause: timedelta) -> timedelta:
    """Return the pause, a tenth more or less: not all at the same moment."""
    return pause * (90 + secrets.randbelow(21)) / 100


def _validators(taken: Watch) -> Validators:
    return Validators(taken.validated_url, taken.etag, taken.last_modified)
