"""What this layer hangs into pages that belong to no layer."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from casework.accounts.models import Role, User
from casework.accounts.requests import PersonRequest
from casework.core.panels import Panel, register
from casework.sources.feeds.reading import feed_lines, waiting_count
from casework.sources.models import Feed


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


def hang() -> None:
    """Hang everything above into its page."""
    register("home", Panel("new-items", "sources/new_items.html", new_items), order=20)
    register("source", Panel("feeds", "sources/feeds_of_source.html", feeds_of_source), order=50)
