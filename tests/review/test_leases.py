"""Holding incidents: one holder each, three at most, two minutes without a sign of life."""

from datetime import timedelta

import pytest
from django.db.models import F

from casework.accounts.models import User
from casework.audit.models import Entry
from casework.core.errors import NotFound, NotNow, NotPermitted
from casework.incidents.models import State
from casework.review.models import Lease
from casework.review.services import break_lease, give_back, heartbeat, take
from tests.review.builders import make_incident, make_lease


def let_time_pass(lease: Lease, by: timedelta = timedelta(minutes=3)) -> None:
    """Move the row back instead of the clock on: leases compare with the database's clock."""
    Lease.objects.filter(pk=lease.pk).update(taken_at=F("taken_at") - by, expires_at=F("expires_at") - by)


def test_taking_holds_the_incident(aminata: User) -> None:
    incident = make_incident(aminata)

    lease = take(incident.pk, by=aminata)

    lease.refresh_from_db()
    assert (lease.incident, lease.holder, lease.ended_at) == (incident, aminata, None)
    assert lease.expires_at - lease.taken_at == timedelta(seconds=120)


def test_taking_twice_prolongs(aminata: User) -> None:
    lease = take(make_incident(aminata).pk, by=aminata)
    let_time_pass(lease, timedelta(seconds=60))

    again = take(lease.incident_id, by=aminata)

    assert again.pk == lease.pk
    assert again.expires_at - again.taken_at > timedelta(seconds=179)


def test_the_second_is_told_who_came_first(aminata: User, boris: User) -> None:
    incident = make_incident(aminata)
    take(incident.pk, by=aminata)

    with pytest.raises(NotNow, match=r"Aminata has been working on this incident since .* Ask them"):
        take(incident.pk, by=boris)


def test_a_person_holds_three_at_most(aminata: User) -> None:
    held = [take(make_incident(aminata).pk, by=aminata) for _ in range(3)]

    with pytest.raises(NotNow, match=r"You hold three incidents already: CW-"):
        take(make_incident(aminata).pk, by=aminata)

    give_back(held[1].incident_id, by=aminata)
    assert take(make_incident(aminata).pk, by=aminata).place == held[1].place


def test_giving_back_frees_the_incident(aminata: User, boris: User) -> None:
    lease = take(make_incident(aminata).pk, by=aminata)

    give_back(lease.incident_id, by=aminata)

    lease.refresh_from_db()
    assert (lease.outcome, lease.ended_by) == ("released", aminata)
    assert take(lease.incident_id, by=boris).holder == boris
    assert [entry.verb for entry in Entry.objects.all()] == ["review.hold_released"]


def test_giving_back_what_another_holds_does_nothing(aminata: User, boris: User) -> None:
    lease = take(make_incident(aminata).pk, by=aminata)

    give_back(lease.incident_id, by=boris)

    assert Lease.objects.held_by(aminata).get() == lease


def test_whoever_comes_next_ends_an_expired_lease(aminata: User, boris: User) -> None:
    lease = take(make_incident(aminata).pk, by=aminata)
    let_time_pass(lease)

    assert take(lease.incident_id, by=boris).holder == boris

    lease.refresh_from_db()
    assert (lease.outcome, lease.ended_by) == ("expired", boris)
    assert Entry.objects.get().sentence().startswith("Boris came after a hold on CW-")


def test_a_lease_lasts_until_its_last_second(aminata: User, boris: User) -> None:
    lease = take(make_incident(aminata).pk, by=aminata)
    let_time_pass(lease, timedelta(seconds=115))

    with pytest.raises(NotNow, match="Aminata"):
        take(lease.incident_id, by=boris)


def test_an_expired_hold_goes_on_when_nobody_came(aminata: User) -> None:
    lease = take(make_incident(aminata).pk, by=aminata)
    let_time_pass(lease)

    assert take(lease.incident_id, by=aminata) == lease


def test_expired_holds_do_not_fill_the_three_places(aminata: User) -> None:
    for _ in range(3):
        let_time_pass(take(make_incident(aminata).pk, by=aminata))

    assert take(make_incident(aminata).pk, by=aminata).place == 1


