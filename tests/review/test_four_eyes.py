"""Nobody approves their own work: through the moves, and straight at the database."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from casework.accounts.models import Desk, Role, User
from casework.core.errors import NotPermitted
from casework.incidents.models import Incident, State
from casework.review.services import move
from tests.builders import make_user
from tests.review.builders import make_complete, make_lease

OWN_WORK = "You or a service of yours worked on this incident: leave the decision to a colleague."
OWN_REVIEW = "You agreed to this incident as its reviewer, so another supervisor has to approve it."


@pytest.fixture
def team(aminata: User, boris: User, sira: User) -> dict[str, User]:
    """The three of the desk and a second supervisor, who may do everything that a role allows."""
    sana = make_user("sana", sira.memberships.get().desk, Role.SUPERVISOR)
    return {"aminata": aminata, "boris": boris, "sira": sira, "sana": sana}


# Who contributed, who agrees, and whether that is allowed. Aminata is no reviewer, so she is left out.
AGREEING = [
    ("aminata", "boris", True),
    ("aminata", "sira", True),
    ("boris", "boris", False),
    ("boris", "sira", True),
    ("sira", "sira", False),
    ("sira", "boris", True),
    ("aminata boris", "boris", False),
    ("aminata boris", "sira", True),
    ("aminata boris sira", "sira", False),
    ("aminata boris sira", "sana", True),
]


@pytest.mark.parametrize(("contributors", "person", "allowed"), AGREEING)
def test_nobody_agrees_to_their_own_work(
    team: dict[str, User], contributors: str, person: str, allowed: bool
) -> None:
    ids = [team[name].pk for name in contributors.split()]
    incident = make_complete(team[contributors.split()[0]], State.SUBMITTED, contributor_ids=ids)

    assert _refusal(incident, "agree", team[person]) == ("" if allowed else OWN_WORK)


# Who contributed, who agreed, who approves, how many people are required, and what stands in the way.
APPROVING = [
    ("aminata", "boris", "sira", 3, ""),
    ("aminata", "boris", "sana", 3, ""),
    ("aminata", "sira", "sira", 3, OWN_REVIEW),
    ("aminata", "sira", "sana", 3, ""),
    ("aminata", "sira", "sira", 2, ""),
    ("sira", "boris", "sira", 3, OWN_WORK),
    ("sira", "boris", "sira", 2, OWN_WORK),
    ("sira", "boris", "sana", 2, ""),
    ("aminata sira", "boris", "sira", 2, OWN_WORK),
    ("aminata sira", "boris", "sana", 3, ""),
    ("sira sana", "boris", "sana", 3, OWN_WORK),
]


@pytest.mark.parametrize(("contributors", "reviewer", "person", "required", "refusal"), APPROVING)
def test_nobody_approves_their_own_work(
    team: dict[str, User], contributors: str, reviewer: str, person: str, required: int, refusal: str
) -> None:
    incident = make_complete(
        team[contributors.split()[0]],
        State.REVIEWED,
        contributor_ids=[team[name].pk for name in contributors.split()],
        reviewed_by=team[reviewer],
        people_required=required,
    )

    assert _refusal(incident, "approve", team[person]) == refusal


def _refusal(incident: Incident, name: str, by: User) -> str:
    """Make the move and return the sentence that refused it, or an empty string."""
    try:
        move(incident.pk, name, by=by, seen=incident.version)
    except NotPermitted as error:
        return error.message
    return ""


# The same straight at the database, as somebody with a shell would try it.
REVIEWS, APPROVES = {"review_state": "reviewed"}, {"review_state": "approved"}
FORGED: list[tuple[State, dict[str, Any], str]] = [
    (
        State.SUBMITTED,
        {"reviewed_by": "aminata", **REVIEWS},
        "incident_reviewer_no_contributor",
    ),
    (State.REVIEWED, {"reviewed_by": "aminata"}, "incident_reviewer_no_contributor"),
    (
        State.REVIEWED,
        {"approved_by": "aminata", **APPROVES},
        "incident_approver_no_contributor",
    ),
    (State.REVIEWED, {"approved_by": "boris", **APPROVES}, "incident_approver_not_reviewer"),
    (State.REVIEWED, {"review_state": "approved"}, "incident_marks_named"),
    (State.REVIEWED, {"reviewed_by": None}, "incident_marks_named"),
    (State.VERIFYING, {"review_state": "approved", "approved_by": "sira"}, "incident_marks_named"),
    (State.SUBMITTED, {"contributor_ids": []}, "incident_submitter_contributes"),
]


@pytest.mark.parametrize(("state", "values", "constraint"), FORGED)
def test_the_database_refuses_what_the_moves_refuse(
    team: dict[str, User], state: State, values: dict[str, Any], constraint: str
) -> None:
    changes = {"reviewed_by": team["boris"]} if state == State.REVIEWED else {}
    incident = make_complete(team["aminata"], state, **changes)
    forged = {name: team.get(str(value), value) for name, value in values.items()}

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Incident.objects.filter(pk=incident.pk).update(**forged)


def test_editing_between_agreement_and_approval_makes_a_contributor(team: dict[str, User]) -> None:
    incident = make_complete(team["aminata"], State.REVIEWED, reviewed_by=team["boris"])

    with pytest.raises(IntegrityError, match="incident_reviewer_no_contributor"), transaction.atomic():
        Incident.objects.filter(pk=incident.pk).update(contributor_ids=[team["aminata"].pk, team["boris"].pk])


def test_whoever_submits_counts_as_a_contributor(team: dict[str, User]) -> None:
    incident = make_complete(team["aminata"], contributor_ids=[team["aminata"].pk])
    make_lease(incident, team["boris"])
    move(incident.pk, "submit", by=team["boris"], seen=1)

    with pytest.raises(NotPermitted, match=OWN_WORK):
        move(incident.pk, "agree", by=team["boris"], seen=2)


def test_a_desk_of_two_needs_two(team: dict[str, User]) -> None:
    Desk.objects.update(people_required=2)
    incident = make_complete(team["aminata"])
    make_lease(incident, team["aminata"])

    move(incident.pk, "submit", by=team["aminata"], seen=1)
    move(incident.pk, "agree", by=team["sira"], seen=2)
    move(incident.pk, "approve", by=team["sira"], seen=3)

    incident.refresh_from_db()
    assert (incident.reviewed_by, incident.approved_by) == (team["sira"], team["sira"])
