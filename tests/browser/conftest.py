"""A browser on a running server, as one person or another. Whatever it complains about fails the test."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    sync_playwright,
)
from pytest_django.live_server_helper import LiveServer

from casework.accounts.models import User

# A figure of the smallest phone that the pages are made for, in CSS pixels.
PHONE = 360
# Milliseconds that a step of ours may take on a busy machine before something is wrong.
PATIENCE = 10_000
# Seconds in which the last thing that a closing page sent has reached the server.
QUIET = 0.1
Opens = Callable[..., Page]


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """The machine's Chromium, without a window."""
    # Playwright keeps an event loop in this thread, and Django would take our queries for asynchronous ones.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield opened
        opened.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
    else:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What the browser's console says; errors and refused policies fail the test at its end.

    A test that asks for a refusal on purpose removes the browser's word about its status.
    """
    found: list[str] = []
    yield found
    assert found == []


class UnderWay:
    """The requests that the server is answering.

    A page asks for more than a test waits for: sections that come late, words that are kept, the sign of who
    is here. The database may be emptied only when all have their answer.
    """

    def __init__(self) -> None:
        self.requests = 0
        self.changed = threading.Condition()

    def begins(self, **_: object) -> None:
        self._count(1)

    def ends(self, **_: object) -> None:
        self._count(-1)

    def _count(self, step: int) -> None:
        with self.changed:
            self.requests += step
            self.changed.notify_all()

    def end(self) -> None:
        """Wait until no request is left, and none has come for a moment."""
        with self.changed:
            while self.changed.wait_for(lambda: self.requests <= 0, PATIENCE / 1000):
                if not self.changed.wait(QUIET):
                    return
        raise AssertionError("The server was still answering after the test.")


@pytest.fixture
def under_way() -> Iterator[UnderWay]:
    """Count requests while a browser is open."""
    counted = UnderWay()
    request_started.connect(counted.begins, dispatch_uid="under-way")
    request_finished.connect(counted.ends, dispatch_uid="under-way")
    yield counted
    request_started.disconnect(dispatch_uid="under-way")
    request_finished.disconnect(dispatch_uid="under-way")


@pytest.fixture
def opens(
    browser: Browser, live_server: LiveServer, complaints: list[str], under_way: UnderWay
) -> Iterator[Opens]:
    """Open a page in a fresh browser: `opens("/queue/", aminata, width=360, scheme="dark")`."""
    contexts: list[BrowserContext] = []

    def open_page(
        address: str, user: User | None = None, *, width: int = 1280, scheme: str = "light"
    ) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 800},
            color_scheme="dark" if scheme == "dark" else "light",
            has_touch=width <= PHONE,
            reduced_motion="reduce",
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        if user:
            cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session_of(user), "url": live_server.url}
            context.add_cookies([cookie])  # type: ignore[list-item]  # playwright hides its own type
        page = context.new_page()
        page.on("console", lambda message: _keep(message, complaints))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    under_way.end()
    # Its table is no model's, so the flush after the test would leave failed sign-ins in it.
    cache.clear()


def _keep(message: ConsoleMessage, complaints: list[str]) -> None:
    if message.type in ("error", "warning"):
        complaints.append(message.text)


def session_of(user: User) -> str:
    """Return the key of a session in which the person is signed in."""
    client = Client()
    client.force_login(user)
    key: str = client.cookies[settings.SESSION_COOKIE_NAME].value
    return key
