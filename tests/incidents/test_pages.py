"""The pages of incidents: who sees them, what they show, and what they cost."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework.accounts.models import User
from casework.audit.services import record
from casework.core.tlp import Tlp
from casework.incidents.models import ClaimStatus, State
from casework.incidents.reading import history_of
from tests.incidents.builders import (
    make_assessment,
    make_casualty_claim,
    make_citation,
    make_incident,
)

LIST = "/incidents/"


def text_of(client: Client, user: User, address: str) -> str:
    client.force_login(user)
    page = client.get(address)
    assert page.status_code == 200
    return page.content.decode()


def test_a_stranger_has_to_sign_in(client: Client, aminata: User) -> None:
    address = f"/incidents/{make_incident(aminata).uid}/"

    assert client.get(LIST)["Location"] == "/accounts/login/?next=/incidents/"
    assert client.get(address)["Location"] == f"/accounts/login/?next={address}"


def test_another_desk_learns_nothing(client: Client, aminata: User, olek: User) -> None:
    incident = make_incident(aminata)

    assert incident.title not in text_of(client, olek, LIST)
    assert client.get(f"/incidents/{incident.uid}/").status_code == 404
    assert client.get("/incidents/CW-999999/").status_code == 404


def test_an_operator_sees_no_content(client: Client, aminata: User, nadia: User) -> None:
    incident = make_incident(aminata)
    client.force_login(nadia)

    assert incident.title not in client.get(LIST).content.decode()
    assert client.get(f"/incidents/{incident.uid}/").status_code == 404


def test_a_red_incident_is_for_named_people(client: Client, sira: User, aminata: User, vera: User) -> None:
    incident = make_incident(sira, tlp=Tlp.RED)
    incident.named_people.add(aminata)

    assert incident.title in text_of(client, aminata, LIST)
    assert incident.title not in text_of(client, vera, LIST)
    assert client.get(f"/incidents/{incident.uid}/").status_code == 404


def test_a_red_passage_is_for_supervisors(client: Client, aminata: User, sira: User) -> None:
    incident = make_incident(aminata)
    red = make_citation(incident, "Nobody has claimed", tlp=Tlp.RED)
    make_casualty_claim(incident, citation=red, as_reported="told in confidence")
    address = f"/incidents/{incident.uid}/"

    assert "Nobody has claimed" in text_of(client, sira, address)
    assert "Nobody has claimed" not in text_of(client, aminata, address)


def test_a_claim_stands_with_its_quote_and_source(client: Client, aminata: User) -> None:
    incident = make_incident(aminata)
    citation = make_citation(incident, "about 20 soldiers", attributed_to="the government")
    make_casualty_claim(incident, citation=citation)

    page = text_of(client, aminata, f"/incidents/{incident.uid}/")

    assert "<mark>about 20 soldiers</mark>" in page
    assert "according to the government" in page
    assert str(citation.snapshot.document.source) in page


def test_a_corrected_claim_stays_readable(client: Client, aminata: User) -> None:
    incident = make_incident(aminata)
    make_casualty_claim(incident, status=ClaimStatus.RETRACTED)

    page = text_of(client, aminata, f"/incidents/{incident.uid}/")

    assert "1 earlier claim was corrected or taken back" in page
    assert "Retracted" in page


def test_assessed_numbers_name_their_rule(client: Client, aminata: User) -> None:
    incident = make_incident(aminata)
    make_assessment(incident, 19, 20, 20)

    page = text_of(client, aminata, f"/incidents/{incident.uid}/")

    assert "19–20" in page
    assert "best 20" in page
    assert "Rule: Range" in page


@pytest.mark.django_db
def test_history_is_told_in_sentences(client: Client, aminata: User) -> None:
    incident = make_incident(aminata)
    record(aminata, "review.start", incident, note="The government has spoken.")

    page = text_of(client, aminata, f"/incidents/{incident.uid}/")

    assert f"Aminata started to verify {incident.uid}." in page
    assert "The government has spoken." in page


def test_work_of_one_kind_is_one_step_of_the_history(aminata: User, boris: User) -> None:
    incident = make_incident(aminata)
    for verb in ("cite", "claim", "cite", "claim"):
        record(aminata, f"incident.{verb}", incident)
    record(boris, "incident.claim", incident)
    record(boris, "incident.claim", incident, note="From the second report.")
    record(boris, "review.start", incident)

    told = [(step.sentences, step.note) for step in history_of(incident)]

    assert told == [
        ([f"Boris started to verify {incident.uid}."], ""),
        ([f"Boris added a claim to {incident.uid}."], "From the second report."),
        ([f"Boris added a claim to {incident.uid}."], ""),
        (
            [
                f"Aminata cited 2 passages for {incident.uid}.",
                f"Aminata added 2 claims to {incident.uid}.",
            ],
            "",
        ),
    ]


def test_what_people_type_is_escaped(client: Client, aminata: User) -> None:
    incident = make_incident(aminata, title="<script>alert(1)</script>")

    assert "<script>alert" not in text_of(client, aminata, LIST)
    assert "<script>alert" not in text_of(client, aminata, f"/incidents/{incident.uid}/")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=sokolo", {"Attack at Sokolo"}),
        ("?q={uid}", {"Attack at Sokolo"}),
        ("?state=submitted", {"Raid at Gao"}),
        ("?state=submitted&state=new", {"Attack at Sokolo", "Raid at Gao"}),
        ("?q=nothing", set()),
        ("?state=nonsense", {"Attack at Sokolo", "Raid at Gao"}),
    ],
)
def test_the_list_is_narrowed(client: Client, aminata: User, query: str, found: set[str]) -> None:
    sokolo = make_incident(aminata, title="Attack at Sokolo")
    make_incident(aminata, title="Raid at Gao", review_state=State.SUBMITTED, submitted_by=aminata)

    page = text_of(client, aminata, LIST + query.format(uid=sokolo.uid))

    assert {title for title in ("Attack at Sokolo", "Raid at Gao") if title in page} == found


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?state=nonsense", "State: Select a valid choice. nonsense is not one of the available choices."),
        ("?since=2020-02-31", "Not before: Enter a valid date."),
        ("?colour=red", "The list cannot be narrowed by “colour”."),
    ],
)
def test_what_does_not_narrow_the_list_is_said(
    client: Client, aminata: User, query: str, sentence: str
) -> None:
    page = text_of(client, aminata, LIST + query)

    assert sentence in page
    assert "left aside" not in text_of(client, aminata, LIST + "?q=sokolo&after=1")


def test_an_empty_search_offers_the_way_back(client: Client, aminata: User) -> None:
    make_incident(aminata)

    page = text_of(client, aminata, LIST + "?q=nothing")

    assert "Show all incidents" in page


@pytest.mark.parametrize("address", ["list", "detail"])
def test_more_rows_need_no_more_queries(client: Client, aminata: User, address: str) -> None:
    incident = make_incident(aminata)
    url = LIST if address == "list" else f"/incidents/{incident.uid}/"
    make_assessment(incident)
    make_casualty_claim(incident)
    client.force_login(aminata)
    once = queries(client, url)

    for _ in range(5):
        make_assessment(make_incident(aminata))
        make_casualty_claim(incident)
    for outcome in ("injured", "missing"):
        make_assessment(incident, outcome=outcome)

    assert queries(client, url) == once


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)
