"""What the world may see, since when and until when; what it is told instead; and frozen editions of it."""

from casework.publication.models.notice import PublicNotice
from casework.publication.models.release import Release, ReleaseItem
from casework.publication.models.revision import Ended, PublishedRevision

__all__ = ["Ended", "PublicNotice", "PublishedRevision", "Release", "ReleaseItem"]
