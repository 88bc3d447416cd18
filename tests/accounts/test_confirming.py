"""What a thief of an open browser would do first asks who it is, and nothing that was typed is lost."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from casework.accounts.keys import create_key
from casework.accounts.models import ApiKey, Desk, Invitation, Membership, User
from tests.accounts.test_key_page import SECRET
from tests.accounts.test_second_factor import code_of, set_up
from tests.accounts.test_signing_in import sign_in
from tests.builders import PASSWORD

pytestmark = pytest.mark.django_db
SAID = {"name": "Weekly map", "scopes": ["read"], "days": "30"}


def confirm_on_the_page(client: Client, detour: Any, **said: str) -> Any:
    """Follow the detour as a browser does: its page, then the password with the hidden way back."""
    page = client.get(detour["Location"])
    assert "Confirm that it is you" in page.content.decode()
    door, back = detour["Location"].split("?")[0], page.context["redirect_field_value"]
    return client.post(door, {"next": back, **said})


def test_a_key_is_made_as_it_was_typed(client: Client, lamine: User) -> None:
    client.force_login(lamine)

    detour = client.post(reverse("account_keys"), SAID)
    assert not ApiKey.objects.exists()
    answer = confirm_on_the_page(client, detour, password=PASSWORD)

    assert SECRET.findall(answer.content.decode())
    assert ApiKey.objects.get().name == "Weekly map"


def test_a_wrong_password_loses_nothing(client: Client, lamine: User) -> None:
    client.force_login(lamine)
    detour = client.post(reverse("account_keys"), SAID)

    refused = confirm_on_the_page(client, detour, password="wrong")
    assert "Confirm that it is you" in refused.content.decode()
    answer = confirm_on_the_page(client, detour, password=PASSWORD)

    assert SECRET.findall(answer.content.decode())


def test_what_is_refused_after_the_detour_is_still_on_the_page(client: Client, lamine: User) -> None:
    client.force_login(lamine)

    detour = client.post(reverse("account_keys"), {**SAID, "days": "9999"})
    answer = confirm_on_the_page(client, detour, password=PASSWORD)

    assert answer.status_code == 400
    assert 'value="Weekly map"' in answer.content.decode()


def test_a_code_confirms_as_well(client: Client, boris: User) -> None:
    sign_in(client, "boris")
    secret = set_up(client)
    other = Client()
    sign_in(other, "boris")
    other.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    detour = other.post(reverse("account_keys"), SAID)
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]

    detour["Location"] = detour["Location"].replace(
        reverse("account_reauthenticate"), reverse("mfa_reauthenticate")
    )
    answer = confirm_on_the_page(other, detour, code=code)

    assert SECRET.findall(answer.content.decode())


def test_who_confirmed_a_moment_ago_is_not_asked_again(client: Client, lamine: User) -> None:
    client.force_login(lamine)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    assert SECRET.findall(client.post(reverse("account_keys"), SAID).content.decode())


def test_after_a_while_people_are_asked_again(client: Client, lamine: User, settings: LazySettings) -> None:
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    client.force_login(lamine)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    assert client.post(reverse("account_keys"), SAID).status_code == 302
    assert not ApiKey.objects.exists()


def test_renewing_a_key_and_inviting_ask_too(client: Client, sira: User, desk: Desk) -> None:
    key, _ = create_key(sira, name="Map", scopes=["read"], lasts_for=timedelta(days=1), by=sira)
    client.force_login(sira)

    client.post(reverse("account_key_renew", args=[key.pk]))
    client.post(
        reverse("account_invitations"), {"email": "awa@example.org", "desk": desk.pk, "role": "logger"}
    )

    assert ApiKey.objects.count() == 1
    assert not Invitation.objects.exists()


def test_a_role_is_given_in_the_administration_as_it_was_chosen(
    client: Client, nadia: User, lamine: User, other_desk: Desk
) -> None:
    client.force_login(nadia)
    url = reverse("admin:accounts_membership_add") + "?_changelist_filters=role%3Dviewer"

    detour = client.post(url, {"user": lamine.pk, "desk": other_desk.pk, "role": "viewer"})
    assert not Membership.objects.filter(desk=other_desk).exists()
    confirm_on_the_page(client, detour, password=PASSWORD)

    assert Membership.objects.get(desk=other_desk).user == lamine


@pytest.mark.parametrize("action", ["offer_links", "remove_second_factors"])
def test_actions_that_open_an_account_ask(client: Client, nadia: User, boris: User, action: str) -> None:
    client.force_login(nadia)
    asked = {"action": action, "_selected_action": [boris.pk]}

    detour = client.post(reverse("admin:accounts_user_changelist"), asked)

    assert detour["Location"].startswith(reverse("account_reauthenticate"))
    confirm_on_the_page(client, detour, password=PASSWORD)
    page = client.get(reverse("admin:index")).content.decode()
    assert "Hand this link to Boris" in page or "Boris has no second factor." in page


def test_ending_a_role_asks(client: Client, nadia: User, boris: User) -> None:
    client.force_login(nadia)
    membership = boris.memberships.get()

    client.post(reverse("admin:accounts_membership_delete", args=[membership.pk]), {"post": "yes"})

    assert boris.memberships.exists()
