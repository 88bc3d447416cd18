"""Freeze what is public under a name, and tell it in the same bytes for ever."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from casework.accounts.models import User
from casework.audit.chain import head
from casework.audit.services import record
from casework.codebook.models import Edition
from casework.core.canonical import canonical_json
from casework.core.errors import NotPermitted
from casework.core.refusals import refused_in_words
from casework.publication.clock import take_turn
from casework.publication.models import GedRow, PublicNotice, PublishedRevision, Release, ReleaseItem
from casework.publication.payload import moment
from casework.publication.policies import may_release
from casework.publication.projections.ged import copied_high, ged_row
from casework.publication.projections.reading import Unfit

BATCH = 2_000
# What the manifest says of its own shape; a reader of another number should not guess.
MANIFEST_FORMAT = "casework-release/1"
Data = dict[str, Any]


@dataclass
class Measured:
    """What one walk over everything that is public found."""

    count: int = 0
    items: Any = field(default_factory=sha256)
    items_size: int = 0
    payloads: Any = field(default_factory=sha256)
    payloads_size: int = 0
    unfit: Counter[str] = field(default_factory=Counter)
    copied_high: int = 0
    held: dict[int, tuple[str, int, str]] = field(default_factory=dict)


def make_release(name: str, note: str, *, by: User) -> Release:
    """Freeze everything that is public at this moment under `name`, for good.

    Nobody publishes while it is made. Raises BadInput for a name that is taken or fits no address.
    """
    if not (decision := may_release(by)):
        raise NotPermitted(decision.reason)
    with transaction.atomic():
        release = Release(name=name, note=note, created_by=by, at=take_turn(), item_count=0)
        _refuse_bad(release)
        measured = _measure()
        release.item_count = measured.count
        release.manifest_sha256 = measured.items.hexdigest()
        release.changes = _changes(measured, release.at)
        release.manifest = _manifest(release, measured)
        with refused_in_words():
            release.save()
        _fill(release)
        record(by, "publication.release", release, after={"manifest_sha256": release.manifest_sha256})
    return release


def _refuse_bad(release: Release) -> None:
    """Say what is wrong with name and note before anything is measured."""
    release.manifest_sha256 = "0" * 64
    with refused_in_words():
        release.clean_fields(exclude=["created_at"])
        release.validate_constraints()


def _public() -> Iterator[PublishedRevision]:
    rows = PublishedRevision.objects.live().order_by("incident_id")
    return rows.only("id", "incident_id", "uid", "version", "sha256", "payload").iterator(BATCH)


def _measure() -> Measured:
    found = Measured()
    for row in _public():
        found.count += 1
        found.held[row.incident_id] = (row.uid, row.version, row.sha256)
        for digest, size, line in (
            ("items", "items_size", _item(row)),
            ("payloads", "payloads_size", _line(row)),
        ):
            getattr(found, digest).update(line.encode())
            setattr(found, size, getattr(found, size) + len(line.encode()))
        try:
            ged_row(row.payload)
            found.copied_high += copied_high(row.payload)
        except Unfit as reason:
            found.unfit[str(reason)] += 1
    return found


def _item(row: PublishedRevision) -> str:
    return f"{row.uid} {row.version} {row.sha256}\n"


def _line(row: PublishedRevision) -> str:
    return f"{canonical_json(row.payload)}\n"


def _fill(release: Release) -> None:
    """Add the items, and the rows for UCDP's clients."""
    items: list[ReleaseItem] = []
    events: list[GedRow] = []
    for row in _public():
        items.append(ReleaseItem(release=release, published_revision=row, incident_id=row.incident_id))
        events += _event(release, row)
        if len(items) >= BATCH:
            _save(items, events)
    _save(items, events)


def _save(items: list[ReleaseItem], events: list[GedRow]) -> None:
    ReleaseItem.objects.bulk_create(items)
    GedRow.objects.bulk_create(events)
    items.clear()
    events.clear()


def _event(release: Release, row: PublishedRevision) -> list[GedRow]:
    try:
        event = ged_row(row.payload)
    except Unfit:
        return []
    return [
        GedRow(
            release=release,
            ged_id=event["id"],
            row=event,
            country_id=event["country_id"],
            date_start=event["date_start"][:10],
            date_end=event["date_end"][:10],
            latitude=str(event["latitude"]),
            longitude=str(event["longitude"]),
            type_of_violence=event["type_of_violence"],
            actors=[number for number in (event["side_a_new_id"], event["side_b_new_id"]) if number],
        )
    ]


