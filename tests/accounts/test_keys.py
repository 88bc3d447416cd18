"""Keys of programs: made once, stored as a digest, dead with their person."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from casework.accounts.keys import authenticate_key, create_key, revoke_key
from casework.accounts.models import ApiKey, Desk, Membership, Role, Scope, User
from casework.accounts.services import deactivate, reactivate, set_password
from casework.audit.models import Entry
from casework.core.errors import BadInput, NotFound, NotPermitted
from tests.truth_tables import truth_table

pytestmark = pytest.mark.django_db


def make_key(person: User, **changes: Any) -> tuple[ApiKey, str]:
    asked = {"name": "Weekly map", "scopes": ["read"], "lasts_for": timedelta(days=30), "by": person}
    return create_key(person, **{**asked, **changes})


def test_the_secret_is_returned_once_and_stored_nowhere(aminata: User) -> None:
    key, secret = make_key(aminata)

    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(k)::text FROM accounts_apikey k")
        stored = cursor.fetchone()[0]
    assert secret not in stored
    assert secret.split("_", 2)[2] not in stored
    assert key.digest == hashlib.sha256(secret.encode()).hexdigest()
    assert secret.startswith(f"{key.prefix}_")


def test_two_keys_are_never_alike(aminata: User) -> None:
    assert len({make_key(aminata)[1] for _ in range(20)}) == 20


def test_a_key_acts_as_its_person(aminata: User, desk: Desk) -> None:
    _, secret = make_key(aminata, scopes=["write", "read", "read"])

    key = authenticate_key(secret)

    assert key is not None
    assert (key.user, key.scopes) == (aminata, ["read", "write"])
    assert [key.allows(scope) for scope in Scope] == [True, True, False]
    Membership.objects.filter(user=aminata).update(role=Role.VIEWER)
    again = authenticate_key(secret)
    assert again is not None
    assert not again.user.has_role(Role.VERIFIER, desk.pk)


@pytest.mark.parametrize(
    "secret",
    ["", "cw_", "cw_aaaaaaaa_" + "a" * 43, "Bearer x", "\x00", "é" * 55, "cw_aaaaaaaa_" + "a" * 10_000_000],
)
def test_anything_else_opens_nothing(aminata: User, secret: str) -> None:
    make_key(aminata)

    assert authenticate_key(secret) is None


def test_the_prefix_and_the_digest_open_nothing(aminata: User) -> None:
    key, secret = make_key(aminata)

    assert authenticate_key(key.digest) is None
    assert authenticate_key(key.prefix) is None
    assert authenticate_key(secret + "a") is None
    assert authenticate_key(secret.upper()) is None


def test_a_key_is_dead_once_it_has_expired(aminata: User) -> None:
    _, secret = make_key(aminata)
    ApiKey.objects.update(created_at=Now() - timedelta(days=9), expires_at=Now())

    assert authenticate_key(secret) is None


def test_a_key_dies_when_its_person_is_deactivated_and_stays_dead(aminata: User, nadia: User) -> None:
    _, secret = make_key(aminata)

    deactivate(aminata.pk, by=nadia)
    assert authenticate_key(secret) is None
    reactivate(aminata.pk, by=nadia)
    assert authenticate_key(secret) is None


def test_a_live_key_of_somebody_without_access_opens_nothing(aminata: User) -> None:
    _, secret = make_key(aminata)
    User.objects.filter(pk=aminata.pk).update(is_active=False)

    assert authenticate_key(secret) is None


def test_a_key_dies_with_a_new_password(aminata: User) -> None:
    _, secret = make_key(aminata)

    set_password(aminata, "another lantern, another hill")

    assert authenticate_key(secret) is None


def test_use_is_noted_to_the_minute(aminata: User, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    key, secret = make_key(aminata)

    with django_assert_num_queries(2):
        authenticate_key(secret)
    with django_assert_num_queries(1):
        authenticate_key(secret)

    key.refresh_from_db()
    assert key.last_used_at is not None
    assert timezone.now() - key.last_used_at < timedelta(minutes=1)


@pytest.mark.parametrize("who", ["boris", "sira", "olek", "nadia"])
def test_nobody_makes_a_key_that_acts_as_somebody_else(
    who: str, aminata: User, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(NotPermitted, match=r"Ask Aminata to make this one\."):
        make_key(aminata, by=request.getfixturevalue(who))


def test_a_deactivated_person_makes_no_key(aminata: User, nadia: User) -> None:
    with pytest.raises(NotPermitted):
        make_key(deactivate(aminata.pk, by=nadia))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "\x00"}, "name"),
        ({"name": "a" * 121}, "name"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["read", "admin"]}, "scopes"),
        ({"lasts_for": timedelta()}, "lasts_for"),
        ({"lasts_for": timedelta(days=-1)}, "lasts_for"),
        ({"lasts_for": timedelta(days=367)}, "lasts_for"),
    ],
)
def test_a_key_without_purpose_scope_or_end_is_refused(
    aminata: User, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        make_key(aminata, **changes)

    assert refused.value.field == field
    assert not ApiKey.objects.exists()


@pytest.mark.parametrize(
    ("who", "scopes"),
    [
        ("vera", ["read"]),
        ("lamine", ["read", "write"]),
        ("aminata", ["read", "write", "decide"]),
        ("sira", ["read", "write", "decide"]),
        ("nadia", ["read"]),
    ],
)
def test_a_key_holds_no_scope_that_its_person_could_not_use(
    who: str, scopes: list[str], request: pytest.FixtureRequest
) -> None:
    person = request.getfixturevalue(who)

    for scope in Scope:
        if scope in scopes:
            make_key(person, scopes=[scope])
        else:
            with pytest.raises(NotPermitted, match="Ask for a role at a desk"):
                make_key(person, scopes=["read", scope])
    assert ApiKey.objects.count() == len(scopes)


@pytest.mark.parametrize(
    ("who", "may"),
    [("aminata", True), ("nadia", True), ("boris", False), ("sira", False), ("olek", False)],
)
def test_the_person_or_an_operator_revokes_a_key(
    who: str, may: bool, aminata: User, request: pytest.FixtureRequest
) -> None:
    key, secret = make_key(aminata)
    by = request.getfixturevalue(who)

    if may:
        revoke_key(key.pk, by=by)
    else:
        with pytest.raises(NotPermitted):
            revoke_key(key.pk, by=by)

    assert (authenticate_key(secret) is None) == may


def test_revoking_again_changes_nothing(aminata: User) -> None:
    key, _ = make_key(aminata)

    first = revoke_key(key.pk, by=aminata).revoked_at

    assert revoke_key(key.pk, by=aminata).revoked_at == first
    assert Entry.objects.filter(verb="accounts.revoke_key").count() == 1


def test_a_key_that_does_not_exist_is_not_found(aminata: User) -> None:
    with pytest.raises(NotFound):
        revoke_key(0, by=aminata)


def test_the_trail_tells_of_keys_and_holds_no_secret(aminata: User) -> None:
    key, secret = make_key(aminata)
    revoke_key(key.pk, by=aminata)

    told = [entry.sentence() for entry in Entry.objects.order_by("id")]

    assert told == [
        f"Aminata made the API key {key.prefix}….",
        f"Aminata revoked the API key {key.prefix}….",
    ]
    assert secret not in str(list(Entry.objects.values()))
    assert key.digest not in str(list(Entry.objects.values()))


def build(**changes: Any) -> ApiKey:
    person = User.objects.get(username="aminata")
    now = timezone.now()
    fields = {
        "user": person,
        "made_by": person,
        "name": "Map",
        "prefix": "cw_abcd1234",
        "digest": "a" * 64,
        "scopes": ["read"],
        "created_at": now,
        "expires_at": now + timedelta(days=1),
    }
    return ApiKey(**{**fields, **changes})


def test_api_key_scopes_known(aminata: User) -> None:
    truth_table(
        "api_key_scopes_known",
        build,
        [
            ({"scopes": ["read"]}, True),
            ({"scopes": ["read", "write", "decide"]}, True),
            ({"scopes": ["decide"]}, True),
            ({"scopes": []}, False),
            ({"scopes": ["admin"]}, False),
            ({"scopes": ["read", "admin"]}, False),
            ({"scopes": [None]}, False),
            ({"scopes": ["read", None]}, False),
            ({"scopes": [""]}, False),
        ],
    )


def test_api_key_digest_is_sha256(aminata: User) -> None:
    truth_table(
        "api_key_digest_is_sha256",
        build,
        [
            ({"digest": "0123456789abcdef" * 4}, True),
            ({"digest": ""}, False),
            ({"digest": "A" * 64}, False),
            ({"digest": "a" * 63}, False),
        ],
    )


def test_api_key_prefix_plain(aminata: User) -> None:
    truth_table(
        "api_key_prefix_plain",
        build,
        [
            ({"prefix": "cw_abcd1234"}, True),
            ({"prefix": ""}, False),
            ({"prefix": "cw_abcd123"}, False),
            ({"prefix": "cw_ABCD1234"}, False),
            ({"prefix": "xx_abcd1234"}, False),
        ],
    )


def test_api_key_expires_later(aminata: User) -> None:
    now = timezone.now()
    truth_table(
        "api_key_expires_later",
        build,
        [
            ({"created_at": now, "expires_at": now + timedelta(microseconds=1)}, True),
            ({"created_at": now, "expires_at": now}, False),
            ({"created_at": now, "expires_at": now - timedelta(days=1)}, False),
        ],
    )
