"""Part two incidents that were merged, each with what it said before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from casework.accounts.models import User
from casework.core.errors import NotFound, NotNow, NotPermitted
from casework.core.text import storable
from casework.crossref.knowledge import settle
from casework.crossref.merge_plan import EVERY_PART
from casework.crossref.models import MergeJournal
from casework.crossref.policies import may_merge
from casework.crossref.services.locking import lock_knowledge, locked_pair
from casework.crossref.services.merging import keep_revision, open_for_change, put, restored, tags_of_others
from casework.crossref.unmerge_plan import UnmergePlan, plan_of
from casework.incidents.content import write_revision
from casework.incidents.models import (
    IN_REVIEW_STATES,
    Citation,
    Claim,
    Incident,
    IncidentDocument,
    IncidentTag,
)
from casework.incidents.services import changing
from casework.review.services import move


def unmerge(
    merge_id: int, *, by: User, seen: Mapping[int, int | None], note: str = "", partly: bool = False
) -> MergeJournal:
    """Take the donor of a merge out of its survivor again; all of it happens or nothing.

    Both say then exactly what they said before, or the call is refused with a sentence for each later change
    that prevents that; with `partly` everything else is parted. `seen` gives the versions of both. Raises
    NotFound, VersionMissing, Stale, NotPermitted and NotNow.
    """
    found = MergeJournal.objects.filter(pk=merge_id).first()
    if found is None:
        raise NotFound(_("There is no such merge, or you cannot see both of its incidents."))
    with transaction.atomic():
        locked_pair({found.donor_id: None, found.survivor_id: None, **seen}, by)
        lock_knowledge()
        journal = MergeJournal.objects.select_related("donor__desk", "survivor__desk").get(pk=merge_id)
        if not (decision := may_merge(by, journal.donor, journal.survivor)):
            raise NotPermitted(decision.reason)
        plan = plan_of(journal)
        if plan.objections:
            raise NotNow(" ".join(plan.objections))
        if plan.losses and not partly:
            raise NotNow(" ".join([*plan.losses, _("Confirm that the rest is parted all the same.")]))
        return _carry_out(plan, by, storable(note).strip())


def _carry_out(plan: UnmergePlan, by: User, note: str) -> MergeJournal:
    journal = plan.journal
    donor, survivor = journal.donor, journal.survivor
    keep_revision(survivor, by)
    _return_evidence(plan)
    # Its revision is what the donor says with its claims back. What was public under its number is so again.
    donor = move(donor.pk, "unmerge", by=by, seen=donor.version, note=note, merged_into=survivor)
    seen = open_for_change(survivor, by, _("%(uid)s is taken out of it.") % {"uid": donor.uid})
    with changing(survivor.pk, by=by, seen=seen, verb="crossref.unmerge", note=note) as change:
        for name, values in plan.parts.items():
            put(change, EVERY_PART[name], restored(EVERY_PART[name], values))
        _take_documents_away(journal, change.incident)
        _take_tags_away(journal, change.incident)
        told = {"citations": len(plan.citation_ids), "claims": len(plan.claim_ids)}
        change.tell(before={"donor": donor.uid, **told})
    write_revision(change.incident, by, "unmerge")
    for heir, name in plan.inherited:
        heir.before[name] = journal.before[name]
        MergeJournal.objects.filter(pk=heir.pk).update(before=heir.before)
    MergeJournal.objects.filter(pk=journal.pk).update(ended_at=Now(), ended_by=by)
    if plan.of_donor:
        _check_again(donor, journal, by)
    settle([donor.pk, survivor.pk])
    journal.refresh_from_db()
    return journal


def _return_evidence(plan: UnmergePlan) -> None:
    """Move citations and claims back, each claim with the origin that it had."""
    journal = plan.journal
    Citation.objects.filter(pk__in=plan.citation_ids).update(incident=journal.donor)
    by_origin: defaultdict[int | None, list[int]] = defaultdict(list)
    for key in plan.claim_ids:
        by_origin[journal.claims.get(str(key))].append(key)
    for origin, keys in by_origin.items():
        Claim.objects.filter(pk__in=keys).update(incident=journal.donor, origin=origin)


def _take_documents_away(journal: MergeJournal, survivor: Incident) -> None:
    """Take away the documents that the merge put beside the survivor, but for those it cites by now."""
    cited = survivor.citations.values("snapshot__document")
    beside = IncidentDocument.objects.filter(incident=survivor, document__in=journal.documents)
    beside.exclude(document__in=cited).delete()


def _take_tags_away(journal: MergeJournal, survivor: Incident) -> None:
    """Take away the tags that the donor brought, but for those that another one brought as well."""
    brought = {*journal.tags} - tags_of_others(survivor, journal)
    IncidentTag.objects.filter(incident=survivor, tag__in=brought).delete()


def _check_again(donor: Incident, journal: MergeJournal, by: User) -> None:
    """Send a donor back to be verified where colleagues had agreed to something else than it says now."""
    note = _("It came out of a merge changed.")
    seen = open_for_change(donor, by, note)
    if donor.review_state in IN_REVIEW_STATES:
        with changing(donor.pk, by=by, seen=seen, verb="crossref.unmerge", note=note) as change:
            change.tell(before={"survivor": journal.survivor.uid})
