"""Builders for review: incidents in any state, with the marks that the state asks for."""

from datetime import date
from typing import Any

from casework.accounts.models import Role, User
from casework.incidents.models import Incident, State
from casework.review.models import Comment, Lease, Move, Wait
from tests.builders import make_user

SUBMITTED_BEFORE = (State.SUBMITTED, State.RETURNED, State.REVIEWED, State.APPROVED)
REVIEWED_BEFORE = (State.REVIEWED, State.APPROVED)


def make_incident(by: User, state: State = State.NEW, **changes: Any) -> Incident:
    """Save an incident of the person's desk in `state`, logged and submitted by them.

    The reviewer and the approver that the state asks for are colleagues of their own unless given.
    """
    desk_id = next(iter(by.roles()))
    fields: dict[str, Any] = {"title": "Attack on the camp near Sokolo", "contributor_ids": [by.pk]}
    if state in SUBMITTED_BEFORE:
        fields["submitted_by"] = by
    if state in REVIEWED_BEFORE and "reviewed_by" not in changes:
        fields["reviewed_by"] = _colleague("reviewing-colleague", by, Role.REVIEWER)
    if state == State.APPROVED and "approved_by" not in changes:
        fields["approved_by"] = _colleague("approving-colleague", by, Role.SUPERVISOR)
    if state == State.MERGED and "merged_into" not in changes:
        fields["merged_into"] = make_incident(by)
    return Incident.objects.create(
        **{
            "desk_id": desk_id,
            "review_state": state,
            "created_by": by,
            "changed_by": by,
            **fields,
            **changes,
        }
    )


def _colleague(name: str, of: User, role: Role) -> User:
    found = User.objects.filter(username=name).first()
    return found or make_user(name, of.memberships.get().desk, role)


def make_lease(incident: Incident, holder: User, **changes: Any) -> Lease:
    """Save an open lease in the holder's first place."""
    return Lease.objects.create(**{"incident": incident, "holder": holder, "place": 1, **changes})


def make_move(incident: Incident, by: User, transition: str = "start", **changes: Any) -> Move:
    """Save the row of a move that led to the incident's present version and state."""
    fields = {
        "source": State.NEW,
        "target": incident.review_state,
        "version_before": incident.version - 1,
        "version_after": incident.version,
        "marks": {},
    }
    return Move.objects.create(incident=incident, by=by, transition=transition, **{**fields, **changes})


def make_wait(incident: Incident, by: User, **changes: Any) -> Wait:
    """Save an open wait that began with a move of its own."""
    fields: dict[str, Any] = {
        "what": "a second report",
        "from_whom": "the agency",
        "until": date(2030, 1, 31),
    }
    if "began_with" not in changes:
        fields["began_with"] = make_move(incident, by, "wait")
    return Wait.objects.create(incident=incident, **{**fields, **changes})


def make_comment(incident: Incident, by: User, **changes: Any) -> Comment:
    """Save an unresolved comment."""
    return Comment.objects.create(**{"incident": incident, "by": by, "text": "Is this the camp?", **changes})
