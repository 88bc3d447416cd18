"""Who has which role where, and what the admin shows to whom."""

import pytest
from django.contrib.auth.models import AnonymousUser

from casework.accounts.backends import RoleBackend
from casework.accounts.models import Desk, Membership, Role, User

pytestmark = pytest.mark.django_db

INCLUDED = {
    "viewer": ["viewer"],
    "logger": ["viewer", "logger"],
    "verifier": ["viewer", "logger", "verifier"],
    "reviewer": ["viewer", "logger", "verifier", "reviewer"],
    "supervisor": ["viewer", "logger", "verifier", "reviewer", "supervisor"],
}


@pytest.mark.parametrize("held", INCLUDED)
def test_each_role_includes_the_ones_before_it(held: str, nadia: User, desk: Desk, other_desk: Desk) -> None:
    Membership.objects.create(user=nadia, desk=desk, role=held)

    assert [role for role in Role if nadia.has_role(role, desk.pk)] == INCLUDED[held]
    assert [role for role in Role if nadia.has_role(role)] == INCLUDED[held]
    assert [role for role in Role if nadia.desks_with(role) == [desk.pk]] == INCLUDED[held]
    assert not any(nadia.has_role(role, other_desk.pk) for role in Role)


def test_a_role_at_one_desk_is_none_at_another(olek: User, desk: Desk, other_desk: Desk) -> None:
    assert olek.desks_with(Role.VIEWER) == [other_desk.pk]
    assert not olek.has_role(Role.VIEWER, desk.pk)


def test_an_operator_has_no_role_at_any_desk(nadia: User, desk: Desk) -> None:
    assert nadia.roles() == {}
    assert not nadia.has_role(Role.VIEWER, desk.pk)
    assert not nadia.has_role(Role.VIEWER)


@pytest.mark.parametrize(
    ("who", "enters"),
    [
        ("vera", False),
        ("lamine", False),
        ("aminata", False),
        ("boris", False),
        ("sira", True),
        ("olek", True),
        ("nadia", True),
    ],
)
def test_supervisors_and_operators_enter_the_admin(
    who: str, enters: bool, request: pytest.FixtureRequest
) -> None:
    assert request.getfixturevalue(who).is_staff is enters


def test_nobody_is_above_the_rules(nadia: User) -> None:
    assert not nadia.is_superuser
    assert "is_superuser" not in {field.name for field in User._meta.get_fields()}


@pytest.mark.parametrize(
    ("permission", "who"),
    [
        ("accounts.view_user", {"nadia"}),
        ("accounts.add_user", {"nadia"}),
        ("accounts.change_user", {"nadia"}),
        ("accounts.delete_user", set()),
        ("accounts.change_desk", {"nadia"}),
        ("accounts.delete_desk", set()),
        ("accounts.change_membership", {"nadia"}),
        ("accounts.delete_membership", {"nadia"}),
        ("accounts.view_apikey", {"nadia"}),
        ("accounts.add_apikey", set()),
        ("accounts.change_apikey", set()),
        ("accounts.delete_apikey", set()),
        ("accounts.view_service", {"sira", "olek", "nadia"}),
        ("accounts.add_service", set()),
        ("accounts.change_service", set()),
        ("accounts.delete_service", set()),
        ("audit.view_entry", {"sira", "olek", "nadia"}),
        ("audit.add_entry", set()),
        ("audit.change_entry", set()),
        ("audit.delete_entry", set()),
        ("audit.change_seal", set()),
        ("auth.change_group", set()),
        ("nothing.at_all", set()),
    ],
)
def test_permissions_are_those_of_the_table(
    permission: str, who: set[str], request: pytest.FixtureRequest
) -> None:
    people = ["vera", "lamine", "aminata", "boris", "sira", "olek", "nadia"]

    assert {name for name in people if request.getfixturevalue(name).has_perm(permission)} == who


def test_the_deactivated_and_the_unknown_may_nothing(nadia: User) -> None:
    nadia.is_active = False

    assert RoleBackend().get_all_permissions(nadia) == set()
    assert not nadia.has_module_perms("accounts")
    assert not RoleBackend().has_perm(AnonymousUser(), "accounts.view_user")


def test_the_admin_shows_an_app_to_those_who_may_something_in_it(sira: User, nadia: User) -> None:
    assert (sira.has_module_perms("audit"), sira.has_module_perms("auth")) == (True, False)
    assert (nadia.has_module_perms("audit"), nadia.has_module_perms("incidents")) == (True, False)


def test_roles_are_read_once(sira: User, desk: Desk, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert sira.is_staff
        assert sira.has_role(Role.VIEWER, desk.pk)
        assert sira.desks_with(Role.REVIEWER) == [desk.pk]
