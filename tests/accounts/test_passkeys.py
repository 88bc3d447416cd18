"""Passkeys: made, named, removed, shown after the password, once more, or instead of it."""

import json
import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from casework.accounts.models import User
from casework.accounts.second_factor import remove_second_factor
from casework.accounts.services import deactivate
from tests.accounts.device import PRESENT, Device
from tests.accounts.test_signing_in import is_signed_in, sign_in, told
from tests.builders import PASSWORD

pytestmark = pytest.mark.django_db
MAKE, AFTER, ALONE = "mfa_add_webauthn", "mfa_authenticate", "mfa_login_webauthn"


def options(client: Client, name: str) -> dict[str, Any]:
    """What the page gives its script to ask the device with."""
    page = client.get(reverse(name)).content.decode()
    data = json.loads(re.findall(r'id="passkey-data" type="application/json">(.*?)</script>', page)[0])
    return dict(next(iter(data.values())))


def options_alone(client: Client) -> dict[str, Any]:
    answer = client.get(reverse(ALONE), headers={"accept": "application/json"})
    return dict(answer.json()["request_options"])


def add(client: Client, device: Device, name: str = "Phone") -> Any:
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client.post(reverse(MAKE), {"name": name, "credential": device.create(options(client, MAKE))})


def sign_in_alone(client: Client, device: Device, **changes: Any) -> Any:
    return client.post(reverse(ALONE), {"credential": device.get(options_alone(client), **changes)})


@pytest.fixture
def phone(boris: User) -> Device:
    """Boris' phone, which keeps a passkey for this site."""
    owner, device = Client(), Device()
    sign_in(owner, "boris")
    answer = add(owner, device)
    assert answer.status_code == 302, answer.content.decode()
    return device


def test_a_passkey_comes_with_recovery_codes(client: Client, boris: User) -> None:
    sign_in(client, "boris")

    answer = add(client, Device())

    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    assert "Phone" in client.get(reverse("mfa_index")).content.decode()
    assert told()[-1] == "Boris set up a second factor for signing in."


def test_the_password_alone_opens_nothing_then(client: Client, phone: Device) -> None:
    assert sign_in(client, "boris")["Location"] == reverse(AFTER)
    assert not is_signed_in(client)

    client.post(reverse(AFTER), {"credential": phone.get(options(client, AFTER))})

    assert is_signed_in(client)


def test_a_passkey_opens_without_a_password(client: Client, phone: Device) -> None:
    sign_in_alone(client, phone)

    assert is_signed_in(client)
    assert told()[-1] == "Boris signed in."


def test_a_passkey_leads_to_the_page_that_was_asked_for(client: Client, phone: Device) -> None:
    answer = client.post(
        reverse(ALONE), {"credential": phone.get(options_alone(client)), "next": "/incidents/"}
    )

    assert answer["Location"] == "/incidents/"


def test_a_passkey_counts_where_a_role_asks_for_a_second_factor(
    client: Client, sira: User, settings: LazySettings
) -> None:
    settings.SECOND_FACTOR = "supervisors"
    device, other = Device(), Client()
    sign_in(client, "sira")
    assert client.get(reverse("home"))["Location"] == reverse("mfa_index")

    add(client, device)
    sign_in_alone(other, device)

    assert is_signed_in(client)
    assert is_signed_in(other)


# What a thief may send: another's signature, a page that only looks like ours, nobody at the device.
HARMS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "another site": ({"origin": "https://testserver.example"}, {}),
    "plain http": ({"origin": "http://testserver"}, {}),
    "no signature": ({}, {"signature": ""}),
    "another signature": ({}, {"signature": "MEUCIQ"}),
    "another account": ({}, {"userHandle": "MQ"}),
    "no account": ({}, {"userHandle": None}),
    "an account that is no text": ({}, {"userHandle": "_w"}),
    "a list as account": ({}, {"userHandle": []}),
    "nobody recognised": ({"flags": PRESENT}, {}),
}


@pytest.mark.parametrize("harm", HARMS)
def test_what_is_not_the_passkey_opens_nothing(client: Client, phone: Device, harm: str) -> None:
    device, answer = HARMS[harm]
    vars(phone).update(device)

    assert sign_in_alone(client, phone, **answer)["Location"] == reverse("account_login")

    assert not is_signed_in(client)
    assert told()[-1] == "Somebody tried to sign in with a passkey and failed."


def test_another_device_opens_nothing(client: Client, phone: Device) -> None:
    thief = Device()
    thief.id, thief.user = phone.id, phone.user

    sign_in_alone(client, thief)

    assert not is_signed_in(client)


