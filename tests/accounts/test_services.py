"""What operators do with people, desks and roles."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest
from django.db import connections

from casework.accounts import policies, services
from casework.accounts.models import Desk, Membership, Role, User
from casework.accounts.services import (
    deactivate,
    end_membership,
    reactivate,
    save_desk,
    save_membership,
    save_person,
    set_password,
)
from casework.audit.models import Entry
from casework.core.errors import NotFound, NotNow, NotPermitted
from tests.builders import PASSWORD, make_user


def told() -> list[str]:
    return [entry.sentence() for entry in Entry.objects.order_by("id")]


def new_person(**changes: Any) -> User:
    return User(**{"username": "awa", "name": "Awa", "email": "awa@example.org", **changes})


@pytest.mark.django_db
def test_an_operator_adds_a_person_who_cannot_sign_in_yet(nadia: User) -> None:
    person = save_person(new_person(), by=nadia)

    person.refresh_from_db()
    assert not person.has_usable_password()
    assert told() == ["Nadia added Awa."]


@pytest.mark.django_db
def test_a_change_to_an_account_is_told_without_names_and_addresses(nadia: User, aminata: User) -> None:
    aminata.name, aminata.email, aminata.language = "Aminata Cissé", "new@example.org", "fr"

    save_person(aminata, by=nadia)

    entry = Entry.objects.get()
    assert entry.sentence() == "Nadia changed the account of Aminata Cissé."
    assert (entry.before, entry.after) == ({"language": "en"}, {"language": "fr"})


@pytest.mark.django_db
def test_a_form_cannot_change_what_it_does_not_show(nadia: User, aminata: User) -> None:
    aminata.is_active, aminata.is_demo, aminata.password = False, True, "!"

    save_person(aminata, by=nadia)

    aminata.refresh_from_db()
    assert (aminata.is_active, aminata.is_demo) == (True, False)
    assert aminata.check_password(PASSWORD)


@pytest.mark.django_db
def test_deactivation_ends_access_and_keeps_the_person(nadia: User, aminata: User, desk: Desk) -> None:
    person = deactivate(aminata.pk, by=nadia)

    assert (person.is_active, person.sessions_ended) == (False, 1)
    assert person.roles() == {}
    assert not person.has_role(Role.VIEWER, desk.pk)
    assert Membership.objects.filter(user=person).exists()
    assert told() == ["Nadia deactivated Aminata."]


@pytest.mark.django_db
def test_deactivating_again_changes_nothing(nadia: User, aminata: User) -> None:
    deactivate(aminata.pk, by=nadia)

    assert deactivate(aminata.pk, by=nadia).sessions_ended == 1
    assert len(told()) == 1


@pytest.mark.django_db
def test_a_reactivated_person_has_their_roles_back(nadia: User, aminata: User, desk: Desk) -> None:
    deactivate(aminata.pk, by=nadia)

    reactivate(aminata.pk, by=nadia)

    assert User.objects.get(pk=aminata.pk).has_role(Role.VERIFIER, desk.pk)
    assert told() == ["Nadia deactivated Aminata.", "Nadia reactivated Aminata."]


@pytest.mark.django_db
def test_operators_do_not_deactivate_themselves(nadia: User) -> None:
    make_user("second", is_operator=True)

    with pytest.raises(NotPermitted, match="yourself"):
        deactivate(nadia.pk, by=nadia)


@pytest.mark.django_db
def test_the_last_operator_stays_one(nadia: User) -> None:
    nadia.is_operator = False

    with pytest.raises(NotNow, match="last operator"):
        save_person(nadia, by=User.objects.get(pk=nadia.pk))

    assert User.objects.get(pk=nadia.pk).is_operator


@pytest.mark.django_db
def test_one_of_two_operators_may_go(nadia: User) -> None:
    second = make_user("second", is_operator=True)

    assert not deactivate(second.pk, by=nadia).is_active


@pytest.mark.django_db(transaction=True)
def test_two_operators_cannot_remove_each_other(nadia: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fails without the lock on operators: each holds the other one’s row, and waits for their own."""
    second = make_user("second", is_operator=True)
    gate = threading.Barrier(2)
    decide = policies.may_deactivate

    def decide_together(user: User, person: User) -> Any:
        # With the lock only one gets here, waits in vain, and goes on alone.
        with suppress(threading.BrokenBarrierError):
            gate.wait(1)
        return decide(user, person)

    def act(person: User, by: User) -> str:
        try:
            deactivate(person.pk, by=by)
        except (NotNow, NotPermitted) as error:
            return type(error).__name__
        finally:
            connections.close_all()
        return "done"

    monkeypatch.setattr(services, "may_deactivate", decide_together)
    with ThreadPoolExecutor(2) as pool:
        answers = [
            each.result() for each in (pool.submit(act, nadia, second), pool.submit(act, second, nadia))
        ]

    assert sorted(answers) == ["NotNow", "done"]
    assert User.objects.filter(is_operator=True, is_active=True).count() == 1


