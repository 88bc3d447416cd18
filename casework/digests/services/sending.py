"""From what is due to mails that went out.

The rows are the work. A due subscription becomes one row per person and period, and what calls a person one
row per few minutes; one worker takes a row, which says that it is being sent before any mail server hears of
it, and keeps its Message-ID at every attempt.
"""

from datetime import datetime, timedelta
from email.utils import make_msgid
from smtplib import SMTPException
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, Max, Min, OuterRef
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.accounts.models import User
from casework.accounts.policies import may_manage_people
from casework.audit.services import record
from casework.core.errors import NotFound, NotNow, NotPermitted
from casework.core.mailing import FIRST_WAIT, MOST_ATTEMPTS, SENDING_LASTS_FOR, is_final
from casework.digests.calendar import local_day
from casework.digests.content import Summary, summary_for
from casework.digests.mail import send_summary
from casework.digests.models import Cadence, Digest, Kind, Notification, Subscription
from casework.digests.services.periods import covers_from, scheduled


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
        scheduled(subscription, subscription.next_send_at).save(update_fields=["next_send_at"])
        return digest


def write_next_calls() -> Digest | None:
    """Gather what calls the person who was called longest ago into one mail; None when nobody is called.

    All that waits for the person goes with it, also what came a moment ago. The rows name their mail, and
    wait for no other, in the transaction that writes it.
    """
    _let_the_rest_wait_no_longer()
    with transaction.atomic():
        due = Notification.objects.to_mail().filter(user=OuterRef("user")).order_by()
        subscription = (
            Subscription.objects.filter(Exists(due), kind=Kind.CALLS, cadence=Cadence.AT_ONCE)
            .filter(user__is_active=True)
            .select_for_update(of=("self",), skip_locked=True)
            .select_related("user")
            .order_by("pk")
            .first()
        )
        if subscription is None:
            return None
        waiting = Notification.objects.filter(user=subscription.user, mail_due_at__isnull=False)
        if (began := waiting.aggregate(began=Min("at"))["began"]) is None:
            return None
        digest = _next_of_the_day(subscription.user, began)
        waiting.update(mailed_in=digest, mail_due_at=None)
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
    if summary.is_empty or subscription is None or subscription.cadence == Cadence.OFF:
        return _finish(digest, Digest.State.EMPTY)
    try:
        send_summary(digest, summary, subscription)
    except (SMTPException, OSError) as error:
        return _put_off(digest, f"{type(error).__name__}: {error}", for_good=is_final(error))
    return _finish(digest, Digest.State.SENT, summary)


def try_again(digest_id: int, *, by: User) -> Digest:
    """Let a mail that was given up be tried again from the start, under the same Message-ID."""
    if not (decision := may_manage_people(by)):
        raise NotPermitted(decision.reason)
    with transaction.atomic():
        digest = Digest.objects.select_for_update().filter(pk=digest_id).first()
        if digest is None:
            raise NotFound(_("There is no such mail. Look at the list again."))
        if digest.state != Digest.State.FAILED:
            raise NotNow(_("This mail was not given up, so there is nothing to try again."))
        Digest.objects.filter(pk=digest.pk).update(
            state=Digest.State.WAITING, attempts=0, next_attempt_at=Now(), last_error=""
        )
        record(by, "digests.try_again", digest, before={"last_error": digest.last_error})
    digest.refresh_from_db()
    return digest


def _next_of_the_day(user: User, began: datetime) -> Digest:
    """Write the next mail of the day that calls; its subscription's row is held meanwhile."""
    now = timezone.now()
    period = local_day(now, ZoneInfo(user.time_zone))
    before = Digest.objects.filter(user=user, kind=Kind.CALLS, period=period)
    return Digest.objects.create(
        user=user,
        kind=Kind.CALLS,
        period=period,
        number=(before.aggregate(last=Max("number"))["last"] or 0) + 1,
        covers_from=began,
        covers_until=max(now, began + timedelta(milliseconds=1)),
        message_id=make_msgid(domain=settings.PUBLIC_HOST),
    )


def _let_the_rest_wait_no_longer() -> None:
    """Take what calls people who want no such mail, or have left, from the queue."""
    wanted = Subscription.objects.filter(
        user=OuterRef("user"), kind=Kind.CALLS, cadence=Cadence.AT_ONCE, user__is_active=True
    )
    Notification.objects.to_mail().filter(~Exists(wanted)).order_by().update(mail_due_at=None)


def _digest_of_period(subscription: Subscription, due: datetime) -> Digest:
    """Return the row of the period that ends at `due`; after a move to another time zone it may exist."""
    user = subscription.user
    digest, _created = Digest.objects.get_or_create(
        user=user,
        kind=subscription.kind,
        period=local_day(due, ZoneInfo(user.time_zone)),
        defaults={
            "covers_from": covers_from(subscription, due),
            "covers_until": due,
            "message_id": make_msgid(domain=settings.PUBLIC_HOST),
        },
    )
    return digest


def _finish(digest: Digest, state: str, summary: Summary | None = None) -> str:
    """Write the end of an attempt, unless another worker has taken the digest over since."""
    mine = Digest.objects.filter(pk=digest.pk, state=Digest.State.SENDING, attempts=digest.attempts)
    mine.update(
        state=state,
        sent_at=Now() if summary else None,
        counts=summary.counts() if summary else {},
        told=summary.told() if summary else {},
        last_error="",
    )
    return state


def _park_the_lost() -> None:
    lost = Digest.objects.due().filter(state=Digest.State.SENDING, attempts__gte=MOST_ATTEMPTS)
    reason = f"The worker was lost while it sent this, {MOST_ATTEMPTS} times."
    lost.order_by().update(state=Digest.State.FAILED, last_error=reason)


def _put_off(digest: Digest, error: str, *, for_good: bool) -> str:
    """Wait longer after every failure; after the last one leave the digest parked, with its reason."""
    given_up = for_good or digest.attempts >= MOST_ATTEMPTS
    state = Digest.State.FAILED if given_up else Digest.State.WAITING
    wait = FIRST_WAIT * 2 ** (digest.attempts - 1)
    mine = Digest.objects.filter(pk=digest.pk, state=Digest.State.SENDING, attempts=digest.attempts)
    mine.update(state=state, last_error=error[:2000], next_attempt_at=Now() + wait)
    return state
