"""What incidents hang into the pages of the layers below."""

from typing import Any

from casework.accounts.models import User
from casework.accounts.requests import PersonRequest
from casework.core.panels import Panel, columns_for, register
from casework.incidents.models import Incident
from casework.incidents.policies import may_export_evidence
from casework.incidents.reading import with_numbers
from casework.incidents.views import IncidentPage

RECENT_SHOWN = 8


def recent(request: PersonRequest, user: User) -> dict[str, Any] | None:
    """Show on the home page what changed last at the person's desks."""
    if not user.roles():
        return None
    found = with_numbers(Incident.objects.visible_to(user)).order_by("-changed_at")
    rows = list(found[:RECENT_SHOWN])
    return {"rows": rows, "columns": columns_for("incidents", request, rows)}


def evidence(request: PersonRequest, page: IncidentPage) -> dict[str, Any] | None:
    """Offer an incident's evidence as a file, to those who may take it out of the house."""
    if not may_export_evidence(request.user, page.incident):
        return None
    return {"uid": page.incident.uid}


def hang() -> None:
    """Hang everything above into its page."""
    register("incident", Panel("evidence", "incidents/incident_evidence.html", evidence, "last"), order=90)
    register("home", Panel("recent", "incidents/recent.html", recent), order=50)
