"""The one-time link of a new installation."""

import re

import pytest
from django.test import Client

from casework import first_operator
from casework.accounts.models import User
from casework.audit.models import Entry
from tests.builders import make_user

ANSWERS = {
    "username": "nadia",
    "name": "Nadia",
    "email": "nadia@example.org",
    "time_zone": "UTC",
    "password1": "a lantern on the seventh hill",
    "password2": "a lantern on the seventh hill",
}
pytestmark = pytest.mark.django_db


def printed_path() -> str:
    found = re.search(r"http://[^/]+(/\S+)", first_operator.invitation())
    assert found
    return found[1]


def test_the_link_makes_one_operator_and_is_recorded(client: Client) -> None:
    response = client.post(printed_path(), ANSWERS)

    assert response.headers["Location"] == "/accounts/login/"
    assert User.objects.get(is_operator=True).check_password(ANSWERS["password1"])
    assert Entry.objects.filter(verb="accounts.first_operator", actor__username="nadia").exists()


def test_the_link_works_once(client: Client) -> None:
    path = printed_path()
    client.post(path, ANSWERS)

    assert client.get(path).status_code == 404
    assert client.post(path, ANSWERS | {"username": "eve", "email": "eve@example.org"}).status_code == 404
    assert User.objects.count() == 1


def test_no_link_is_printed_while_there_is_an_operator() -> None:
    make_user("nadia", is_operator=True, is_active=False)

    assert first_operator.invitation() == ""


def test_a_link_expires_after_a_day(client: Client) -> None:
    path = printed_path()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(first_operator, "VALID_SECONDS", -1)
        assert client.get(path).status_code == 404


def test_a_forged_link_leads_nowhere(client: Client) -> None:
    assert client.get("/set-up/forged/").status_code == 404


def test_a_weak_password_is_refused(client: Client) -> None:
    response = client.post(printed_path(), ANSWERS | {"password1": "short", "password2": "short"})

    assert response.status_code == 200
    assert not User.objects.exists()
