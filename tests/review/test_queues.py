"""What each queue holds for whom."""

from datetime import UTC, date, datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from casework.accounts.models import User
from casework.core.tlp import Tlp
from casework.incidents.models import State
from casework.review.queues import Queue, in_queue, queue_counts
from tests.review.builders import make_incident, make_lease, make_wait

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def found(queue: Queue, user: User) -> set[int]:
    return set(in_queue(queue, user).values_list("pk", flat=True))


@pytest.mark.parametrize("state", [State.NEW, State.VERIFYING, State.RETURNED])
def test_to_verify_holds_open_work(aminata: User, state: State) -> None:
    incident = make_incident(aminata, state)

    assert found(Queue.TO_VERIFY, aminata) == {incident.pk}


def test_a_waiting_incident_is_work_again_after_its_last_day(aminata: User) -> None:
    waiting, over = (make_incident(aminata, State.PENDING, version=2) for _ in range(2))
    make_wait(waiting, aminata)
    make_wait(over, aminata, until=date(2020, 1, 1))

    assert found(Queue.TO_VERIFY, aminata) == found(Queue.OVERDUE, aminata) == {over.pk}
    assert found(Queue.PENDING, aminata) == {waiting.pk, over.pk}


def test_the_last_day_of_waiting_still_counts(aminata: User) -> None:
    incident = make_incident(aminata, State.PENDING, version=2)
    make_wait(incident, aminata, until=datetime.now(UTC).date())

    assert found(Queue.OVERDUE, aminata) == set()


def test_to_review_leaves_out_what_the_reviewer_worked_on(aminata: User, boris: User) -> None:
    theirs = make_incident(aminata, State.SUBMITTED)
    make_incident(boris, State.SUBMITTED)

    assert found(Queue.TO_REVIEW, boris) == {theirs.pk}
    assert found(Queue.TO_REVIEW, aminata) == set()


def test_to_approve_leaves_out_what_the_supervisor_reviewed(aminata: User, boris: User, sira: User) -> None:
    theirs = make_incident(aminata, State.REVIEWED)
    make_incident(aminata, State.REVIEWED, reviewed_by=sira)
    of_two = make_incident(aminata, State.REVIEWED, reviewed_by=sira, people_required=2)
    make_incident(sira, State.REVIEWED)

    assert found(Queue.TO_APPROVE, sira) == {theirs.pk, of_two.pk}
    assert found(Queue.TO_APPROVE, boris) == set()


def test_returned_is_for_who_submitted(aminata: User, boris: User) -> None:
    incident = make_incident(aminata, State.RETURNED)

    assert found(Queue.RETURNED, aminata) == {incident.pk}
    assert found(Queue.RETURNED, boris) == set()


def test_overdue_work_is_open_work(aminata: User) -> None:
    late = make_incident(aminata, due_at=LONG_AGO)
    make_incident(aminata, due_at=datetime(2100, 1, 1, tzinfo=UTC))
    make_incident(aminata, State.APPROVED, due_at=LONG_AGO)

    assert found(Queue.OVERDUE, aminata) == {late.pk}


def test_mine_is_held_assigned_or_returned(aminata: User, boris: User) -> None:
    states = (State.NEW, State.NEW, State.RETURNED)
    held, assigned, returned = (make_incident(aminata, state) for state in states)
    make_lease(held, aminata)
    make_lease(make_incident(aminata), boris)
    assigned.assigned_to = aminata
    assigned.save()

    assert found(Queue.MINE, aminata) == {held.pk, assigned.pk, returned.pk}


def test_the_most_urgent_and_then_the_oldest_comes_first(aminata: User) -> None:
    newer = make_incident(aminata, state_entered_at=datetime(2020, 1, 2, tzinfo=UTC))
    older = make_incident(aminata, state_entered_at=datetime(2020, 1, 1, tzinfo=UTC))
    urgent = make_incident(aminata, priority=5)

    assert list(in_queue(Queue.TO_VERIFY, aminata)) == [urgent, older, newer]


def test_queues_hold_nothing_for_strangers(aminata: User, olek: User, nadia: User, vera: User) -> None:
    make_incident(aminata)
    make_incident(aminata, State.SUBMITTED)

    assert not any(queue_counts(olek).values())
    assert not any(queue_counts(nadia).values())
    assert not any(queue_counts(vera).values())


def test_a_red_incident_is_not_even_counted(aminata: User, boris: User, sira: User) -> None:
    incident = make_incident(sira, State.SUBMITTED, tlp=Tlp.RED)

    assert queue_counts(boris)[Queue.TO_REVIEW].number == 0
    incident.named_people.add(boris)
    assert queue_counts(boris)[Queue.TO_REVIEW].number == 1


def test_counts_agree_with_the_queues(aminata: User, boris: User, sira: User) -> None:
    for state in State:
        make_incident(aminata, state)
        make_incident(boris, state, due_at=LONG_AGO, assigned_to=sira)

    for user in (aminata, boris, sira):
        counted = {queue: count.number for queue, count in queue_counts(user).items()}
        assert counted == {queue: len(found(queue, user)) for queue in Queue}


def test_counting_is_one_query(aminata: User, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    make_incident(aminata)
    aminata.roles()

    with django_assert_num_queries(1):
        queue_counts(aminata)
