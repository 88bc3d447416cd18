"""Look at feeds: what is new, and when to look the next time. No feed is given up for good.

Safe to run twice, beside itself, and to be killed at any point: the row is the work.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from django.db import models, transaction
from django.db.models import F
from django.db.models.functions import Coalesce, Now

from casework.core.text import storable
from casework.sources.feeds.filing import file_items
from casework.sources.fetching.failure import Failure
from casework.sources.fetching.listing import FEEDS, Listing, read_listing
from casework.sources.fetching.politeness import PAUSE, leave_alone, polite, turn_at
from casework.sources.fetching.robots import refuse_unless_welcome
from casework.sources.fetching.transport import Answer, Transport, Validators
from casework.sources.models import Feed, Pace
from casework.sources.outcomes import Outcome

SOONEST, LATEST = timedelta(minutes=5), timedelta(hours=12)
# After failures that may pass, and after those that seldom do: the first wait, and the longest.
TROUBLE = timedelta(minutes=15), timedelta(days=1)
LASTING = timedelta(hours=6), timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of a look at a feed."""

    outcome: Outcome
    new: int = 0
    detail: str = ""


def visit_next(transport: Transport, *, pause: float = PAUSE) -> bool:
    """Look at the feed that is due longest, and say whether there was one."""
    feed = Feed.take_next()
    if feed is None:
        return False
    visit_in_turn(feed, transport, pause=pause)
    return True


def visit_in_turn(feed: Feed, transport: Transport, *, pause: float = PAUSE) -> Looked | None:
    """Look at a feed that the caller has taken, or return None where its host has enough visitors.

    It is then due again in a moment, without a mark against it.
    """
    with turn_at(urlsplit(feed.address).netloc, pause=pause) as is_our_turn:
        if is_our_turn:
            return visit(feed, polite(transport, pause))
        _mine(feed).update(attempts=F("attempts") - 1, next_visit_at=Now() + timedelta(seconds=1))
    return None


def visit(feed: Feed, transport: Transport) -> Looked:
    """Look at a feed that the caller has taken."""
    if feed.attempts > Feed.MOST_ATTEMPTS:
        return _failed(feed, Failure(Outcome.WORKER_LOST, "It was interrupted again and again."))
    since = Validators(feed.validated_url, feed.etag, feed.last_modified)
    try:
        refuse_unless_welcome(feed.address, transport)
        answer = transport.get(feed.address, since=since, wanted=FEEDS)
        if answer.is_unchanged:
            return _unchanged(feed)
        listing = read_listing(answer)
    except Failure as failure:
        return _failed(feed, failure)
    return _read(feed, answer, listing)


def _unchanged(feed: Feed) -> Looked:
    every, pace = next_pace(feed.every_minutes, new=0, asked=timedelta())
    _end(feed, Outcome.UNCHANGED, "", every, pace)
    return Looked(Outcome.UNCHANGED)


def _read(feed: Feed, answer: Answer, listing: Listing) -> Looked:
    """Put what is new before the desks, together with the plan for the next look or not at all."""
    with transaction.atomic():
        new = file_items(feed, listing.items)
        every, pace = next_pace(feed.every_minutes, new=new, asked=listing.every)
        _end(
            feed,
            Outcome.OK,
            listing.note,
            every,
            pace,
            title=listing.title or feed.title,
            kind=listing.kind,
            listed=len(listing.items),
            unusable=listing.unusable,
            new_at=Now() if new else F("new_at"),
            validated_url=answer.validators.address,
            etag=answer.validators.etag,
            last_modified=answer.validators.last_modified,
        )
    return Looked(Outcome.OK, new, listing.note)


def next_pace(minutes: int, *, new: int, asked: timedelta) -> tuple[timedelta, Pace]:
    """Return how long to wait after a look that went well, and why: half as long, or half as long again.

    What the feed asks for is the least.
    """
    now = timedelta(minutes=minutes)
    every = max(now / 2, SOONEST) if new else min(max(now * 1.5, SOONEST), LATEST)
    if asked > every:
        return asked, Pace.ASKED
    return every, Pace.BUSY if new else Pace.QUIET


def _failed(feed: Feed, failure: Failure) -> Looked:
    """Wait longer after each failure in a row, for a week at most: what is down today may be up some day."""
    if failure.retry_after and failure.hops:
        leave_alone(urlsplit(failure.hops[-1].address).netloc, failure.retry_after)
    may_pass = failure.outcome.is_temporary or failure.outcome == Outcome.WORKER_LOST
    first, longest = TROUBLE if may_pass else LASTING
    # Two to the power of what nobody waits for would be a number without end.
    wait = min(first * 2 ** min(feed.failures, 16), longest)
    pace = Pace.TROUBLE if may_pass else Pace.LASTING
    if failure.retry_after and timedelta(seconds=failure.retry_after) > wait:
        wait, pace = timedelta(seconds=failure.retry_after), Pace.ASKED
    _end(feed, failure.outcome, failure.detail, wait, pace, is_failure=True)
    return Looked(failure.outcome, detail=failure.detail)


def _end(
    feed: Feed,
    outcome: Outcome,
    detail: str,
    wait: timedelta,
    pace: Pace,
    *,
    is_failure: bool = False,
    **found: object,
) -> None:
    """Write down what came of a look, and when the next one is.

    Whoever was so slow that another took the row, or that somebody stopped the feed, writes no plan any more.
    """
    trouble: dict[str, object] = {"failures": 0, "failing_since": None}
    plan: dict[str, object] = {"every_minutes": max(round(wait.total_seconds() / 60), 5)}
    if is_failure:
        # The pace of good days is kept for the day on which it is well again.
        trouble, plan = {"failures": F("failures") + 1, "failing_since": Coalesce("failing_since", Now())}, {}
    _mine(feed).update(
        outcome=outcome,
        detail=storable(detail)[:300],
        visited_at=Now(),
        attempts=0,
        pace=pace,
        next_visit_at=Now() + _about(wait),
        **trouble,
        **plan,
        **found,
    )


def _mine(feed: Feed) -> models.QuerySet[Feed]:
    return Feed.objects.filter(pk=feed.pk, attempts=feed.attempts, next_visit_at=feed.next_visit_at)


def _about(wait: timedelta) -> timedelta:
    """Return the wait, a tenth more or less: not all at the same moment."""
    return wait * (90 + secrets.randbelow(21)) / 100
