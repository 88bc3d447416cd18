"""What this layer hangs into pages that belong to no layer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from casework.accounts.models import Role, User
from casework.accounts.requests import PersonRequest
from casework.core.panels import Panel, register
from casework.sources.feeds.reading import feed_lines, waiting_count
from casework.sources.models import Feed

# More in trouble at once is one trouble, and the list of feeds has them all.
MOST_TROUBLED = 20


def new_items(request: PersonRequest, user: User) -> dict[str, Any] | None:
    """Show on the home page how many new items wait, and to operators how many feeds are in trouble."""
    waiting = waiting_count(user) if user.has_role(Role.LOGGER) else None
    troubled = Feed.objects.in_trouble().count() if user.is_operator else 0
    return {"waiting": waiting, "troubled": troubled} if waiting or troubled else None


def feeds_of_source(request: PersonRequest, page: Any) -> dict[str, Any] | None:
    """Show on the page of a source which of its feeds the person's desks follow, and how each is doing."""
    mine = Q(source=page.source) | Q(source__merged_into=page.source)
    visible = Feed.objects.visible_to(request.user).filter(mine)
    lines = feed_lines(visible.select_related("source").prefetch_related("desks"), request.user)
    may_follow = request.user.has_role(Role.SUPERVISOR)
    return {"lines": lines, "may_follow": may_follow, "source": page.source} if lines or may_follow else None


@dataclass(frozen=True, slots=True)
class TroubledFeed:
    """A feed that cannot be read, and for how many days, as the page with the pictures draws it."""

    label: str
    number: int
    url: str
    parts: tuple[tuple[str, int, float, float], ...]


def troubled_feeds(request: PersonRequest, desks: Sequence[int]) -> dict[str, Any] | None:
    """Show supervisors which feeds of their desks are in trouble, the longest first. One query."""
    visible = Feed.objects.visible_to(request.user).filter(desks__in=desks).distinct()
    feeds = list(visible.in_trouble().select_related("source")[:MOST_TROUBLED])
    now, url = timezone.now(), reverse("sources:feeds")
    days = [(now - each.failing_since).days if each.failing_since else 0 for each in feeds]
    longest = max(days, default=0) or 1
    bars = [
        TroubledFeed(
            f"{feed.source}: {feed.get_outcome_display()}",
            number,
            url,
            (("old", max(number, 1), 0.0, round(100 * max(number, 1) / longest, 2)),),
        )
        for feed, number in zip(feeds, days, strict=True)
    ]
    return {"bars": bars} if bars else None


def hang() -> None:
    """Hang everything above into its page."""
    register("home", Panel("new-items", "sources/new_items.html", new_items), order=20)
    register("dashboard", Panel("feeds", "sources/troubled_feeds.html", troubled_feeds), order=10)
    register("source", Panel("feeds", "sources/feeds_of_source.html", feeds_of_source), order=50)
