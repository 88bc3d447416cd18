"""Passwords are chosen by their person, through a link or with the old one; other sessions end."""

from typing import Any

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils.http import int_to_base36

from casework.accounts.links import offer_password_link
from casework.accounts.models import User
from casework.accounts.services import deactivate, reactivate
from casework.audit.models import Entry
from casework.core.errors import NotNow, NotPermitted
from tests.accounts.test_signing_in import is_signed_in, sign_in, told
from tests.builders import PASSWORD, make_user

pytestmark = pytest.mark.django_db

NEW = "nine herons over the river"


def change_password(client: Client, old: str = PASSWORD, new: str = NEW) -> int:
    answer = client.post(
        reverse("account_change_password"), {"oldpassword": old, "password1": new, "password2": new}
    )
    return answer.status_code


def use(link: str, new: str = NEW) -> Client:
    """Open a link in a fresh browser, and send the form it shows."""
    client = Client()
    page = client.get(link.replace("http://localhost:8000", ""), follow=True)
    client.post(page.request["PATH_INFO"], {"password1": new, "password2": new})
    return client


def opens(username: str, password: str) -> bool:
    client = Client()
    sign_in(client, username, password)
    return is_signed_in(client)


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(client: Client, boris: User) -> None:
    other = Client()
    sign_in(client, "boris")
    sign_in(other, "boris")

    assert change_password(client) == 302

    assert (is_signed_in(client), is_signed_in(other)) == (True, False)
    assert opens("boris", NEW)
    assert "Boris set a new password." in told()


def test_the_old_password_is_asked_for(client: Client, boris: User) -> None:
    sign_in(client, "boris")

    assert change_password(client, old="wrong") == 200
    assert change_password(client, old="a" * 1_000_000) == 200

    assert User.objects.get(pk=boris.pk).check_password(PASSWORD)


@pytest.mark.parametrize("new", ["short", "password1234", "boris@example.org", "a" * 257, ""])
def test_weak_and_endless_passwords_are_refused(client: Client, boris: User, new: str) -> None:
    sign_in(client, "boris")

    assert change_password(client, new=new) == 200

    assert User.objects.get(pk=boris.pk).check_password(PASSWORD)


def test_the_longest_password_is_accepted() -> None:
    validate_password("ab" * 128)
    with pytest.raises(ValidationError, match="257 characters"):
        validate_password("ab" * 128 + "c")


def test_changing_a_password_is_for_those_who_are_signed_in(client: Client) -> None:
    assert change_password(client) == 302
    assert client.get(reverse("account_change_password"))["Location"].startswith(reverse("account_login"))


def test_the_admins_own_page_for_passwords_leads_to_ours(client: Client, sira: User) -> None:
    sign_in(client, "sira")

    answer = client.post("/admin/password_change/", {"old_password": PASSWORD, "new_password1": NEW})

    assert answer["Location"] == reverse("account_change_password")


def test_deactivation_ends_sessions_at_once_and_for_good(client: Client, boris: User, nadia: User) -> None:
    sign_in(client, "boris")

    deactivate(boris.pk, by=nadia)
    assert not is_signed_in(client)
    reactivate(boris.pk, by=nadia)
    assert not is_signed_in(client)
    assert opens("boris", PASSWORD)


def test_an_operators_link_lets_a_new_person_in(nadia: User) -> None:
    awa = make_user("awa", password=None)

    use(offer_password_link(awa, by=nadia))

    assert opens("awa", NEW)
    assert told()[:2] == ["Nadia made a link with which Awa can set a password.", "Awa set a new password."]


def test_a_link_works_once(boris: User, nadia: User) -> None:
    link = offer_password_link(boris, by=nadia)

    use(link)
    use(link, "ten herons over the river")

    assert not opens("boris", "ten herons over the river")
    assert opens("boris", NEW)


def test_a_link_dies_with_deactivation(boris: User, nadia: User) -> None:
    link = offer_password_link(boris, by=nadia)
    deactivate(boris.pk, by=nadia)
    reactivate(boris.pk, by=nadia)

    use(link)

    assert not opens("boris", NEW)


def test_a_link_of_one_person_sets_no_password_of_another(boris: User, aminata: User, nadia: User) -> None:
    link = offer_password_link(boris, by=nadia)
    own, other = (f"/key/{int_to_base36(each.pk)}-" for each in (boris, aminata))

    use(link.replace(own, other))

    assert not opens("aminata", NEW)


@pytest.mark.parametrize("who", ["aminata", "sira", "olek"])
def test_only_operators_make_links(who: str, boris: User, request: pytest.FixtureRequest) -> None:
    with pytest.raises(NotPermitted):
        offer_password_link(boris, by=request.getfixturevalue(who))

    assert not Entry.objects.exists()


def test_no_link_is_made_for_the_deactivated(boris: User, nadia: User) -> None:
    deactivate(boris.pk, by=nadia)

    with pytest.raises(NotNow, match="Reactivate"):
        offer_password_link(boris, by=nadia)


def test_a_link_by_mail_works_once(client: Client, boris: User, mailoutbox: list[Any]) -> None:
    client.post(reverse("account_reset_password"), {"email": "BORIS@example.org"})

    (mail,) = mailoutbox
    link = next(word for word in mail.body.split() if "/password/reset/key/" in word)
    use(link.replace("http://testserver", ""))
    assert opens("boris", NEW)


def test_asking_for_a_mail_does_not_tell_who_exists(
    client: Client, boris: User, aminata: User, nadia: User, mailoutbox: list[Any]
) -> None:
    deactivate(aminata.pk, by=nadia)

    answers = []
    for email in ("boris@example.org", "aminata@example.org", "nobody@example.org"):
        answer = client.post(reverse("account_reset_password"), {"email": email})
        answers.append((answer.status_code, answer["Location"]))

    assert answers == [(302, reverse("account_reset_password_done"))] * 3
    assert [mail.to for mail in mailoutbox] == [["boris@example.org"]]
