"""Make one incident of two that are the same attack, and keep what is needed to part them again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from casework.accounts.models import User
from casework.core.canonical import fingerprint
from casework.core.errors import BadInput, NotNow, NotPermitted
from casework.core.text import storable
from casework.crossref.knowledge import settle
from casework.crossref.merge_plan import EVERY_PART, MergePlan, plain, plan_of
from casework.crossref.models import MergeJournal
from casework.crossref.parts import Part, Values
from casework.crossref.policies import may_merge
from casework.crossref.services.locking import lock_knowledge, locked_pair
from casework.incidents.content import content_of, write_revision
from casework.incidents.models import Citation, Claim, Incident, IncidentDocument, IncidentTag, State
from casework.incidents.services import Change, changing
from casework.review.services import move
from casework.sources.models import Document, DocumentDesk


def merge(
    donor_id: int,
    survivor_id: int,
    *,
    by: User,
    seen: Mapping[int, int | None],
    choices: Mapping[str, str] | None = None,
    note: str = "",
) -> MergeJournal:
    """Take the donor into the survivor; all of it happens or nothing.

    `seen` gives, for both by their number, the version that the person saw; `choices` says for a part of
    `crossref.parts` whether it is taken from the survivor, the donor or both, and parts left out take their
    default. The donor's claims and citations move; what the survivor's passages say already stays.
    Raises BadInput, NotFound, VersionMissing, Stale, NotPermitted and NotNow.
    """
    if donor_id == survivor_id:
        raise BadInput(_("An incident cannot be merged into itself. Choose the other one."))
    with transaction.atomic():
        rows = {each.pk: each for each in locked_pair({donor_id: None, survivor_id: None, **seen}, by)}
        donor, survivor = rows[donor_id], rows[survivor_id]
        if not (decision := may_merge(by, donor, survivor)):
            raise NotPermitted(decision.reason)
        lock_knowledge()
        plan = plan_of(donor, survivor, by=by, chosen=choices)
        if plan.objections:
            raise NotNow(" ".join(plan.objections))
        return _carry_out(plan, by, storable(note).strip())


def _carry_out(plan: MergePlan, by: User, note: str) -> MergeJournal:
    donor, survivor = plan.donor, plan.survivor
    journal = MergeJournal(
        donor=donor,
        survivor=survivor,
        choices={each.part.name: each.chosen for each in plan.choices},
        before={name: plain(EVERY_PART[name].values(survivor)) for name in plan.changes},
        after=plain(plan.changes),
        citations=plan.citation_ids,
        claims=_origins(plan.claim_ids),
        donor_sha256=fingerprint(content_of(donor)),
        survivor_sha256=fingerprint(content_of(survivor)),
        note=note,
        by=by,
    )
    if plan.is_reopened:
        # What was approved counts as nobody's open work: the reopening empties the list.
        journal.before["contributors"] = {"contributor_ids": []}
    keep_revision(survivor, by)
    # The revision that this move writes is the last word of the donor: its claims move after it.
    move(donor.pk, "merge", by=by, seen=donor.version, note=note, merged_into=survivor)
    seen = open_for_change(survivor, by, _("%(uid)s is merged into it.") % {"uid": donor.uid})
    with changing(survivor.pk, by=by, seen=seen, verb="crossref.merge", note=note) as change:
        for name, values in plan.changes.items():
            put(change, EVERY_PART[name], values)
        _move_evidence(plan)
        journal.documents = _share_documents(donor, change.incident, by)
        journal.tags = _share_tags(donor, change.incident, by)
        told = {"citations": len(journal.citations), "claims": len(journal.claims)}
        change.tell(after={"donor": donor.uid, **told})
    write_revision(change.incident, by, "merge")
    journal.survivor_version = change.incident.version
    journal.save()
    settle([donor.pk, survivor.pk])
    return journal


def keep_revision(incident: Incident, by: User) -> None:
    """Keep what the incident says before it is changed, unless a revision of this version is there."""
    if not incident.revisions.filter(version=incident.version).exists():
        write_revision(incident, by, "before_merge")


def open_for_change(incident: Incident, by: User, note: str) -> int:
    """Reopen an approved incident whose content is about to change; return the version it has then."""
    if incident.review_state != State.APPROVED:
        return incident.version
    return move(incident.pk, "reopen", by=by, seen=incident.version, note=note).version


def put(change: Change, part: Part, values: Mapping[str, Any]) -> None:
    """Write a part's values on the incident of the change, and tell how it read before and after."""
    incident, before = change.incident, part.values(change.incident)
    if part.is_rows:
        for name, keys in values.items():
            getattr(incident, name).set(keys)
    else:
        for name, value in values.items():
            setattr(incident, name, value)
            change.columns.add(name)
    if plain(before) != plain(values):
        change.tell(before={part.name: plain(before)}, after={part.name: plain(values)})


