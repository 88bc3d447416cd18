"""A comment is begun at the field that it is about, and what was typed there is still there afterwards."""

import pytest
from playwright.sync_api import Page, expect

from casework.accounts.models import User
from casework.incidents.models import Incident, State
from casework.incidents.services import rate_citation
from casework.review.models import Comment
from tests.browser.conftest import PHONE, Opens
from tests.incidents.builders import make_casualty_claim, make_incident

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def incident(aminata: User) -> Incident:
    return make_incident(aminata, review_state=State.VERIFYING)


def go_to(page: Page, selector: str) -> None:
    """Press Tab until the control has the focus."""
    for _ in range(60):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"The Tab key does not reach {selector}.")


def test_every_field_of_the_form_has_a_sign_for_its_part(
    opens: Opens, aminata: User, incident: Incident
) -> None:
    page = opens(f"/incidents/{incident.uid}/edit/", aminata, width=PHONE)

    for name, part in [("title", "summary"), ("date_edtf", "date"), ("longitude", "place"), ("tlp", "other")]:
        field = page.locator(".signed", has=page.locator(f"[name={name}]"))
        expect(field.locator("[data-say]")).to_have_attribute("data-say", part)
        expect(field.locator("[data-say]")).to_be_visible()


def test_a_comment_at_a_field_leaves_what_was_typed_there(
    opens: Opens, aminata: User, incident: Incident
) -> None:
    page = opens(f"/incidents/{incident.uid}/edit/", aminata)
    go_to(page, "[name=title]")
    page.keyboard.press("End")
    page.keyboard.type(", at dawn")

    go_to(page, "[data-say=summary]")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Comment", exact=True)).to_be_focused()
    expect(page.locator("[name=field]")).to_have_value("summary")
    page.keyboard.type("Is the hour certain?")
    page.keyboard.press("Control+Enter")

    expect(page.locator(".comment")).to_contain_text("Is the hour certain?")
    expect(page.locator("[name=title]")).to_have_value(f"{incident.title}, at dawn")
    expect(page.locator("[data-mark=summary]").get_by_text("1 open comment")).to_be_attached()
    assert Comment.objects.get().field == "summary"


@pytest.mark.parametrize(
    ("opened", "control", "typed", "said"),
    [
        ("Judge the passage", "rate-{}-attributed_to", "The army", "The passage was judged anew."),
        ("Take back", "retract-{}-note", "Of another attack.", "was taken back."),
    ],
)
def test_the_forms_below_a_claim_are_used_by_keyboard_alone(
    opens: Opens, aminata: User, incident: Incident, opened: str, control: str, typed: str, said: str
) -> None:
    claim = make_casualty_claim(incident)
    page = opens(f"/incidents/{incident.uid}/prove/", aminata)

    page.get_by_role("link", name=opened).focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"#{control.format(claim.pk)}")).to_be_focused()
    page.keyboard.type(typed)
    page.keyboard.press("Control+Enter")

    expect(page.get_by_role("status")).to_contain_text(said)
    claim.refresh_from_db()
    claim.citation.refresh_from_db()
    assert (claim.citation.attributed_to, claim.status) in [("The army", "live"), ("", "retracted")]


def test_a_judgement_that_a_colleague_was_quicker_with_is_chosen_field_by_field(
    opens: Opens, aminata: User, boris: User, incident: Incident
) -> None:
    claim = make_casualty_claim(incident)
    address = f"/incidents/{incident.uid}/prove/claims/{claim.pk}/forms/?open=rate"
    page = opens(address, aminata)
    page.locator(f"#rate-{claim.pk}-attributed_to").press_sequentially("The army")
    expect(page.get_by_text("Your words were kept at")).to_be_visible()
    rate_citation(claim.citation_id, by=boris, seen=1, attributed_to="The government")

    page.goto(address)
    page.get_by_role("radio", name="Keep mine The army").focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="Take them back").press("Enter")

    expect(page.locator(f"#rate-{claim.pk}-attributed_to")).to_have_value("The government")
