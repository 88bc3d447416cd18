"""Every page in a real browser: no complaint in its console, nothing wider than a phone, both directions."""

import pytest
from playwright.sync_api import Page

from casework.accounts.models import User
from casework.incidents.models import Incident, State
from tests.browser.conftest import PHONE, Opens
from tests.builders import PASSWORD
from tests.incidents.builders import make_assessment, make_casualty_claim
from tests.review.builders import make_comment, make_complete, make_incident, make_lease

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = [
    "/",
    "/queue/?queue=to_verify",
    "/incidents/",
    "/incidents/{uid}/",
    "/pairs/",
    "/mail/",
    "/accounts/keys/",
    "/accounts/password/change/",
    "/accounts/logout/",
]
ADMIN_PAGES = ["/admin/", "/admin/accounts/user/", "/admin/accounts/user/add/", "/admin/audit/entry/"]
SIGNED_OUT = ["/accounts/login/", "/accounts/password/reset/"]


@pytest.fixture
def incident(aminata: User) -> Incident:
    """One with everything that a page can show."""
    incident = make_complete(
        aminata, State.VERIFYING, summary="Armed men attacked the camp.", title="x" * 200
    )
    make_lease(incident, aminata)
    make_assessment(incident, 19, 20, 20, outcome="missing")
    make_casualty_claim(incident)
    make_comment(incident, aminata, text="https://example.org/" + "a" * 150)
    make_incident(aminata, State.NEW, title="هجوم على نقطة تفتيش")
    return incident


def overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than the window."""
    width: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return width


def test_no_page_complains_or_is_wider_than_a_phone(opens: Opens, aminata: User, incident: Incident) -> None:
    page = opens("/", aminata, width=PHONE)

    wide = {}
    for address in PAGES:
        for direction in ("ltr", "rtl"):
            page.goto(address.format(uid=incident.uid))
            page.evaluate("direction => { document.documentElement.dir = direction }", direction)
            wide[address, direction] = overflow(page)

    assert {place: by for place, by in wide.items() if by > 0} == {}


def test_a_new_key_can_be_copied(opens: Opens, aminata: User) -> None:
    page = opens("/accounts/keys/", aminata, width=PHONE)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])

    page.fill("[name=name]", "x" * 120)
    page.get_by_role("button", name="Make the key").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_role("button", name="Copy").click()

    page.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#secret").inner_text()
    assert overflow(page) <= 0


def test_the_admin_works_under_our_policy(opens: Opens, nadia: User) -> None:
    page = opens("/", nadia, scheme="dark")

    titles = [(page.goto(address), page.title())[1] for address in ADMIN_PAGES]

    assert all(title.endswith("· Casework") for title in titles)


def test_pages_for_strangers_fit_a_phone(opens: Opens, transactional_db: None) -> None:
    for address in SIGNED_OUT:
        assert overflow(opens(address, width=PHONE)) <= 0


def test_the_page_runs_from_right_to_left(opens: Opens, aminata: User) -> None:
    page = opens("/", aminata)
    brand, menu = page.locator(".brand"), page.locator(".menu")
    before = (x_of(brand), x_of(menu))

    page.evaluate("document.documentElement.dir = 'rtl'")

    assert before[0] < before[1]
    assert x_of(brand) > x_of(menu)


def x_of(element: object) -> float:
    box = element.bounding_box()  # type: ignore[attr-defined]
    return float(box["x"])


def test_the_theme_follows_the_choice_before_the_system(opens: Opens, aminata: User) -> None:
    page = opens("/", aminata, scheme="dark")
    grounds = [ground_of(page)]

    for choice in ("Light", "Dark", "System"):
        page.locator(".menu summary").click()
        page.get_by_role("button", name=choice).click()
        grounds.append(ground_of(page))

    assert grounds == [DARK, LIGHT, DARK, DARK]


DARK, LIGHT = "rgb(16, 20, 24)", "rgb(248, 246, 241)"


def ground_of(page: Page) -> str:
    page.wait_for_load_state()
    colour: str = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    return colour


def test_touch_targets_are_large_enough(opens: Opens, aminata: User, incident: Incident) -> None:
    page = opens(f"/incidents/{incident.uid}/", aminata, width=PHONE)

    heights = page.locator("button:visible, .button:visible, select:visible, input:visible").evaluate_all(
        "found => found.map(each => Math.round(each.getBoundingClientRect().height))"
    )

    assert min(heights) >= 44


def test_the_keyboard_reaches_the_content_and_leaves_a_menu(opens: Opens, aminata: User) -> None:
    page = opens("/incidents/", aminata)

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"

    page.locator(".menu summary").click()
    page.keyboard.press("Escape")
    assert page.locator(".menu").get_attribute("open") is None


def test_no_page_asks_another_server(opens: Opens, aminata: User) -> None:
    page = opens("/", aminata)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto("/incidents/")

    origin = page.evaluate("location.origin")
    assert asked
    assert [url for url in asked if not url.startswith((origin, "data:"))] == []
