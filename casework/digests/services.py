"""Write down which summaries are due, send them once, and let people say when they want them.

What people are told of at once is written by `notifying`; here they read it, put it away, and choose what to
watch.

The rows of summaries are the work. A due subscription becomes one row per person and period; one worker takes
a row, which says that it is being sent before any mail server hears of it, and keeps its Message-ID at every
attempt.
"""

from datetime import datetime, timedelta
from email.utils import make_msgid
from smtplib import SMTPException
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce, Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.accounts.models import User
from casework.accounts.services import choose_calendar
from casework.core.errors import BadInput, NotFound
from casework.digests.calendar import local_day, next_due, previous_due
from casework.digests.content import Summary, summary_for
from casework.digests.mail import Letter, send_summary, written
from casework.digests.models import Cadence, Digest, Kind, Notification, Subscription, Watch
from casework.digests.models.digest import MOST_ATTEMPTS, SENDING_LASTS_FOR
from casework.incidents.models import Incident

# The wait before the second attempt; it doubles with every further one.
FIRST_WAIT = timedelta(minutes=2)


def subscribe_everybody() -> int:
    """Give every active person with a role, who has none yet, the weekly summary. Safe to run twice."""
    people = User.objects.filter(is_active=True, memberships__isnull=False).exclude(
        subscriptions__kind=Kind.SUMMARY
    )
    rows = [_scheduled(Subscription(user=person), timezone.now()) for person in people.distinct()]
    return len(Subscription.objects.bulk_create(rows, ignore_conflicts=True))


def change_subscription(user: User, *, cadence: str, weekday: int, hour: int) -> Subscription:
    """Set how often, on which weekday (0 is Monday) and at which hour the person gets the summary."""
    if cadence not in Cadence.values:
        raise BadInput(_("Choose every day, every week or never."), field="cadence")
    if not 0 <= weekday <= 6:
        raise BadInput(_("Choose a day from Monday to Sunday."), field="weekday")
    if not 0 <= hour <= 23:
        raise BadInput(_("Choose an hour from 0 to 23."), field="hour")
    wish = Subscription(user=user, cadence=cadence, weekday=weekday, hour=hour)
    _scheduled(wish, timezone.now())
    while wish.next_send_at and _has_digest(wish, wish.next_send_at):
        # One summary a day: who has today's gets the next one later, and is told so.
        _scheduled(wish, wish.next_send_at)
    subscription, _created = Subscription.objects.update_or_create(
        user=user,
        kind=Kind.SUMMARY,
        defaults={
            "cadence": cadence,
            "weekday": weekday,
            "hour": hour,
            "next_send_at": wish.next_send_at,
        },
    )
    return subscription


def change_mail(
    user: User, *, cadence: str, weekday: int, hour: int, time_zone: str, language: str
) -> Subscription:
    """Keep what a person chose on the page of their mail: all of it, or nothing where a part is refused."""
    with transaction.atomic():
        choose_calendar(user, time_zone=time_zone, language=language)
        return change_subscription(user, cadence=cadence, weekday=weekday, hour=hour)


def wish_of(user: User) -> Subscription:
    """Return the person's subscription; before there is one, the one that they will get, not saved."""
    saved = Subscription.objects.filter(user=user, kind=Kind.SUMMARY).select_related("user").first()
    if saved is not None:
        return saved
    cadence = Cadence.WEEKLY if user.roles() else Cadence.OFF
    return _scheduled(Subscription(user=user, cadence=cadence), timezone.now())


def preview_of(subscription: Subscription) -> Letter | None:
    """Return what the next summary would say if it went now; None where it would say nothing, or is off.

    It names no address that ends the subscription: pages are looked at over shoulders.
    """
    if subscription.next_send_at is None:
        return None
    digest = Digest(
        user=subscription.user,
        kind=subscription.kind,
        covers_from=_covers_from(subscription, subscription.next_send_at),
        covers_until=timezone.now(),
    )
    summary = summary_for(digest)
    leave = settings.PUBLIC_URL + reverse("digests:mail")
    return None if summary.is_empty else written(digest, summary, leave=leave, is_preview=True)


def subscription_of(token: str) -> Subscription:
    """Return the subscription that the link of a mail names, or raise NotFound."""
    found = Subscription.objects.filter(token=token).select_related("user").first()
    if found is None:
        raise NotFound(_("This link ends no summary. Sign in to change what you get by mail."))
    return found


def unsubscribe(token: str) -> Subscription:
    """Switch the subscription off that the link of a mail names. Safe to run twice."""
    subscription = subscription_of(token)
    subscription.cadence, subscription.next_send_at = Cadence.OFF, None
    subscription.save(update_fields=["cadence", "next_send_at"])
    return subscription


def read_notification(notification_id: int, *, by: User) -> Notification:
    """Mark one as read and return it. Safe to run twice."""
    row = _notification(notification_id, by)
    Notification.objects.filter(pk=row.pk).unread().update(read_at=Now(), mail_due_at=None)
    return row


def unread_notification(notification_id: int, *, by: User) -> None:
    """Mark one as unread, and open again where it was put away, unless it came anew meanwhile."""
    row = _notification(notification_id, by)
    again = Notification.objects.of(by).open().filter(incident=row.incident_id, reason=row.reason)
    if not again.exclude(pk=row.pk).exists():
        Notification.objects.filter(pk=row.pk).update(read_at=None, done_at=None)


def put_away(notification_id: int, *, by: User) -> None:
    """Put one away as done. Safe to run twice."""
    row = _notification(notification_id, by)
    Notification.objects.filter(pk=row.pk, done_at__isnull=True).update(
        read_at=Coalesce("read_at", Now()), done_at=Now(), mail_due_at=None
    )


