"""Sources, documents and snapshots as plain rows, ready to be saved. Services are not involved."""

import hashlib
from itertools import count
from typing import Any

from django.db import connection, transaction

from casework.accounts.models import Desk, User
from casework.sources.models import Document, DocumentDesk, Snapshot, Source

_numbers = count(1)


def build_source(**changes: Any) -> Source:
    number = next(_numbers)
    return Source(**{"name": f"Outlet {number}", "slug": f"outlet-{number}", **changes})


def make_source(**changes: Any) -> Source:
    source = build_source(**changes)
    source.save()
    return source


def build_document(**changes: Any) -> Document:
    """Return a document that is not saved, but whose source is."""
    if "source" not in changes:
        changes["source"] = make_source()
    return Document(**{"title": "Camp attacked", **changes})


def make_document(*desks: Desk, **changes: Any) -> Document:
    """Save a document that reached these desks."""
    document = build_document(**changes)
    document.save()
    DocumentDesk.objects.bulk_create(DocumentDesk(document=document, desk=desk) for desk in desks)
    return document


def make_due(path: str = "camp", **changes: Any) -> Document:
    """Save a document that waits to be collected."""
    address = f"https://example.org/{path}"
    return make_document(
        **{
            "url": address,
            "canonical_url": address,
            "fetch_state": "due",
            "next_attempt_at": "2020-01-27T06:00Z",
            **changes,
        }
    )


def build_snapshot(by: User | None = None, text: str = "About 20 soldiers died.", **changes: Any) -> Snapshot:
    """Return a snapshot that is not saved, but whose document is. Its bytes are not in the store."""
    if "document" not in changes:
        changes["document"] = make_document()
    digest = hashlib.sha256(text.encode()).hexdigest()
    values: dict[str, Any] = {
        "number": 1,
        "sha256": digest,
        "text_sha256": digest,
        "size": 20,
        "media_type": "text/plain",
        "text": text,
        "extractor": "tests",
        "collected": "pasted",
        "collected_by": by,
    }
    return Snapshot(**{**values, **changes})


def make_snapshot(by: User | None = None, **changes: Any) -> Snapshot:
    snapshot = build_snapshot(by, **changes)
    snapshot.save()
    return snapshot


def execute(statement: str) -> None:
    """Send a statement past Django, in a savepoint of its own."""
    with transaction.atomic(), connection.cursor() as cursor:
        # Checks of foreign keys that wait for the commit would hide why a TRUNCATE is refused.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(statement)
