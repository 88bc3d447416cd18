"""Maps are drawn from what the program brings, as circles and countries, and can be worked with."""

from decimal import Decimal

import pytest
from playwright.sync_api import Page, Request, expect

from casework.accounts.models import User
from casework.incidents.models import Incident, IncidentDocument, PlaceClaim, State
from tests.browser.conftest import PHONE, Opens
from tests.incidents.builders import make_document, make_incident, make_snapshot
from tests.incidents.codebook import make_country

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def incident(aminata: User) -> Incident:
    return make_incident(
        aminata,
        review_state=State.VERIFYING,
        country=make_country(),
        place_name="Sokolo",
        latitude=Decimal("14.7328"),
        longitude=Decimal("-6.1219"),
        location_precision="exact",
    )


def drawn(page: Page, kind: str) -> int:
    page.locator(".map-named").wait_for()
    return page.locator(f".map path.{kind}").count()


def test_an_exact_place_is_a_dot_in_a_circle(opens: Opens, aminata: User, incident: Incident) -> None:
    foreign: list[str] = []
    page = opens("/", aminata)
    home = page.url

    def keep(request: Request) -> None:
        """Remember what goes elsewhere."""
        if not request.url.startswith(home):
            foreign.append(request.url)

    page.on("request", keep)
    page.goto(f"/incidents/{incident.uid}/")

    assert (drawn(page, "map-reach"), drawn(page, "map-spot"), drawn(page, "map-rough")) == (1, 1, 0)
    assert foreign == []


def test_a_region_is_a_broken_circle_and_no_dot(opens: Opens, aminata: User, incident: Incident) -> None:
    Incident.objects.update(location_precision="adm1")

    page = opens(f"/incidents/{incident.uid}/", aminata, width=PHONE, scheme="dark")
    page.evaluate("document.documentElement.dir = 'rtl'")
    page.locator(".map").scroll_into_view_if_needed()

    assert (drawn(page, "map-reach"), drawn(page, "map-spot"), drawn(page, "map-rough")) == (1, 0, 1)


def test_a_country_is_its_area(opens: Opens, aminata: User, incident: Incident) -> None:
    Incident.objects.update(location_precision="country", latitude=None, longitude=None)

    page = opens(f"/incidents/{incident.uid}/", aminata)

    assert (drawn(page, "map-reach"), drawn(page, "map-spot"), drawn(page, "map-named")) == (0, 0, 1)
    expect(page.locator(".map figcaption")).to_contain_text("Somewhere in Mali.")


def test_where_the_library_does_not_come_the_words_stay(
    opens: Opens, aminata: User, incident: Incident, complaints: list[str]
) -> None:
    page = opens("/", aminata)
    page.route("**/leaflet*.js", lambda route: route.abort())

    page.goto(f"/incidents/{incident.uid}/")

    expect(page.locator(".map-canvas")).to_have_count(0)
    expect(page.locator(".map figcaption")).to_contain_text("14.73280, -6.12190")
    complaints.clear()


def test_a_click_on_the_map_says_where_it_happened(opens: Opens, aminata: User, incident: Incident) -> None:
    page = opens(f"/incidents/{incident.uid}/edit/", aminata)
    page.locator(".map").scroll_into_view_if_needed()
    page.locator(".map-named").wait_for()
    page.locator(".map-handle").wait_for()

    # To the north-west, across the border of Mauritania.
    box = page.locator(".map-canvas").bounding_box()
    assert box
    page.mouse.click(box["x"] + 150, box["y"] + 12)

    assert float(page.get_by_label("Longitude").input_value()) < -6.2
    expect(page.locator("[data-outside]")).to_contain_text("outside of Mali")
    page.get_by_label("Why the point is right").fill("The river is drawn too simply.")
    page.locator("[value=save]").click()
    page.wait_for_url(f"**/incidents/{incident.uid}/")

    incident.refresh_from_db()
    assert incident.outside_reason == "The river is drawn too simply."


def test_the_point_is_dragged_and_follows_what_is_typed(
    opens: Opens, aminata: User, incident: Incident
) -> None:
    page = opens(f"/incidents/{incident.uid}/edit/", aminata)
    page.locator(".map").scroll_into_view_if_needed()
    handle = page.locator(".map-handle")
    handle.wait_for()
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    assert box

    page.mouse.move(box["x"] + 9, box["y"] + 9)
    page.mouse.down()
    page.mouse.move(box["x"] + 9, box["y"] - 21, steps=4)
    page.mouse.up()

    assert float(page.get_by_label("Latitude").input_value()) > 14.74
    page.get_by_label("Latitude").fill("14.7328")
    page.get_by_label("Latitude").press("Tab")
    back = handle.bounding_box()
    assert back
    assert abs(back["y"] - box["y"]) < 2


def test_a_place_in_no_list_is_put_on_the_map_while_it_is_proved(
    opens: Opens, aminata: User, incident: Incident
) -> None:
    document = make_document(aminata)
    make_snapshot(aminata, "Armed men came to the well of Tin Tabakat.", document=document)
    IncidentDocument.objects.create(incident=incident, document=document, added_by=aminata)
    page = opens(f"/incidents/{incident.uid}/prove/", aminata)
    page.locator(".sentence").first.focus()
    page.keyboard.press("c")
    page.keyboard.press("l")
    expect(page.get_by_label("Latitude")).to_be_visible()
    page.locator(".map").scroll_into_view_if_needed()
    page.locator(".map-named").wait_for()

    box = page.locator(".map-canvas").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 40)

    assert float(page.get_by_label("Latitude").input_value()) > 14.8
    page.locator("#new-claim header").get_by_role("button", name="Add").click()
    page.get_by_role("status").wait_for()
    assert PlaceClaim.objects.get().latitude is not None
