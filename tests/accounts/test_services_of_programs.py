"""Services: programs under a name of their own, with desks, scopes, an end and an owner."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.test import Client
from django.utils import timezone

from casework.accounts.keys import authenticate_key, create_key, renew_key, revoke_key
from casework.accounts.models import ApiKey, Desk, Role, Scope, Service, User
from casework.accounts.programs import change_service, create_service, end_service
from casework.accounts.services import deactivate, set_password
from casework.audit.models import Entry
from casework.core.errors import BadInput, NotFound, NotNow, NotPermitted
from casework.incidents.models import Incident
from tests.accounts.builders import make_service, make_service_key, said
from tests.review.builders import make_incident
from tests.truth_tables import truth_table

pytestmark = pytest.mark.django_db


def test_a_key_of_a_service_acts_as_the_service_at_its_desks(
    sira: User, desk: Desk, other_desk: Desk
) -> None:
    service = make_service(sira, desk, scopes=["read", "write"])
    _key, secret = make_service_key(service, sira)

    found = authenticate_key(secret)

    assert found is not None
    assert str(found.user) == "Map of the Sahel"
    assert found.user.roles() == {desk.pk: Role.LOGGER}
    assert [found.allows(scope) for scope in Scope] == [True, True, False]


@pytest.mark.parametrize(
    ("scopes", "role"),
    [(["read"], Role.VIEWER), (["write"], Role.LOGGER), (["read", "write", "decide"], Role.VERIFIER)],
)
def test_the_widest_scope_says_what_a_service_is_at_its_desks_and_never_a_reviewer(
    scopes: list[str], role: Role, sira: User, desk: Desk
) -> None:
    assert make_service(sira, desk, scopes=scopes).role == role


def test_a_service_sees_the_incidents_of_its_desks_alone(sira: User, aminata: User, desk: Desk) -> None:
    make_incident(aminata)
    there, nowhere = make_service(sira, desk), make_service(sira, name="Published")
    secrets = [make_service_key(each, sira)[1] for each in (there, nowhere)]

    seen = [Incident.objects.visible_to(key.user).count() for key in map(authenticate_key, secrets) if key]

    assert seen == [1, 0]


def test_nobody_is_given_work_by_the_account_of_a_service(sira: User, desk: Desk) -> None:
    service = make_service(sira, desk, scopes=["decide"])

    assert not service.account.memberships.exists()
    assert User.objects.get(pk=service.account_id).roles() == {}


def test_nobody_signs_in_as_a_service(client: Client, sira: User, desk: Desk) -> None:
    account = make_service(sira, desk).account
    client.force_login(account)

    assert client.get("/accounts/keys/").status_code == 302
    assert not account.check_password("")
    assert not account.email


def test_the_trail_names_the_service_and_its_keys(sira: User, desk: Desk) -> None:
    service = make_service(sira, desk)
    key, secret = make_service_key(service, sira)
    revoke_key(key.pk, by=sira)
    end_service(service.pk, by=sira)

    assert [entry.sentence() for entry in Entry.objects.order_by("id")] == [
        "Sira made the service Map of the Sahel.",
        f"Sira made the API key {key.prefix}… (Map of the Sahel).",
        f"Sira revoked the API key {key.prefix}… (Map of the Sahel).",
        "Sira ended the service Map of the Sahel and all its API keys.",
    ]
    assert secret not in str(list(Entry.objects.values()))
    assert "map@partner.example.org" not in str(list(Entry.objects.values()))


@pytest.mark.parametrize("who", ["vera", "lamine", "aminata", "boris"])
def test_only_supervisors_and_operators_make_services(who: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises(NotPermitted, match="Only supervisors and operators"):
        make_service(request.getfixturevalue(who))


@pytest.mark.parametrize(("who", "may"), [("sira", True), ("olek", False), ("nadia", False)])
def test_only_a_supervisor_of_the_desk_lets_a_service_in(
    who: str, may: bool, desk: Desk, request: pytest.FixtureRequest
) -> None:
    by = request.getfixturevalue(who)

    if may:
        make_service(by, desk)
    else:
        with pytest.raises(NotPermitted, match="Only a supervisor of Sahel gives a service access to it"):
            make_service(by, desk)
        make_service(by)


@pytest.mark.parametrize("who", ["olek", "nadia", "boris"])
def test_whoever_could_not_make_a_service_makes_no_key_of_it(
    who: str, sira: User, desk: Desk, request: pytest.FixtureRequest
) -> None:
    service = make_service(sira, desk)
    key, _secret = make_service_key(service, sira)
    by = request.getfixturevalue(who)

    with pytest.raises(NotPermitted):
        make_service_key(service, by)
    with pytest.raises(NotFound):
        renew_key(key.pk, by=by)
    with pytest.raises(NotPermitted):
        change_service(service.pk, **said(by))


@pytest.mark.parametrize(("who", "may"), [("nadia", True), ("sira", True), ("olek", False), ("boris", False)])
def test_operators_and_supervisors_of_a_desk_end_a_service(
    who: str, may: bool, sira: User, desk: Desk, request: pytest.FixtureRequest
) -> None:
    service = make_service(sira, desk)
    _key, secret = make_service_key(service, sira)
    by = request.getfixturevalue(who)

    if may:
        end_service(service.pk, by=by)
        end_service(service.pk, by=by)
        assert Entry.objects.filter(verb="accounts.end_service").count() == 1
    else:
        with pytest.raises(NotPermitted):
            end_service(service.pk, by=by)

    assert (authenticate_key(secret) is None) == may


def test_a_service_of_two_desks_is_changed_by_who_supervises_both(
    sira: User, olek: User, desk: Desk, other_desk: Desk
) -> None:
    service = make_service(sira, desk)
    service.desks.add(other_desk)

    with pytest.raises(NotPermitted, match="Great Lakes"):
        change_service(service.pk, **said(sira, desk))


def test_keys_end_with_the_access_of_the_owner(sira: User, nadia: User, desk: Desk) -> None:
    service = make_service(sira, desk)
    _key, secret = make_service_key(service, sira)

    deactivate(sira.pk, by=nadia)

    assert authenticate_key(secret) is None
    assert ApiKey.objects.get().revoked_at is not None
    assert Entry.objects.get(verb="accounts.deactivate").after == {"keys_revoked": 1}


@pytest.mark.parametrize("change", ["owner", "account", "end"])
def test_a_live_key_opens_nothing_once_its_service_may_not(change: str, sira: User, desk: Desk) -> None:
    service = make_service(sira, desk)
    _key, secret = make_service_key(service, sira)

    if change == "end":
        Service.objects.update(created_at=Now() - timedelta(days=9), expires_at=Now())
    else:
        User.objects.filter(pk=getattr(service, change).pk).update(is_active=False)

    assert authenticate_key(secret) is None
    with pytest.raises((NotNow, NotPermitted)):
        make_service_key(Service.objects.get(), User.objects.get(username="sira"))


def test_a_new_password_of_the_owner_ends_no_key_of_a_service(sira: User, desk: Desk) -> None:
    _key, secret = make_service_key(make_service(sira, desk), sira)

    set_password(sira, "another lantern, another hill")

    assert authenticate_key(secret) is not None


def test_keys_follow_the_scopes_and_the_end_of_their_service(sira: User, desk: Desk) -> None:
    service = make_service(sira, desk, scopes=["read", "write", "decide"])
    _key, secret = make_service_key(service, sira)
    tomorrow = timezone.now().date() + timedelta(days=1)

    change_service(service.pk, **said(sira, desk, scopes=["read"], ends_on=tomorrow))

    key = authenticate_key(secret)
    assert key is not None
    assert key.scopes == ["read"]
    assert key.expires_at == Service.objects.get().expires_at
    assert key.user.roles() == {desk.pk: Role.VIEWER}
    entry = Entry.objects.get(verb="accounts.change_service")
    assert (entry.before["scopes"], entry.after["scopes"]) == (["read", "write", "decide"], ["read"])


def test_no_key_holds_a_scope_that_its_service_has_not(sira: User, desk: Desk) -> None:
    service = make_service(sira, desk)

    with pytest.raises(NotPermitted, match="not made for this scope"):
        create_key(service.account, name="w", scopes=["write"], lasts_for=timedelta(days=1), by=sira)


def test_a_key_ends_with_its_service_at_the_latest(sira: User, desk: Desk) -> None:
    service = make_service(sira, desk, ends_on=timezone.now().date() + timedelta(days=3))

    key, _secret = make_service_key(service, sira, days=366)

    assert key.expires_at == service.expires_at


def test_a_renewed_key_of_a_service_works_beside_the_new_one_as_long_as_said(sira: User, desk: Desk) -> None:
    old, old_secret = make_service_key(make_service(sira, desk), sira, days=90)

    new, secret = renew_key(old.pk, by=sira, overlap=timedelta(days=7))

    assert authenticate_key(secret) == new
    assert authenticate_key(old_secret) == old
    old.refresh_from_db()
    assert timedelta(days=6, hours=23) < old.expires_at - timezone.now() <= timedelta(days=7)
    assert new.user == old.user


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"name": "map of the sahel"}, "name"),
        ({"purpose": "\x00"}, "purpose"),
        ({"contact": "nobody"}, "contact"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["read", "admin"]}, "scopes"),
        ({"scopes": ["read", "write"], "desks": []}, "desks"),
        ({"scopes": ["decide"], "desks": []}, "desks"),
        ({"ends_on": timezone.now().date() - timedelta(days=1)}, "ends_on"),
        ({"ends_on": timezone.now().date() + timedelta(days=1200)}, "ends_on"),
    ],
)
def test_a_service_that_says_too_little_is_refused(
    changes: dict[str, Any], field: str, sira: User, desk: Desk
) -> None:
    make_service(sira, desk)

    with pytest.raises(BadInput) as refused:
        create_service(**said(sira, desk, **{"name": "Another", **changes}))

    assert refused.value.field == field
    assert Service.objects.count() == 1


def test_somebody_who_manages_nothing_owns_no_service(sira: User, aminata: User, desk: Desk) -> None:
    with pytest.raises(BadInput, match="Choose a supervisor or an operator"):
        make_service(sira, desk, owner=aminata)


def test_the_name_of_a_service_that_ended_can_be_given_again(sira: User, desk: Desk) -> None:
    end_service(make_service(sira, desk).pk, by=sira)

    make_service(sira, desk)

    assert Service.objects.not_ended().count() == 1


def test_the_mail_address_of_a_service_is_no_way_in(
    client: Client, sira: User, mailoutbox: list[Any]
) -> None:
    service = make_service(sira)

    client.post("/accounts/password/reset/", {"email": service.contact})

    assert [mail for mail in mailoutbox if "password/reset/key" in mail.body] == []


def test_a_key_of_a_service_costs_three_queries_and_a_note(
    sira: User, desk: Desk, django_assert_max_num_queries: Any
) -> None:
    _key, secret = make_service_key(make_service(sira, desk), sira)
    authenticate_key(secret)

    with django_assert_max_num_queries(2):
        found = authenticate_key(secret)
        assert found is not None
        assert found.user.roles()


def build_user(**changes: Any) -> User:
    fields = {"username": "service-x-1", "name": "X", "email": "", "password": "!x", "is_service": True}
    return User(**{**fields, **changes})


def test_user_service_is_nobodys() -> None:
    truth_table(
        "user_service_is_nobodys",
        build_user,
        [
            ({}, True),
            ({"password": "argon2$x"}, False),
            ({"email": "x@example.org"}, False),
            ({"is_operator": True}, False),
            ({"is_service": False, "password": "argon2$x", "email": "x@example.org"}, True),
            ({"is_service": False, "is_operator": True}, True),
        ],
    )


def test_user_service_name_unique(sira: User) -> None:
    make_service(sira)
    truth_table(
        "user_service_name_unique",
        build_user,
        [
            ({"name": "Another"}, True),
            ({"name": "Map of the SAHEL"}, False),
            ({"name": "Map of the Sahel", "is_active": False}, True),
            ({"name": "Map of the Sahel", "is_service": False, "email": "x@example.org"}, True),
        ],
    )


def build(**changes: Any) -> Service:
    now = timezone.now()
    fields = {
        "account": User.objects.create(username="service-y-1", name="Y", password="!y", is_service=True),
        "purpose": "Map",
        "contact": "map@example.org",
        "owner": User.objects.get(username="sira"),
        "scopes": ["read"],
        "created_at": now,
        "expires_at": now + timedelta(days=1),
    }
    if changes.pop("owns_itself", False):
        changes["owner"] = fields["account"]
    return Service(**{**fields, **changes})


def test_service_scopes_known(sira: User) -> None:
    truth_table(
        "service_scopes_known",
        build,
        [
            ({"scopes": ["read", "write", "decide"]}, True),
            ({"scopes": []}, False),
            ({"scopes": ["admin"]}, False),
            ({"scopes": ["read", None]}, False),
        ],
    )


def test_service_expires_later(sira: User) -> None:
    now = timezone.now()
    truth_table(
        "service_expires_later",
        build,
        [
            ({"created_at": now, "expires_at": now + timedelta(microseconds=1)}, True),
            ({"created_at": now, "expires_at": now}, False),
        ],
    )


def test_service_owner_is_a_person(sira: User) -> None:
    truth_table("service_owner_is_a_person", build, [({}, True), ({"owns_itself": True}, False)])


def test_a_service_is_stored_without_its_secrets(sira: User, desk: Desk) -> None:
    _key, secret = make_service_key(make_service(sira, desk), sira)

    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(row_to_json(k)::text, '') FROM accounts_apikey k")
        assert secret not in cursor.fetchone()[0]
