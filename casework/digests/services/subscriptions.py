"""Who gets which mail when, what it would say now, and the way out of it."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.accounts.models import User
from casework.accounts.services import choose_calendar
from casework.core.errors import BadInput, NotFound
from casework.digests.calendar import local_day
from casework.digests.content import summary_for
from casework.digests.mail import Letter, written
from casework.digests.models import Cadence, Digest, FollowedSearch, Kind, Subscription
from casework.digests.services.periods import covers_from, scheduled
from casework.incidents.models import SavedSearch


def subscribe_everybody() -> int:
    """Give every active person with a role the mails that they have not decided about. Safe to run twice.

    A summary every week, and what calls them at once.
    """
    people = User.objects.filter(is_active=True, memberships__isnull=False).distinct()
    now = timezone.now()
    rows = [
        scheduled(Subscription(user=person, kind=kind, cadence=cadence), now)
        for kind, cadence in ((Kind.SUMMARY, Cadence.WEEKLY), (Kind.CALLS, Cadence.AT_ONCE))
        for person in people.exclude(subscriptions__kind=kind)
    ]
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
    scheduled(wish, timezone.now())
    while wish.next_send_at and _has_digest(wish, wish.next_send_at):
        # One summary a day: who has today's gets the next one later, and is told so.
        scheduled(wish, wish.next_send_at)
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
    user: User,
    *,
    cadence: str,
    weekday: int,
    hour: int,
    time_zone: str,
    language: str,
    at_once: bool = True,
    searches: Iterable[int] = (),
) -> Subscription:
    """Keep what a person chose on the page of their mail: all of it, or nothing where a part is refused."""
    with transaction.atomic():
        choose_calendar(user, time_zone=time_zone, language=language)
        call_by_mail(user, is_on=at_once)
        follow_searches(user, searches)
        return change_subscription(user, cadence=cadence, weekday=weekday, hour=hour)


def call_by_mail(user: User, *, is_on: bool) -> Subscription:
    """Keep whether the person gets a mail within minutes when somebody calls them."""
    cadence = Cadence.AT_ONCE if is_on else Cadence.OFF
    kept, _created = Subscription.objects.update_or_create(
        user=user, kind=Kind.CALLS, defaults={"cadence": cadence, "next_send_at": None}
    )
    return kept


def follow_searches(user: User, searches: Iterable[int]) -> None:
    """Keep which saved searches, by their keys, the person's summary reports on. Safe to run twice."""
    chosen = set(SavedSearch.objects.visible_to(user).filter(pk__in=searches).values_list("pk", flat=True))
    if set(searches) - chosen:
        raise BadInput(
            _("One of these searches is not shared with you any more. Look at the list again."),
            field="searches",
        )
    FollowedSearch.objects.filter(user=user).exclude(search__in=chosen).delete()
    rows = [FollowedSearch(user=user, search_id=pk) for pk in chosen]
    FollowedSearch.objects.bulk_create(rows, ignore_conflicts=True)


def searches_to_follow(user: User) -> list[tuple[int, str, bool]]:
    """Return key and name of each search that the person may open, and whether they follow it."""
    followed = FollowedSearch.objects.filter(user=user, search=OuterRef("pk"))
    searches = SavedSearch.objects.visible_to(user).annotate(is_followed=Exists(followed))
    return list(searches.values_list("pk", "name", "is_followed"))


def is_called(user: User) -> bool:
    """Say whether the person is mailed at once; who has not decided yet is."""
    return not Subscription.objects.filter(user=user, kind=Kind.CALLS, cadence=Cadence.OFF).exists()


def wish_of(user: User) -> Subscription:
    """Return the person's subscription; before there is one, the one that they will get, not saved."""
    saved = Subscription.objects.filter(user=user, kind=Kind.SUMMARY).select_related("user").first()
    if saved is not None:
        return saved
    cadence = Cadence.WEEKLY if user.roles() else Cadence.OFF
    return scheduled(Subscription(user=user, cadence=cadence), timezone.now())


def preview_of(subscription: Subscription) -> Letter | None:
    """Return what the next summary would say if it went now; None where it would say nothing, or is off.

    It names no address that ends the subscription: pages are looked at over shoulders.
    """
    if subscription.next_send_at is None:
        return None
    digest = Digest(
        user=subscription.user,
        kind=subscription.kind,
        covers_from=covers_from(subscription, subscription.next_send_at),
        covers_until=timezone.now(),
    )
    summary = summary_for(digest)
    leave = settings.PUBLIC_URL + reverse("digests:mail")
    return None if summary.is_empty else written(digest, summary, leave=leave, is_preview=True)


def subscription_of(token: str) -> Subscription:
    """Return the subscription that the link of a mail names, or raise NotFound."""
    found = Subscription.objects.filter(token=token).select_related("user").first()
    if found is None:
        raise NotFound(_("This link ends no mail. Sign in to change what you get by mail."))
    return found


def unsubscribe(token: str) -> Subscription:
    """Switch the subscription off that the link of a mail names. Safe to run twice."""
    subscription = subscription_of(token)
    subscription.cadence, subscription.next_send_at = Cadence.OFF, None
    subscription.save(update_fields=["cadence", "next_send_at"])
    return subscription


def _has_digest(subscription: Subscription, due: datetime) -> bool:
    user = subscription.user
    period = local_day(due, ZoneInfo(user.time_zone))
    return Digest.objects.filter(user=user, kind=subscription.kind, period=period).exists()
