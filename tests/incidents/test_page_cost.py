"""What the pages of one incident cost with forty citations, in queries and in bytes on the line."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

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