def restored(part: Part, kept: Mapping[str, Any]) -> Values:
    """Return a part's values as a journal keeps them, in the types of the columns."""
    if part.is_rows:
        return dict(kept)
    fields = {field.attname: field for field in Incident._meta.concrete_fields}
    return {name: None if value is None else fields[name].to_python(value) for name, value in kept.items()}


def _origins(claim_ids: Iterable[int]) -> dict[str, int | None]:
    """Return for each claim where it had come from before, for the way back."""
    rows = Claim.objects.filter(pk__in=claim_ids).values_list("pk", "origin_id")
    return {str(key): origin for key, origin in rows}


def _move_evidence(plan: MergePlan) -> None:
    """Move citations and claims; a claim remembers the incident that it was made on."""
    donor, survivor = plan.donor, plan.survivor
    Citation.objects.filter(pk__in=plan.citation_ids).update(incident=survivor)
    claims = Claim.objects.filter(pk__in=plan.claim_ids)
    # One that came from here once is at home again.
    claims.filter(origin=survivor).update(incident=survivor, origin=None)
    claims.filter(incident=donor, origin__isnull=True).update(incident=survivor, origin=donor)
    claims.filter(incident=donor).update(incident=survivor, origin=F("origin"))


def _share_documents(donor: Incident, survivor: Incident, by: User) -> list[int]:
    """Put the donor's documents beside the survivor, and let them reach its desk; return the new ones."""
    beside = donor.document_links.values_list("document_id", flat=True)
    cited = Document.objects.filter(snapshots__citations__incident=survivor).values_list("pk", flat=True)
    DocumentDesk.objects.bulk_create(
        [
            DocumentDesk(document_id=document, desk_id=survivor.desk_id, added_by=by)
            for document in sorted({*beside, *cited})
        ],
        ignore_conflicts=True,
    )
    new = sorted({*beside} - {*survivor.document_links.values_list("document_id", flat=True)})
    IncidentDocument.objects.bulk_create(
        IncidentDocument(incident=survivor, document_id=document, added_by=by) for document in new
    )
    return new


def tags_of_others(survivor: Incident, journal: MergeJournal | None = None) -> set[int]:
    """Return the tags that incidents brought which are merged into the survivor now, but for one merge."""
    others = MergeJournal.objects.open().filter(survivor=survivor)
    rows = others.exclude(pk=journal.pk) if journal else others
    return {tag for tags in rows.values_list("tags", flat=True) for tag in tags}


def _share_tags(donor: Incident, survivor: Incident, by: User) -> list[int]:
    """Put the donor's tags on the survivor, as far as they are of its desk; return what it has by merges."""
    theirs = {*donor.tags.filter(desk=survivor.desk_id).values_list("pk", flat=True)}
    mine = {*survivor.tags.values_list("pk", flat=True)}
    IncidentTag.objects.bulk_create(
        [IncidentTag(incident=survivor, tag_id=tag, by=by) for tag in sorted(theirs - mine)],
        ignore_conflicts=True,
    )
    return sorted(theirs - (mine - tags_of_others(survivor)))
