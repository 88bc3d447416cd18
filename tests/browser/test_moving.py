"""Two people carry an incident from page to page."""

import pytest
from playwright.sync_api import expect

from casework.accounts.models import User
from casework.incidents.models import Incident, State
from casework.review.models import Lease
from tests.browser.conftest import PHONE, Opens
from tests.review.builders import make_complete, make_lease, make_term

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_verifier_submits_and_undoes_by_keyboard_alone(opens: Opens, aminata: User) -> None:
    incident = make_complete(aminata, State.VERIFYING)
    make_lease(incident, aminata)
    page = opens(f"/incidents/{incident.uid}/", aminata)

    page.get_by_role("button", name="Submit", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text(f"{incident.uid} is now “Submitted”.")
    page.get_by_role("status").get_by_role("button", name="Undo").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_contain_text("Undone")
    incident.refresh_from_db()
    assert incident.review_state == State.VERIFYING


def test_a_page_that_is_out_of_date_keeps_the_text(
    opens: Opens, aminata: User, boris: User, complaints: list[str]
) -> None:
    make_term("return_reason", "date-wrong")
    incident = make_complete(aminata, State.SUBMITTED)
    page = opens(f"/incidents/{incident.uid}/", boris, width=PHONE)
    Incident.objects.filter(pk=incident.pk).update(version=2)

    page.get_by_text("Return…").click()
    page.locator("#return-code").select_option("date-wrong")
    page.locator("#return-field").select_option("date")
    page.locator("#return-note").fill("The wire report gives Monday.")
    page.get_by_role("button", name="Return", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("This was not done.")
    page.get_by_role("button", name="Return", exact=True).click()
    page.wait_for_url(f"**/incidents/{incident.uid}/")

    incident.refresh_from_db()
    assert incident.review_state == State.RETURNED
    assert incident.moves.get().note == "The wire report gives Monday."
    assert [complaints.pop()] == [
        "Failed to load resource: the server responded with a status of 412 (Precondition Failed)"
    ]


def test_next_takes_an_incident_and_the_hold_lives_while_the_page_is_open(
    opens: Opens, aminata: User
) -> None:
    incident = make_complete(aminata, State.NEW)
    page = opens("/queue/", aminata)

    with page.expect_response("**/heartbeat/"):
        page.get_by_role("button", name="Take the next one").click()
    page.wait_for_url(f"**/incidents/{incident.uid}/")
    before = Lease.objects.get().expires_at
    with page.expect_response("**/heartbeat/") as answer:
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    assert answer.value.status == 200
    assert Lease.objects.get().expires_at > before


def test_typed_text_survives_a_lost_sign_in(opens: Opens, aminata: User, complaints: list[str]) -> None:
    incident = make_complete(aminata, State.VERIFYING)
    page = opens(f"/incidents/{incident.uid}/", aminata)
    page.get_by_role("textbox", name="Comment").fill("The agency corrects itself.")
    page.context.clear_cookies()

    page.get_by_role("button", name="Comment", exact=True).click()

    expect(page.get_by_role("heading", name="This page was open too long")).to_be_visible()
    expect(page.locator(".typed").first).to_have_text("The agency corrects itself.")
    assert [complaints.pop()] == [
        "Failed to load resource: the server responded with a status of 403 (Forbidden)"
    ]
