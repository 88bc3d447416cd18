"""Judging pairs one after the other with the keyboard."""

import pytest
from playwright.sync_api import expect

from casework.accounts.models import User
from casework.crossref.models import Judgement
from casework.crossref.tasks import find_new_pairs
from tests.browser.conftest import Opens
from tests.crossref.builders import make_attack

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_key_judges_a_pair_and_the_next_one_is_at_hand(opens: Opens, aminata: User) -> None:
    for _number in range(3):
        make_attack(aminata)
    find_new_pairs()
    page = opens("/pairs/", aminata)
    second, third = (
        page.locator("[data-pair]").nth(place).get_attribute("aria-labelledby") for place in (1, 2)
    )

    page.locator("[data-pair]").nth(1).focus()
    page.keyboard.press("n")
    page.wait_for_url("**/pairs/#place-2")

    expect(page.locator("#place-2")).to_be_focused()
    assert page.locator("#place-2").get_attribute("aria-labelledby") == third != second
    page.keyboard.press("u")
    expect(page.locator("#place-1")).to_be_focused()
    assert sorted(Judgement.objects.values_list("verdict", flat=True)) == ["not_same", "unsure"]
