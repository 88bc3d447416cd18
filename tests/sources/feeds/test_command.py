"""Feeds are looked at by hand, and by the clock."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.utils import timezone

from casework.accounts.models import Desk
from casework.sources.models import TriageItem
from casework.sources.tasks import visit_due_feeds
from tests.sources.feeds.builders import make_feed
from tests.sources.fetching.site import OPEN, page, site

pytestmark = pytest.mark.django_db
RSS = page(b"<rss><channel><item><title>Raid</title><link>/raid</link></item></channel></rss>")


@pytest.fixture(autouse=True)
def sites_of_the_test(settings: LazySettings) -> None:
    settings.FETCH_TEST_SITES = OPEN


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("look_at_feeds", *arguments, stdout=out)
    return out.getvalue()


def test_what_is_due_is_looked_at(desk: Desk) -> None:
    with site(feed=RSS) as news:
        make_feed(desk, address=f"{news.base}/feed")
        make_feed(desk, next_visit_at=None)

        assert said() == f"{news.base}/feed: Collected, 1 new.\nFeeds that were looked at: 1.\n"
        assert said() == "Feeds that were looked at: 0.\n"


def test_one_feed_is_looked_at_before_its_time(desk: Desk) -> None:
    with site(feed=RSS) as news:
        make_feed(desk, address=f"{news.base}/feed", next_visit_at=timezone.now() + timedelta(days=1))

        assert "Collected, 1 new." in said(f"{news.base}/feed")


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("ftp://a", "Only addresses"),
        ("https://b.example/", "No desk follows"),
        ("https://a.example/", "stopped"),
    ],
)
def test_what_cannot_be_looked_at_says_so(address: str, says: str, desk: Desk) -> None:
    make_feed(desk, address="https://a.example/", next_visit_at=None)

    with pytest.raises(CommandError, match=says):
        said(address)


def test_the_task_looks_and_may_run_twice(desk: Desk) -> None:
    with site(feed=RSS) as news:
        make_feed(desk, address=f"{news.base}/feed")

        assert [visit_due_feeds(), visit_due_feeds()] == [1, 0]
    assert TriageItem.objects.count() == 1
