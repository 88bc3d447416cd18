"""Two sources that are one: look at what would move, move it, and give it back.

Everything that moves is written down. What cannot be told apart any more after the merge is what is filed
later: it belongs to the source that stayed, also after the two were parted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.accounts.models import User
from casework.audit.services import record
from casework.core.errors import BadInput, NotFound, NotNow, NotPermitted
from casework.core.text import storable
from casework.sources.keeping import refuse_stale_source, supervised
from casework.sources.models import Document, Feed, Reliability, Source, SourceDomain, SourceMerge
from casework.sources.policies import may_edit_sources

_HOLD = "SELECT merged_into_id, tlp FROM sources_source WHERE id = %s FOR KEY SHARE"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a merge would do, as far as this person sees it."""

    donor: Source
    survivor: Source
    # Documents that the person sees; those of other desks move too, and are not counted for them.
    documents: int
    domains: list[str]
    # Feeds that the person sees; those of other desks move too.
    feeds: list[str]
    letters: tuple[Reliability, Reliability]
    keeps_mark: bool
    differing: list[tuple[str, str, str]]
    objections: list[str]


def plan_of(donor: Source, survivor: Source, user: User) -> Plan:
    """Return what merging would do. Five queries."""
    today = timezone.now().date()
    return Plan(
        donor=donor,
        survivor=survivor,
        documents=Document.objects.visible_to(user).filter(source=donor).count(),
        domains=[each.domain for each in donor.domains.all()],
        feeds=[str(each) for each in Feed.objects.visible_to(user).filter(source=donor).order_by("pk")],
        letters=(donor.reliability_on(today), survivor.reliability_on(today)),
        keeps_mark=donor.tlp != survivor.tlp,
        differing=[each for each in _particulars(donor, survivor) if each[1] != each[2]],
        objections=_objections(donor, survivor),
    )


def _particulars(donor: Source, survivor: Source) -> list[tuple[str, str, str]]:
    """Return label and both values of what only one of the two can keep: those of the one that stays."""
    yes_no = {True: _("yes"), False: _("no")}
    return [
        (_("Kind"), donor.get_kind_display(), survivor.get_kind_display()),
        (_("Scale"), donor.get_scale_display(), survivor.get_scale_display()),
        (_("Language"), donor.language, survivor.language),
        (_("Country"), str(donor.country or ""), str(survivor.country or "")),
        (_("Owner"), donor.owner, survivor.owner),
        (_("News agency"), yes_no[donor.is_agency], yes_no[survivor.is_agency]),
    ]


def _objections(donor: Source, survivor: Source) -> list[str]:
    if donor.pk == survivor.pk:
        return [_("A source cannot be merged into itself. Choose another one.")]
    merged = [each for each in (donor, survivor) if each.merged_into_id is not None]
    return [_("%(name)s was merged into another source already.") % {"name": each} for each in merged]


def merge_sources(
    donor_id: int, survivor_id: int, *, by: User, seen: Mapping[int, int | None], reason: str
) -> SourceMerge:
    """Let one source go up in another: its documents, domains and feeds move, and its name leads there.

    A document or feed that had the mark of its old source keeps that mark as its own, so that nothing can be
    seen by more people than before. Ratings stay where they were given. Raises NotPermitted, NotFound, Stale,
    NotNow and BadInput.
    """
    with transaction.atomic():
        donor, survivor = _both(donor_id, survivor_id, by)
        for each in (donor, survivor):
            refuse_stale_source(each, seen.get(each.pk))
        if objections := _objections(donor, survivor):
            raise NotNow(objections[0])
        if not (reason := storable(reason).strip()):
            raise BadInput(_("Say why the two are one."), field="reason")
        merge = SourceMerge.objects.create(
            donor=donor, survivor=survivor, by=by, reason=reason, **_moved(donor, survivor)
        )
        Source.objects.filter(pk=donor.pk).update(merged_into=survivor)
        Source.objects.filter(pk__in=[donor.pk, survivor.pk]).update(version=F("version") + 1)
        record(by, "sources.merge", donor, after=_told(merge), note=reason, desk=supervised(by))
    return merge


def _moved(donor: Source, survivor: Source) -> dict[str, list[int]]:
    """Move documents, domains and feeds, and return which they were."""
    domains = list(donor.domains.values_list("pk", flat=True))
    SourceDomain.objects.filter(pk__in=domains).update(source=survivor)
    documents, marked = _move(Document.objects.filter(source=donor), donor, survivor)
    feeds, marked_feeds = _move(Feed.objects.filter(source=donor), donor, survivor)
    return {
        "documents": documents,
        "marked": marked,
        "domains": domains,
        "feeds": feeds,
        "marked_feeds": marked_feeds,
    }


