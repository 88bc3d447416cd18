"""Decide about new items: keep one, or mark it as not relevant; take a decision back.

A decision is made about an item that nobody has decided about: the second of two people is told who was
first. Kept items become documents of the desk, each address once.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from casework.accounts.models import User
from casework.audit.services import record
from casework.core.errors import BadInput, CaseworkError, NotFound, NotNow, NotPermitted
from casework.core.paging import PAGE_SIZE
from casework.core.tlp import Tlp
from casework.sources.addresses import domain
from casework.sources.models import Document, Source, Triaged, TriageItem, TriageStep
from casework.sources.policies import may_triage
from casework.sources.services import add_document

UNDO_FOR = timedelta(minutes=10)
# As many as a page of the list shows: what somebody has seen.
MOST_ROWS = PAGE_SIZE


def decide(item_id: int, decision: Triaged, *, by: User, step: TriageStep | None = None) -> TriageItem:
    """Keep an item or drop it. The same decision by the same person, sent twice, is made once.

    NotFound, NotPermitted and NotNow say why not; NotNow names who was quicker, and when.
    """
    with transaction.atomic():
        row = _locked(item_id, by)
        if row.decision:
            if (row.decision, row.decided_by_id) == (decision, by.pk):
                return row
            raise NotNow(_who_was_first(row))
        if decision == Triaged.KEEP:
            row.document = _filed(row, by)
        row.decision, row.decided_by, row.decided_at, row.step = decision, by, timezone.now(), step
        row.version += 1
        row.save(update_fields=["document", "decision", "decided_by", "decided_at", "step", "version"])
        after = {"address": row.address, "document": row.document_id}
        record(by, f"sources.{decision}_item", row, after=after, desk=row.desk)
    return row


def undo(item_id: int, *, by: User, seen: int) -> tuple[TriageItem, bool]:
    """Let an item wait again, for ten minutes after the same person decided; return whether it was kept.

    A document that was filed stays: somebody may have read or cited it. NotFound, NotPermitted and NotNow
    say why not.
    """
    with transaction.atomic():
        row = _locked(item_id, by)
        if row.decided_by_id != by.pk or row.version != seen:
            raise NotNow(_("This is not your last decision about the item any more. Look at it again."))
        if row.decided_at is None or row.decided_at < timezone.now() - UNDO_FOR:
            raise NotNow(_("A decision about an item can be undone for ten minutes."))
        before = {"decision": row.decision, "document": row.document_id}
        row.decision, row.decided_by, row.decided_at, row.document, row.step = "", None, None, None, None
        row.version += 1
        row.save(update_fields=["document", "decision", "decided_by", "decided_at", "step", "version"])
        record(by, "sources.undo_item", row, before=before, desk=row.desk)
    return row, before["decision"] == Triaged.KEEP


def decide_several(item_ids: Sequence[int], decision: Triaged, *, by: User, token: uuid.UUID) -> TriageStep:
    """Decide about several items, each by the rules of one, and keep the report. All in one transaction.

    The same form sent twice (`token`) is done once. An item that is refused keeps no other back.
    """
    if not item_ids:
        raise BadInput(_("Choose at least one item."))
    if len(item_ids) > MOST_ROWS:
        raise BadInput(_("Choose at most %(most)d items at once.") % {"most": MOST_ROWS})
    with transaction.atomic():
        step, is_new = TriageStep.objects.get_or_create(
            token=token, defaults={"by": by, "decision": decision}
        )
        if step.by_id != by.pk:
            raise NotFound(_("There is no such report."))
        if not is_new:
            return step
        # Whoever decides about some of the same items takes them in the same order, at every desk.
        visible = TriageItem.objects.visible_to(by).filter(pk__in=item_ids).order_by("address", "pk")
        for pk in visible.values_list("pk", flat=True):
            step.report[str(pk)] = _settled(pk, decision, by, step)
        step.save(update_fields=["report"])
    return step


def _settled(pk: int, decision: Triaged, by: User, step: TriageStep) -> str:
    """Decide about one of several; return why not, or nothing where it was done."""
    try:
        with transaction.atomic():
            row = decide(pk, decision, by=by, step=step)
    except CaseworkError as error:
        return error.message
    return "" if row.step_id == step.pk else _who_was_first(row)


def undo_several(step_id: int, *, by: User) -> tuple[TriageStep, int]:
    """Let the items of a step wait again, each by the rules of one; return how many do."""
    step = TriageStep.objects.filter(pk=step_id, by=by).first()
    if step is None:
        raise NotFound(_("There is no such report."))
    if step.at < timezone.now() - UNDO_FOR:
        raise NotNow(_("A step on several items can be undone for ten minutes."))
    undone = 0
    for pk, version in step.items.order_by("address", "pk").values_list("pk", "version"):
        try:
            undo(pk, by=by, seen=version)
            undone += 1
        except CaseworkError:
            continue
    return step, undone


def _locked(item_id: int, by: User) -> TriageItem:
    """Return an item that the person may decide about, locked; the errors say why not."""
    visible = TriageItem.objects.visible_to(by).select_for_update(of=("self",))
    row = visible.select_related("desk", "item__feed__source", "decided_by").filter(pk=item_id).first()
    if row is None:
        raise NotFound(_("There is no such item, or you cannot see it."))
    if not (decision := may_triage(by, row.desk)):
        raise NotPermitted(decision.reason)
    return row


def _who_was_first(row: TriageItem) -> str:
    """Say who decided, what, and when."""
    values = {"name": row.decided_by, "time": date_format(localtime(row.decided_at), "H:i")}
    if row.decided_by is None:
        return _("The desk has this document already.")
    if row.decision == Triaged.KEEP:
        return _("%(name)s kept this item at %(time)s already.") % values
    return _("%(name)s marked this item as not relevant at %(time)s already.") % values


def _filed(row: TriageItem, by: User) -> Document:
    """File the item as a document of the desk: of the source that owns its address, or else of the feed's.

    What holds for the feed holds for what it lists, also where it lists what others publish.
    """
    item, source = row.item, row.item.feed.source
    owner = Source.objects.filter(domains__domain=domain(row.address)).first() or source
    return add_document(
        by=by,
        desk=row.desk,
        url=row.address,
        outlet=owner.name,
        title=item.title,
        published_on=item.published_at.date() if item.published_at else None,
        language=item.language,
        tlp=_narrower(item.feed.effective_tlp, owner),
    ).document


def _narrower(narrow: Tlp, owner: Source) -> Tlp | None:
    """Return the mark of the feed where it is narrower than the one that the document would have."""
    order = list(Tlp)
    return narrow if order.index(narrow) < order.index(Tlp(owner.tlp)) else None