@pytest.mark.django_db
def test_a_person_who_is_not_there_is_not_found(nadia: User) -> None:
    with pytest.raises(NotFound):
        deactivate(0, by=nadia)


@pytest.mark.django_db
def test_a_new_password_is_told_and_nothing_of_it(aminata: User) -> None:
    set_password(aminata, "another lantern, another hill")

    assert told() == ["Aminata set a new password."]
    assert "lantern" not in str(Entry.objects.values())
    assert User.objects.get(pk=aminata.pk).check_password("another lantern, another hill")


@pytest.mark.django_db
def test_roles_are_given_changed_and_ended(nadia: User, aminata: User, other_desk: Desk) -> None:
    membership = Membership(user=aminata, desk=other_desk, role=Role.VIEWER)

    save_membership(membership, by=nadia)
    membership.role = Role.LOGGER
    save_membership(membership, by=nadia)
    end_membership(membership, by=nadia)

    assert list(Entry.objects.order_by("id").values_list("verb", "before", "after", "desk")) == [
        (
            "accounts.give_role",
            {},
            {"user_id": aminata.pk, "role": "viewer", "countries": [], "languages": []},
            other_desk.pk,
        ),
        ("accounts.change_role", {"role": "viewer"}, {"role": "logger"}, other_desk.pk),
        ("accounts.end_role", {"user_id": aminata.pk, "role": "logger"}, {}, other_desk.pk),
    ]
    assert not User.objects.get(pk=aminata.pk).has_role(Role.VIEWER, other_desk.pk)


@pytest.mark.django_db
def test_the_number_of_people_a_desk_asks_for_is_told(nadia: User, desk: Desk) -> None:
    desk.people_required = 2

    save_desk(desk, by=nadia)

    entry = Entry.objects.get()
    assert (entry.verb, entry.before, entry.after) == (
        "accounts.change_desk",
        {"people_required": 3},
        {"people_required": 2},
    )


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["vera", "lamine", "aminata", "boris", "sira", "olek"])
def test_nobody_but_operators_manages_people(
    who: str, desk: Desk, nadia: User, request: pytest.FixtureRequest
) -> None:
    by = request.getfixturevalue(who)
    membership = Membership(user=by, desk=desk, role=Role.SUPERVISOR)

    for act in (
        lambda: save_person(new_person(is_operator=True), by=by),
        lambda: save_person(by, by=by),
        lambda: save_desk(Desk(name="Chad", slug="chad"), by=by),
        lambda: save_membership(membership, by=by),
        lambda: end_membership(nadia.memberships.first() or membership, by=by),
        lambda: deactivate(nadia.pk, by=by),
        lambda: reactivate(nadia.pk, by=by),
    ):
        with pytest.raises(NotPermitted):
            act()

    assert told() == []


@pytest.mark.django_db
def test_a_deactivated_operator_manages_nobody(nadia: User, aminata: User) -> None:
    second = make_user("second", is_operator=True)
    gone = deactivate(second.pk, by=nadia)

    with pytest.raises(NotPermitted):
        deactivate(aminata.pk, by=gone)
