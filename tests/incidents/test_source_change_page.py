"""A changed source on the incident's page, in the list, on the home page, and on a page of its own."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casework.accounts.models import User
from casework.incidents.models import CitationCheck, Claim, ClaimKind, Incident, State
from casework.incidents.rechecking_views import panel_of
from casework.incidents.services import add_claim, cite
from casework.incidents.tasks import reanchor_citations
from casework.incidents.views import IncidentPage
from casework.sources.models import Snapshot, Watch
from tests.incidents.builders import make_incident, make_snapshot
from tests.incidents.proving import values

OLD = "The army spoke. The government says that about 20 soldiers died. Nobody claimed it."
pytestmark = pytest.mark.django_db


def change_of(incident: Incident, by: User, new: str) -> CitationCheck:
    """Cite and claim a number, and change its source."""
    old = make_snapshot(by, OLD)
    citation = cite(incident.pk, by=by, snapshot=old, quote="about 20 soldiers")
    fields = {"outcome": "killed", "category": "military", "low": 20, "best": 20, "qualifier": "about"}
    add_claim(incident.pk, by=by, kind=ClaimKind.CASUALTIES, citation=citation, fields=fields)
    make_snapshot(by, new, document=old.document)
    Watch.objects.update(current=Snapshot.objects.latest("pk"), anchor_due_at=timezone.now())
    reanchor_citations()
    return citation.checks.get()


@pytest.fixture
def incident(aminata: User) -> Incident:
    return make_incident(aminata, review_state=State.VERIFYING)


@pytest.fixture
def check(incident: Incident, aminata: User) -> CitationCheck:
    return change_of(incident, aminata, OLD.replace("about 20", "at least 19"))


def url(check: CitationCheck) -> str:
    return f"/incidents/{check.citation.incident.uid}/changed/{check.pk}/"


def shown(client: Client, user: User, address: str) -> str:
    client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_incident_shows_what_changed(client: Client, check: CitationCheck, vera: User) -> None:
    page = shown(client, vera, f"/incidents/{check.citation.incident.uid}/")

    assert "Sources that changed" in page
    assert "<del>about 20</del><ins>at least 19</ins>" in page
    assert url(check) in page


def test_a_sentence_that_vanished_is_shown_as_it_was(
    client: Client, incident: Incident, aminata: User
) -> None:
    change_of(incident, aminata, "Something else altogether, about the price of cotton.")

    page = shown(client, aminata, f"/incidents/{incident.uid}/")

    assert "This cited sentence is no longer in the document:" in page
    assert "The government says that about 20 soldiers died." in page


def test_an_incident_costs_one_query_more(incident: Incident, aminata: User, rf: RequestFactory) -> None:
    request: Any = rf.get("/")
    request.user = aminata
    for text in (OLD.replace("20", "19"), OLD.replace("20", "18"), OLD.replace("20", "17")):
        change_of(incident, aminata, text)
    aminata.roles()

    with CaptureQueriesContext(connection) as captured:
        panel = panel_of(request, IncidentPage(incident))

    assert panel is not None
    assert len(panel["changed"]) == 3
    assert len(captured) == 1


def test_the_list_narrows_to_changed_sources(client: Client, check: CitationCheck, aminata: User) -> None:
    other = make_incident(aminata, title="Bridge")

    assert other.uid in shown(client, aminata, "/incidents/")
    page = shown(client, aminata, "/incidents/?changed=on")
    assert other.uid not in page
    assert check.citation.incident.uid in page


def test_the_home_page_leads_there(client: Client, check: CitationCheck, aminata: User, olek: User) -> None:
    assert "1 incident rests on a sentence that its source has changed." in shown(client, aminata, "/")
    assert "has changed." not in shown(client, olek, "/")


def test_both_versions_stand_side_by_side(client: Client, check: CitationCheck, vera: User) -> None:
    page = shown(client, vera, url(check))

    assert "says that <del>about 20</del> soldiers died." in page
    assert "says that <ins>at least 19</ins> soldiers died." in page
    assert "Only verifiers of this desk change incidents." in page
    assert "It still holds" not in page


def test_a_person_says_that_it_holds(client: Client, check: CitationCheck, aminata: User) -> None:
    client.force_login(aminata)

    sent = {"answer": "still_holds", "reason": "The ministry says 20."}
    answer = client.post(url(check), sent, follow=True)

    assert answer.redirect_chain[0][1] == 303
    assert "Sources that changed" not in answer.content.decode()
    assert "The ministry says 20." in shown(client, aminata, url(check))


@pytest.mark.parametrize(
    ("sent", "status", "sentence"),
    [
        ({"answer": "still_holds"}, 400, "Say in a few words why."),
        ({"reason": "Because."}, 400, "Say whether it still holds"),
        ({"answer": "retract", "reason": "Because."}, 428, "Say which version you saw"),
        ({"answer": "retract", "reason": "Because.", "seen": "1"}, 412, "changed this incident at"),
        ({"answer": "retract", "reason": "Because.", "seen": "x"}, 400, "whole number"),
    ],
)
def test_a_refused_answer_keeps_what_was_typed(
    client: Client, check: CitationCheck, aminata: User, sent: dict[str, str], status: int, sentence: str
) -> None:
    client.force_login(aminata)

    answer = client.post(url(check), sent)

    page = answer.content.decode()
    assert answer.status_code == status
    assert sentence in page
    assert sent.get("reason", "") in page
    assert check.is_open


def test_a_second_answer_hears_of_the_first(
    client: Client, check: CitationCheck, aminata: User, boris: User
) -> None:
    client.force_login(boris)
    client.post(url(check), {"answer": "still_holds", "reason": "The ministry says 20."})
    client.force_login(aminata)

    answer = client.post(url(check), {"answer": "still_holds", "reason": "Mine."})

    assert answer.status_code == 409
    assert "Boris closed this at" in answer.content.decode()


def test_the_form_of_the_correction_says_what_the_source_says_now(
    client: Client, check: CitationCheck, aminata: User
) -> None:
    claim = check.citation.claims.get()
    incident = check.citation.incident
    address = f"/incidents/{incident.uid}/prove/claims/{claim.pk}/"
    assert f"{address}?change={check.pk}" in shown(client, aminata, url(check))

    form = values(shown(client, aminata, f"{address}?change={check.pk}"))

    assert (form["low"], form["qualifier"], form["as_reported"]) == ("19", "at_least", "at least 19 soldiers")
    sent = {**form, "seen": Incident.objects.get().version, "best": "", "high": ""}
    assert client.post(address, sent).status_code == 303
    check.refresh_from_db()
    new = Claim.objects.live().get().casualtyclaim
    assert check.answer == "corrected"
    assert (new.low, new.citation.exact) == (19, "at least 19 soldiers")


def test_claims_are_retracted(client: Client, check: CitationCheck, aminata: User) -> None:
    page = shown(client, aminata, url(check))
    seen = re.search(r'name="seen" value="(\d+)"', page)
    assert seen

    client.post(url(check), {"answer": "retract", "reason": "It is withdrawn.", "seen": seen[1]})

    assert not Claim.objects.live().exists()


def test_strangers_find_nothing(client: Client, check: CitationCheck, olek: User) -> None:
    client.force_login(olek)

    assert client.get(url(check)).status_code == 404
    assert client.post(url(check), {"answer": "still_holds", "reason": "x"}).status_code == 404
