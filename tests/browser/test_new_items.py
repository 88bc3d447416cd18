"""New items of feeds are worked through with the keyboard alone, on a desk and on a phone."""

import re

import pytest
from playwright.sync_api import expect

from casework.accounts.models import Desk, User
from casework.incidents.models import Incident
from casework.incidents.services import create_incident
from casework.sources.models import TriageItem
from tests.browser.conftest import PHONE, Opens
from tests.sources.feeds.builders import make_feed, make_waiting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLES = ("Raid on a camp", "Bus stopped near the ford", "Price of rice", "Football derby")


@pytest.fixture
def rows(desk: Desk) -> list[TriageItem]:
    """Four items that wait; the list shows the last one first."""
    feed = make_feed(desk, next_visit_at=None)
    return [make_waiting(desk, feed=feed, title=each) for each in TITLES]


def test_four_items_are_decided_with_keys_alone(
    opens: Opens, aminata: User, desk: Desk, rows: list[TriageItem]
) -> None:
    raid, bus, rice, derby = rows
    create_incident(by=aminata, desk=desk, title="Raid on the camp of Sokolo")
    page = opens("/triage/", aminata)

    page.keyboard.press("j")
    page.keyboard.press("n")
    page.wait_for_url(f"**/triage/#item-{rice.pk}")
    expect(page.locator(f"#item-{rice.pk}")).to_be_focused()
    page.keyboard.press("z")
    page.wait_for_url(f"**/triage/#item-{derby.pk}")
    page.keyboard.press("n")
    page.wait_for_url(f"**/triage/#item-{rice.pk}")
    page.keyboard.press("x")
    page.keyboard.press("b")
    page.wait_for_url(re.compile(r"/triage/steps/\d+/"))
    expect(page.get_by_text("Price of rice")).to_be_visible()
    # A page gives its first button the focus when it is first drawn, which is later than it is loaded.
    expect(page.get_by_role("link", name="Back to the list")).to_be_focused()
    page.keyboard.press("Enter")

    page.wait_for_url(re.compile(r"/triage/$"))
    page.keyboard.press("j")
    page.keyboard.press("y")
    page.wait_for_url(f"**/triage/#item-{raid.pk}")
    page.keyboard.press("i")
    page.wait_for_url(re.compile(r"/incidents/for-item/"))
    expect(page.get_by_role("button", name="To CW-")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_text("Nothing here")).to_be_visible()
    decided = dict(TriageItem.objects.values_list("pk", "decision"))
    assert decided == {raid.pk: "keep", bus.pk: "keep", rice.pk: "drop", derby.pk: "drop"}
    assert Incident.objects.get().document_links.get().document.title == "Raid on a camp"


@pytest.mark.parametrize("address", ["/triage/", "/feeds/", "/feeds/rules/", "/feeds/rules/add/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_fit_a_phone(
    address: str, scheme: str, opens: Opens, sira: User, desk: Desk, rows: list[TriageItem]
) -> None:
    make_waiting(desk, feed=make_feed(desk, next_visit_at=None), title="Raid" * 30, summary="x" * 400)

    page = opens(address, sira, width=PHONE, scheme=scheme)

    assert page.evaluate("document.querySelector('main').scrollWidth") <= PHONE
