"""Draws and codings as plain rows, for every test that needs some."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from casework.accounts.models import User
from casework.coding import values
from casework.coding.fields import compared, differing
from casework.coding.models import Coding, Draw, Plan, Verdict
from casework.incidents.content import write_revision
from casework.incidents.models import Incident, State
from tests.review.builders import make_complete


def build_plan(**changes: Any) -> Plan:
    """Return a plan by which every incident of the desk is drawn, not saved."""
    return Plan(**{"share": 100, "seed": "0" * 32, **changes})


def build_draw(by: User, **changes: Any) -> Draw:
    """Return a draw of an incident that the person submitted, not saved."""
    incident: Incident = changes.pop("incident", None) or make_complete(by, State.SUBMITTED)
    revision = incident.revisions.first() or write_revision(incident, by, "submit")
    fields = {"share": 50, "lot": "12.5", "is_drawn": True, "first_ids": [by.pk], "revision": revision}
    return Draw(**{"incident": incident, "desk": incident.desk, **fields, **changes})


def make_draw(by: User, **changes: Any) -> Draw:
    """Save a draw of an incident that the person submitted, with the texts that it cites."""
    draw = build_draw(by, **changes)
    draw.save()
    draw.snapshots.set([each.snapshot for each in draw.incident.citations.all()])
    return draw


def build_coding(draw: Draw, coder: User, **changes: Any) -> Coding:
    """Return an open coding, not saved."""
    return Coding(draw=draw, coder=coder, **changes)


def make_submitted(
    draw: Draw, coder: User, *, is_blind: bool = True, at: datetime | None = None, **coded: Any
) -> Coding:
    """Save a submitted coding that says what the first says but for what is given."""
    first = values.of_revision(draw.revision.content)
    second = {**first, **coded}
    coding = build_coding(
        draw,
        coder,
        values=second,
        compared=compared(first, second),
        differing=differing(compared(first, second)),
        is_blind=is_blind,
        submitted_at=at or timezone.now(),
    )
    coding.save()
    return coding


def build_verdict(coding: Coding, by: User, **changes: Any) -> Verdict:
    """Return a verdict for the first coding, not saved."""
    fields = {"field": "date", "choice": "first", "reason": "The text says Sunday."}
    return Verdict(coding=coding, by=by, **{**fields, **changes})
