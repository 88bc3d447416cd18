"""What the pages of one incident cost with forty citations, in queries and in bytes on the line."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.weight import first_load
from casework.accounts.models import User
from casework.core.panels import LATE_COOKIE
from casework.incidents.models import Incident, IncidentDocument, State
from tests.incidents.builders import (
    make_casualty_claim,
    make_citation,
    make_document,
    make_snapshot,
)
from tests.review.builders import make_comment, make_complete, make_lease

CITATIONS = 40
MOST_QUERIES = 12
MOST_BYTES = 200_000
PAGES = ["", "prove/"]


@pytest.fixture
def incident(aminata: User) -> Incident:
    """One in verification that quotes four documents forty times, with all that a page can show."""
    incident = make_complete(aminata, State.VERIFYING)
    make_lease(incident, aminata)
    make_comment(incident, aminata, text="Look again.")
    for number in range(4):
        words = " ".join(f"Report {number}: {at} soldiers died." for at in range(10, 20))
        document = make_document(aminata, title=f"Report {number}")
        snapshot = make_snapshot(aminata, words, document=document)
        IncidentDocument.objects.create(incident=incident, document=document, added_by=aminata)
        for at in range(10, 20):
            citation = make_citation(incident, f"{at} soldiers", snapshot=snapshot)
            make_casualty_claim(incident, at, at, at, citation=citation)
    return incident


def queries(client: Client, address: str) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return [each["sql"] for each in captured.captured_queries]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_with_forty_citations_asks_the_database_at_most_twelve_times(
    client: Client, aminata: User, incident: Incident, path: str
) -> None:
    client.force_login(aminata)
    client.cookies[LATE_COOKIE] = "yes"

    asked = queries(client, f"/incidents/{incident.uid}/{path}")

    assert len(asked) <= MOST_QUERIES, "\n".join(asked)


@pytest.mark.parametrize("path", PAGES)
def test_the_first_sight_of_a_page_is_light_on_the_line(
    client: Client, aminata: User, incident: Incident, path: str
) -> None:
    client.force_login(aminata)
    client.cookies[LATE_COOKIE] = "yes"

    weight = first_load(client.get(f"/incidents/{incident.uid}/{path}").content.decode())

    assert len(weight) > 8
    assert sum(weight.values()) < MOST_BYTES, weight


def test_late_sections_come_by_themselves_and_whole_pages_have_them(
    client: Client, aminata: User, incident: Incident
) -> None:
    client.force_login(aminata)
    address = f"/incidents/{incident.uid}/"
    whole = client.get(address).content.decode()
    client.cookies[LATE_COOKIE] = "yes"

    page = client.get(address).content.decode()
    late = [client.get(each).content.decode() for each in re.findall(r'data-late="([^"]+)"', page)]

    assert ("Look again." in whole, 'id="history"' in whole, "data-late" in whole) == (True, True, False)
    assert ("Look again." in page, 'id="history"' in page) == (False, False)
    assert ("Look again." in "".join(late), 'id="history"' in "".join(late)) == (True, True)
    assert client.get(f"{address}sections/nothing/").status_code == 204
    assert "data-late" not in client.get(f"{address}?whole=yes").content.decode()


def test_many_claims_come_after_the_page_and_few_with_it(
    client: Client, aminata: User, incident: Incident
) -> None:
    client.force_login(aminata)
    client.cookies[LATE_COOKIE] = "yes"
    addresses = [f"/incidents/{incident.uid}/{path}" for path in PAGES]

    many = [client.get(each).content.decode() for each in addresses]
    late = [
        [client.get(unescape(each)).content.decode() for each in re.findall(r'data-late="([^"]+)"', page)]
        for page in many
    ]
    few = make_complete(aminata, State.VERIFYING)
    shown = [client.get(f"/incidents/{few.uid}/{path}").content.decode() for path in PAGES]

    assert [page.count('class="claim"') for page in many] == [0, 0]
    assert ["".join(parts).count('class="claim"') for parts in late] == [41, 41]
    assert ["".join(parts).count('id="numbers"') for parts in late] == [0, 1]
    assert all('class="claim"' in page for page in shown)
