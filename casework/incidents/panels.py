"""What incidents hang into the pages of the layers below."""

from typing import Any

from casework.accounts.models import User
from casework.accounts.requests import PersonRequest
from casework.core.panels import Panel, columns_for, register
from casework.incidents.models import Incident
from casework.incidents.reading import with_numbers

RECENT_SHOWN = 8


def recent(request: PersonRequest, user: User) -> dict[str, Any] | None:
    """Show on the home page what changed last at the person's desks."""
    if not user.roles():
        return None
    found = with_numbers(Incident.objects.visible_to(user)).order_by("-changed_at")
    rows = list(found[:RECENT_SHOWN])
    return {"rows": rows, "columns": columns_for("incidents", request, rows)}


def hang() -> None:
    """Hang everything above into its page."""
    register("home", Panel("recent", "incidents/recent.html", recent), order=50)
