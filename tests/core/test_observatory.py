"""Our pages get the best grade of Mozilla's HTTP Observatory, as a server sends them."""

from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.test import Client

from casework.accounts.models import User
from tests.accounts.test_signing_in import sign_in
from tests.core.observatory import Page, score

# A+ begins at 100; more says how far above the line we are.
WANTED = 130
SESSION, CSRF = "__Host-session", "__Host-csrf"
PAGES = ["/accounts/login/", "/", "/admin/", "/incidents/", "/accounts/keys/", "/nothing/"]
NONE = "default-src 'none'; style-src 'self'; frame-ancestors 'none'; form-action 'self'"
GOOD = {
    "Content-Security-Policy": f"{NONE}; script-src 'self'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
}
COOKIE = "s=1; Secure; HttpOnly; SameSite=Lax"


@pytest.fixture
def server(settings: Any) -> None:
    """The settings of an installation at an https address; settings.py makes them follow from it."""
    settings.SECURE_SSL_REDIRECT = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = SESSION, CSRF


@pytest.mark.django_db
@pytest.mark.usefixtures("server")
@pytest.mark.parametrize("address", PAGES)
def test_our_pages_get_the_best_grade(address: str, sira: User) -> None:
    client = Client()
    # Through the page, so that the cookies are those that a server sends.
    client.get("/accounts/login/", secure=True)
    sign_in(client, "sira", secure=True)

    answer = client.get(address, secure=True)

    page = Page(answer.headers, answer.content.decode(), client.cookies, SESSION)
    points, results = score(page)
    assert {SESSION, CSRF} <= set(client.cookies)
    assert points >= WANTED, results


def judged(headers: dict[str, str] | None = None, html: str = "", cookie: str = COOKIE) -> int:
    kept = {name: value for name, value in {**GOOD, **(headers or {})}.items() if value}
    return score(Page(kept, html, SimpleCookie(cookie), "s"))[0]


# What a page would lose, by the published rules; 130 or 135 is what the good one gets.
LOSSES: list[tuple[dict[str, Any], int]] = [
    ({}, 135),
    ({"headers": {"Content-Security-Policy": ""}}, 55),
    ({"headers": {"Content-Security-Policy": "default-src *"}}, 60),
    ({"headers": {"Content-Security-Policy": "default-src 'none'; script-src 'self' 'unsafe-inline'"}}, 60),
    ({"headers": {"Content-Security-Policy": f"{NONE}; script-src 'unsafe-eval'"}}, 115),
    ({"headers": {"Content-Security-Policy": NONE.replace("form-action 'self'", "")}}, 130),
    ({"headers": {"Strict-Transport-Security": ""}}, 80),
    ({"headers": {"Strict-Transport-Security": "max-age=60"}}, 125),
    ({"headers": {"X-Content-Type-Options": ""}}, 130),
    ({"headers": {"Referrer-Policy": "unsafe-url"}}, 125),
    ({"headers": {"Access-Control-Allow-Origin": "*"}}, 50),
    ({"html": '<script src="https://elsewhere.example/a.js"></script>'}, 130),
    ({"html": '<script src="//elsewhere.example/a.js"></script>'}, 50),
    ({"cookie": "s=1; HttpOnly; SameSite=Lax"}, 60),
    ({"cookie": "s=1; Secure; SameSite=Lax"}, 70),
    ({"cookie": "s=1; Secure; HttpOnly"}, 130),
    ({"cookie": "s=1; Secure; HttpOnly; SameSite=None"}, 80),
    ({"cookie": f"{COOKIE}; csrf=1; Secure"}, 80),
]


@pytest.mark.parametrize(("changes", "points"), LOSSES)
def test_the_rules_take_points(changes: dict[str, Any], points: int) -> None:
    assert judged(**changes) == points
