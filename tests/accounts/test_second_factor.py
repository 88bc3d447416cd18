"""Something a person has, beside the password they know; and where they are signed in."""

import base64
import hashlib
import hmac
import re
import struct
import time
from typing import cast

import pytest
from allauth.mfa.models import Authenticator
from django.conf import LazySettings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from casework import env
from casework.accounts.models import User
from casework.audit.models import Entry
from tests.accounts.test_signing_in import is_signed_in, sign_in, told
from tests.builders import PASSWORD
from tests.signing_in import Browser, confirm

pytestmark = pytest.mark.django_db


def code_of(secret: str, steps: int = 0) -> str:
    """What an app shows: RFC 6238 with SHA-1, six digits, half a minute a step."""
    counter = struct.pack(">Q", int(time.time()) // 30 + steps)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def set_up(client: Client) -> str:
    """Set up an app as a person does, after the password once more, and return the key it was given."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.findall(r'<code id="secret" dir="ltr">([A-Z2-7]+)<', page)[0]
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret, -1)})
    assert answer.status_code == 302, answer.content.decode()
    return str(secret)


def give(client: Client, code: str) -> HttpResponse:
    return cast("HttpResponse", client.post(reverse("mfa_authenticate"), {"code": code}))


@pytest.fixture
def secret(boris: User) -> str:
    """The key of Boris' app."""
    client = Client()
    sign_in(client, "boris")
    return set_up(client)


def test_the_password_alone_opens_nothing_then(client: Client, secret: str) -> None:
    assert sign_in(client, "boris")["Location"] == reverse("mfa_authenticate")

    assert not is_signed_in(client)
    assert "recovery codes" in client.get(reverse("mfa_authenticate")).content.decode()


def test_a_wrong_code_is_refused_and_told_and_the_right_one_opens(client: Client, secret: str) -> None:
    sign_in(client, "boris")

    assert give(client, "000000").status_code == 200
    assert not is_signed_in(client)
    assert told()[-1] == "Somebody knew the password of Boris, but not the second factor."

    give(client, code_of(secret))

    assert is_signed_in(client)


def test_a_code_opens_once(client: Client, secret: str) -> None:
    code = code_of(secret)
    sign_in(client, "boris")
    give(client, code)
    other = Client()
    sign_in(other, "boris")

    give(other, code)

    assert not is_signed_in(other)


def test_a_recovery_code_opens_once_and_is_told(client: Client, secret: str) -> None:
    known = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    for each in (client, Client()):
        sign_in(each, "boris")
        give(each, known[0])

    assert is_signed_in(client)
    assert not is_signed_in(each)
    assert "Boris used a recovery code as second factor." in told()


def test_what_opens_the_account_is_shown_to_who_just_proved_who_they_are(client: Client, boris: User) -> None:
    client.force_login(boris)

    for name in ("mfa_view_recovery_codes", "mfa_download_recovery_codes", "mfa_activate_totp"):
        assert client.get(reverse(name))["Location"].startswith(reverse("account_reauthenticate"))


def test_a_copy_of_the_tables_opens_nothing(client: Client, secret: str, settings: LazySettings) -> None:
    kept = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in kept
    settings.SECRET_KEY = "another installation has another key, of at least fifty characters"
    sign_in(client, "boris")

    for guessed in (code_of(secret), code_of("")):
        give(client, guessed)

    assert not is_signed_in(client)


@pytest.mark.django_db(transaction=True)
def test_supervisors_are_led_to_set_one_up_where_the_installation_asks(
    client: Client, sira: User, boris: User, settings: LazySettings
) -> None:
    settings.SECOND_FACTOR = "supervisors"
    sign_in(client, "sira")
    assert client.get(reverse("home"))["Location"] == reverse("mfa_index")
    assert client.get(reverse("mfa_index")).status_code == 200

    set_up(client)

    assert is_signed_in(client)
    assert "Sira set up a second factor for signing in." in told()
    page = client.get(reverse("mfa_deactivate_totp")).content.decode()
    assert "Your role asks for a second factor, so it stays." in page
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(user=sira, type="totp").exists()
    other = Client()
    sign_in(other, "boris")
    assert is_signed_in(other)


def test_who_may_gives_it_up(client: Client, boris: User) -> None:
    sign_in(client, "boris")
    set_up(client)

    client.post(reverse("mfa_deactivate_totp"))

    assert not Authenticator.objects.exists()
    assert told()[-1] == "Boris gave the second factor for signing in up."


def test_an_operator_takes_a_lost_one_away_and_ends_the_sessions(
    client: Client, nadia: User, boris: User
) -> None:
    owner = Client()
    sign_in(owner, "boris")
    set_up(owner)
    client.force_login(nadia)
    confirm(client)

    asked = {"action": "remove_second_factors", "_selected_action": [boris.pk, nadia.pk]}
    page = client.post(reverse("admin:accounts_user_changelist"), asked, follow=True).content.decode()

    assert "Boris signs in with the password alone now" in page
    assert "You cannot remove your own second factor here." in page
    assert not is_signed_in(owner)
    assert sign_in(owner, "boris")["Location"] == reverse("home")


def test_other_sessions_are_listed_and_ended(client: Client, boris: User) -> None:
    other = Client(headers={"user-agent": "Somebody’s phone"})
    sign_in(other, "boris")
    sign_in(client, "boris")
    assert "Somebody’s phone" in client.get(reverse("account_sessions")).content.decode()

    client.post(reverse("account_sessions"))

    assert not is_signed_in(other)
    assert is_signed_in(client)
    assert "Somebody’s phone" not in client.get(reverse("account_sessions")).content.decode()
    assert Entry.objects.get(verb="accounts.end_sessions").after == {"sessions": 1}


def test_a_session_that_began_unlisted_ends_as_well(client: Client, boris: User) -> None:
    unlisted = Browser()
    unlisted.force_login(boris)
    sign_in(client, "boris")

    client.post(reverse("account_sessions"))

    assert not is_signed_in(unlisted)


def test_the_setting_takes_three_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEWORK_SECOND_FACTOR", "reviewers")

    with pytest.raises(ImproperlyConfigured, match="Write one of these: nobody, everybody"):
        env.one_of("CASEWORK_SECOND_FACTOR", ("nobody", "everybody"), "nobody")
