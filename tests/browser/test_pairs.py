"""Judging pairs one after the other with the keyboard."""

import re

import pytest
from playwright.sync_api import expect

from casework.accounts.models import User
from casework.crossref.models import CandidatePair, Judgement
from casework.crossref.tasks import find_new_pairs
from casework.incidents.models import Incident
from tests.browser.conftest import PHONE, Opens
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


def test_a_queue_of_pairs_is_judged_with_the_keyboard_alone(opens: Opens, aminata: User) -> None:
    for _number in range(3):
        make_attack(aminata)
    find_new_pairs()
    page = opens("/pairs/", aminata)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/pairs/\d+/$"))
    first = page.url

    page.keyboard.press("n")
    page.wait_for_url(lambda url: url != first and re.search(r"/pairs/\d+/$", url) is not None)
    second = page.url
    page.keyboard.press("z")
    page.wait_for_url(first)
    assert not Judgement.objects.current().exists()

    page.keyboard.press("s")
    page.wait_for_url(second)
    page.keyboard.press("u")
    page.wait_for_url(lambda url: url not in (first, second))
    page.goto(second)
    expect(page.get_by_role("button", name="Not sure")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("u")
    expect(page.get_by_text("are open again")).to_be_visible()
    assert not Judgement.objects.current().exists()


def test_two_incidents_are_merged_and_taken_apart(opens: Opens, aminata: User, sira: User) -> None:
    one = make_attack(aminata, title="Raid", summary="One.")
    other = make_attack(aminata, title="Attack", summary="Two.")
    find_new_pairs()
    page = opens("/pairs/next/", sira)
    page.keyboard.press("m")
    page.wait_for_url("**/pairs/")
    page.go_back()
    page.reload()
    page.get_by_role("link", name="Merge the two…").click()

    page.get_by_role("group", name="Summary").get_by_label("Both").check()
    page.get_by_role("button", name="Show with these choices").click()
    expect(page.locator("dd", has_text="One.")).to_contain_text("Two.")
    page.get_by_role("button", name="Merge CW-").click()
    expect(page.get_by_text("Read its numbers again.")).to_be_visible()
    assert {each.review_state for each in Incident.objects.filter(pk__in=[one.pk, other.pk])} == {
        "merged",
        "new",
    }

    page.get_by_role("link", name="Take apart…").click()
    expect(page.get_by_text("Both will say exactly what they said before the merge.")).to_be_visible()
    page.get_by_role("button", name="Take apart").click()
    expect(page.get_by_text("are two incidents again.")).to_be_visible()
    assert not Incident.objects.filter(review_state="merged").exists()


@pytest.mark.parametrize("address", ["", "merge/"])
def test_a_pair_fits_a_phone(opens: Opens, sira: User, address: str) -> None:
    make_attack(sira, title="Raid" * 12)
    make_attack(sira, summary="Armed men came. " * 20)
    find_new_pairs()

    page = opens(f"/pairs/{CandidatePair.objects.get().pk}/{address}", sira, width=PHONE)

    assert page.evaluate("document.querySelector('main').scrollWidth") <= PHONE
