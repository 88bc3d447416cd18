"""Freeze what is public under a name."""

from collections.abc import Iterable
from hashlib import sha256

from django.db import transaction

from casework.accounts.models import User
from casework.audit.services import record
from casework.core.errors import NotPermitted
from casework.core.refusals import refused_in_words
from casework.publication.clock import take_turn
from casework.publication.models import PublishedRevision, Release, ReleaseItem
from casework.publication.policies import may_release

BATCH = 5_000


def make_release(name: str, note: str, *, by: User) -> Release:
    """Freeze everything that is public at this moment under `name`, for good.

    Nobody publishes while it is made. Raises BadInput for a name that is taken or fits no address.
    """
    if not (decision := may_release(by)):
        raise NotPermitted(decision.reason)
    with transaction.atomic():
        at = take_turn()
        rows = list(
            PublishedRevision.objects.live()
            .order_by("incident")
            .only("id", "incident_id", "uid", "version", "sha256")
        )
        release = _saved(Release(name=name, note=note, created_by=by, at=at), rows)
        ReleaseItem.objects.bulk_create(
            (
                ReleaseItem(release=release, published_revision=row, incident_id=row.incident_id)
                for row in rows
            ),
            batch_size=BATCH,
        )
        record(by, "publication.release", release, after={"manifest_sha256": release.manifest_sha256})
    return release


def _saved(release: Release, rows: list[PublishedRevision]) -> Release:
    release.item_count, release.manifest_sha256 = len(rows), manifest_sha256(rows)
    with refused_in_words():
        release.clean_fields(exclude=["created_at"])
        release.save()
    return release


def manifest(rows: Iterable[PublishedRevision]) -> str:
    """Return the text of a manifest: identifier, version and fingerprint of each row, one line each."""
    return "".join(f"{row.uid} {row.version} {row.sha256}\n" for row in rows)


def manifest_sha256(rows: Iterable[PublishedRevision]) -> str:
    """Return the fingerprint of the manifest, in lower-case hexadecimal."""
    return sha256(manifest(rows).encode()).hexdigest()


def is_whole(release: Release) -> bool:
    """Say whether the release still holds exactly what its fingerprint was made of."""
    rows = PublishedRevision.objects.filter(release_items__release=release).order_by("incident")
    found = list(rows.only("uid", "version", "sha256"))
    return len(found) == release.item_count and manifest_sha256(found) == release.manifest_sha256
