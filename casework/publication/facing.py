"""What follows from a row that goes live or ends: the things it names, and its rows in other shapes.

Called by `publication.services` in the transaction that publishes, after its turn was taken; so nobody else
changes these tables meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, Q

from casework.codebook.models import Term
from casework.publication.models import AcledDeletion, AcledRow, PublicThing, PublishedRevision
from casework.publication.naming import Data, Name, things_in
from casework.publication.projections.acled import acled_row
from casework.publication.projections.reading import Unfit


def face(old: PublishedRevision | None, new: PublishedRevision | None, at: datetime) -> None:
    """Make everything derived say `new` in place of `old`; either may be missing."""
    _rename(old, new, at)
    row = new or old
    if row is not None:
        _show_to_acled(row, at, is_live=new is not None)


def _rename(old: PublishedRevision | None, new: PublishedRevision | None, at: datetime) -> None:
    before = things_in(old.payload) if old else {}
    after = things_in(new.payload) if new else {}
    if old is not None:
        _forget(old, set(before) - set(after), at)
    if new is not None:
        _tell(new, after, set(after) - set(before), at)


def _tell(row: PublishedRevision, things: dict[Name, Data], added: set[Name], at: datetime) -> None:
    known = {(each.kind, each.key): each for each in PublicThing.objects.filter(_are(things))}
    fresh, changed = [], []
    for (kind, key), payload in things.items():
        thing = known.get((kind, key))
        if thing is None:
            thing = PublicThing(kind=kind, key=key, incident_count=0)
            fresh.append(thing)
        else:
            changed.append(thing)
        thing.incident_count += (kind, key) in added
        if thing.payload != payload:
            thing.payload, thing.changed_at = payload, at
        thing.told_by = row
    PublicThing.objects.bulk_create(fresh)
    PublicThing.objects.bulk_update(changed, ["payload", "incident_count", "told_by", "changed_at"])


def _forget(row: PublishedRevision, gone: set[Name], at: datetime) -> None:
    """Count the row's names down; what nothing public names goes, what it told is told by the next newest."""
    if not gone:
        return
    PublicThing.objects.filter(_are(gone), incident_count=1).delete()
    PublicThing.objects.filter(_are(gone)).update(incident_count=F("incident_count") - 1)
    for thing in PublicThing.objects.filter(_are(gone), told_by=row):
        newest = _newest_naming(thing, besides=row)
        thing.payload = things_in(newest.payload)[thing.kind, thing.key]
        thing.told_by, thing.changed_at = newest, at
        thing.save(update_fields=["payload", "told_by", "changed_at"])


def _newest_naming(thing: PublicThing, *, besides: PublishedRevision) -> PublishedRevision:
    rows = PublishedRevision.objects.live().filter(marks__contains=[f"{thing.kind}:{thing.key}"])
    return rows.exclude(incident=besides.incident_id).latest("published_at")


def _are(names: Iterable[Name]) -> Q:
    wanted = Q(pk__in=[])
    for kind, key in names:
        wanted |= Q(kind=kind, key=key)
    return wanted


def _show_to_acled(row: PublishedRevision, at: datetime, *, is_live: bool) -> None:
    """Write the row as ACLED's clients read it, or list it among the deleted where they have read it."""
    columns = _acled_columns(row) if is_live else None
    if columns is not None:
        AcledRow.objects.update_or_create(incident_id=row.incident_id, defaults=columns)
        AcledDeletion.objects.filter(incident=row.incident_id).delete()
        return
    shown, _counts = AcledRow.objects.filter(incident=row.incident_id).delete()
    if shown:
        gone = {"event_id_cnty": row.acled_id, "deleted_timestamp": int(at.timestamp())}
        AcledDeletion.objects.update_or_create(incident_id=row.incident_id, defaults=gone)


def _acled_columns(row: PublishedRevision) -> Data | None:
    term = Term.objects.of("sub_event_type").filter(code=row.sub_event_type).first()
    try:
        return acled_row(row.payload, disorder_type=term.disorder_type if term else "")
    except Unfit:
        return None
