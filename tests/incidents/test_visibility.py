"""Who sees a working incident: the desk, and fewer while it is RED."""

from datetime import timedelta

import pytest
from django.utils import timezone

from casework.accounts.models import Desk, Role, User
from casework.core.tlp import Tlp
from casework.incidents.models import Incident, State
from casework.incidents.policies import may_view, people_who_see
from tests.builders import make_user
from tests.incidents.builders import make_incident


def seen(user: User) -> set[Incident]:
    return set(Incident.objects.visible_to(user))


@pytest.mark.parametrize("person", ["vera", "lamine", "aminata", "boris", "sira"])
def test_the_desk_sees_its_incidents(person: str, aminata: User, request: pytest.FixtureRequest) -> None:
    incident = make_incident(aminata)

    assert seen(request.getfixturevalue(person)) == {incident}


@pytest.mark.parametrize("tlp", [Tlp.CLEAR, Tlp.GREEN, Tlp.AMBER, Tlp.AMBER_STRICT, Tlp.RED])
def test_another_desk_and_the_operator_see_nothing(tlp: Tlp, aminata: User, olek: User, nadia: User) -> None:
    make_incident(aminata, tlp=tlp)

    assert seen(olek) == seen(nadia) == set()


def test_red_is_for_named_people_and_supervisors(aminata: User, boris: User, sira: User, vera: User) -> None:
    incident = make_incident(aminata, tlp=Tlp.RED)
    incident.named_people.add(vera)

    assert seen(vera) == seen(sira) == {incident}
    assert seen(boris) == seen(aminata) == set()


def test_a_name_does_not_open_another_desk(aminata: User, olek: User) -> None:
    make_incident(aminata, tlp=Tlp.RED).named_people.add(olek)

    assert seen(olek) == set()


def test_a_supervisor_elsewhere_is_none_here(desk: Desk, aminata: User, olek: User) -> None:
    olek.memberships.create(desk=desk, role=Role.VIEWER)
    make_incident(aminata, tlp=Tlp.RED)

    assert seen(User.objects.get(pk=olek.pk)) == set()


def test_people_who_left_see_nothing(desk: Desk, aminata: User) -> None:
    gone = make_user("gone", desk, Role.SUPERVISOR, is_active=False)
    make_incident(aminata)

    assert seen(gone) == set()


def test_two_reasons_to_see_show_an_incident_once(aminata: User, sira: User) -> None:
    incident = make_incident(aminata, tlp=Tlp.RED)
    incident.named_people.add(sira, aminata)

    assert list(Incident.objects.visible_to(sira)) == [incident]


def test_the_policy_says_no_more_than_that_nothing_is_there(aminata: User, olek: User) -> None:
    incident = make_incident(aminata)

    assert may_view(aminata, incident)
    assert may_view(olek, incident).reason == "There is no such incident, or you cannot see it."


def test_verifiers_may_edit_what_is_open(aminata: User, vera: User, lamine: User) -> None:
    incident = make_incident(aminata)
    make_incident(aminata, review_state=State.REJECTED)

    assert list(Incident.objects.editable_by(aminata)) == [incident]
    assert not Incident.objects.editable_by(vera)
    assert not Incident.objects.editable_by(lamine)


def test_words_for_sets_of_incidents(aminata: User, boris: User) -> None:
    now = timezone.now()
    late = make_incident(aminata, due_at=now - timedelta(hours=1))
    mine = make_incident(aminata, assigned_to=boris, due_at=now + timedelta(hours=1))
    public = make_incident(aminata, published_version=1, review_state=State.VERIFYING)

    assert list(Incident.objects.overdue(now)) == [late]
    assert list(Incident.objects.assigned_to(boris)) == [mine]
    assert list(Incident.objects.public()) == [public]
    assert list(Incident.objects.in_state(State.VERIFYING)) == [public]


@pytest.mark.parametrize("tlp", [Tlp.CLEAR, Tlp.AMBER_STRICT, Tlp.RED])
def test_who_sees_an_incident_is_the_same_asked_from_either_side(
    sira: User, aminata: User, boris: User, vera: User, olek: User, nadia: User, tlp: Tlp
) -> None:
    incident = make_incident(aminata, tlp=tlp)
    incident.named_people.add(boris, olek)
    User.objects.filter(pk=vera.pk).update(is_active=False)

    asked_one_by_one = {user for user in User.objects.all() if incident in seen(user)}

    assert set(people_who_see(incident)) == asked_one_by_one
    assert len(asked_one_by_one) == (2 if tlp == Tlp.RED else 3)
