"""Where information comes from: sources, their documents, and what each said at one moment."""

from casework.sources.models.documents import Document, DocumentDesk, FetchState
from casework.sources.models.snapshots import Collected, Snapshot
from casework.sources.models.sources import (
    Reliability,
    Source,
    SourceDomain,
    SourceKind,
    SourceReliability,
    SourceScale,
)
from casework.sources.models.visits import Visit

__all__ = [
    "Collected",
    "Document",
    "DocumentDesk",
    "FetchState",
    "Reliability",
    "Snapshot",
    "Source",
    "SourceDomain",
    "SourceKind",
    "SourceReliability",
    "SourceScale",
    "Visit",
]
