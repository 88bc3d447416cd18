"""The whole workflow, written by hand: every state × every move × every role."""

from datetime import date
from typing import Any

import pytest

from casework.accounts.models import Role, User
from casework.core.errors import NotFound, NotNow, NotPermitted
from casework.incidents.models import Incident, State
from casework.review.models import Lease, Move
from casework.review.services import move
from casework.review.workflow import TRANSITIONS
from tests.builders import make_user
from tests.review.builders import make_complete, make_incident, make_lease, make_move, make_term

PEOPLE = ["vera", "lamine", "aminata", "boris", "sira", "olek", "nadia"]
VERIFIERS = "aminata boris sira"
REVIEWERS = "boris sira"
SUPERVISORS = "sira"
ALL_BUT_MERGED = "new verifying pending submitted reviewed approved returned rejected withdrawn"
BACK = ""

# The move, the states it starts from, the state it leads to (none: back to where it was), who may make it.
EXPECTED = [
    ("start", "new returned pending", "verifying", VERIFIERS),
    ("wait", "verifying", "pending", VERIFIERS),
    ("submit", "verifying", "submitted", VERIFIERS),
    ("take_back", "submitted", "verifying", VERIFIERS),
    ("agree", "submitted", "reviewed", REVIEWERS),
    ("return", "submitted reviewed", "returned", REVIEWERS),
    ("approve", "reviewed", "approved", SUPERVISORS),
    ("reject", "new verifying pending submitted reviewed", "rejected", REVIEWERS),
    ("reopen", "approved rejected withdrawn", "verifying", SUPERVISORS),
    (
        "withdraw",
        "new verifying pending submitted reviewed approved returned rejected merged",
        "withdrawn",
        SUPERVISORS,
    ),
    ("undo", f"{ALL_BUT_MERGED} merged", BACK, VERIFIERS),
    ("merge", ALL_BUT_MERGED, "merged", SUPERVISORS),
    ("unmerge", "merged", BACK, SUPERVISORS),
    ("revise", "submitted reviewed", "verifying", VERIFIERS),
]
ALLOWED = {
    (name, state, person)
    for name, states, _target, people in EXPECTED
    for state in states.split()
    for person in people.split()
}
TARGETS = {name: target for name, _states, target, _people in EXPECTED}
NEEDS: dict[str, dict[str, Any]] = {
    "wait": {"waits_for": "a reply", "waits_on": "the ministry", "until": date(2100, 1, 1)},
    "return": {"code": "other", "note": "The date is wrong.", "field": "date_edtf"},
    "reject": {"code": "other", "note": "An accident, no attack."},
    "withdraw": {"code": "other", "note": "The source took it back."},
    "reopen": {"note": "A new report came in."},
}


@pytest.fixture
def people(
    vera: User, lamine: User, aminata: User, boris: User, sira: User, olek: User, nadia: User
) -> dict[str, User]:
    for vocabulary in ("return_reason", "reject_reason", "withdraw_reason"):
        make_term(vocabulary, "other")
    return dict(zip(PEOPLE, [vera, lamine, aminata, boris, sira, olek, nadia], strict=True))


@pytest.fixture
def writer(people: dict[str, User]) -> User:
    """Somebody else did the work so far, so that four eyes stand in nobody's way."""
    return make_user("writer", people["sira"].memberships.get().desk, Role.VERIFIER)


def favour(incident: Incident, name: str, person: User) -> Incident:
    """Let everything but the person's role and the state speak for the move, the lease being theirs."""
    incident.published_version = 1 if name == "withdraw" else None
    incident.submitted_by = person
    return incident


def test_the_table_has_these_rows() -> None:
    assert [(t.name, t.target or BACK) for t in TRANSITIONS.values()] == list(TARGETS.items())
    assert {t.name: t.sources for t in TRANSITIONS.values()} == {
        name: set(states.split()) for name, states, _target, _people in EXPECTED
    }


@pytest.mark.parametrize("state", State)
def test_every_move_for_everybody(people: dict[str, User], writer: User, state: State) -> None:
    incident = make_complete(writer, state)
    make_lease(incident, writer)
    decided = set()

    for person, user in people.items():
        incident.version += 1
        make_move(incident, user)
        Lease.objects.filter(incident=incident).update(holder=user)
        for name, transition in TRANSITIONS.items():
            if transition.decide(user, favour(incident, name, user)):
                decided.add((name, state.value, person))

    assert decided == {cell for cell in ALLOWED if cell[1] == state}


