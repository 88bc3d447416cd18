"""In and out by keyboard."""

import pytest
from playwright.sync_api import expect

from casework.accounts.models import User
from tests.browser.conftest import Opens
from tests.builders import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_person_signs_in_reads_and_signs_out(opens: Opens, aminata: User) -> None:
    page = opens("/incidents/")

    expect(page.get_by_label("Username")).to_be_focused()
    page.keyboard.type(aminata.username)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Incidents", exact=True)).to_be_visible()

    page.locator(".menu summary").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Sign out").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.goto("/incidents/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_a_wrong_password_is_explained(opens: Opens, aminata: User) -> None:
    page = opens("/accounts/login/")

    page.get_by_label("Username").fill(aminata.username)
    page.get_by_label("Password").fill("wrong")
    page.keyboard.press("Enter")

    expect(page.get_by_role("alert")).to_contain_text("not correct")
