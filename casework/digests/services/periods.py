"""Which time a summary covers, and when the next one is due."""

from datetime import datetime
from zoneinfo import ZoneInfo

from casework.digests.calendar import next_due, previous_due
from casework.digests.models import Digest, Subscription


def covers_from(subscription: Subscription, due: datetime) -> datetime:
    """Begin where the digest before ended, unless the person had switched summaries off in between."""
    zone = ZoneInfo(subscription.user.time_zone)
    start = previous_due(due, cadence=subscription.cadence, hour=subscription.hour, zone=zone)
    before = (
        Digest.objects.filter(user=subscription.user, kind=subscription.kind, covers_until__lt=due)
        .order_by("covers_until")
        .values_list("covers_until", flat=True)
        .last()
    )
    return before if before is not None and before >= start - (due - start) else start


def scheduled(subscription: Subscription, after: datetime) -> Subscription:
    """Set, without saving, when the subscription is due next after that moment."""
    subscription.next_send_at = next_due(
        after,
        cadence=subscription.cadence,
        weekday=subscription.weekday,
        hour=subscription.hour,
        zone=ZoneInfo(subscription.user.time_zone),
    )
    return subscription
