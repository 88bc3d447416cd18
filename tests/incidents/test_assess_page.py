"""Assessing and signing numbers on a page: what it shows, and that no refusal loses what was typed."""

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework.accounts.models import User
from casework.core.tlp import Tlp
from casework.incidents.models import Assessment, CasualtyClaim, Incident, State
from casework.incidents.services import assess, retract_claim
from casework.sources.models import Document, Source, SourceReliability
from tests.incidents.builders import (
    make_casualty_claim,
    make_citation,
    make_document,
    make_incident,
    make_snapshot,
    make_source,
)
from tests.review import builders as review

WHY = "The wire was there, the weekly was not."


@pytest.fixture
def incident(aminata: User) -> Incident:
    return make_incident(aminata)


def says(incident: Incident, source: Source, *numbers: int | None, **changes: Any) -> CasualtyClaim:
    """Let a document of the source claim a number of soldiers killed."""
    by = incident.created_by
    document = make_document(by, source=source, published_on=date(2020, 1, 27))
    told = {name: changes.pop(name) for name in ("attributed_to", "credibility", "tlp") if name in changes}
    citation = make_citation(incident, snapshot=make_snapshot(by, document=document), **told)
    return make_casualty_claim(incident, *numbers, citation=citation, **changes)


def sokolo(incident: Incident) -> None:
    says(incident, make_source(name="The weekly"), 19, 19, None, as_reported="at least 19")
    says(incident, make_source(name="The wire"), 20, 20, 20)


def panel(client: Client, user: User, incident: Incident) -> str:
    """The words of the section on numbers, with one space between them."""
    client.force_login(user)
    page = client.get(f"/incidents/{incident.uid}/").content.decode()
    section = re.search(r'<section class="panel" aria-labelledby="numbers">.*', page, re.S)
    assert section
    text = section.group().split('aria-labelledby="claims"')[0]
    return " ".join(re.sub(r"<[^>]*>", " ", text).split())


def send(client: Client, user: User, incident: Incident, **fields: Any) -> HttpResponse:
    client.force_login(user)
    sent = {"seen": incident.version, "outcome": "killed", "category": "total", "rule": "range", **fields}
    return client.post(f"/incidents/{incident.uid}/assess/", sent)  # type: ignore[return-value]  # its subclass


def test_each_rule_shows_the_numbers_that_it_gives(client: Client, aminata: User, incident: Incident) -> None:
    sokolo(incident)

    text = panel(client, aminata, incident)

    assert "Killed, total · 2 independent sources" in text
    assert "20 The wire" in text
    assert "19 or more The weekly" in text
    assert "at least 19" in text
    offers = (
        "19–20 , best 20 · Range",
        "19–20 , best 19 · Conservative",
        "20 · Majority",
        "20 · Most reliable",
    )
    assert [offer for offer in offers if offer not in text] == []


def test_a_number_is_signed(client: Client, aminata: User, incident: Incident) -> None:
    sokolo(incident)

    answer = send(client, aminata, incident, rule="conservative", reason=f" {WHY} ")

    made = Assessment.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/incidents/{incident.uid}/#numbers")
    assert (made.numbers, made.rule, made.reason, made.signed_by) == (
        "19/19/20",
        "conservative",
        WHY,
        aminata,
    )
    assert "You signed “Killed, total: 19/19/20”." in client.get("/").content.decode()


def test_without_claims_unknown_is_an_answer(client: Client, aminata: User, incident: Incident) -> None:
    text = panel(client, aminata, incident)

    send(client, aminata, incident, outcome="injured")

    assert text.count("No source gives a number.") == 4
    assert text.count("Sign as unknown…") == 4
    assert text.count("Where you looked for a number") == 4
    assert "Why this rule" not in text
    assert "Range" not in text
    assert Assessment.objects.get().is_unknown
    incident.refresh_from_db()
    assert "Injured unknown Rule: Range" in panel(client, aminata, incident)


def test_a_stale_page_keeps_rule_and_reason(client: Client, aminata: User, incident: Incident) -> None:
    sokolo(incident)
    Incident.objects.filter(pk=incident.pk).update(version=2)

    answer = send(client, aminata, incident, rule="majority", reason=WHY)

    page = answer.content.decode()
    assert answer.status_code == 412
    assert "Aminata changed this incident" in page
    assert WHY in page
    assert '<input type="radio" name="rule" value="majority" checked>' in page
    assert '<details class="relate" open>' in page
    assert 'name="seen" value="2"' in page
    assert not Assessment.objects.exists()