def test_an_answer_opens_once(client: Client, phone: Device) -> None:
    credential = phone.get(options_alone(client))
    client.post(reverse(ALONE), {"credential": credential})
    client.post(reverse("account_logout"))

    client.post(reverse(ALONE), {"credential": credential})

    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "nonsense", ["", "x", "1", "[]", "{}", "null", '{"response": 1}', '{"id": "1", "response": {}}']
)
def test_nonsense_is_refused_by_every_door(client: Client, phone: Device, nonsense: str) -> None:
    options_alone(client)
    assert client.post(reverse(ALONE), {"credential": nonsense}).status_code == 302
    sign_in(client, "boris")
    options(client, AFTER)
    assert client.post(reverse(AFTER), {"credential": nonsense}).status_code == 200
    assert not is_signed_in(client)

    client.post(reverse(AFTER), {"credential": phone.get(options(client, AFTER))})
    options(client, "mfa_reauthenticate_webauthn")
    assert client.post(reverse("mfa_reauthenticate_webauthn"), {"credential": nonsense}).status_code == 200
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    options(client, MAKE)
    assert client.post(reverse(MAKE), {"name": "Second", "credential": nonsense}).status_code == 200
    assert Authenticator.objects.filter(type="webauthn").count() == 1


def test_a_deactivated_person_sees_what_a_stranger_sees(
    client: Client, phone: Device, boris: User, nadia: User
) -> None:
    deactivate(boris.pk, by=nadia)

    assert sign_in_alone(client, phone)["Location"] == reverse("account_login")
    assert not is_signed_in(client)


def test_failures_after_the_password_are_told_and_counted(client: Client, phone: Device) -> None:
    sign_in(client, "boris")
    for _ in range(6):
        client.post(reverse(AFTER), {"credential": phone.get(options(client, AFTER), signature="MEUCIQ")})
    assert told()[-1] == "Somebody knew the password of Boris, but not the second factor."

    client.post(reverse(AFTER), {"credential": phone.get(options(client, AFTER))})

    assert not is_signed_in(client)


def test_a_passkey_is_renamed_and_removed(client: Client, phone: Device) -> None:
    sign_in_alone(client, phone)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    key = Authenticator.objects.get(type="webauthn")

    client.post(reverse("mfa_edit_webauthn", args=[key.pk]), {"name": "Old phone"})
    assert "Old phone" in client.get(reverse("mfa_index")).content.decode()
    client.post(reverse("mfa_remove_webauthn", args=[key.pk]))

    assert not Authenticator.objects.exists()
    assert told()[-1] == "Boris gave the second factor for signing in up."


def test_anothers_passkey_is_hidden(client: Client, phone: Device, aminata: User) -> None:
    sign_in(client, "aminata")
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    key = Authenticator.objects.get(type="webauthn")

    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        assert client.post(reverse(name, args=[key.pk]), {"name": "Mine"}).status_code == 404


def test_the_last_one_stays_where_a_role_asks_for_it(
    client: Client, sira: User, settings: LazySettings
) -> None:
    settings.SECOND_FACTOR = "supervisors"
    sign_in(client, "sira")
    for name in ("Phone", "Key"):
        add(client, Device(), name)
    first, last = Authenticator.objects.filter(type="webauthn").order_by("pk")

    assert client.post(reverse("mfa_remove_webauthn", args=[first.pk])).status_code == 302
    assert is_signed_in(client)
    refused = client.post(reverse("mfa_remove_webauthn", args=[last.pk]))

    assert refused.status_code == 409
    assert "Your role asks for a second factor, so the last one stays." in refused.content.decode()
    assert list(Authenticator.objects.filter(type="webauthn")) == [last]


def test_a_recovery_code_opens_instead(client: Client, phone: Device) -> None:
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    sign_in(client, "boris")

    client.post(reverse(AFTER), {"code": code})

    assert is_signed_in(client)


def test_an_operator_takes_a_lost_one_away(client: Client, phone: Device, boris: User, nadia: User) -> None:
    remove_second_factor(boris, by=nadia)

    sign_in_alone(client, phone)
    assert not is_signed_in(client)
    sign_in(client, "boris")
    assert is_signed_in(client)


def test_a_device_learns_no_mail_address(client: Client, boris: User) -> None:
    sign_in(client, "boris")
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    asked = options(client, MAKE)["publicKey"]

    assert (asked["user"]["name"], asked["user"]["displayName"]) == ("boris", "Boris")
    assert (asked["rp"]["name"], "@" in json.dumps(asked)) == ("Casework", False)
