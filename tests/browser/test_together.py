"""Two people at one incident, and words that outlive the tab, the sign-in and the connection."""

import pytest
from django.conf import settings
from django.db import connection, transaction
from playwright.sync_api import Page, expect

from casework.accounts.models import User
from casework.digests.models import Notification
from casework.incidents.content import write_revision
from casework.incidents.models import Draft, Incident
from casework.incidents.services import edit_incident
from casework.review.models import Comment
from tests.browser.conftest import PHONE, Opens, session_of
from tests.review.builders import make_incident

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = "The agency corrects itself: 19, not 20."


@pytest.fixture
def incident(aminata: User) -> Incident:
    return make_incident(aminata)


def write(page: Page, words: str = WORDS) -> None:
    page.get_by_role("textbox", name="Comment").press_sequentially(words)


def sign_in(page: Page, user: User) -> None:
    """Give the browser a session of the person."""
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session_of(user), "path": "/"}
    site = page.url.split("/incidents/")[0].removeprefix("http://").split(":")[0]
    page.context.add_cookies([{**cookie, "domain": site}])  # type: ignore[typeddict-item]  # playwright hides it


def kept(page: Page) -> None:
    """Wait until the page says that the server has the words."""
    expect(page.get_by_text("Your words were kept at")).to_be_visible()


def test_words_come_back_after_a_closed_tab(opens: Opens, aminata: User, incident: Incident) -> None:
    page = opens(f"/incidents/{incident.uid}/", aminata, width=PHONE)
    write(page)
    kept(page)
    context = page.context
    page.close()

    page = context.new_page()
    page.goto(f"/incidents/{incident.uid}/")
    expect(page.get_by_label("Unsaved words")).to_contain_text(WORDS)
    page.get_by_role("button", name="Take them back").press("Enter")

    expect(page.get_by_role("textbox", name="Comment")).to_be_focused()
    expect(page.get_by_role("textbox", name="Comment")).to_have_value(WORDS)
    page.get_by_role("button", name="Comment", exact=True).press("Enter")
    expect(page.locator(".comment")).to_contain_text(WORDS)
    assert not Draft.objects.exists()


def test_words_typed_in_the_last_second_are_kept_on_leaving(
    opens: Opens, aminata: User, incident: Incident
) -> None:
    page = opens(f"/incidents/{incident.uid}/", aminata)
    write(page)

    page.goto("/queue/")
    page.goto(f"/incidents/{incident.uid}/")

    expect(page.get_by_label("Unsaved words")).to_contain_text(WORDS)


def test_words_that_arrive_after_the_page_that_was_come_back_to_are_shown(
    opens: Opens, aminata: User, incident: Incident
) -> None:
    page = opens(f"/incidents/{incident.uid}/", aminata)
    write(page)

    # Nobody can write a draft until the page was read; then the words arrive.
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE incidents_draft IN EXCLUSIVE MODE")
        page.goto("/queue/")
        page.goto(f"/incidents/{incident.uid}/")
        assert not Draft.objects.exists()

    expect(page.get_by_label("Unsaved words")).to_contain_text(WORDS)
    page.get_by_role("button", name="Take them back").press("Enter")
    # Longer than it is looked for them: what was taken back is not offered again, over what is typed now.
    page.wait_for_timeout(5000)
    expect(page.get_by_label("Unsaved words")).to_have_count(0)
    expect(page.get_by_role("textbox", name="Comment")).to_have_value(WORDS)


def test_words_come_back_after_signing_in_again(
    opens: Opens, aminata: User, incident: Incident, complaints: list[str]
) -> None:
    page = opens(f"/incidents/{incident.uid}/", aminata)
    write(page)
    # The session ends; the browser keeps its cookie for forms.
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)

    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.get_by_text("Your words are kept in this browser.")).to_be_visible()
    sign_in(page, aminata)
    page.goto(f"/incidents/{incident.uid}/")

    expect(page.get_by_label("Unsaved words")).to_contain_text(WORDS)
    assert page.evaluate("localStorage.length") == 0
    assert Draft.objects.get().user == aminata
    assert complaints.pop().endswith("403 (Forbidden)")


def test_words_are_not_shown_to_who_signs_in_next(
    opens: Opens, aminata: User, boris: User, incident: Incident, complaints: list[str]
) -> None:
    page = opens(f"/incidents/{incident.uid}/", aminata)
    write(page)
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.get_by_text("Your words are kept in this browser.")).to_be_visible()

    sign_in(page, boris)
    page.goto(f"/incidents/{incident.uid}/")

    assert page.evaluate("localStorage.length") == 0
    assert not Draft.objects.exists()
    assert complaints.pop().endswith("403 (Forbidden)")


def test_words_typed_without_a_connection_are_sent_when_it_is_back(
    opens: Opens, aminata: User, incident: Incident, complaints: list[str]
) -> None:
    page = opens(f"/incidents/{incident.uid}/", aminata)
    page.context.set_offline(True)

    write(page)
    expect(page.get_by_text("The connection is lost.")).to_be_visible()
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.get_by_role("textbox", name="Comment")).to_have_value(WORDS)
    assert not Comment.objects.exists()
    page.context.set_offline(False)
    kept(page)

    assert page.evaluate("localStorage.length") == 0
    assert Draft.objects.get().typed == [("Comment", WORDS)]
    complaints.clear()