def test_the_second_of_two_presses_is_told_calmly(client: Client, aminata: User, incident: Incident) -> None:
    sokolo(incident)

    answers = [send(client, aminata, incident, reason=WHY) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert Assessment.objects.count() == 1
    incident.refresh_from_db()
    assert incident.version == 2


def test_a_press_for_something_else_is_stale(client: Client, aminata: User, incident: Incident) -> None:
    sokolo(incident)
    send(client, aminata, incident, reason=WHY)

    assert send(client, aminata, incident, reason=WHY, rule="majority").status_code == 412
    claim = CasualtyClaim.objects.earliest("pk")
    retract_claim(claim.pk, by=aminata, seen=2, note="Misread.")
    assert send(client, aminata, incident, reason=WHY).status_code == 412


@pytest.mark.parametrize(
    ("fields", "status", "sentence"),
    [
        ({"rule": "loudest"}, 400, "Choose one of the four rules."),
        ({"rule": ""}, 400, "Choose one of the four rules."),
        ({"reason": WHY * 100}, 400, "A reason has at most 2000 characters, and this one has 3900."),
        ({"outcome": "scared"}, 400, "Choose what to assess"),
        ({"category": ""}, 400, "Choose what to assess"),
        ({"seen": ""}, 428, "Say which version you saw"),
        ({"seen": "one"}, 400, "Enter a whole number."),
    ],
)
def test_what_cannot_be_signed_comes_back(
    client: Client, aminata: User, incident: Incident, fields: dict[str, str], status: int, sentence: str
) -> None:
    sokolo(incident)

    answer = send(client, aminata, incident, **{"reason": WHY, **fields})

    assert answer.status_code == status
    assert sentence in answer.content.decode()
    assert fields.keys() & {"outcome", "category"} or WHY in answer.content.decode()
    assert not Assessment.objects.exists()


def test_characters_that_nobody_sees_are_taken_out(client: Client, aminata: User, incident: Incident) -> None:
    send(client, aminata, incident, reason="Be\0cause.")

    assert Assessment.objects.get().reason == "Because."


def test_who_may_not_sign_keeps_what_was_typed(
    client: Client, aminata: User, vera: User, olek: User, incident: Incident
) -> None:
    closed = review.make_complete(aminata, State.APPROVED)

    for person, number, status in ((vera, incident, 403), (aminata, closed, 409)):
        answer = send(client, person, number, reason=WHY)
        assert answer.status_code == status
        assert WHY in answer.content.decode()
        assert "It was not saved. Copy it" in answer.content.decode()
    assert send(client, olek, incident).status_code == 404


def test_who_may_not_sign_is_offered_nothing(
    client: Client, vera: User, aminata: User, incident: Incident
) -> None:
    assert "No number is assessed" in panel(client, vera, incident)
    sokolo(incident)

    text = panel(client, vera, incident)

    assert "20 The wire" in text
    assert "Sign" not in text


def test_in_review_the_form_says_what_signing_does(client: Client, aminata: User) -> None:
    assert "To sign sends it back" in panel(client, aminata, review.make_complete(aminata, State.SUBMITTED))
    assert "To sign sends it back" not in panel(client, aminata, make_incident(aminata))


def test_a_contradiction_is_said_in_words(client: Client, aminata: User, incident: Incident) -> None:
    says(incident, make_source(name="The wire"), 20, 20, 20)
    says(incident, make_source(name="The weekly"), 5, 7, 9)

    assert "The wire says 20 and The weekly says 5–9: both cannot be true." in panel(
        client, aminata, incident
    )


def test_numbers_that_go_together_are_no_contradiction(
    client: Client, aminata: User, incident: Incident
) -> None:
    sokolo(incident)

    assert "cannot be true" not in panel(client, aminata, incident)


@pytest.mark.parametrize(
    ("first", "second", "is_told"),
    [("the army", "the army", True), ("the army", "a witness", False), ("", "", False)],
)
def test_a_common_origin_is_told(
    client: Client, aminata: User, incident: Incident, first: str, second: str, is_told: bool
) -> None:
    says(incident, make_source(), 20, 20, 20, attributed_to=first)
    says(incident, make_source(), 20, 20, 20, attributed_to=second)

    text = panel(client, aminata, incident)

    assert ("All of them pass on what the army said." in text) == is_told


def test_copies_of_one_owner_speak_with_one_voice(client: Client, aminata: User, incident: Incident) -> None:
    for name in ("The wire", "The evening"):
        says(incident, make_source(name=name, owner="The agency"), 20, 20, 20)

    text = panel(client, aminata, incident)

    assert "20 The evening, The wire" in text
    assert "2 independent sources" not in text


def test_the_rating_stands_beside_its_number(client: Client, aminata: User, incident: Incident) -> None:
    source = make_source(name="The wire")
    SourceReliability.objects.create(
        source=source, letter="B", from_on=date(2020, 1, 1), reason="Years of it.", by=aminata
    )
    SourceReliability.objects.create(
        source=source, letter="E", from_on=date(2020, 2, 1), reason="Sold.", by=aminata
    )
    says(incident, source, 20, 20, 20, credibility="2", category="total")
    client.force_login(aminata)

    page = client.get(f"/incidents/{incident.uid}/").content.decode()

    assert page.count('title="B – Usually reliable; 2: probably true"') == 2
    assert ">B2<" in page


def test_a_claim_that_comes_later_makes_the_number_out_of_date(
    client: Client, aminata: User, incident: Incident
) -> None:
    sokolo(incident)
    assess(incident.pk, by=aminata, seen=1, outcome="killed")
    assert "Out of date" not in panel(client, aminata, incident)

    says(incident, make_source(), 30, 30, 30)

    assert "Claims changed after this was signed." in panel(client, aminata, incident)


def test_a_red_passage_is_not_told_to_others(
    client: Client, aminata: User, sira: User, incident: Incident
) -> None:
    says(incident, make_source(name="The wire"), 20, 20, 20)
    says(incident, make_source(name="An envoy"), 3, 3, 3, tlp=Tlp.RED, as_reported="in confidence")

    text = panel(client, aminata, incident)

    assert "A passage that only named people may see." in text
    assert "An envoy" not in text
    assert "in confidence" not in text
    assert "An envoy says 3" in panel(client, sira, incident)


def test_other_people_and_outcomes_are_folded_away(client: Client, aminata: User, incident: Incident) -> None:
    says(incident, make_source(), 3, 3, 3, category="civilian")
    says(incident, make_source(), 2, 2, 2, outcome="missing", category="children")

    text = panel(client, aminata, incident)

    folded = text.split("Other outcomes and groups of people")[1]
    names = ("Killed, civilians", "Missing, total", "Missing, children", "Abducted, total")
    assert [name for name in names if name not in folded] == []
    assert "Killed, total" not in folded


@pytest.mark.parametrize(
    ("back", "leads"),
    [
        ("/incidents/{uid}/prove/?document=3", "/incidents/{uid}/prove/?document=3#numbers"),
        ("https://example.org/", "/incidents/{uid}/#numbers"),
        ("//example.org/", "/incidents/{uid}/#numbers"),
        ("/incidents/{uid}/\\example.org", "/incidents/{uid}/#numbers"),
        ("/admin/", "/incidents/{uid}/#numbers"),
    ],
)
def test_it_leads_back_to_the_page_of_the_incident(
    client: Client, aminata: User, incident: Incident, back: str, leads: str
) -> None:
    answer = send(client, aminata, incident, back=back.format(uid=incident.uid))

    assert answer["Location"] == leads.format(uid=incident.uid)


def test_more_claims_and_numbers_cost_no_more_queries(
    client: Client, aminata: User, incident: Incident
) -> None:
    says(incident, make_source(), 20, 20, 20)
    assess(incident.pk, by=aminata, seen=1, outcome="killed")
    client.force_login(aminata)
    once = queries(client, incident)

    for category in ("civilian", "children", "police"):
        says(incident, make_source(), 3, 3, 3, category=category)
        incident.refresh_from_db()
        assess(incident.pk, by=aminata, seen=incident.version, outcome="killed", category=category)

    assert queries(client, incident) == once


def queries(client: Client, incident: Incident) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"/incidents/{incident.uid}/").status_code == 200
    return len(captured)


def test_who_says_what_stands_in_the_order_of_time_beside_what_we_signed(
    client: Client, aminata: User, incident: Incident
) -> None:
    says(incident, make_source(name="Late"), 20, 20, 20)
    says(incident, make_source(name="Early"), 10, None, 15)
    Document.objects.filter(source__name="Late").update(published_on=date(2020, 1, 28))
    Document.objects.filter(source__name="Early").update(published_on=date(2020, 1, 26))
    send(client, aminata, incident)

    page = client.get(f"/incidents/{incident.uid}/").content.decode()

    lines = page.split('class="lines"')[1].split("</ul>")[0]
    assert lines.index("Early") < lines.index("Late") < lines.index("Assessed by the rule")
    assert '<rect x="48" width="28" height="6"/>' in lines
    assert '<svg class="span icon-flips ours"' in lines
