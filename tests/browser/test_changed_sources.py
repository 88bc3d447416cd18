"""A sentence that its source changed, answered by a verifier with the keyboard."""

import re

import pytest
from playwright.sync_api import expect

from casework.accounts.models import User
from casework.incidents.models import CitationCheck, State
from casework.sources.models import Tie
from tests.browser.conftest import PHONE, Opens
from tests.incidents.builders import make_citation, make_incident, make_snapshot
from tests.incidents.test_source_change_page import OLD, change_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (PHONE, "dark")])
def test_a_verifier_sees_both_versions_and_answers(
    opens: Opens, aminata: User, width: int, scheme: str
) -> None:
    incident = make_incident(aminata, review_state=State.VERIFYING)
    change_of(incident, aminata, OLD.replace("about 20", "at least 19"))
    other = make_snapshot(aminata)
    make_citation(incident, "about 20 soldiers", snapshot=other)
    first = incident.citations.earliest("pk").snapshot.document
    Tie.objects.create(left=first, right=other.document, kind="copy", share=83)

    page = opens("/", aminata, width=width, scheme=scheme)
    page.get_by_role("link", name="See what changed").press("Enter")
    page.get_by_role("link", name=re.compile("Attack on the camp")).first.press("Enter")
    expect(page.get_by_text("2 links, 1 independent source")).to_be_visible()
    page.get_by_role("link", name="See both and answer").press("Enter")
    expect(page.locator(".versions ins")).to_have_text("at least 19")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_label("Why").fill("The ministry says 20.")
    page.get_by_role("button", name="It still holds").press("Enter")

    expect(page.get_by_text("The change of the source was answered.")).to_be_visible()
    expect(page.get_by_role("heading", name="Sources that changed")).to_have_count(0)
    assert CitationCheck.objects.get().answer == "still_holds"
