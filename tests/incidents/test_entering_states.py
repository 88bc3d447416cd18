"""The one way into a state: marks, versions and what is cleared on the way."""

import pytest
from pytest_django import DjangoAssertNumQueries

from casework.accounts.models import User
from casework.incidents.models import Incident, State
from tests.incidents.builders import make_incident


def approved(aminata: User, boris: User, sira: User) -> Incident:
    marks = {"submitted_by": aminata, "reviewed_by": boris, "approved_by": sira}
    return make_incident(aminata, review_state=State.APPROVED, **marks)


def test_entering_is_one_version_and_one_update(
    aminata: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    incident = make_incident(aminata)
    entered_at = incident.state_entered_at

    with django_assert_num_queries(1):
        incident.enter(State.VERIFYING, aminata)

    incident.refresh_from_db()
    assert (incident.review_state, incident.version) == (State.VERIFYING, 2)
    assert incident.state_entered_at > entered_at


def test_staying_in_a_state_keeps_its_time(aminata: User, boris: User) -> None:
    incident = make_incident(aminata)
    entered_at = Incident.objects.get().state_entered_at

    incident.enter(State.NEW, boris, priority=5)

    incident.refresh_from_db()
    assert (incident.state_entered_at, incident.priority, incident.changed_by) == (entered_at, 5, boris)


def test_whoever_submits_becomes_a_contributor(aminata: User, boris: User) -> None:
    incident = make_incident(aminata, review_state=State.VERIFYING)

    before = incident.enter(State.SUBMITTED, boris, submitted_by=boris)

    incident.refresh_from_db()
    assert incident.contributor_ids == sorted([aminata.pk, boris.pk])
    assert before == {
        "review_state": State.VERIFYING,
        "submitted_by": None,
        "contributor_ids": [aminata.pk],
    }


@pytest.mark.parametrize(
    ("state", "kept"),
    [
        (State.NEW, set()),
        (State.VERIFYING, set()),
        (State.PENDING, set()),
        (State.RETURNED, {"submitted_by"}),
        (State.SUBMITTED, {"submitted_by"}),
        (State.REVIEWED, {"submitted_by", "reviewed_by"}),
        (State.APPROVED, {"submitted_by", "reviewed_by", "approved_by"}),
        (State.REJECTED, {"submitted_by", "reviewed_by", "approved_by"}),
        (State.WITHDRAWN, {"submitted_by", "reviewed_by", "approved_by"}),
    ],
)
def test_marks_that_a_state_may_not_carry_are_cleared(
    state: State, kept: set[str], aminata: User, boris: User, sira: User
) -> None:
    incident = approved(aminata, boris, sira)

    incident.enter(state, sira)

    incident.refresh_from_db()
    marks = ("submitted_by", "reviewed_by", "approved_by")
    assert {mark for mark in marks if getattr(incident, mark)} == kept


def test_leaving_a_merge_takes_the_pointer_away(aminata: User) -> None:
    other = make_incident(aminata)
    incident = make_incident(aminata, review_state=State.MERGED, merged_into=other)

    before = incident.enter(State.VERIFYING, aminata)

    incident.refresh_from_db()
    assert incident.merged_into is None
    assert before["merged_into"] == other
