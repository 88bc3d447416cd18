"""Saying with the keyboard which incidents new documents are about."""

import pytest
from playwright.sync_api import Page, expect

from casework.accounts.models import User
from casework.crossref.models import Offer
from casework.crossref.tasks import offer_new_documents
from casework.incidents.models import IncidentDocument
from tests.browser.conftest import PHONE, Opens
from tests.crossref.test_offers import file_text, sokolo

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def four(aminata: User) -> None:
    """Four documents that may be about one attack, each with other words."""
    sokolo(aminata)
    for number in range(4):
        file_text(aminata, title=f"Report {number}")
    offer_new_documents()
    assert Offer.objects.waiting().count() == 4


def rows(page: Page) -> list[str | None]:
    """Return which offers the page shows, in its order."""
    return [each.get_attribute("aria-labelledby") for each in page.locator("[data-pair]").all()]


def test_a_key_answers_and_the_next_offer_is_at_hand(opens: Opens, aminata: User, four: None) -> None:
    page = opens("/pairs/documents/", aminata)
    first, second, third, fourth = rows(page)

    page.keyboard.press("j")
    expect(page.locator("#place-1")).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator("#place-2")).to_be_focused()
    page.keyboard.press("m")
    page.wait_for_url("**#place-2")
    expect(page.locator("#place-2")).to_be_focused()
    assert rows(page) == [first, third, fourth]
    page.keyboard.press("n")
    expect(page.locator("[data-pair]")).to_have_count(2)
    expect(page.locator("#place-2")).to_be_focused()
    assert rows(page) == [first, fourth]
    page.keyboard.press("u")
    expect(page.locator("[data-pair]")).to_have_count(1)

    answers = {f"offer-{pk}": answer for pk, answer in Offer.objects.values_list("pk", "answer")}
    assert answers == {first: "open", second: "yes", third: "no", fourth: "unsure"}
    assert IncidentDocument.objects.count() == 1


@pytest.mark.parametrize(("key", "answer"), [("m", "yes"), ("n", "no"), ("u", "unsure")])
def test_the_same_key_takes_an_answer_back(
    opens: Opens, aminata: User, four: None, key: str, answer: str
) -> None:
    page = opens("/pairs/documents/", aminata)
    page.keyboard.press("j")
    page.keyboard.press(key)
    expect(page.locator("[data-pair]")).to_have_count(3)

    page.goto(page.url.partition("#")[0] + f"?show={answer}")
    page.keyboard.press("j")
    page.keyboard.press(key)

    expect(page.get_by_text("Taken back")).to_be_visible()
    assert Offer.objects.waiting().count() == 4
    assert not IncidentDocument.objects.exists()


def test_offers_fit_a_phone(opens: Opens, aminata: User, four: None) -> None:
    page = opens("/pairs/documents/", aminata, width=PHONE)

    assert page.evaluate("document.querySelector('main').scrollWidth") <= PHONE