def _previous(at: datetime) -> Release | None:
    return Release.objects.filter(at__lt=at).order_by("-at").first()


def _changes(measured: Measured, at: datetime) -> str:
    """Return one JSON line for each incident that the release before had not, or had otherwise."""
    previous = _previous(at)
    if previous is None:
        return ""
    rows = previous.items.values_list("incident", "published_revision__uid", "published_revision__version")
    had = {incident: (uid, version) for incident, uid, version in rows.order_by("incident_id").iterator()}
    lines: list[Data] = []
    for incident, (uid, version, _sha) in measured.held.items():
        was = had.pop(incident, (uid, None))[1]
        if was != version:
            lines.append(
                {"uid": uid, "change": "changed" if was else "added", "version": version, "was": was}
            )
    lines += _gone(had)
    return "".join(f"{canonical_json(line)}\n" for line in sorted(lines, key=lambda line: line["uid"]))


def _gone(had: dict[int, tuple[str, int]]) -> list[Data]:
    """Return why incidents of the release before are public no longer, in the words for readers."""
    told = PublicNotice.objects.open().filter(incident__in=had).select_related("merged_into")
    notices = {notice.incident_id: notice for notice in told}
    return [
        {
            "uid": uid,
            "change": notices[incident].kind if incident in notices else "withdrawn",
            "was": version,
            "reason": notices[incident].note if incident in notices else "",
            "merged_into": into.uid
            if incident in notices and (into := notices[incident].merged_into)
            else None,
        }
        for incident, (uid, version) in had.items()
    ]


def _manifest(release: Release, measured: Measured) -> str:
    """Return the manifest: whoever holds it and the files can tell that nothing is missing or altered."""
    previous, end = _previous(release.at), head()
    edition = Edition.objects.order_by("-number").values_list("number", flat=True).first()
    kinds = Counter(line["change"] for line in map(_parsed, release.changes.splitlines()))
    changes = release.changes.encode()
    return canonical_json(
        {
            "format": MANIFEST_FORMAT,
            "name": release.name,
            "note": release.note,
            "at": moment(release.at),
            "incidents": measured.count,
            "codebook_edition": edition,
            "previous": previous.name if previous else None,
            "changes": dict(kinds),
            "ged": {
                "events": measured.count - sum(measured.unfit.values()),
                "left_out": dict(measured.unfit),
                "high_copied_from_best": measured.copied_high,
            },
            "audit_head": {"number": end.number, "digest": end.digest},
            "files": {
                "items.txt": {"sha256": release.manifest_sha256, "bytes": measured.items_size},
                "incidents.ndjson": {
                    "sha256": measured.payloads.hexdigest(),
                    "bytes": measured.payloads_size,
                },
                "changes.ndjson": {"sha256": sha256(changes).hexdigest(), "bytes": len(changes)},
            },
        }
    )


def _parsed(line: str) -> Data:
    found: Data = json.loads(line)
    return found


def _frozen(release: Release) -> Any:
    return PublishedRevision.objects.filter(release_items__release=release).order_by("incident_id")


def items_as_text(release: Release) -> str:
    """Return the text whose fingerprint stands on the release: one line for each incident."""
    return manifest(_frozen(release).only("uid", "version", "sha256"))


def payload_lines(release: Release) -> Iterator[str]:
    """Yield every payload of the release as a line of canonical JSON, in order of the incidents' numbers."""
    for row in _frozen(release).only("payload").iterator(BATCH):
        yield _line(row)


def manifest(rows: Iterable[PublishedRevision]) -> str:
    """Return identifier, version and fingerprint of each row, one line each."""
    return "".join(_item(row) for row in rows)


def manifest_sha256(rows: Iterable[PublishedRevision]) -> str:
    """Return the fingerprint of the lines, in lower-case hexadecimal."""
    return sha256(manifest(rows).encode()).hexdigest()


def is_whole(release: Release) -> bool:
    """Say whether the release still holds exactly what its fingerprint was made of."""
    found = list(_frozen(release).only("uid", "version", "sha256"))
    return len(found) == release.item_count and manifest_sha256(found) == release.manifest_sha256
