"""Every error is a page with a sentence and a way on, and nothing that was typed is lost."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path

from casework import urls
from casework.accounts.models import User
from casework.core.errors import Stale
from casework.core.pages import what_was_typed

SAID = "About twenty soldiers were killed."


def broken(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


def refused(request: HttpRequest) -> HttpResponse:
    raise Stale("Boris changed this incident at 14:02. Read it again, then decide.")


# This module serves as the address book of the tests that are marked so.
handler400 = urls.handler400
handler500 = urls.handler500
urlpatterns = [*urls.urlpatterns, path("broken/", broken), path("refused/", refused)]
OURS = {"Origin": "http://testserver", "Host": "testserver"}


@pytest.fixture
def visitor() -> Client:
    """A browser that shows error pages as people see them, from our own site."""
    return Client(raise_request_exception=False, headers=OURS)


@pytest.mark.django_db
def test_an_unknown_address_is_explained(visitor: Client) -> None:
    page = visitor.get("/nothing/")

    assert page.status_code == 404
    assert b"There is nothing here" in page.content
    assert b'href="/"' in page.content


@pytest.mark.urls(__name__)
def test_a_fault_of_ours_is_owned(visitor: Client) -> None:
    page = visitor.post("/broken/", {"note": SAID})

    assert page.status_code == 500
    assert b"Something broke on our side" in page.content
    assert SAID in page.content.decode()


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_a_refusal_says_why_and_keeps_the_text(visitor: Client) -> None:
    page = visitor.post("/refused/", {"note": SAID, "seen": "7"})

    assert page.status_code == 412
    assert "Boris changed this incident" in page.content.decode()
    assert SAID in page.content.decode()


@pytest.mark.usefixtures("database_down")
@pytest.mark.parametrize("address", ["/", "/accounts/login/", "/admin/"])
def test_without_the_database_the_answer_is_503(visitor: Client, address: str) -> None:
    visitor.cookies["casework-session"] = "whatever"

    page = visitor.post(address, {"note": SAID})

    assert page.status_code == 503
    assert page["Retry-After"] == "5"
    assert SAID in page.content.decode()


@pytest.mark.usefixtures("database_down")
def test_without_the_database_an_unknown_address_is_explained(visitor: Client) -> None:
    assert visitor.get("/nothing/").status_code == 404


def test_a_form_without_its_token_keeps_the_text() -> None:
    strict = Client(enforce_csrf_checks=True, headers=OURS)

    page = strict.post("/theme/", {"note": SAID, "password": "never shown"})

    assert page.status_code == 403
    assert SAID in page.content.decode()
    assert b"never shown" not in page.content


@pytest.mark.parametrize(
    ("headers", "shown"),
    [
        ({"Origin": "http://testserver"}, [("note", SAID)]),
        ({"Referer": "http://testserver/incidents/"}, [("note", SAID)]),
        ({"Origin": "https://elsewhere.example"}, []),
        ({"Origin": "null"}, []),
        ({}, []),
    ],
)
def test_only_our_own_forms_are_shown_again(headers: dict[str, str], shown: list[tuple[str, str]]) -> None:
    request = RequestFactory().post("/", {"note": SAID}, headers={"Host": "testserver", **headers})

    assert what_was_typed(request) == shown


def test_secrets_and_hidden_fields_are_not_shown_again() -> None:
    hidden = {"password1": "x", "csrfmiddlewaretoken": "x", "seen": "7", "next": "/", "initial-place": "Gao"}

    request = RequestFactory().post("/", {**hidden, "place": "Sokolo", "note": " "}, headers=OURS)

    assert what_was_typed(request) == [("place", "Sokolo")]


@pytest.mark.django_db
def test_what_was_typed_outlives_the_sign_in() -> None:
    browser = Client(headers=OURS)

    typed = browser.post("/documents/add/", {"title": "Camp attacked", "password": "hidden"})
    nothing = browser.post("/queue/next/", {"seen": "1"})
    of_another_site = Client().post("/documents/add/", {"title": "Camp attacked"})

    page = typed.content.decode()
    assert (typed.status_code, "You were signed out" in page) == (403, True)
    assert ("Camp attacked" in page, "hidden" in page.split('id="typed"')[1]) == (True, False)
    for answer in (nothing, of_another_site):
        assert (answer.status_code, answer["Location"][:20]) == (302, "/accounts/login/?next"[:20])


def test_what_was_typed_is_escaped() -> None:
    strict = Client(enforce_csrf_checks=True, headers=OURS)

    page = strict.post("/theme/", {"note": "<script>alert(1)</script>"})

    assert b"<script>alert" not in page.content


@pytest.mark.django_db
def test_the_admin_is_closed_to_a_verifier(client: Client, aminata: User) -> None:
    client.force_login(aminata)

    page = client.get("/admin/", follow=True)

    assert page.status_code == 403
    assert "for supervisors and operators" in page.content.decode()


@pytest.mark.django_db
def test_the_admin_uses_our_sign_in(client: Client) -> None:
    page = client.get("/admin/", follow=True)

    assert page.redirect_chain[-1][0] == "/accounts/login/?next=/admin/"
