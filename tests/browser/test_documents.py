"""From a pasted text to a logged incident, in a real browser."""

from pathlib import Path

import pytest
from django.conf import LazySettings

from casework.accounts.models import Desk, User
from casework.incidents.models import Incident
from casework.sources.models import Document
from tests.browser.conftest import PHONE, Opens
from tests.sources.builders import make_document, make_snapshot

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def captures(tmp_path: Path, settings: LazySettings) -> None:
    settings.CAPTURES_DIR = tmp_path


def test_a_text_becomes_an_incident(opens: Opens, lamine: User) -> None:
    page = opens("/documents/", lamine)
    page.get_by_role("link", name="Add a document").click()
    page.get_by_label("Text", exact=True).fill(
        "Before dawn armed men attacked the camp.\nAbout 20 soldiers died."
    )
    page.get_by_label("Address").fill("https://example.org/camp")
    page.get_by_label("Outlet").fill("News")
    page.get_by_label("Title", exact=True).fill("Camp attacked")
    page.get_by_label("Published on").fill("2020-01-27")
    page.get_by_role("button", name="File the document").click()

    page.get_by_label("Title of the incident").fill("Raid on the camp")
    page.get_by_role("button", name="Log an incident from this document").click()

    page.get_by_role("heading", name="Raid on the camp").wait_for()
    incident = Incident.objects.get()
    assert incident.document_links.get().document == Document.objects.get()


def test_no_page_is_wider_than_a_phone(opens: Opens, lamine: User, desk: Desk) -> None:
    address = "https://example.org/" + "a" * 300
    document = make_document(desk, title="x" * 300, url=address, canonical_url=address)
    make_snapshot(document=document, text="y" * 2000)
    make_snapshot(document=document, number=2)
    page = opens("/documents/", lamine, width=PHONE)

    wide = {}
    for place in ("/documents/", "/documents/add/", f"/documents/{document.pk}/?snapshot=1"):
        page.goto(place)
        wide[place] = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )

    assert {place: by for place, by in wide.items() if by > 0} == {}