def _move(rows: QuerySet[Any], donor: Source, survivor: Source) -> tuple[list[int], list[int]]:
    """Move rows of the donor; return all of them, and those that took its mark."""
    moved = list(rows.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    unmarked = rows.filter(tlp__isnull=True) if donor.tlp != survivor.tlp else rows.none()
    marked = list(unmarked.values_list("pk", flat=True))
    rows.filter(pk__in=marked).update(tlp=donor.tlp)
    rows.update(source=survivor)
    return moved, marked


def _give_back(here: QuerySet[Any], donor: Source, moved: list[int], marked: list[int]) -> None:
    """Return what moved and is still here; a mark that it took goes with it."""
    here.filter(pk__in=marked, tlp=donor.tlp).update(tlp=None)
    here.filter(pk__in=moved).update(source=donor)


def part_sources(merge_id: int, *, by: User) -> SourceMerge:
    """Take a merge back: what moved returns, unless it was moved on since. Raises what `merge_sources` does.

    What was filed in the meantime stays with the source that it was filed under.
    """
    with transaction.atomic():
        found = SourceMerge.objects.filter(pk=merge_id).first()
        if found is None:
            raise NotFound(_("There is no such merge. See the page of the source."))
        donor, survivor = _both(found.donor_id, found.survivor_id, by)
        merge = SourceMerge.objects.get(pk=merge_id)
        if merge.undone_at is not None:
            raise NotNow(_("The two were parted already."))
        if survivor.merged_into_id is not None:
            name = {"name": survivor}
            raise NotNow(_("%(name)s was merged into another source since. Part those first.") % name)
        _give_back(Document.objects.filter(source=survivor), donor, merge.documents, merge.marked)
        _give_back(Feed.objects.filter(source=survivor), donor, merge.feeds, merge.marked_feeds)
        survivor.domains.filter(pk__in=merge.domains).update(source=donor)
        SourceMerge.objects.filter(pk=merge.pk).update(undone_by=by, undone_at=Now())
        Source.objects.filter(pk=donor.pk).update(merged_into=None)
        Source.objects.filter(pk__in=[donor.pk, survivor.pk]).update(version=F("version") + 1)
        record(by, "sources.part", donor, before=_told(merge), desk=supervised(by))
    merge.refresh_from_db()
    return merge


def _both(donor_id: int, survivor_id: int, by: User) -> tuple[Source, Source]:
    """Return both with their rows locked, in one order whoever is which, so that nobody waits in a circle."""
    if not (decision := may_edit_sources(by)):
        raise NotPermitted(decision.reason)
    rows = Source.objects.visible_to(by).filter(pk__in=[donor_id, survivor_id])
    found = {each.pk: each for each in rows.select_for_update(of=("self",)).order_by("pk")}
    if not {donor_id, survivor_id} <= set(found):
        raise NotFound(_("This source does not exist. Choose one from the list."))
    return found[donor_id], found[survivor_id]


def _told(merge: SourceMerge) -> dict[str, object]:
    return {
        "survivor": merge.survivor_id,
        "documents": len(merge.documents),
        "domains": len(merge.domains),
        "feeds": len(merge.feeds),
    }


def follow_merge(document: Document) -> None:
    """Give a document that was filed just now under a merged source to the one that stayed, with its mark.

    Call it in the transaction that made the row: it waits for a merge under way, and holds up one to come.
    """
    into, mark = _held(document.source_id)
    if into is None:
        return
    while into is not None:
        document.source_id = into
        into, next_mark = _held(document.source_id)
        if document.tlp is None and mark != next_mark:
            document.tlp = mark
        mark = next_mark
    document.save(update_fields=["source", "tlp"])
    document.source = Source.objects.get(pk=document.source_id)


def stands_for(source: Source) -> Source:
    """Return the source under which is filed what is given as this one's, and keep that so to the end.

    Call it in the transaction that makes the row.
    """
    into, _mark = _held(source.pk)
    while into is not None:
        source = Source.objects.get(pk=into)
        into, _mark = _held(source.pk)
    return source


def _held(source_id: int) -> tuple[int | None, str]:
    """Return what a source was merged into, and its mark, and keep it from being merged until the end.

    The database checks foreign keys at the end of a transaction, which would be too late; it takes this
    lock for that, and it hinders nobody but a merge.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, [source_id])
        into, mark = cursor.fetchone()
    return into, mark
