"""What digests hang into the frame of every page and into the pages of incidents."""

from __future__ import annotations

from typing import Any

from casework.accounts.models import User
from casework.accounts.requests import PersonRequest
from casework.core.panels import Panel, register
from casework.digests.models import Watch
from casework.digests.notices import COUNTED_UP_TO, unread_count
from casework.incidents.views import IncidentPage


def bell(request: PersonRequest, user: User) -> dict[str, Any] | None:
    """Show how many notifications are unread. One query, for people with a role."""
    if not user.roles():
        return None
    count = unread_count(user)
    return {"count": count, "shown": f"{COUNTED_UP_TO}+" if count > COUNTED_UP_TO else str(count)}


def star(request: PersonRequest, page: IncidentPage) -> dict[str, Any]:
    """Show whether the person watches the incident. One query."""
    watches = Watch.objects.filter(user=request.user, incident=page.incident, is_on=True).exists()
    return {"incident": page.incident, "watches": watches}


def hang() -> None:
    """Hang everything above into its page."""
    register("frame", Panel("bell", "digests/bell.html", bell))
    register("incident", Panel("star", "digests/star.html", star, place="head"))
