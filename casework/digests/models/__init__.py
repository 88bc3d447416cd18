"""Who gets which summary when, each summary that was written, and what people are told of at once."""

from casework.digests.models.digest import Digest
from casework.digests.models.notification import (
    CALLS,
    CALLS_WAIT,
    NEEDS_ME,
    WATCHED,
    Notification,
    Reason,
    Watch,
)
from casework.digests.models.subscription import Cadence, FollowedSearch, Kind, Subscription

__all__ = [
    "CALLS",
    "CALLS_WAIT",
    "NEEDS_ME",
    "WATCHED",
    "Cadence",
    "Digest",
    "FollowedSearch",
    "Kind",
    "Notification",
    "Reason",
    "Subscription",
    "Watch",
]
