"""A verifier fills in the facts and signs a number, by keyboard alone."""

import pytest
from playwright.sync_api import Page, expect

from casework.accounts.models import User
from casework.incidents.models import DateClaim, Incident, State, TermClaim
from casework.incidents.services import edit_incident
from tests.browser.conftest import PHONE, Opens
from tests.codebook.builders import make_place
from tests.incidents.builders import build_claim, make_casualty_claim, make_incident
from tests.incidents.codebook import make_term

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def incident(aminata: User) -> Incident:
    return make_incident(aminata, review_state=State.VERIFYING)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def go_to(page: Page, selector: str) -> None:
    """Press Tab until the control has the focus."""
    for _ in range(80):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"The Tab key does not reach {selector}.")


def test_facts_and_a_place_are_filled_in_by_keyboard_alone(
    opens: Opens, aminata: User, incident: Incident
) -> None:
    place = make_place("Sokolo", admin1="Ségou")
    make_place("Sokolo Kura")
    page = opens(f"/incidents/{incident.uid}/", aminata)

    go_to(page, f"a[href='/incidents/{incident.uid}/edit/']")
    press(page, "Enter")
    page.wait_for_url("**/edit/")
    go_to(page, "[name=date_edtf]")
    page.keyboard.type("26 January 2020")
    expect(page.locator("[data-date-means]")).to_have_text("26 Jan 2020, exact to one day")
    go_to(page, "[name=find]")
    page.keyboard.type("sokolo")
    expect(page.locator("[data-count]")).to_have_text("Places found: 2")
    press(page, "Enter", "Enter")
    expect(page.locator("[name=place_name]")).to_be_focused()
    go_to(page, "[name=coordinate_uncertainty_m]")
    page.keyboard.type("500")
    press(page, "Enter")

    expect(page.get_by_role("status")).to_contain_text(f"{incident.uid} was saved.")
    incident.refresh_from_db()
    assert (incident.date_edtf, incident.place, incident.place_name) == ("2020-01-26", place, "Sokolo")
    assert (incident.country_id, incident.admin1, str(incident.longitude)) == ("MLI", "Ségou", "-6.12190")
    assert (incident.location_precision, incident.coordinate_uncertainty_m) == ("exact", 500)


def test_a_number_is_signed_by_keyboard_alone(opens: Opens, aminata: User, incident: Incident) -> None:
    make_casualty_claim(incident, 19, 20, 20, category="total")
    page = opens(f"/incidents/{incident.uid}/", aminata)

    go_to(page, "section[aria-labelledby=number-killed-total] summary")
    press(page, "Enter")
    go_to(page, "[aria-labelledby=number-killed-total] [name=rule]")
    press(page, "ArrowDown")
    go_to(page, "#assess-killed-total-reason")
    page.keyboard.type("The lowest is certain.")
    press(page, "Tab", "Enter")

    expect(page.get_by_role("status")).to_contain_text("You signed “Killed, total: 19/19/20”.")
    assert page.url.endswith("#numbers")
    assert incident.assessments.get().reason == "The lowest is certain."


def test_one_press_takes_over_what_a_claim_says(opens: Opens, aminata: User, incident: Incident) -> None:
    battles, riots = make_term(code="Battles"), make_term(code="Riots")
    clash = make_term("sub_event_type", "Armed clash", battles)
    make_term("sub_event_type", "Mob violence", riots)
    build_claim(TermClaim, incident, term=clash).save()
    build_claim(DateClaim, incident, time_of_day="dawn").save()
    page = opens(f"/incidents/{incident.uid}/edit/", aminata)
    sub = page.locator("[name=sub_event_type]")

    page.locator("[name=event_type]").select_option(label="Riots")
    assert sub.locator("optgroup:not([disabled])").evaluate_all("all => all.map(each => each.label)") == [
        "Riots"
    ]
    page.get_by_role("button", name="Armed clash").click()
    page.get_by_role("button", name="Dawn").click()
    page.get_by_role("button", name="Save").last.click()

    page.wait_for_url(f"**/incidents/{incident.uid}/")
    incident.refresh_from_db()
    assert (incident.event_type, incident.sub_event_type, incident.time_of_day) == (battles, clash, "dawn")


def test_both_versions_are_shown_when_a_colleague_was_quicker(
    opens: Opens, aminata: User, boris: User, incident: Incident, complaints: list[str]
) -> None:
    page = opens(f"/incidents/{incident.uid}/edit/", aminata, width=PHONE)
    edit_incident(incident.pk, by=boris, seen=1, fields={"title": "Attack at dawn", "admin1": "Ségou"})

    page.locator("[name=title]").fill("Attack at noon")
    page.get_by_role("button", name="Save").last.click()
    page.get_by_role("radio", name="Keep mine Attack at noon").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Take theirs Attack at dawn")).to_be_focused()
    expect(page.locator("[name=title]")).to_have_value("Attack at dawn")
    page.locator("[name=summary]").fill("Armed men attacked.")
    press(page, "Control+Enter")

    page.wait_for_url(f"**/incidents/{incident.uid}/")
    incident.refresh_from_db()
    assert (incident.title, incident.admin1) == ("Attack at dawn", "Ségou")
    assert incident.summary == "Armed men attacked."
    assert [complaints.pop()] == [
        "Failed to load resource: the server responded with a status of 412 (Precondition Failed)"
    ]


def test_no_form_is_wider_than_a_phone(opens: Opens, aminata: User, incident: Incident) -> None:
    make_casualty_claim(incident, 19, 20, 20, as_reported="x" * 300)
    build_claim(DateClaim, incident, time_of_day="dawn", as_reported="y" * 300).save()
    page = opens(f"/incidents/{incident.uid}/", aminata, width=PHONE)

    wide = {}
    for place in ("", "edit/"):
        page.goto(f"/incidents/{incident.uid}/{place}")
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        wide[place] = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )

    assert wide == {"": 0, "edit/": 0}


def test_the_form_is_saved_before_a_field_has_the_focus(
    opens: Opens, aminata: User, incident: Incident
) -> None:
    page = opens(f"/incidents/{incident.uid}/edit/", aminata)
    page.locator("[name=title]").fill("Attack at noon")
    page.evaluate("document.activeElement.blur()")

    press(page, "Control+Enter")

    page.wait_for_url(f"**/incidents/{incident.uid}/")
    incident.refresh_from_db()
    assert incident.title == "Attack at noon"
