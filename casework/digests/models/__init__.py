"""Who gets which summary when, each summary that was written, and what people are told of at once."""

from casework.digests.models.digest import Digest
from casework.digests.models.notification import NEEDS_ME, WATCHED, Notification, Reason, Watch
from casework.digests.models.subscription import Cadence, Kind, Subscription

__all__ = [
    "NEEDS_ME",
    "WATCHED",
    "Cadence",
    "Digest",
    "Kind",
    "Notification",
    "Reason",
    "Subscription",
    "Watch",
]