def put_away_all(*, by: User, until: datetime) -> int:
    """Put everything away that came up to the moment at which the page was made; return how many."""
    rows = Notification.objects.of(by).open().filter(at__lte=until)
    return rows.update(read_at=Coalesce("read_at", Now()), done_at=Now(), mail_due_at=None)


def _notification(notification_id: int, by: User) -> Notification:
    """Return the person's own, about an incident that they may see, or raise NotFound."""
    row = Notification.objects.of(by).filter(pk=notification_id).select_related("incident").first()
    if row is None:
        raise NotFound(_("There is no such notification. The incident may have been restricted since."))
    return row


def watch(incident_id: int, *, by: User, is_on: bool) -> Watch:
    """Keep whether the person wants to hear what happens to the incident. Safe to run twice."""
    incident = Incident.objects.visible_to(by).filter(pk=incident_id).first()
    if incident is None:
        raise NotFound(_("There is no such incident, or you cannot see it."))
    kept, _created = Watch.objects.update_or_create(user=by, incident=incident, defaults={"is_on": is_on})
    return kept


def write_next_digest() -> Digest | None:
    """Turn the longest due subscription into the digest of its period and move it on; None when none is due.

    A worker that was down catches up period by period: each of them gets its row, none gets two.
    """
    with transaction.atomic():
        subscription = (
            Subscription.objects.due()
            .select_for_update(of=("self",), skip_locked=True)
            .select_related("user")
            .first()
        )
        if subscription is None or subscription.next_send_at is None:
            return None
        digest = _digest_of_period(subscription, subscription.next_send_at)
        _scheduled(subscription, subscription.next_send_at).save(update_fields=["next_send_at"])
        return digest


def take_next_digest() -> Digest | None:
    """Take the longest due digest and say so in its row, committed, before a mail server hears of it.

    Whoever takes it has ten minutes; then its worker counts as lost and the digest is due again. One that
    lost its worker too often is parked, so that it cannot take the others down with it.
    """
    _park_the_lost()
    with transaction.atomic():
        digest = (
            Digest.objects.due()
            .select_for_update(of=("self",), skip_locked=True)
            .select_related("user")
            .first()
        )
        if digest is None:
            return None
        Digest.objects.filter(pk=digest.pk).update(
            state=Digest.State.SENDING, attempts=F("attempts") + 1, next_attempt_at=Now() + SENDING_LASTS_FOR
        )
    digest.refresh_from_db(fields=["state", "attempts", "next_attempt_at"])
    return digest


def send_digest(digest: Digest) -> str:
    """Send a digest that the caller has taken; return its state afterwards.

    When the worker dies between the mail server's yes and our commit, the next attempt sends the mail again
    under the same Message-ID: mail programs show it once. The other order would lose it.
    """
    subscription = Subscription.objects.filter(user=digest.user, kind=digest.kind).first()
    summary = summary_for(digest)
    if summary.is_empty or subscription is None:
        return _finish(digest, Digest.State.EMPTY)
    try:
        send_summary(digest, summary, subscription)
    except (SMTPException, OSError) as error:
        return _put_off(digest, f"{type(error).__name__}: {error}")
    return _finish(digest, Digest.State.SENT, summary)


def _has_digest(subscription: Subscription, due: datetime) -> bool:
    user = subscription.user
    period = local_day(due, ZoneInfo(user.time_zone))
    return Digest.objects.filter(user=user, kind=subscription.kind, period=period).exists()


def _digest_of_period(subscription: Subscription, due: datetime) -> Digest:
    """Return the row of the period that ends at `due`; after a move to another time zone it may exist."""
    user = subscription.user
    digest, _created = Digest.objects.get_or_create(
        user=user,
        kind=subscription.kind,
        period=local_day(due, ZoneInfo(user.time_zone)),
        defaults={
            "covers_from": _covers_from(subscription, due),
            "covers_until": due,
            "message_id": make_msgid(domain=settings.PUBLIC_HOST),
        },
    )
    return digest


def _covers_from(subscription: Subscription, due: datetime) -> datetime:
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


def _scheduled(subscription: Subscription, after: datetime) -> Subscription:
    """Set, without saving, when the subscription is due next after that moment."""
    subscription.next_send_at = next_due(
        after,
        cadence=subscription.cadence,
        weekday=subscription.weekday,
        hour=subscription.hour,
        zone=ZoneInfo(subscription.user.time_zone),
    )
    return subscription


def _finish(digest: Digest, state: str, summary: Summary | None = None) -> str:
    """Write the end of an attempt, unless another worker has taken the digest over since."""
    mine = Digest.objects.filter(pk=digest.pk, state=Digest.State.SENDING, attempts=digest.attempts)
    mine.update(
        state=state,
        sent_at=Now() if summary else None,
        counts=summary.counts() if summary else {},
        last_error="",
    )
    return state


def _park_the_lost() -> None:
    lost = Digest.objects.due().filter(state=Digest.State.SENDING, attempts__gte=MOST_ATTEMPTS)
    reason = f"The worker was lost while it sent this, {MOST_ATTEMPTS} times."
    lost.order_by().update(state=Digest.State.FAILED, last_error=reason)


def _put_off(digest: Digest, error: str) -> str:
    """Wait longer after every failure; after the last one leave the digest parked, with its reason."""
    given_up = digest.attempts >= MOST_ATTEMPTS
    state = Digest.State.FAILED if given_up else Digest.State.WAITING
    wait = FIRST_WAIT * 2 ** (digest.attempts - 1)
    mine = Digest.objects.filter(pk=digest.pk, state=Digest.State.SENDING, attempts=digest.attempts)
    mine.update(state=state, last_error=error[:2000], next_attempt_at=Now() + wait)
    return state
