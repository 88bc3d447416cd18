"""Where information comes from: sources, their documents, and what each said at one moment."""

from casework.sources.models.agencies import Agency, AgencyName
from casework.sources.models.copies import ArchivedCopy
from casework.sources.models.desks import DocumentDesk, FeedDesk
from casework.sources.models.document_queue import FetchState
from casework.sources.models.documents import Document
from casework.sources.models.feed_items import FeedItem
from casework.sources.models.feeds import Feed, Pace
from casework.sources.models.fixity import Fixity, Soundness
from casework.sources.models.hosts import Host, RightNow
from casework.sources.models.independence import TextPrint, Tie, TieKind
from casework.sources.models.merges import SourceMerge
from casework.sources.models.reliability import Reliability, SourceReliability
from casework.sources.models.rules import KeywordRule
from casework.sources.models.snapshots import Collected, Snapshot
from casework.sources.models.sources import (
    Source,
    SourceDomain,
    SourceKind,
    SourceScale,
)
from casework.sources.models.stamps import TimeStamp
from casework.sources.models.triage import Hidden, Triaged, TriageItem, TriageStep
from casework.sources.models.visits import Visit, Why
from casework.sources.models.watching import Watch

__all__ = [
    "Agency",
    "AgencyName",
    "ArchivedCopy",
    "Collected",
    "Document",
    "DocumentDesk",
    "Feed",
    "FeedDesk",
    "FeedItem",
    "FetchState",
    "Fixity",
    "Hidden",
    "Host",
    "KeywordRule",
    "Pace",
    "Reliability",
    "RightNow",
    "Snapshot",
    "Soundness",
    "Source",
    "SourceDomain",
    "SourceKind",
    "SourceMerge",
    "SourceReliability",
    "SourceScale",
    "TextPrint",
    "Tie",
    "TieKind",
    "TimeStamp",
    "TriageItem",
    "TriageStep",
    "Triaged",
    "Visit",
    "Watch",
    "Why",
]
