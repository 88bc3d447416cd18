"""The queue by keyboard alone: from row to row, several at once, two people for one incident."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from casework.accounts.models import User
from casework.incidents.models import Incident, State
from casework.review.models import Batch, Lease
from casework.review.services import take
from tests.browser.conftest import PHONE, Opens
from tests.browser.test_pages import overflow
from tests.review.builders import make_complete, make_incident, make_term

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def submissions(by: User, number: int) -> list[Incident]:
    return [
        make_complete(by, State.SUBMITTED, priority=number - place, title=f"Attack {place}")
        for place in range(number)
    ]


def focused_row(page: Page) -> str:
    text: str = page.evaluate("document.activeElement.closest('[data-row]')?.innerText ?? ''")
    return text


def test_a_verifier_walks_the_queue_and_opens_a_row(opens: Opens, aminata: User) -> None:
    first, second = make_incident(aminata, priority=1), make_incident(aminata)
    page = opens("/queue/?queue=to_verify", aminata)

    page.keyboard.press("j")
    assert first.uid in focused_row(page)
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert second.uid in focused_row(page)
    page.keyboard.press("k")
    page.keyboard.press("o")

    page.wait_for_url(f"**/incidents/{first.uid}/")


def test_enter_takes_the_next_and_skip_the_one_after(opens: Opens, aminata: User) -> None:
    first, second = make_incident(aminata, priority=1), make_incident(aminata)
    page = opens("/queue/", aminata)

    page.keyboard.press("Enter")
    page.wait_for_url(f"**/incidents/{first.uid}/")
    page.keyboard.press("s")
    page.wait_for_url(f"**/incidents/{second.uid}/")

    expect(page.locator(".toasts")).to_contain_text(f"{first.uid} is put aside until")
    assert Lease.objects.held_by(aminata).get().incident == second
    page.keyboard.press("z")
    page.wait_for_url(f"**/incidents/{first.uid}/")
    assert set(Lease.objects.held_by(aminata).values_list("incident", flat=True)) == {first.pk, second.pk}


def test_a_reviewer_agrees_and_is_led_on(opens: Opens, aminata: User, boris: User) -> None:
    first, second = submissions(aminata, 2)
    page = opens("/queue/?queue=to_review", boris)

    page.keyboard.press("Enter")
    page.wait_for_url(f"**/incidents/{first.uid}/")
    page.keyboard.press("a")
    page.wait_for_url(f"**/incidents/{second.uid}/")

    expect(page.locator(".toasts")).to_contain_text(f"{first.uid} is now “Reviewed”.")


def test_several_are_returned_by_keyboard_and_undone(opens: Opens, aminata: User, boris: User) -> None:
    make_term("return_reason", "date-wrong")
    incidents = submissions(aminata, 3)
    page = opens("/queue/?queue=to_review", boris)

    for key in ("j", "x", "j", "x"):
        page.keyboard.press(key)
    expect(page.locator("[data-chosen]")).to_have_text("Chosen: 2")
    page.keyboard.press("b")
    page.keyboard.type("Return")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Return: 2 incidents")).to_be_visible()
    expect(page.locator("#several-code")).to_be_focused()
    page.locator("#several-code").select_option("date-wrong")
    page.locator("#several-field").select_option("date")
    page.locator("#several-note").fill("The wire report gives Monday.")
    page.get_by_role("button", name="Return: 2 incidents").press("Enter")

    expect(page.get_by_role("cell", name=re.compile("Done"))).to_have_count(2)
    page.keyboard.press("z")
    expect(page.locator(".toasts")).to_contain_text("2 incidents were undone.")
    assert {each.review_state for each in Incident.objects.all()} == {State.SUBMITTED}
    page.get_by_role("link", name="Back to the list").first.press("Enter")
    page.wait_for_url("**/queue/?queue=to_review")
    assert Batch.objects.get().rows.count() == 2 < len(incidents)


def test_all_on_the_page_are_chosen_with_one_press(opens: Opens, aminata: User, boris: User) -> None:
    submissions(aminata, 3)
    page = opens("/queue/?queue=to_review", boris)
    expect(page.get_by_role("button", name="Look at it first")).to_be_disabled()

    page.get_by_role("checkbox", name="Choose all on this page").check()

    expect(page.locator("[data-chosen]")).to_have_text("Chosen: 3")


def test_two_who_press_next_get_two_incidents(opens: Opens, aminata: User, boris: User) -> None:
    incidents = [make_incident(aminata) for _ in range(2)]
    pages = [opens("/queue/", user) for user in (aminata, boris)]

    for page in pages:
        page.evaluate("document.querySelector('[data-does=next]').click()")
    for page in pages:
        page.wait_for_url("**/incidents/**")

    assert {page.url.rsplit("/", 2)[1] for page in pages} == {each.uid for each in incidents}


def test_the_loser_is_told_who_won_and_when(
    opens: Opens, aminata: User, boris: User, complaints: list[str]
) -> None:
    incident = make_incident(aminata)
    page = opens(f"/incidents/{incident.uid}/", aminata)
    take(incident.pk, by=boris)

    page.get_by_role("button", name="Take and start").click()

    expect(page.get_by_role("alert")).to_contain_text(
        re.compile(r"Boris has been working on this incident since \d")
    )
    assert "409" in complaints.pop()


def test_full_hands_exchange_one_for_another(opens: Opens, aminata: User) -> None:
    held = [make_incident(aminata) for _ in range(3)]
    for each in held:
        take(each.pk, by=aminata)
    fourth = make_incident(aminata)
    page = opens(f"/incidents/{fourth.uid}/", aminata)

    page.get_by_role("button", name=f"Give back {held[1].uid}, take this one").press("Enter")

    expect(page.get_by_text("You are working on this incident.")).to_be_visible()
    now = set(Lease.objects.held_by(aminata).values_list("incident", flat=True))
    assert now == {held[0].pk, held[2].pk, fourth.pk}


def test_a_lost_connection_keeps_the_hold_for_its_time(
    opens: Opens, aminata: User, complaints: list[str]
) -> None:
    incident = make_incident(aminata)
    take(incident.pk, by=aminata)
    page = opens(f"/incidents/{incident.uid}/", aminata)
    page.wait_for_load_state("networkidle")

    page.context.set_offline(True)
    before = Lease.objects.get().expires_at
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_function("!navigator.onLine")
    assert Lease.objects.held_by(aminata).get().expires_at == before
    Lease.objects.update(taken_at=LONG_AGO, expires_at=LONG_AGO.replace(day=2))
    page.context.set_offline(False)
    with page.expect_response("**/heartbeat/") as answer:
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    # Nobody came in between, so the work goes on.
    assert answer.value.status == 200
    complaints.clear()


def test_a_search_is_saved_and_opened(opens: Opens, aminata: User) -> None:
    make_incident(aminata, priority=3, title="Ferry")
    page = opens("/queue/?queue=to_verify", aminata)

    page.get_by_text("Narrow the list").click()
    page.get_by_label("Priority at least").fill("3")
    page.get_by_role("button", name="Search", exact=True).click()
    page.get_by_text("Save this search").click()
    page.get_by_label("Name", exact=True).fill("Urgent")
    page.get_by_role("button", name="Save", exact=True).click()
    page.goto("/incidents/")
    page.get_by_role("link", name="Urgent").click()

    page.wait_for_url("**/queue/?priority=3&sort=next&queue=to_verify")
    expect(page.get_by_role("link", name="Ferry")).to_be_visible()


def test_it_fits_a_phone_in_both_directions(opens: Opens, aminata: User, boris: User, sira: User) -> None:
    make_term("return_reason", "date-wrong")
    for each in submissions(aminata, 3):
        Incident.objects.filter(pk=each.pk).update(due_at=LONG_AGO, assigned_to=boris)
    page = opens("/queue/?queue=to_review", boris, width=PHONE)
    page.get_by_text("Narrow the list").click()
    wide = {"queue": overflow(page)}
    page.evaluate("document.documentElement.dir = 'rtl'")
    wide["queue, rtl"] = overflow(page)

    page.locator("input[name=row]").first.check()
    page.locator("#several-action").select_option("return")
    page.get_by_role("button", name="Look at it first").click()
    page.wait_for_load_state()
    wide["preview"] = overflow(page)
    page.goto("/searches/")
    wide["searches"] = overflow(page)

    assert {place: by for place, by in wide.items() if by > 0} == {}
