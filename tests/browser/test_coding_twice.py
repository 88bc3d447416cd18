"""Coding takes an hour over texts; what was typed outlives a closed tab and a lost connection."""

import pytest
from playwright.sync_api import expect

from casework.accounts.models import User
from casework.coding.models import Coding
from tests.browser.conftest import Opens
from tests.coding.builders import build_coding, make_draw

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def coding(aminata: User, boris: User) -> Coding:
    coding = build_coding(make_draw(aminata), boris)
    coding.save()
    coding.draw.incident.blind_people.add(boris)
    return coding


def test_what_is_typed_is_there_again_in_another_tab(opens: Opens, coding: Coding, boris: User) -> None:
    page = opens(f"/coding/{coding.pk}/", boris)

    page.locator("[name=place_name]").fill("Sokolo")
    expect(page.locator("[data-kept]")).to_contain_text("Your words were kept at")
    page.locator("[name=killed_best]").fill("20")
    # Before the pause is over that follows a key.
    page.close()

    again = opens(f"/coding/{coding.pk}/", boris)
    expect(again.locator("[name=place_name]")).to_have_value("Sokolo")
    expect(again.locator("[name=killed_best]")).to_have_value("20")


def test_without_a_connection_the_page_says_so(
    opens: Opens, coding: Coding, boris: User, complaints: list[str]
) -> None:
    page = opens(f"/coding/{coding.pk}/", boris)

    page.context.set_offline(True)
    page.locator("[name=place_name]").fill("Sokolo")
    expect(page.locator("[data-kept]")).to_contain_text("The connection is lost.")
    page.context.set_offline(False)
    page.locator("[name=killed_best]").fill("20")

    expect(page.locator("[data-kept]")).to_contain_text("Your words were kept at")
    coding.refresh_from_db()
    assert coding.typed["place_name"] == ["Sokolo"]
    # What the browser says of the message that did not arrive.
    assert set(complaints) == {"Failed to load resource: net::ERR_INTERNET_DISCONNECTED"}
    complaints.clear()
