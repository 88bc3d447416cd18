"""From one incident to the next: one press to take and start, full hands, and what follows a decision."""

import pytest
from django.test import Client
from django.utils import timezone

from casework.accounts.models import User
from casework.core.errors import NotNow, NotPermitted, Stale
from casework.incidents.models import Incident, State
from casework.review.models import Lease
from casework.review.services import take, take_and_start
from tests.review.builders import make_complete, make_incident, make_lease


def held(user: User) -> set[str]:
    return set(Lease.objects.held_by(user).values_list("incident__uid", flat=True))


def full_hands(user: User) -> list[Incident]:
    incidents = [make_incident(user) for _ in range(3)]
    for incident in incidents:
        take(incident.pk, by=user)
    return incidents


def test_one_step_takes_and_starts(aminata: User) -> None:
    incident = make_incident(aminata)

    started = take_and_start(incident.pk, by=aminata, seen=1)

    assert (started.review_state, started.version) == (State.VERIFYING, 2)
    assert held(aminata) == {incident.uid}


@pytest.mark.parametrize("seen", [2, 0])
def test_a_start_that_is_refused_takes_nothing(aminata: User, seen: int) -> None:
    incident = make_incident(aminata)

    with pytest.raises(Stale):
        take_and_start(incident.pk, by=aminata, seen=seen)

    assert held(aminata) == set()


def test_who_may_not_take_does_not_start(vera: User, aminata: User) -> None:
    incident = make_incident(aminata)

    with pytest.raises(NotPermitted):
        take_and_start(incident.pk, by=vera, seen=1)


def test_the_page_offers_one_press(client: Client, aminata: User) -> None:
    incident = make_incident(aminata)
    client.force_login(aminata)
    page = client.get(f"/incidents/{incident.uid}/").content.decode()
    assert "Take and start" in page
    assert "Take this incident first." not in page

    client.post(f"/incidents/{incident.uid}/take/", {"start": "yes", "seen": 1})

    incident.refresh_from_db()
    assert incident.review_state == State.VERIFYING


def test_full_hands_are_named(aminata: User) -> None:
    incidents = full_hands(aminata)

    with pytest.raises(NotNow) as refused:
        take(make_incident(aminata).pk, by=aminata)

    assert all(incident.uid in refused.value.message for incident in incidents)


def test_one_is_given_back_for_another_in_one_press(client: Client, aminata: User) -> None:
    first, second, third = full_hands(aminata)
    fourth = make_incident(aminata)
    client.force_login(aminata)
    page = client.get(f"/incidents/{fourth.uid}/").content.decode()
    assert page.count(", take this one") == 3

    answer = client.post(f"/incidents/{fourth.uid}/take/", {"instead_of": second.uid})

    assert answer.status_code == 303
    assert held(aminata) == {first.uid, third.uid, fourth.uid}
    assert Lease.objects.get(incident=second).outcome == "released"


def test_what_cannot_be_taken_costs_no_hold(client: Client, aminata: User, boris: User) -> None:
    first, *_others = full_hands(aminata)
    theirs = make_incident(aminata)
    make_lease(theirs, boris)
    client.force_login(aminata)

    answer = client.post(f"/incidents/{theirs.uid}/take/", {"instead_of": first.uid})

    assert answer.status_code == 409
    assert "Boris has been working on this incident since" in answer.content.decode()
    assert first.uid in held(aminata)


def decide(client: Client, incident: Incident) -> str:
    sent = {"transition": "submit", "seen": incident.version}
    answer = client.post(f"/incidents/{incident.uid}/move/", sent, follow=True)
    assert answer.status_code == 200
    return f"{answer.redirect_chain[-1][0]} {answer.content.decode()}"


def test_a_decision_leads_to_the_next_with_a_way_back(client: Client, aminata: User) -> None:
    incident, following = make_complete(aminata), make_incident(aminata)
    take(incident.pk, by=aminata)
    client.force_login(aminata)

    page = decide(client, incident)

    assert page.startswith(f"/incidents/{following.uid}/ ")
    assert f"{incident.uid} is now “Submitted”." in page
    assert f'action="/incidents/{incident.uid}/undo/"' in page
    assert held(aminata) == {following.uid}


def test_who_stays_takes_nothing_else(client: Client, aminata: User) -> None:
    User.objects.filter(pk=aminata.pk).update(goes_on=False)
    incident = make_complete(aminata)
    make_incident(aminata)
    take(incident.pk, by=aminata)
    client.force_login(aminata)

    assert decide(client, incident).startswith(f"/incidents/{incident.uid}/ ")
    assert held(aminata) == set()


def test_without_more_work_the_page_stays_and_says_so(client: Client, aminata: User) -> None:
    incident = make_complete(aminata)
    take(incident.pk, by=aminata)
    client.force_login(aminata)

    page = decide(client, incident)

    assert page.startswith(f"/incidents/{incident.uid}/ ")
    assert "There is no other work for you now." in page


def test_who_came_by_a_link_stays(client: Client, aminata: User, boris: User) -> None:
    incident = make_complete(aminata, State.SUBMITTED)
    make_complete(aminata, State.SUBMITTED)
    client.force_login(boris)

    answer = client.post(f"/incidents/{incident.uid}/move/", {"transition": "agree", "seen": 1})

    assert answer["Location"] == f"/incidents/{incident.uid}/"
    assert held(boris) == set()


def test_undo_brings_the_incident_and_the_hold_back(client: Client, aminata: User) -> None:
    incident, following = make_complete(aminata), make_incident(aminata)
    take(incident.pk, by=aminata)
    client.force_login(aminata)
    decide(client, incident)

    answer = client.post(f"/incidents/{incident.uid}/undo/", {"seen": 2})

    assert answer["Location"] == f"/incidents/{incident.uid}/"
    assert held(aminata) == {incident.uid, following.uid}


def test_a_hold_lives_while_the_facts_are_filled_in(client: Client, aminata: User) -> None:
    incident = make_incident(aminata, State.VERIFYING)
    take(incident.pk, by=aminata)
    client.force_login(aminata)

    assert "data-heartbeat" in client.get(f"/incidents/{incident.uid}/edit/").content.decode()


def test_the_page_of_texts_submits_once_nothing_is_missing(
    client: Client, aminata: User, boris: User
) -> None:
    incident = make_complete(aminata)
    client.force_login(aminata)

    def offered(page: str) -> int:
        return client.get(f"/incidents/{incident.uid}/{page}").content.decode().count('data-does="submit"')

    assert not offered("prove/")
    make_lease(incident, aminata)
    # At the head of the page, and where it says that nothing is missing.
    assert offered("prove/") == 2
    # What is being filled in is saved first.
    assert not offered("edit/")
    incident.assessments.current().filter(outcome="injured").update(replaced_at=timezone.now())
    assert not offered("prove/")
