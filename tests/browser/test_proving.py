"""Passages are marked and proved in a real browser: by mouse, by keys alone, by finger."""

import datetime

import pytest
from playwright.sync_api import Route, expect

from casework.accounts.models import User
from casework.incidents.models import (
    AttributionClaim,
    CasualtyClaim,
    Citation,
    DateClaim,
    Incident,
    IncidentDocument,
    State,
)
from tests.browser.conftest import PHONE, Opens
from tests.browser.selecting import select
from tests.incidents.builders import (
    make_casualty_claim,
    make_citation,
    make_document,
    make_incident,
    make_snapshot,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = (
    "🔥🔥 هاجم مسلحون المعسكر يوم الأحد.\n\n"
    "Armed men attacked the camp at Sokolo on January 26. "
    "The government says that about 20 soldiers died. Another report says 20.\n"
)
LAUGHTER = "ha " * 60


@pytest.fixture
def incident(aminata: User) -> Incident:
    """One with a text beside it in which emoji and Arabic come first."""
    document = make_document(aminata, published_on=datetime.date(2020, 1, 27))
    make_snapshot(aminata, TEXT + "Nothing else was known.\n\n" * 60 + LAUGHTER, document=document)
    incident = make_incident(aminata, review_state=State.VERIFYING)
    IncidentDocument.objects.create(incident=incident, document=document, added_by=aminata)
    return incident


def test_selected_words_become_a_claim(opens: Opens, aminata: User, incident: Incident) -> None:
    page = opens(f"/incidents/{incident.uid}/prove/", aminata)

    select(page, "about 20 soldiers")
    page.get_by_role("menuitem", name="Killed").click()
    expect(page.get_by_label("Low")).to_have_value("20")
    page.get_by_label("Who says so").fill("government of Mali")
    page.get_by_role("button", name="Add the claim").click()

    expect(page.get_by_role("status")).to_contain_text("“about 20 soldiers” was added.")
    expect(page.locator("[data-text] mark")).to_have_text("about 20 soldiers")
    claim = CasualtyClaim.objects.get()
    assert (claim.low, claim.category, claim.qualifier) == (20, "military", "about")
    assert (claim.citation.exact, claim.citation.start) == ("about 20 soldiers", TEXT.index("about 20"))


def test_of_words_that_stand_often_the_selected_ones_are_cited(
    opens: Opens, aminata: User, incident: Incident
) -> None:
    """Nothing around the words tells them apart: only the offset does, behind two emoji."""
    page = opens(f"/incidents/{incident.uid}/prove/", aminata)
    at = LAUGHTER.index("ha", 60)
    page.evaluate(
        """at => {
            const found = [...document.querySelectorAll(".sentence")].at(-1).firstChild;
            getSelection().setBaseAndExtent(found, at, found, at + 2);
        }""",
        at,
    )

    page.keyboard.press("c")
    page.keyboard.press("c")
    page.get_by_role("button", name="Cite the passage").click()

    page.get_by_role("status").wait_for()
    citation = Citation.objects.get()
    assert citation.start == citation.snapshot.text.index(LAUGHTER) + at


def test_the_keyboard_is_enough(opens: Opens, aminata: User, incident: Incident) -> None:
    page = opens(f"/incidents/{incident.uid}/prove/", aminata)

    for key in ("j", "j", "k", "ArrowDown", "c", "k"):
        page.keyboard.press(key)
    expect(page.get_by_label("Low")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("status").wait_for()

    focused = "document.activeElement.textContent"
    assert page.evaluate(focused) == "The government says that about 20 soldiers died."
    page.keyboard.press("k")
    page.keyboard.press("c")
    page.keyboard.press("d")
    expect(page.get_by_role("textbox", name="Date")).to_have_value("2020-01-26")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Armed men attacked the camp at Sokolo")

    assert (CasualtyClaim.objects.get().low, DateClaim.objects.get().date_edtf) == (20, "2020-01-26")


def test_lists_are_chosen_from_and_saved_by_keys(opens: Opens, aminata: User, incident: Incident) -> None:
    page = opens(f"/incidents/{incident.uid}/prove/", aminata)
    page.locator(".sentence").nth(1).focus()
    page.keyboard.press("c")
    page.keyboard.press("p")
    expect(page.get_by_label("Find an actor")).to_be_focused()

    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("Nobody")
    page.keyboard.press("Enter")

    page.get_by_role("status").wait_for()
    assert AttributionClaim.objects.get().basis == "unidentified"


def test_keys_are_letters_outside_of_the_text(opens: Opens, aminata: User, incident: Incident) -> None:
    page = opens(f"/incidents/{incident.uid}/prove/", aminata)

    page.locator(".menu summary").focus()
    page.keyboard.press("c")
    assert page.get_by_role("menu").count() == 0
    page.locator(".sentence").nth(2).focus()
    page.keyboard.press("c")
    page.keyboard.press("Escape")
    assert page.get_by_role("menu").count() == 0
    page.keyboard.press("c")
    page.keyboard.press("p")
    page.get_by_label("Find an actor").press_sequentially("jkc")

    expect(page.get_by_label("Find an actor")).to_have_value("jkc")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "sentence"
    expect(page.get_by_label("Find an actor")).to_be_visible()


def test_arabic_words_are_cited_where_they_stand(opens: Opens, aminata: User, incident: Incident) -> None:
    page = opens(f"/incidents/{incident.uid}/prove/", aminata)

    select(page, "مسلحون")
    expect(page.get_by_role("menu")).to_be_visible()
    page.keyboard.press("p")
    page.get_by_label("What it rests on").select_option("unidentified")
    page.get_by_role("button", name="Add the claim").click()

    expect(page.locator("[data-text] mark")).to_have_text("مسلحون")
    assert Citation.objects.get().start == TEXT.index("مسلحون")


def test_the_page_comes_back_where_it_was_left(opens: Opens, aminata: User, incident: Incident) -> None:
    page = opens(f"/incidents/{incident.uid}/prove/", aminata)
    page.locator(".sentence").nth(40).focus()
    page.evaluate("scrollBy(0, 150)")
    left = page.evaluate("scrollY")

    page.keyboard.press("c")
    page.keyboard.press("c")
    page.get_by_role("button", name="Cite the passage").click()
    page.get_by_role("status").wait_for()

    # Our policy forbids the page to evaluate what it is told to wait for, so the test asks again itself.
    for _ in range(50):
        if abs(page.evaluate("scrollY") - left) < 2:
            break
        page.wait_for_timeout(100)
    assert abs(page.evaluate("scrollY") - left) < 2
    assert page.evaluate("[...document.querySelectorAll('.sentence')].indexOf(document.activeElement)") == 40


def test_a_marked_passage_can_be_selected_again_and_leads_to_its_claim(
    opens: Opens, aminata: User, incident: Incident
) -> None:
    snapshot = incident.document_links.get().document.snapshots.get()
    citation = make_citation(incident, "The government says that about 20 soldiers died", snapshot=snapshot)
    claim = make_casualty_claim(incident, citation=citation)
    page = opens(f"/incidents/{incident.uid}/prove/", aminata)

    select(page, "20 soldiers")
    expect(page.get_by_role("menu")).to_be_visible()
    page.keyboard.press("Escape")
    page.mouse.click(5, 5)
    page.locator("[data-text] mark a").click()

    expect(page.locator(f"#claim-{claim.pk}")).to_be_focused()
    assert page.url.endswith(f"#claim-{claim.pk}")


def test_fingers_select_and_then_press_a_button(opens: Opens, aminata: User, incident: Incident) -> None:
    page = opens(f"/incidents/{incident.uid}/prove/", aminata, width=PHONE, scheme="dark")
    page.evaluate("window.matchMedia = () => ({ matches: true })")
    page.evaluate("getSelection().selectAllChildren(document.querySelectorAll('.sentence')[2])")

    page.get_by_role("button", name="Use the selected words").tap()
    page.get_by_role("menuitem", name="Killed").tap()

    expect(page.get_by_label("Low")).to_have_value("20")
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert page.evaluate(wide) <= 0


def test_a_form_that_cannot_be_fetched_is_asked_for_as_a_page(
    opens: Opens, aminata: User, incident: Incident, complaints: list[str]
) -> None:
    page = opens(f"/incidents/{incident.uid}/prove/", aminata)

    def fail(route: Route) -> None:
        """Lose what the script asks for, and let the page itself through."""
        if route.request.resource_type == "fetch":
            route.abort()
        else:
            route.continue_()

    page.route("**/prove/form/", fail)
    page.locator(".sentence").nth(2).focus()
    page.keyboard.press("c")
    page.keyboard.press("k")

    page.wait_for_url("**/prove/form/#new-claim")
    expect(page.get_by_label("Low")).to_have_value("20")
    complaints.clear()


def test_the_ends_of_a_passage_move_by_words(opens: Opens, aminata: User, incident: Incident) -> None:
    page = opens(f"/incidents/{incident.uid}/prove/", aminata)
    page.locator(".sentence").nth(2).focus()

    page.keyboard.press("c")
    # “The government says that about 20 soldiers died.”
    for _ in range(4):
        page.keyboard.press("Shift+ArrowDown")
    # The full stop goes with the first step, then “died”, then “soldiers”, which comes back.
    for _ in range(3):
        page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("k")
    expect(page.get_by_label("Low")).to_have_value("20")
    page.keyboard.press("Enter")

    page.get_by_role("status").wait_for()
    expect(page.locator("[data-text] mark")).to_have_text("about 20 soldiers")
    assert CasualtyClaim.objects.get().citation.exact == "about 20 soldiers"


def test_two_snapshots_are_compared(opens: Opens, aminata: User, incident: Incident) -> None:
    document = incident.document_links.get().document
    newer = TEXT.replace("about 20", "about 24") + "Nothing else was known.\n\n" * 60 + LAUGHTER
    make_snapshot(aminata, newer, document=document)
    page = opens(f"/incidents/{incident.uid}/prove/", aminata, width=PHONE, scheme="dark")

    page.get_by_role("link", name="What differs between 1 and 2").click()

    expect(page.locator("del")).to_have_text("20")
    expect(page.locator("ins")).to_have_text("24")
    expect(page.get_by_text("sentences are as they were").first).to_be_visible()
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0


def test_what_nobody_needs_at_first_comes_by_itself(opens: Opens, aminata: User, incident: Incident) -> None:
    page = opens("/", aminata)

    answer = page.goto(f"/incidents/{incident.uid}/")

    assert answer
    assert 'id="history"' not in answer.text()
    expect(page.get_by_role("heading", name="History")).to_be_attached()
    expect(page.locator("[data-late]")).to_have_count(0)