def test_signing_out_leaves_nothing_in_the_browser(
    opens: Opens, aminata: User, incident: Incident, complaints: list[str]
) -> None:
    page = opens(f"/incidents/{incident.uid}/", aminata)
    page.context.set_offline(True)
    write(page)
    expect(page.get_by_text("The connection is lost.")).to_be_visible()
    # Before the page has heard that the connection is back.
    page.evaluate("addEventListener('online', (event) => event.stopImmediatePropagation(), true)")

    page.evaluate(
        """form => {
            form.addEventListener('submit', (event) => event.preventDefault());
            form.requestSubmit();
        }""",
        page.locator("form[action$='/logout/']").element_handle(),
    )

    assert page.evaluate("localStorage.length") == 0
    complaints.clear()


def test_a_name_is_chosen_and_its_person_finds_the_comment(
    opens: Opens, aminata: User, boris: User, incident: Incident
) -> None:
    page = opens(f"/incidents/{incident.uid}/", aminata)
    write(page, "Is it the same camp, @bo")
    expect(page.get_by_role("option", name="Boris @boris")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.keyboard.type("?")
    expect(page.get_by_role("textbox", name="Comment")).to_have_value("Is it the same camp, @boris ?")
    page.get_by_role("button", name="Comment", exact=True).press("Enter")
    expect(page.locator(".called")).to_have_text("@Boris")

    hers = opens("/queue/", boris, width=PHONE)
    hers.get_by_role("link", name="1 unread notification").press("Enter")
    hers.wait_for_url("**/notifications/")
    hers.keyboard.press("j")
    hers.keyboard.press("Enter")
    hers.wait_for_url(f"**/incidents/{incident.uid}/#comment-*")

    expect(hers.get_by_role("link", name="0 unread notifications")).to_be_visible()


def test_notifications_are_put_away_by_keyboard(opens: Opens, aminata: User, boris: User) -> None:
    for reason in ("mention", "reply", "assigned"):
        Notification.objects.create(user=boris, incident=make_incident(aminata), reason=reason, by=aminata)
    page = opens("/notifications/", boris)

    page.keyboard.press("j")
    page.keyboard.press("e")
    page.wait_for_url("**/notifications/#notification-*")
    expect(page.locator("[data-row]")).to_have_count(2)
    expect(page.locator("[data-row]").first.get_by_role("link")).to_be_focused()
    page.keyboard.press("e")

    expect(page.locator("[data-row]")).to_have_count(1)
    assert Notification.objects.open().count() == 1


def test_two_people_see_each_other_and_choose_field_by_field(
    opens: Opens, aminata: User, boris: User, incident: Incident, complaints: list[str]
) -> None:
    hers = opens(f"/incidents/{incident.uid}/edit/", aminata)
    his = opens(f"/incidents/{incident.uid}/edit/", boris, width=PHONE)
    expect(his.get_by_text("Aminata is reading this.")).to_be_visible()

    his.locator("[name=title]").fill("Raid on the camp")
    his.locator("[name=place_name]").fill("Sokolo")
    his.keyboard.press("Control+Enter")
    his.wait_for_url(f"**/incidents/{incident.uid}/")
    hers.locator("[name=title]").fill("Attack before dawn")
    hers.locator("[name=place_name]").fill("Sokolo camp")
    hers.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(hers.get_by_text("Boris changed this incident at")).to_be_visible()
    hers.keyboard.press("Control+Enter")

    expect(hers.get_by_role("alert")).to_contain_text("Title · changed by Boris")
    hers.get_by_role("radio", name="Keep mine Attack before dawn").focus()
    hers.keyboard.press("Tab")
    hers.keyboard.press("Tab")
    expect(hers.get_by_role("radio", name="Keep mine Sokolo camp")).to_be_focused()
    hers.keyboard.press("ArrowDown")
    hers.keyboard.press("Control+Enter")
    hers.wait_for_url(f"**/incidents/{incident.uid}/")

    incident.refresh_from_db()
    assert (incident.title, incident.place_name) == ("Attack before dawn", "Sokolo")
    assert complaints.pop().endswith("412 (Precondition Failed)")


def test_an_earlier_version_is_compared_and_restored_by_keyboard(
    opens: Opens, aminata: User, incident: Incident
) -> None:
    write_revision(incident, aminata, "submit")
    edit_incident(incident.pk, by=aminata, seen=1, fields={"title": "Raid on the camp at Sokolo"})
    page = opens(f"/incidents/{incident.uid}/", aminata, width=PHONE)

    page.get_by_role("link", name="What changed, and versions").press("Enter")
    page.get_by_role("button", name="Compare").press("Enter")
    expect(page.locator(".difference")).to_have_text("AttackRaid on the camp at Sokolo")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.get_by_role("textbox", name="Why").press_sequentially("It was no raid.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_role("status").filter(has_text="says again")).to_be_visible()
    incident.refresh_from_db()
    assert (incident.title, incident.version) == ("Attack on the camp at Sokolo", 3)