@pytest.mark.parametrize("state", State)
def test_every_no_is_a_sentence(people: dict[str, User], writer: User, state: State) -> None:
    incident = make_incident(writer, state)

    answers = [each.decide(user, incident) for user in people.values() for each in TRANSITIONS.values()]

    assert [no.reason for no in answers if not no and not no.reason.endswith(".")] == []


def carried_to(state: State, person: User, writer: User, name: str) -> Incident:
    """Save an incident from which `name` may start for the person."""
    changes: dict[str, Any] = {"version": 2}
    if name == "take_back":
        changes |= {"submitted_by": person, "contributor_ids": [person.pk]}
    if name == "withdraw":
        changes["published_version"] = 1
    incident = make_complete(writer, state, **changes)
    if name in ("start", "wait", "submit"):
        make_lease(incident, person)
    if name in ("undo", "unmerge"):
        source = State.NEW if state == State.VERIFYING else State.VERIFYING
        make_move(incident, person, "merge" if name == "unmerge" else "start", source=source)
    return incident


MADE_BY_MOVE = sorted(cell for cell in ALLOWED if cell[0] != "revise")


@pytest.mark.parametrize(("name", "state", "person"), MADE_BY_MOVE)
def test_every_allowed_move_is_made(
    people: dict[str, User], writer: User, name: str, state: str, person: str
) -> None:
    incident = carried_to(State(state), people[person], writer, name)
    needs = {"merged_into": make_incident(writer)} if "merge" in name else NEEDS.get(name, {})

    move(incident.pk, name, by=people[person], seen=2, **needs)

    incident.refresh_from_db()
    row = Move.objects.filter(incident=incident).latest("pk")
    back = "new" if state == "verifying" else "verifying"
    assert (incident.review_state, incident.version) == (TARGETS[name] or back, 3)
    assert (row.transition, row.source, row.target) == (name, state, incident.review_state)


REFUSED = [
    ("start", "new", "vera", NotPermitted),
    ("start", "new", "olek", NotFound),
    ("start", "submitted", "aminata", NotNow),
    ("wait", "verifying", "lamine", NotPermitted),
    ("submit", "verifying", "lamine", NotPermitted),
    ("submit", "verifying", "nadia", NotFound),
    ("submit", "new", "aminata", NotNow),
    ("take_back", "submitted", "boris", NotPermitted),
    ("take_back", "reviewed", "aminata", NotPermitted),
    ("agree", "submitted", "aminata", NotPermitted),
    ("agree", "verifying", "boris", NotNow),
    ("return", "submitted", "aminata", NotPermitted),
    ("return", "approved", "sira", NotNow),
    ("approve", "reviewed", "boris", NotPermitted),
    ("approve", "reviewed", "olek", NotFound),
    ("approve", "submitted", "sira", NotNow),
    ("approve", "approved", "sira", NotNow),
    ("reject", "new", "aminata", NotPermitted),
    ("reject", "returned", "boris", NotNow),
    ("reopen", "approved", "boris", NotPermitted),
    ("reopen", "merged", "sira", NotNow),
    ("withdraw", "approved", "boris", NotPermitted),
    ("withdraw", "approved", "sira", NotNow),
    ("undo", "verifying", "aminata", NotPermitted),
    ("merge", "new", "boris", NotPermitted),
    ("merge", "merged", "sira", NotNow),
    ("unmerge", "new", "sira", NotNow),
]


@pytest.mark.parametrize(("name", "state", "person", "error"), REFUSED)
def test_a_refused_move_changes_nothing(
    people: dict[str, User], writer: User, name: str, state: str, person: str, error: type[Exception]
) -> None:
    incident = make_complete(writer, State(state))

    with pytest.raises(error):
        move(incident.pk, name, by=people[person], seen=1, **NEEDS.get(name, {}))

    incident.refresh_from_db()
    assert (incident.review_state, incident.version, Move.objects.count()) == (state, 1, 0)
