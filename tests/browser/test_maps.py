"""Maps are drawn from what the program brings, as circles and countries, and can be worked with."""

from decimal import Decimal

import pytest
from playwright.sync_api import Page, Request, expect

from casework.accounts.models import User
from casework.incidents.models import Incident, State
from tests.browser.conftest import PHONE, Opens
from tests.incidents.builders import make_incident
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
