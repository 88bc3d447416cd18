"""A passkey in the browser, kept by the device that Chromium plays."""

import pytest
from playwright.sync_api import Page, expect

from casework.accounts.models import User
from tests.browser.conftest import Opens
from tests.builders import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def give_device(page: Page) -> None:
    """Let the browser have a device that recognises its owner at once."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": device})


def sign_out(page: Page) -> None:
    page.locator(".menu summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_a_passkey_is_made_and_opens_with_and_without_a_password(opens: Opens, aminata: User) -> None:
    page = opens("/accounts/second-factor/passkeys/add/", aminata)
    give_device(page)

    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Its name").fill("Phone")
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    sign_out(page)

    page.goto("/accounts/login/?next=/incidents/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", name="Incidents", exact=True)).to_be_visible()
    sign_out(page)

    page.goto("/accounts/login/?next=/incidents/")
    page.get_by_label("Username").fill("aminata")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="Incidents", exact=True)).to_be_visible()


def test_a_device_that_keeps_one_already_makes_no_second(opens: Opens, aminata: User) -> None:
    page = opens("/accounts/second-factor/passkeys/add/", aminata)
    give_device(page)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()

    page.goto("/accounts/second-factor/passkeys/add/")
    page.get_by_role("button", name="Add the passkey").click()

    expect(page.get_by_role("alert")).to_contain_text("keeps a passkey of yours for this site already")


def test_a_device_without_a_passkey_is_explained(opens: Opens, aminata: User) -> None:
    page = opens("/accounts/login/")
    give_device(page)

    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_role("alert")).to_contain_text("The device gave no passkey.")
