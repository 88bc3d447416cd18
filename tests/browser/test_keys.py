"""Single keys: listed, remapped, switched off, and silent while somebody writes."""

import pytest
from playwright.sync_api import expect

from casework.accounts.models import User
from casework.accounts.services import choose_habits
from casework.incidents.models import State
from tests.browser.conftest import PHONE, Opens
from tests.browser.test_pages import overflow
from tests.review.builders import make_complete, make_incident, make_term

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_help_lists_what_works_on_this_page(opens: Opens, aminata: User) -> None:
    page = opens("/mail/", aminata)
    keys = page.get_by_role("dialog", name="Keys of this page")

    page.keyboard.press("?")
    expect(keys.locator("[data-action]:visible")).to_have_count(1)
    page.keyboard.press("?")
    expect(keys).to_be_hidden()
    page.goto("/incidents/")
    page.keyboard.press("?")

    expect(keys).to_contain_text("Search this list")
    expect(keys).not_to_contain_text("Agree to the incident", use_inner_text=True)
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()


def test_help_fits_a_phone_and_runs_from_right_to_left(opens: Opens, aminata: User) -> None:
    page = opens("/incidents/", aminata, width=PHONE)
    page.evaluate("document.documentElement.dir = 'rtl'")

    page.keyboard.press("?")

    box = page.get_by_role("dialog").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE
    assert overflow(page) <= 0


def test_keys_are_silent_while_somebody_writes(opens: Opens, aminata: User) -> None:
    page = opens("/incidents/", aminata)

    page.keyboard.press("/")
    search = page.get_by_role("searchbox", name="Number or title")
    expect(search).to_be_focused()
    page.keyboard.type("jk?o")

    expect(search).to_have_value("jk?o")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_a_reviewer_agrees_with_one_key_of_their_choice(opens: Opens, aminata: User, boris: User) -> None:
    incident = make_complete(aminata, State.SUBMITTED)
    choose_habits(boris, goes_on=False, shortcuts_on=True, keys={"agree": "y"})
    page = opens(f"/incidents/{incident.uid}/", boris)
    expect(page.get_by_role("button", name="Agree", exact=True)).to_contain_text("Y")

    page.keyboard.press("a")
    page.keyboard.press("y")

    expect(page.locator(".toasts")).to_contain_text("is now “Reviewed”")


def test_an_approval_takes_a_second_press(opens: Opens, aminata: User, boris: User, sira: User) -> None:
    incident = make_complete(aminata, State.REVIEWED, submitted_by=aminata, reviewed_by=boris)
    page = opens(f"/incidents/{incident.uid}/", sira)

    page.keyboard.press("p")

    expect(page.get_by_role("button", name="Approve", exact=True)).to_be_focused()
    incident.refresh_from_db()
    assert incident.review_state == State.REVIEWED
    page.keyboard.press("Enter")
    expect(page.locator(".toasts")).to_contain_text("is now “Approved”")


def test_return_opens_its_form_and_leads_into_it(opens: Opens, aminata: User, boris: User) -> None:
    make_term("return_reason", "date-wrong")
    incident = make_complete(aminata, State.SUBMITTED)
    page = opens(f"/incidents/{incident.uid}/", boris)

    page.keyboard.press("r")

    expect(page.locator("#return-code")).to_be_focused()


def test_keys_that_are_off_do_nothing(opens: Opens, aminata: User, boris: User) -> None:
    incident = make_complete(aminata, State.SUBMITTED)
    choose_habits(boris, goes_on=True, shortcuts_on=False, keys={})
    page = opens(f"/incidents/{incident.uid}/", boris)

    for key in ("a", "r", "?", "/"):
        page.keyboard.press(key)

    expect(page.get_by_role("button", name="Agree", exact=True)).to_be_visible()
    assert page.get_by_role("dialog").count() == 0
    incident.refresh_from_db()
    assert incident.review_state == State.SUBMITTED


def test_a_person_remaps_and_switches_off(opens: Opens, aminata: User) -> None:
    make_incident(aminata)
    page = opens("/accounts/habits/", aminata)

    page.get_by_label("Search this list").fill("f")
    page.get_by_role("button", name="Keep this").click()
    page.goto("/incidents/")
    page.keyboard.press("f")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.goto("/accounts/habits/")
    page.get_by_label("Single keys do something").uncheck()
    page.get_by_role("button", name="Keep this").click()
    page.goto("/incidents/")
    page.keyboard.press("f")

    expect(page.get_by_role("searchbox")).not_to_be_focused()
