"""Who gets which summary when, and each summary that was written."""

from casework.digests.models.digest import Digest
from casework.digests.models.subscription import Cadence, Kind, Subscription

__all__ = ["Cadence", "Digest", "Kind", "Subscription"]
