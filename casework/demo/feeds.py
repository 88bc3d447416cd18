"""A feed that the desk Sahel follows. It does not exist, so it is stopped, and what it listed is invented."""

import tomllib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from django.utils import timezone

from casework.accounts.models import Desk, User
from casework.sources.feeds.filing import file_items
from casework.sources.feeds.following import add_feed, stop_feed
from casework.sources.feeds.rules import Wanted, save_rule
from casework.sources.fetching.listing import Listed
from casework.sources.models import Feed, Pace, Source
from casework.sources.outcomes import Outcome

FILES = Path(__file__).with_name("feeds")


def add_feeds(sources: Mapping[str, Source]) -> None:
    """Let desks follow what the files describe, with a rule each, and with items as if they were read."""
    for path in sorted(FILES.glob("*.toml")):
        _add_feed(tomllib.loads(path.read_text("utf-8")), sources)


def _add_feed(said: Mapping[str, Any], sources: Mapping[str, Source]) -> None:
    by, desk = User.objects.get(username=said["by"]), Desk.objects.get(slug=said["desk"])
    feed = add_feed(sources[said["outlet"]].pk, said["address"], desk=desk, by=by)
    save_rule(desk, Wanted(any_of=said["any_of"], none_of=said["none_of"]), by=by)
    now = timezone.now()
    items = [
        Listed(
            urljoin(feed.address, each["slug"]),
            each["title"],
            each.get("summary", ""),
            each["tags"],
            "en",
            now - timedelta(hours=each["hours_ago"]),
        )
        for each in said["items"]
    ]
    file_items(feed, items)
    Feed.objects.filter(pk=feed.pk).update(
        title=said["title"],
        kind="rss",
        outcome=Outcome.OK,
        pace=Pace.BUSY,
        visited_at=now,
        new_at=now,
        listed=len(items),
    )
    stop_feed(feed.pk, by=by)
