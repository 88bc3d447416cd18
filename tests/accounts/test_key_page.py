"""The page on which people make and revoke their keys, and the command beside it."""

import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from casework.accounts.keys import authenticate_key, create_key, revoke_key
from casework.accounts.models import ApiKey, User
from tests.signing_in import confirm

pytestmark = pytest.mark.django_db

KEYS = "/accounts/keys/"
SAID = {"name": "Weekly map", "scopes": ["read"], "days": "30"}
SECRET = re.compile(r"cw_[a-z0-9]{8}_[A-Za-z0-9_-]{43}")


def send(client: Client, person: User, **changes: Any) -> Any:
    client.force_login(person)
    confirm(client)
    return client.post(KEYS, {**SAID, **changes})


def make_key(person: User) -> ApiKey:
    return create_key(person, name="Map", scopes=["read"], lasts_for=timedelta(days=1), by=person)[0]


def test_a_key_is_shown_once(client: Client, lamine: User) -> None:
    answer = send(client, lamine, scopes=["read", "write"])

    secret = SECRET.findall(answer.content.decode())
    key = authenticate_key(secret[0])
    assert answer["Cache-Control"] == "no-store"
    assert key is not None
    assert (key.user, key.name, key.scopes) == (lamine, "Weekly map", ["read", "write"])
    again = client.get(KEYS).content.decode()
    assert SECRET.findall(again) == []
    assert key.prefix in again


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Say what the key is for"),
        ({"scopes": []}, "Choose at least one scope"),
        ({"scopes": ["admin"]}, "is not one of the available choices"),
        ({"scopes": ["decide"]}, "Only verifiers and those above them hold keys that decide."),
        ({"days": "0"}, "Choose a life between one day and 366 days."),
        ({"days": "9" * 30}, "Choose a life between one day and 366 days."),
        ({"days": "soon"}, "Enter a whole number."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    client: Client, lamine: User, changes: dict[str, Any], sentence: str
) -> None:
    answer = send(client, lamine, **changes)

    page = answer.content.decode()
    assert answer.status_code in {400, 403}
    assert sentence in page
    assert f'value="{changes.get("name", SAID["name"])}"' in page or "name" in changes
    assert not ApiKey.objects.exists()


def test_scopes_that_a_person_cannot_hold_are_not_offered(client: Client, vera: User) -> None:
    client.force_login(vera)

    offered = re.findall(r'name="scopes" value="(\w+)"', client.get(KEYS).content.decode())

    assert offered == ["read"]


def test_people_see_and_revoke_their_own_keys(client: Client, lamine: User, boris: User) -> None:
    own, other = make_key(lamine), make_key(boris)
    client.force_login(lamine)

    page = client.get(KEYS).content.decode()

    assert own.prefix in page
    assert other.prefix not in page
    assert client.post(f"{KEYS}{other.pk}/revoke/").status_code == 404
    assert client.post(f"{KEYS}{own.pk}/revoke/").status_code == 303
    assert list(ApiKey.objects.live()) == [other]


def test_what_ended_is_told_apart(client: Client, lamine: User) -> None:
    key = make_key(lamine)
    revoke_key(key.pk, by=lamine)
    client.force_login(lamine)

    page = client.get(KEYS).content.decode()

    assert "1 key that ended" in page
    assert f"{KEYS}{key.pk}/revoke/" not in page


def test_the_command_prints_the_secret_and_nothing_else(lamine: User) -> None:
    said = io.StringIO()

    call_command("create_api_key", "lamine", name="Feed", scopes=["read", "write"], days=7, stdout=said)

    key = authenticate_key(said.getvalue().strip())
    assert key is not None
    assert (key.user, key.scopes) == (lamine, ["read", "write"])


@pytest.mark.parametrize(
    ("username", "changes"),
    [("nobody", {}), ("vera", {"scopes": ["write"]}), ("vera", {"name": " "}), ("vera", {"days": 0})],
)
def test_the_command_refuses_in_a_sentence(vera: User, username: str, changes: dict[str, Any]) -> None:
    with pytest.raises(CommandError, match=r"\.$"):
        call_command("create_api_key", username, **{"name": "Feed", **changes})
    assert not ApiKey.objects.exists()
