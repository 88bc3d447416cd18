"""Next: one incident, the right one, and nobody else's."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db.models import F
from pytest_django import DjangoAssertNumQueries

from casework.accounts.models import Membership, Role, User
from casework.core.tlp import Tlp
from casework.incidents.models import Incident, State
from casework.review.models import Lease
from casework.review.queues import Queue, in_queue
from casework.review.services import give_back, take, take_next
from tests.builders import make_user
from tests.review.builders import make_incident, make_lease, make_wait

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def aged(by: User, days: int, state: State = State.NEW, **changes: Any) -> Incident:
    return make_incident(by, state, state_entered_at=LONG_AGO - timedelta(days=days), **changes)


def test_next_holds_what_it_gives(aminata: User) -> None:
    incident = make_incident(aminata)

    assert take_next(aminata) == incident

    lease = Lease.objects.held_by(aminata).get()
    assert (lease.incident, lease.place) == (incident, 1)
    assert lease.expires_at - lease.taken_at == timedelta(seconds=120)


def test_the_order_of_work(aminata: User, boris: User) -> None:
    oldest = aged(boris, 100)
    urgent = aged(boris, 1, priority=9)
    late_wait = aged(boris, 2, State.PENDING, version=2)
    make_wait(late_wait, boris, until=date(2020, 1, 1))
    overdue = aged(boris, 3, due_at=LONG_AGO)
    returned = aged(aminata, 4, State.RETURNED)
    assigned = aged(boris, 5, assigned_to=aminata)

    order = []
    while (incident := take_next(aminata)) is not None:
        order.append(incident)
        Lease.objects.held_by(aminata).update(ended_at=F("taken_at"), outcome="completed", ended_by=aminata)
        Incident.objects.filter(pk=incident.pk).update(review_state=State.REJECTED)

    assert order == [assigned, returned, overdue, late_wait, urgent, oldest]


def test_what_i_hold_comes_first_and_is_prolonged(aminata: User) -> None:
    held = make_incident(aminata)
    make_incident(aminata, priority=9)
    lease = take(held.pk, by=aminata)
    Lease.objects.update(
        taken_at=F("taken_at") - timedelta(hours=1), expires_at=F("expires_at") - timedelta(hours=1)
    )

    assert take_next(aminata) == held

    assert Lease.objects.get().expires_at > lease.expires_at - timedelta(seconds=1)


def test_skipping_gives_another(aminata: User) -> None:
    first, second = aged(aminata, 2), aged(aminata, 1)
    assert take_next(aminata) == first
    give_back(first.pk, by=aminata)

    assert take_next(aminata, skipping=[first.pk]) == second
    assert take_next(aminata, skipping=[first.pk, second.pk]) is None


def test_a_held_incident_can_be_kept_while_taking_another(aminata: User) -> None:
    first, second = aged(aminata, 2), aged(aminata, 1)
    take(first.pk, by=aminata)

    assert take_next(aminata, skipping=[first.pk]) == second
    assert {lease.place for lease in Lease.objects.held_by(aminata)} == {1, 2}


def _held_by_boris(aminata: User, boris: User) -> Incident:
    incident = make_incident(aminata)
    make_lease(incident, boris)
    return incident


LEFT_OUT: dict[str, Callable[[User, User], Incident]] = {
    "held by another": _held_by_boris,
    "assigned to another": lambda aminata, boris: make_incident(aminata, assigned_to=boris),
    "finished": lambda aminata, boris: make_incident(aminata, State.APPROVED),
    "rejected and overdue": lambda aminata, boris: make_incident(aminata, State.REJECTED, due_at=LONG_AGO),
    "still waiting": lambda aminata, boris: (
        make_wait(make_incident(aminata, State.PENDING, version=2), aminata).incident
    ),
    "for reviewers": lambda aminata, boris: make_incident(boris, State.SUBMITTED),
    "for reviewers and overdue": lambda aminata, boris: make_incident(
        boris, State.SUBMITTED, due_at=LONG_AGO
    ),
    "for supervisors": lambda aminata, boris: make_incident(boris, State.REVIEWED),
    "red": lambda aminata, boris: make_incident(boris, tlp=Tlp.RED),
}


@pytest.mark.parametrize("why", LEFT_OUT)
def test_next_leaves_out(aminata: User, boris: User, why: str) -> None:
    incident = LEFT_OUT[why](aminata, boris)

    assert take_next(aminata) is None
    assert not Lease.objects.held_by(aminata).filter(incident=incident).exists()


def test_next_leaves_out_other_desks(aminata: User, olek: User, nadia: User, vera: User) -> None:
    make_incident(aminata)

    for person in (olek, nadia, vera):
        assert take_next(person) is None


def test_reviewers_get_submissions_of_others(aminata: User, boris: User) -> None:
    make_incident(boris, State.SUBMITTED, priority=9)
    make_incident(aminata, State.SUBMITTED, contributor_ids=sorted([aminata.pk, boris.pk]), priority=9)
    theirs = make_incident(aminata, State.SUBMITTED)

    assert take_next(boris) == theirs


def test_named_people_get_red_incidents(aminata: User, sira: User) -> None:
    incident = make_incident(sira, tlp=Tlp.RED)
    incident.named_people.add(aminata)

    assert take_next(aminata) == incident


def test_next_ends_what_has_expired_and_hands_it_on(aminata: User, boris: User) -> None:
    incident = make_incident(aminata)
    lease = make_lease(incident, boris, taken_at=LONG_AGO, expires_at=LONG_AGO + timedelta(seconds=120))

    assert take_next(aminata) == incident

    lease.refresh_from_db()
    assert (lease.outcome, lease.ended_by) == ("expired", aminata)


def test_next_agrees_with_the_queues(aminata: User, boris: User, other_desk: Any) -> None:
    """The statement is written in SQL, the queues are not: neither may know work that the other does not."""
    Membership.objects.create(user=boris, desk=other_desk, role=Role.VERIFIER)
    elsewhere = make_user("elsewhere", other_desk, Role.REVIEWER)
    for by in (aminata, boris, elsewhere):
        for state in State:
            make_incident(by, state, desk=by.memberships.latest("pk").desk)
    words = in_queue(Queue.TO_VERIFY, boris) | in_queue(Queue.TO_REVIEW, boris)

    given: list[int] = []
    while (incident := take_next(boris, skipping=given)) is not None:
        given.append(incident.pk)
        give_back(incident.pk, by=boris)

    assert set(given) == set(words.values_list("pk", flat=True))


def test_next_gives_what_a_link_shows(
    aminata: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    incident = make_incident(aminata)
    given = take_next(aminata)
    assert given is not None

    with django_assert_num_queries(0):
        shown = (given.uid, given.title, given.desk_id, given.review_state, given.version)

    incident.refresh_from_db()
    assert shown == (incident.uid, incident.title, incident.desk_id, "new", 1)
    assert given.summary == incident.summary


def test_next_costs_no_query_of_djangos(
    aminata: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """The one statement is prepared, which Django's cursors cannot do, so they do not count it."""
    make_incident(aminata)
    aminata.roles()

    with django_assert_num_queries(0):
        take_next(aminata)
