"""Looks at feeds: sites on loopback list items, refuse, ask for time, and die."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from datetime import timedelta
from typing import Any, NoReturn

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.utils import timezone

from casework.accounts.models import Desk
from casework.sources.feeds import filing, visiting
from casework.sources.feeds.visiting import next_pace, visit, visit_next
from casework.sources.models import Feed, FeedItem, Host, Pace, TriageItem
from tests.sources.builders import make_document, make_source
from tests.sources.feeds.builders import make_feed, make_rule
from tests.sources.fetching.site import Reply, Site, page, redirect, site, transport

pytestmark = pytest.mark.django_db
AN_HOUR = timedelta(hours=1)


def rss(*names: str, more: str = "", **changes: str) -> bytes:
    items = "".join(f"<item><title>Attack {each}</title><link>/{each}</link></item>" for each in names)
    body = f"<rss><channel><title>Herald</title>{more}{items}</channel></rss>".encode()
    return page(body, *changes.pop("headers", "").splitlines(), media_type="application/rss+xml", **changes)


@pytest.fixture(autouse=True)
def loopback_items(settings: Any) -> None:
    """Items of the sites of these tests are listed, and may be filed."""
    from tests.sources.fetching.site import OPEN

    settings.FETCH_TEST_SITES = OPEN


def followed(news: Site, *desks: Desk, **changes: Any) -> Feed:
    return make_feed(*desks, address=f"{news.base}/feed", **changes)


def look(feed: Feed) -> Feed:
    """Look at a feed here and now."""
    Feed.objects.filter(pk=feed.pk).update(next_visit_at=Now())
    taken = Feed.take_next(only=feed.pk)
    assert taken
    visit(taken, transport())
    feed.refresh_from_db()
    return feed


def wait_of(feed: Feed) -> timedelta:
    assert feed.next_visit_at is not None
    return feed.next_visit_at - timezone.now()


def test_new_items_come_before_the_desk_once(desk: Desk) -> None:
    with site(feed=rss("two", "one")) as news:
        feed = look(followed(news, desk))
        news.replies["/feed"] = rss("three", "two", "one")
        look(feed)
        look(feed)

    waiting = TriageItem.objects.waiting().filter(desk=desk)
    assert [each.item.title for each in waiting.order_by("pk")] == [
        "Attack one",
        "Attack two",
        "Attack three",
    ]
    assert (feed.outcome, feed.title, feed.kind, feed.listed) == ("ok", "Herald", "rss", 3)
    assert str(feed.sentence) == "The feed was read."


def test_an_item_of_two_feeds_is_one_for_the_desk_and_one_for_another(desk: Desk, other_desk: Desk) -> None:
    with site(feed=rss("one"), again=rss("one")) as news:
        look(followed(news, desk))
        look(make_feed(desk, other_desk, address=f"{news.base}/again"))

    assert sorted(TriageItem.objects.values_list("desk", flat=True)) == [desk.pk, other_desk.pk]
    assert FeedItem.objects.count() == 2


def test_what_the_desk_has_filed_already_waits_for_nobody(desk: Desk) -> None:
    with site(feed=rss("one")) as news:
        document = make_document(desk, url=f"{news.base}/one", canonical_url=f"{news.base}/one")
        look(followed(news, desk))

    row = TriageItem.objects.get()
    assert (row.decision, row.document, row.decided_by) == ("keep", document, None)


def test_what_no_rule_fits_and_what_is_old_is_counted_and_not_shown(desk: Desk) -> None:
    make_rule(desk, any_of=["attack two"])
    old = (
        "<item><title>Attack two</title><link>/old</link><pubDate>Mon, 27 Jan 2020 06:00 GMT</pubDate></item>"
    )
    with site(feed=rss("one", "two", more=old)) as news:
        look(followed(news, desk))

    hidden = dict(TriageItem.objects.values_list("item__title", "hidden").exclude(address__endswith="old"))
    assert hidden == {"Attack one": "rules", "Attack two": ""}
    assert TriageItem.objects.get(address__endswith="old").hidden == "old"


def test_the_site_is_asked_only_for_what_was_added(desk: Desk) -> None:
    with site(feed=rss("one", headers='ETag: "a1"\nLast-Modified: Mon, 27 Jan 2020 06:00:00 GMT')) as news:
        feed = look(followed(news, desk))
        news.replies["/feed"] = b"HTTP/1.1 304 Not Modified\r\n\r\n"
        look(feed)

    assert 'If-None-Match: "a1"' in news.requests[-1]
    assert "If-Modified-Since: Mon, 27 Jan 2020 06:00:00 GMT" in news.requests[-1]
    assert (feed.outcome, feed.failures, feed.pace, feed.listed) == ("unchanged", 0, "quiet", 1)


def test_a_busy_feed_is_looked_at_sooner_and_a_quiet_one_later(desk: Desk) -> None:
    with site(feed=rss("one")) as news:
        feed = followed(news, desk, every_minutes=60)
        minutes = [look(feed).every_minutes for _look in range(3)]

    assert minutes == [30, 45, 68]
    assert abs(wait_of(feed) / timedelta(minutes=68) - 1) < 0.11


def test_the_pace_has_bounds_and_the_feed_may_ask_for_more_time() -> None:
    five, half_a_day, no_time = timedelta(minutes=5), timedelta(hours=12), timedelta()

    assert next_pace(6, new=3, asked=no_time) == (five, Pace.BUSY)
    assert next_pace(700, new=0, asked=no_time) == (half_a_day, Pace.QUIET)
    assert next_pace(15, new=3, asked=AN_HOUR) == (AN_HOUR, Pace.ASKED)


def test_trouble_waits_longer_each_time_and_never_for_good(desk: Desk) -> None:
    with site(feed=page(b"", status="500 Oops")) as news:
        feed = followed(news, desk)
        waits = []
        for _look in range(12):
            waits.append(wait_of(look(feed)) / timedelta(minutes=15))

        assert [round(each / 2**number, 1) for number, each in enumerate(waits[:4])] == pytest.approx(
            [1] * 4, abs=0.11
        )
        assert waits[-1] == pytest.approx(96, rel=0.11)
        assert (feed.failures, feed.pace, feed.outcome) == (12, "trouble", "site_error")
        assert list(Feed.objects.in_trouble()) == [feed]
        news.replies["/feed"] = rss("one")
        look(feed)

    assert (feed.failures, feed.failing_since, feed.outcome) == (0, None, "ok")


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        (page(b"", status="404 Not Found"), "gone"),
        (page(b"", status="403 Forbidden"), "auth"),
        (page(b"<html><title>Herald</title></html>"), "bad_type"),
        (page(b""), "empty"),
        (page(b"%PDF-", media_type="application/pdf"), "bad_type"),
    ],
)
def test_what_seldom_passes_is_looked_at_now_and_then(desk: Desk, reply: Reply, outcome: str) -> None:
    with site(feed=reply) as news:
        feed = look(followed(news, desk))

    assert (feed.outcome, feed.pace) == (outcome, "lasting")
    assert 5 < wait_of(feed) / AN_HOUR < 7


def test_a_site_that_asks_for_patience_gets_it(desk: Desk) -> None:
    with site(feed=page(b"", "Retry-After: 7200", status="429 Slowly")) as news:
        feed = look(followed(news, desk))

    assert (feed.outcome, feed.pace) == ("rate_limited", "asked")
    assert 1.7 < wait_of(feed) / AN_HOUR < 2.3


def test_what_robots_txt_forbids_is_not_read(desk: Desk) -> None:
    with site(feed=rss("one")) as news:
        news.replies["/robots.txt"] = page(b"User-agent: *\nDisallow: /feed", media_type="text/plain")
        feed = look(followed(news, desk))

    assert feed.outcome == "refused_by_policy"
    assert [each.split()[1] for each in news.requests] == ["/robots.txt"]


def test_a_host_that_a_feed_sends_us_on_to_counts_as_visited(desk: Desk) -> None:
    with site(feed=rss("one")) as there, site(feed=redirect(f"{there.base}/feed")) as news:
        followed(news, desk)
        assert visit_next(transport(), pause=30)

        resting = {*Host.objects.resting().values_list("name", flat=True)}

    assert Feed.objects.get().outcome == "ok"
    assert resting == {f"127.0.0.1:{news.port}", f"127.0.0.1:{there.port}"}


def test_a_feed_that_was_stopped_meanwhile_stays_stopped(desk: Desk) -> None:
    with site(feed=rss("one")) as news:
        feed = followed(news, desk)
        taken = Feed.take_next()
        assert taken
        Feed.objects.update(next_visit_at=None)
        visit(taken, transport())

    feed.refresh_from_db()
    assert (feed.is_stopped, feed.outcome) == (True, "")


def test_nobody_takes_a_feed_that_somebody_else_works_on(desk: Desk) -> None:
    feed = make_feed(desk)

    assert Feed.take_next() == feed
    assert Feed.take_next() is None


def test_a_feed_of_few_eyes_does_not_hide_what_another_lists_for_all(desk: Desk) -> None:
    with site(feed=rss("one"), again=rss("one")) as news:
        look(followed(news, desk, source=make_source(tlp="RED")))
        open_feed = look(make_feed(desk, address=f"{news.base}/again"))

    assert TriageItem.objects.get().item.feed == open_feed


def die(*_arguments: Any, **_options: Any) -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def after(function: Callable[..., Any]) -> Callable[..., Any]:
    def last(*arguments: Any, **options: Any) -> NoReturn:
        function(*arguments, **options)
        die()

    return last


POINTS: dict[str, tuple[str, Callable[..., Any]]] = {
    "when it has taken the row": ("turn_at", die),
    "when the answer is there": ("read_listing", die),
    "when the items are filed": ("file_items", after(filing.file_items)),
    "when all is written": ("_end", after(visiting._end)),
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("point", POINTS)
def test_a_worker_that_is_killed_loses_nothing_and_doubles_nothing(point: str, desk: Desk) -> None:
    with site(feed=rss("one")) as news:
        feed = followed(news, desk)
        pid = os.fork()
        if pid == 0:
            try:
                # The parent's connection must be neither used nor closed.
                parents = connection.connection
                connection.connection = None
                setattr(visiting, POINTS[point][0], POINTS[point][1])
                visit_next(transport(), pause=0)
                del parents
            finally:
                os._exit(1)
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL
        # The lease is over: the row is moved, not the clock.
        Feed.objects.update(next_visit_at=Now())
        assert visit_next(transport(), pause=0)

    feed.refresh_from_db()
    assert (feed.outcome, feed.attempts, TriageItem.objects.count()) == ("ok", 0, 1)


def test_what_kills_every_worker_is_left_alone_for_a_while(desk: Desk) -> None:
    feed = look(make_feed(desk, attempts=Feed.MOST_ATTEMPTS))

    assert (feed.outcome, feed.attempts, feed.failures) == ("worker_lost", 0, 1)
    assert not feed.is_stopped
