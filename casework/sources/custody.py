"""Through whose hands a document went: from the audit trail, so that nobody writes it for the occasion."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from casework.accounts.models import Role, User
from casework.audit.models import Entry
from casework.sources.models import Document

# What is done to a document itself; what is logged from it is the trail of the incidents.
VERBS = (
    "sources.add_document",
    "sources.add_to_document",
    "sources.fetch_document",
    "sources.use_copy",
    "sources.ask_again",
    "sources.change_document",
    "sources.take_original",
    "sources.export",
    "sources.found_damaged",
    "sources.found_sound",
)
SHOWN = 30


def custody_of(document: Document, user: User) -> list[Entry]:
    """Return what was done with a document, newest first, as far as it is this person's business. One query.

    Other desks' doings with a shared document are theirs; those of the program itself are everybody's.
    """
    at_desk = Q(desk__in=user.desks_with(Role.VIEWER)) | Q(actor=None) | Q(actor=user)
    entries = _entries([document.pk]).filter(at_desk).select_related("actor", "person")
    return list(entries.order_by("-pk")[:SHOWN])


def hands_of(documents: Iterable[int]) -> list[dict[str, Any]]:
    """Return the same for several documents as rows for an export, oldest first. One query."""
    return [
        {
            "entry": entry.pk,
            "at": entry.at,
            "document": entry.subject_id,
            "who": entry.actor.username if entry.actor else None,
            "verb": entry.verb,
            "after": entry.after,
        }
        for entry in _entries(set(documents)).select_related("actor").order_by("pk")
    ]


def _entries(documents: Iterable[int]) -> QuerySet[Entry]:
    return Entry.objects.filter(subject_kind="document", subject_id__in=list(documents), verb__in=VERBS)
