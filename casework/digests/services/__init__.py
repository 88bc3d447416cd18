"""What is done with mails and with what people are told."""

from casework.digests.services.notifications import (
    put_away,
    put_away_all,
    read_notification,
    unread_notification,
    watch,
)
from casework.digests.services.sending import (
    send_digest,
    take_next_digest,
    try_again,
    write_next_calls,
    write_next_digest,
)
from casework.digests.services.subscriptions import (
    call_by_mail,
    change_mail,
    change_subscription,
    follow_searches,
    is_called,
    preview_of,
    searches_to_follow,
    subscribe_everybody,
    subscription_of,
    unsubscribe,
    wish_of,
)

__all__ = [
    "call_by_mail",
    "change_mail",
    "change_subscription",
    "follow_searches",
    "is_called",
    "preview_of",
    "put_away",
    "put_away_all",
    "read_notification",
    "searches_to_follow",
    "send_digest",
    "subscribe_everybody",
    "subscription_of",
    "take_next_digest",
    "try_again",
    "unread_notification",
    "unsubscribe",
    "watch",
    "wish_of",
    "write_next_calls",
    "write_next_digest",
]
