"""What changed for the world since a moment: each incident once, where it stands now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from heapq import merge
from typing import Any

from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from casework.publication.models import PublicNotice, PublishedRevision
from casework.publication.payload import moment

Data = dict[str, Any]


def changes_since(since: datetime | None, *, most: int, with_payload: bool = False) -> list[Data]:
    """Return the first `most` changes from that moment on, oldest first; `at` is different in each.

    An incident stands at its newest change only: whoever applies the changes in their order, taking what
    is published and dropping what ended, holds what is public now. While they read, what changes again
    moves to the end, where they meet it.
    """
    found = merge(_published(since, most, with_payload), _ended(since, most), key=lambda change: change["at"])
    return [change for change, _number in zip(found, range(most), strict=False)]


def _published(since: datetime | None, most: int, with_payload: bool) -> Iterator[Data]:
    rows = PublishedRevision.objects.live().order_by("published_at", "id")
    if since:
        rows = rows.filter(published_at__gte=since)
    columns = ["published_at", "uid", "acled_id", "incident_id", "version", "sha256"]
    for row in rows.values(*columns, *(["payload"] if with_payload else []))[:most]:
        yield {
            "at": moment(row["published_at"]),
            "kind": "published",
            "uid": row["uid"],
            "acled_id": row["acled_id"],
            "ged_id": row["incident_id"],
            "version": row["version"],
            "sha256": row["sha256"],
            "note": "",
            "merged_into": None,
            **({"incident": row["payload"]} if with_payload else {}),
        }


def _ended(since: datetime | None, most: int) -> Iterator[Data]:
    notices = PublicNotice.objects.open().order_by("at", "id")
    if since:
        notices = notices.filter(at__gte=since)
    # The identifier is the same in every row of an incident.
    rows = PublishedRevision.objects.filter(incident=OuterRef("incident")).values("acled_id")[:1]
    told = notices.annotate(
        uid=F("incident__uid"), into=F("merged_into__uid"), acled_id=Coalesce(Subquery(rows), Value(""))
    )
    columns = ("at", "kind", "uid", "acled_id", "incident_id", "note", "into")
    for notice in told.values(*columns)[:most]:
        yield {
            "at": moment(notice["at"]),
            "kind": notice["kind"],
            "uid": notice["uid"],
            "acled_id": notice["acled_id"],
            "ged_id": notice["incident_id"],
            "version": None,
            "sha256": None,
            "note": notice["note"],
            "merged_into": notice["into"],
        }
