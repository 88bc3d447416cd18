"""Feeds, their items, rules and triage as plain rows. Services are not involved."""

from __future__ import annotations

from itertools import count
from typing import Any

from casework.accounts.models import Desk, User
from casework.sources.feeds.filing import file_items
from casework.sources.fetching.listing import Listed
from casework.sources.models import Feed, FeedDesk, KeywordRule, TriageItem
from tests.builders import get_or_make
from tests.sources.builders import make_source

_numbers = count(1)
A_PAST = "2020-01-27T06:00Z"


def somebody() -> User:
    return get_or_make(
        User, {"email": "adder@example.org", "name": "Adder", "password": "!"}, username="adder"
    )


def build_feed(**changes: Any) -> Feed:
    """Return a feed that is not saved, but whose source is."""
    if "source" not in changes:
        changes["source"] = make_source()
    if "created_by" not in changes:
        changes["created_by"] = somebody()
    address = f"https://example.org/feed-{next(_numbers)}.xml"
    return Feed(**{"address": address, "next_visit_at": A_PAST, **changes})


def make_feed(*desks: Desk, **changes: Any) -> Feed:
    """Save a feed that these desks follow, and that is due."""
    feed = build_feed(**changes)
    feed.save()
    FeedDesk.objects.bulk_create(FeedDesk(feed=feed, desk=each, added_by=feed.created_by) for each in desks)
    return feed


def listed(name: str = "", **changes: Any) -> Listed:
    name = name or f"item-{next(_numbers)}"
    return Listed(**{"address": f"https://example.org/{name}", "title": f"Title of {name}", **changes})


def make_waiting(desk: Desk, *, feed: Feed | None = None, **changes: Any) -> TriageItem:
    """Let a feed list one more item, and return it as it waits at the desk."""
    item = listed(**changes)
    file_items(feed or make_feed(desk), [item])
    return TriageItem.objects.get(desk=desk, address=item.address)


def build_rule(desk: Desk, **changes: Any) -> KeywordRule:
    return KeywordRule(**{"desk": desk, "any_of": ["attack"], "changed_by": somebody(), **changes})


def make_rule(desk: Desk, **changes: Any) -> KeywordRule:
    rule = build_rule(desk, **changes)
    rule.save()
    return rule
