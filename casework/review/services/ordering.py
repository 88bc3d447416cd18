"""How urgent the work on an incident is: its priority and its due time. Neither is content."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework.accounts.models import User
from casework.audit.services import record
from casework.core.errors import BadInput, NotNow, NotPermitted
from casework.incidents.models import Incident, Priority, State
from casework.incidents.plain import moment_text
from casework.review.policies import has_work, is_verifier, may_order
from casework.review.services.organising import assign, seen_by


def prioritise(incident_id: int, *, priority: int | None, by: User, seen: int | None) -> Incident:
    """Say how soon the incident is worked on; Next gives the higher ones first.

    Raises NotFound, VersionMissing, Stale, NotPermitted, NotNow, or BadInput at the field `priority`.
    """
    if priority not in Priority.values:
        raise BadInput(_("Choose a priority."), field="priority")
    return _set(incident_id, by, seen, "review.prioritise", priority=priority)


def set_due(incident_id: int, *, due_at: datetime | None, by: User, seen: int | None) -> Incident:
    """Say until when the incident has to be done, or that there is no such time.

    From then on it stands in the queue of what is overdue, and Next gives it before everything of a priority.
    """
    return _set(incident_id, by, seen, "review.set_due", due_at=due_at)


def arrange(incident_id: int, *, by: User, seen: int | None, **wanted: Any) -> Incident:
    """Set what is named of `to`, `priority` and `due_at`, all or nothing; what is so already stays so."""
    steps = {
        "to": lambda value, seen: assign(incident_id, to=value, by=by, seen=seen),
        "priority": lambda value, seen: prioritise(incident_id, priority=value, by=by, seen=seen),
        "due_at": lambda value, seen: set_due(incident_id, due_at=value, by=by, seen=seen),
    }
    with transaction.atomic():
        incident = seen_by(incident_id, by, seen)
        if not (decision := is_verifier(by, incident)):
            raise NotPermitted(decision.reason)
        columns = {"to": incident.assigned_to, "priority": incident.priority, "due_at": incident.due_at}
        for name, value in wanted.items():
            if value != columns[name]:
                incident = steps[name](value, incident.version)
        return incident


def _set(incident_id: int, by: User, seen: int | None, verb: str, **column: Any) -> Incident:
    with transaction.atomic():
        incident = seen_by(incident_id, by, seen)
        if not (decision := may_order(by, incident)):
            raise (NotPermitted if has_work(incident) else NotNow)(decision.reason)
        if all(getattr(incident, name) == value for name, value in column.items()):
            return incident
        before = incident.enter(State(incident.review_state), by, **column)
        record(by, verb, incident, before=_plain(before), after=_plain(column))
        return incident


def _plain(columns: dict[str, Any]) -> dict[str, Any]:
    return {
        name: moment_text(value) if isinstance(value, datetime) else value for name, value in columns.items()
    }
