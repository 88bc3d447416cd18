"""Builders for review: incidents in any state, with the marks that the state asks for."""

from datetime import date
from typing import Any

from casework.accounts.models import Role, User
from casework.codebook.models import Country, Edition, Term, Vocabulary
from casework.incidents.models import (
    AttributionBasis,
    AttributionClaim,
    ClaimKind,
    Incident,
    LocationPrecision,
    Outcome,
    State,
)
from casework.review.models import Comment, Lease, Move, Wait
from tests.builders import get_or_make, make_user
from tests.incidents import builders as incidents

SUBMITTED_BEFORE = (State.SUBMITTED, State.RETURNED, State.REVIEWED, State.APPROVED)
REVIEWED_BEFORE = (State.REVIEWED, State.APPROVED)


def make_incident(by: User, state: State = State.NEW, **changes: Any) -> Incident:
    """Save an incident of the person's desk in `state`, logged and submitted by them.

    The reviewer and the approver that the state asks for are colleagues of their own unless given.
    """
    fields: dict[str, Any] = {"review_state": state}
    if state in SUBMITTED_BEFORE:
        fields["submitted_by"] = by
    if state in REVIEWED_BEFORE and "reviewed_by" not in changes:
        fields["reviewed_by"] = _colleague("reviewing-colleague", by, Role.REVIEWER)
    if state == State.APPROVED and "approved_by" not in changes:
        fields["approved_by"] = _colleague("approving-colleague", by, Role.SUPERVISOR)
    if state == State.MERGED and "merged_into" not in changes:
        fields["merged_into"] = make_incident(by)
    return incidents.make_incident(by, **{**fields, **changes})


def make_complete(by: User, state: State = State.VERIFYING, **changes: Any) -> Incident:
    """Save an incident that lacks nothing: date, place, type, actor, a citation and assessed numbers."""
    values = {"iso2": "ML", "iso_numeric": 466, "name": "Mali", "acled_name": "Mali", "acled_region": 1}
    mali = get_or_make(Country, values, iso3="MLI")
    incident = make_incident(
        by,
        state,
        **{
            "date_edtf": "2020-01-26",
            "date_earliest": date(2020, 1, 26),
            "date_latest": date(2020, 1, 26),
            "date_precision": "day",
            "country": mali,
            "place_name": "Sokolo",
            "location_precision": LocationPrecision.ADM2,
            "event_type": make_term("event_type", "battles"),
            **changes,
        },
    )
    AttributionClaim.objects.create(
        incident=incident,
        kind=ClaimKind.ATTRIBUTION,
        citation=incidents.make_citation(incident, "Nobody has claimed the attack"),
        as_reported="Nobody has claimed the attack",
        basis=AttributionBasis.UNIDENTIFIED,
        created_by=by,
    )
    for outcome in (Outcome.KILLED, Outcome.INJURED):
        incidents.make_assessment(incident, None, None, None, outcome=outcome)
    return incident


def make_term(vocabulary: str, code: str, **changes: Any) -> Term:
    """Save a term in use, in a vocabulary and an edition of its own if they are not there."""
    found = Term.objects.filter(vocabulary_id=vocabulary, code=code).first()
    if found:
        return found
    edition = get_or_make(Edition, {"published_on": date(2020, 1, 1), "note": "The first."}, number=1)
    get_or_make(Vocabulary, {"name": vocabulary, "origin": "tests"}, slug=vocabulary)
    values = {"label": code.capitalize(), "since": edition, **changes}
    return Term.objects.create(vocabulary_id=vocabulary, code=code, **values)


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
