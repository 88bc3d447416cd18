"""What the world may see, since when and until when; what it is told instead; and frozen editions of it."""

from casework.publication.models.notice import PublicNotice
from casework.publication.models.projected import ACLED_COLUMNS, AcledDeletion, AcledRow, GedRow
from casework.publication.models.release import Release, ReleaseItem
from casework.publication.models.revision import Ended, PublishedRevision
from casework.publication.models.thing import PublicThing, ThingKind

__all__ = [
    "ACLED_COLUMNS",
    "AcledDeletion",
    "AcledRow",
    "Ended",
    "GedRow",
    "PublicNotice",
    "PublicThing",
    "PublishedRevision",
    "Release",
    "ReleaseItem",
    "ThingKind",
]
