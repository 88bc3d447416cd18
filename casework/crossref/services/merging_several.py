"""Merge several incidents into one of them: a step on several whose rows are merges like any other."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.accounts.models import Role, User
from casework.core.errors import BadInput, NotNow
from casework.crossref.models import MergeJournal
from casework.crossref.services.merging import merge
from casework.crossref.services.unmerging import unmerge
from casework.incidents.models import Incident
from casework.review.models import Batch, BatchRow
from casework.review.services.batches import Action, Details, Row, offer_also

# Where a step keeps the version that its own merges led the survivor to. Whoever else changes it meanwhile
# is noticed by that.
STAYS_AT = "stays_at"


def hang() -> None:
    """Offer it in the lists of incidents and of the admin to whoever may merge somewhere."""
    offer_also(MERGE_INTO_ONE, lambda user: user.has_role(Role.SUPERVISOR))


def _merge(row: Row, by: User, details: Details) -> Incident:
    survivor_id, seen = _staying(details)
    if row.incident_id == survivor_id:
        return Incident.objects.visible_to(by).get(pk=row.incident_id)
    batch = _locked(row.batch)
    versions = {row.incident_id: row.seen, survivor_id: batch.details.get(STAYS_AT, seen)}
    note = str(details.get("note", ""))
    journal = merge(row.incident_id, survivor_id, by=by, seen=versions, note=note)
    _keep(batch, journal.survivor_version)
    return Incident.objects.get(pk=row.incident_id)


def _part(row: BatchRow, by: User) -> Incident:
    journal = MergeJournal.objects.open().filter(donor=row.incident_id).first()
    if journal is None:
        raise NotNow(_("It has been taken out already."))
    batch = _locked(row.batch)
    unmerge(
        journal.pk,
        by=by,
        seen={journal.donor_id: row.version_after, journal.survivor_id: batch.details[STAYS_AT]},
    )
    versions = dict(Incident.objects.filter(pk=journal.survivor_id).values_list("pk", "version"))
    _keep(batch, versions[journal.survivor_id])
    return Incident.objects.get(pk=row.incident_id)


def _staying(details: Details) -> tuple[int, int]:
    """Return which incident stays, and the version of it that the list showed."""
    pk, _colon, seen = str(details.get("into", "")).partition(":")
    if not (pk.isdecimal() and seen.isdecimal()):
        raise BadInput(_("Choose the incident that stays."), field="into")
    return int(pk), int(seen)


def _locked(batch: Batch | None) -> Batch:
    """Return the step as it stands; its rows are done one after the other, whoever sends them."""
    if batch is None:
        raise BadInput(_("Choose at least one incident."))
    return Batch.objects.select_for_update().get(pk=batch.pk)


def _keep(batch: Batch, version: int) -> None:
    batch.details[STAYS_AT] = version
    batch.save(update_fields=["details"])


def _before(row: Row, details: Details) -> dict[str, Any]:
    into = Incident.objects.filter(pk=row.incident_id).values_list("merged_into", flat=True).first()
    return {"merged_into": into}


MERGE_INTO_ONE = Action(
    "merge_into_one",
    gettext_lazy("Merge into one"),
    ("into", "note"),
    _merge,
    _part,
    _before,
    is_chained=True,
    demands={"note": gettext_lazy("Say in a note why these are one attack.")},
    says_unchanged=gettext_lazy("It stays, and the others are merged into it."),
    hint=gettext_lazy(
        "The one that stays keeps what it says, unless another is more exact. To choose part by part, merge "
        "two of them from the page of their pair."
    ),
)
