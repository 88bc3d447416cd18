"""How many actions the work takes by keyboard alone.

An action is one press (a key, or keys held together such as Shift Tab) or one value typed or pasted as a
whole: a title, a name, the day in a field for days. Choosing in a closed list by typing the start of a word
is one action. Nothing is clicked; what the browser focuses by itself costs nothing.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from casework.accounts.models import User
from casework.codebook.models import Country
from casework.codebook.vocabularies import load_vocabularies
from casework.incidents.models import CasualtyClaim, Incident, State
from tests.browser.conftest import Opens
from tests.browser.test_sokolo_story import REPORT
from tests.codebook.builders import make_place

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_FOR_A_CLAIM = 14
MOST_FROM_PASTE_TO_SUBMITTED = 90


class Hands:
    """Somebody at the keyboard, whose actions are counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.actions = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.actions += 1

    def type(self, value: str) -> None:
        """Type or paste a value as a whole."""
        self.page.keyboard.insert_text(value)
        self.actions += 1

    def choose(self, word: str) -> None:
        """Type the start of a word on a closed list, or a day into the browser's field for days."""
        self.page.keyboard.type(word)
        self.actions += 1

    def prove(self, sentence: str, item: str) -> None:
        """Go to the sentence that says it, open the menu and say what it proves."""
        while sentence not in self.page.evaluate("document.activeElement.textContent"):
            self.press("j")
        self.press("c", item)
        expect(self.page.locator("#claim-form")).to_be_visible()

    def add(self, *, in_words: str) -> None:
        """Save, and wait until the page is back in the text."""
        self.press("Control+Enter")
        expect(self.page.get_by_role("status")).to_contain_text(in_words)


@pytest.fixture
def installation() -> None:
    load_vocabularies()
    make_place(name="Sokolo", country=Country.objects.get(pk="MLI"))


def file_and_take(hands: Hands) -> None:
    """File the pasted report, log the incident that it tells of, take it and open the text."""
    page = hands.page
    expect(page.get_by_label("Text", exact=True)).to_be_focused()
    hands.type(REPORT)
    hands.press("Tab", "Tab", "Tab")
    hands.type("Bamako Morning")
    hands.press("Tab")
    hands.type("Army post at Sokolo overrun")
    hands.press("Tab", "Tab")
    hands.choose("01272020")
    hands.press("Enter")
    expect(page.get_by_label("Title of the incident")).to_be_focused()
    hands.type("Raid on the army camp at Sokolo")
    hands.press("Enter")
    page.wait_for_url("**/incidents/CW-*/")
    hands.press("h")
    expect(page.get_by_text("You are working on this incident.")).to_be_visible()
    hands.press("c")
    expect(page.locator(".sentence").first).to_be_focused()


def test_a_claim_with_its_citation_and_the_sokolo_incident(
    opens: Opens, installation: None, aminata: User
) -> None:
    page = opens("/documents/add/", aminata)
    hands = Hands(page)

    file_and_take(hands)
    before = hands.actions
    hands.prove("About 20 soldiers", "k")
    hands.add(in_words="was added")
    assert hands.actions - before <= MOST_FOR_A_CLAIM
    claim = CasualtyClaim.objects.get()
    assert (claim.low, claim.qualifier, claim.category) == (20, "about", "military")

    hands.prove("By the evening nobody", "p")
    hands.add(in_words="was added")
    hands.press("Home")
    hands.prove("Armed men overran", "d")
    hands.add(in_words="was added")
    hands.prove("Armed men overran", "l")
    hands.add(in_words="was added")
    hands.prove("Armed men overran", "e")
    hands.choose("Battles")
    hands.add(in_words="was added")
    expect(page.locator("[data-late]")).to_have_count(0)
    for number in ("killed", "injured"):
        hands.press("v", "Control+Enter")
        expect(page.get_by_role("status")).to_contain_text(f"You signed “{number.capitalize()}")
        expect(page.locator("[data-late]")).to_have_count(0)
    hands.press("i")
    page.wait_for_url("**/edit/")
    hands.press("i", "Control+Enter")
    page.wait_for_url("**/incidents/CW-*/")
    expect(page.get_by_role("status")).to_contain_text("was saved.")
    hands.press("d")
    expect(page.get_by_role("status")).to_contain_text("Submitted")

    assert hands.actions <= MOST_FROM_PASTE_TO_SUBMITTED
    assert Incident.objects.get().review_state == State.SUBMITTED