def test_a_heartbeat_prolongs(aminata: User) -> None:
    lease = take(make_incident(aminata).pk, by=aminata)
    let_time_pass(lease, timedelta(seconds=60))

    assert heartbeat(lease.incident_id, by=aminata).expires_at > lease.expires_at


def test_a_heartbeat_after_the_end_says_who_works_there_now(aminata: User, boris: User) -> None:
    incident = make_incident(aminata)

    with pytest.raises(NotNow, match=r"Your hold on this incident has ended. Take it again"):
        heartbeat(incident.pk, by=aminata)
    make_lease(incident, boris)
    with pytest.raises(NotNow, match="Boris has been working"):
        heartbeat(incident.pk, by=aminata)


def test_a_supervisor_ends_somebody_elses_hold(aminata: User, sira: User) -> None:
    lease = take(make_incident(aminata).pk, by=aminata)

    break_lease(lease.incident_id, by=sira, note="Aminata is on leave.")

    lease.refresh_from_db()
    assert (lease.outcome, lease.ended_by) == ("broken", sira)
    entry = Entry.objects.get()
    assert (entry.verb, entry.note) == ("review.hold_broken", "Aminata is on leave.")


def test_only_supervisors_end_other_holds(aminata: User, boris: User, olek: User) -> None:
    lease = take(make_incident(aminata).pk, by=aminata)

    with pytest.raises(NotPermitted, match=r"Only supervisors of Sahel may do this. Ask one of them."):
        break_lease(lease.incident_id, by=boris)
    with pytest.raises(NotFound):
        break_lease(lease.incident_id, by=olek)


def test_nothing_to_end(aminata: User, sira: User) -> None:
    with pytest.raises(NotNow, match=r"Nobody holds this incident."):
        break_lease(make_incident(aminata).pk, by=sira)


@pytest.mark.parametrize("state", [State.NEW, State.VERIFYING, State.PENDING, State.RETURNED])
def test_verifying_is_for_verifiers(aminata: User, lamine: User, state: State) -> None:
    incident = make_incident(aminata, state)

    with pytest.raises(NotPermitted, match="Only verifiers of Sahel"):
        take(incident.pk, by=lamine)
    assert take(incident.pk, by=aminata)


def test_reviewing_is_for_reviewers_who_did_not_contribute(aminata: User, boris: User) -> None:
    incident = make_incident(boris, State.SUBMITTED)

    with pytest.raises(NotPermitted, match="Only reviewers of Sahel"):
        take(incident.pk, by=aminata)
    with pytest.raises(NotPermitted, match="You or a service of yours worked on this incident: leave"):
        take(incident.pk, by=boris)
    assert take(make_incident(aminata, State.SUBMITTED).pk, by=boris)


def test_approving_is_for_supervisors_who_did_not_review(aminata: User, boris: User, sira: User) -> None:
    with pytest.raises(NotPermitted, match="Only supervisors of Sahel"):
        take(make_incident(aminata, State.REVIEWED).pk, by=boris)
    with pytest.raises(NotPermitted, match="another supervisor has to approve"):
        take(make_incident(aminata, State.REVIEWED, reviewed_by=sira).pk, by=sira)
    assert take(make_incident(aminata, State.REVIEWED).pk, by=sira)


@pytest.mark.parametrize("state", [State.APPROVED, State.REJECTED, State.WITHDRAWN, State.MERGED])
def test_finished_incidents_are_no_work(aminata: User, sira: User, state: State) -> None:
    incident = make_incident(aminata, state)

    with pytest.raises(NotNow, match="There is no work to take here"):
        take(incident.pk, by=sira)


def test_a_stranger_cannot_take(aminata: User, olek: User, nadia: User) -> None:
    incident = make_incident(aminata)

    for stranger in (olek, nadia):
        with pytest.raises(NotFound, match="no such incident, or it belongs to another desk"):
            take(incident.pk, by=stranger)
