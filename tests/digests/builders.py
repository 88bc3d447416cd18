"""Subscriptions and digests as plain rows."""

from datetime import UTC, date, datetime
from typing import Any

from django.db.models import F

from casework.accounts.models import User
from casework.digests.models import CALLS_WAIT, Digest, Notification, Subscription

MONDAY = datetime(2026, 1, 5, 7, tzinfo=UTC)


def make_subscription(user: User, **changes: Any) -> Subscription:
    """Save a weekly summary that was due on a Monday long ago."""
    return Subscription.objects.create(user=user, **{"next_send_at": MONDAY, **changes})


def build_digest(user: User, **changes: Any) -> Digest:
    """Return a waiting digest of one week that is not saved."""
    values: dict[str, Any] = {
        "kind": "summary",
        "period": date(2026, 1, 5),
        "covers_from": datetime(2025, 12, 29, 7, tzinfo=UTC),
        "covers_until": MONDAY,
        "message_id": "<one@casework.test>",
    }
    return Digest(user=user, **{**values, **changes})


def let_minutes_pass() -> None:
    """Let what calls somebody have waited for as long as it waits for more of its kind."""
    waiting = Notification.objects.filter(mail_due_at__isnull=False)
    waiting.update(mail_due_at=F("mail_due_at") - CALLS_WAIT, at=F("at") - CALLS_WAIT)
