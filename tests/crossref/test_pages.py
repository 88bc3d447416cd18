"""Judging and linking pairs on the page of an incident."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework.accounts.models import User
from casework.core import toasts
from casework.crossref.models import Judgement, Link
from casework.crossref.services import judge, link
from casework.incidents.models import Incident
from tests.crossref.builders import make_attack, without_point
from tests.incidents.builders import make_assessment

PANEL = 'id="same-attack"'


def pair(by: User) -> tuple[Incident, Incident]:
    return make_attack(by), make_attack(by, title="Raid near Sokolo")


def send(client: Client, user: User, address: str, **fields: Any) -> HttpResponse:
    client.force_login(user)
    return client.post(f"/pairs/{address}/", fields)  # type: ignore[return-value]  # the test client's own


def send_verdict(client: Client, user: User, one: Incident, other: Incident, **fields: Any) -> HttpResponse:
    sent = {"verdict": "same", "seen": 1, "other_seen": 1, **fields}
    return send(client, user, f"{one.uid}/{other.uid}/judge", **sent)


def page_of(client: Client, user: User, incident: Incident) -> str:
    client.force_login(user)
    return client.get(f"/incidents/{incident.uid}/").content.decode()


def test_the_page_says_why_another_incident_may_be_the_same(client: Client, aminata: User) -> None:
    one, other = pair(aminata)
    make_assessment(one, 20, 20, 20)
    make_assessment(other, 19, 19, None)

    page = page_of(client, aminata, one)

    assert "Raid near Sokolo" in page
    assert "Same day; both: Sokolo; 0 km apart; killed 20 and 19." in page
    assert f'action="/pairs/{one.uid}/{other.uid}/judge/"' in page


def test_there_is_no_panel_without_anything_to_show(client: Client, aminata: User) -> None:
    assert PANEL not in page_of(client, aminata, make_attack(aminata))


@pytest.mark.parametrize("verdict", ["same", "not_same", "unsure"])
def test_a_button_judges_the_pair(client: Client, aminata: User, verdict: str) -> None:
    one, other = pair(aminata)

    answer = send_verdict(client, aminata, other, one, verdict=verdict)

    judgement = Judgement.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/incidents/{other.uid}/#same-attack")
    assert (judgement.verdict, judgement.by, judgement.pair.left) == (verdict, aminata, one)


def test_the_versions_of_both_belong_to_their_incident(client: Client, aminata: User) -> None:
    one, other = make_attack(aminata), make_attack(aminata, version=3)

    send_verdict(client, aminata, other, one, seen=3, other_seen=1)

    judgement = Judgement.objects.get()
    assert (judgement.left_version, judgement.right_version) == (1, 3)


def test_a_judgement_offers_its_undo(client: Client, aminata: User) -> None:
    one, other = pair(aminata)
    send_verdict(client, aminata, one, other)

    (message,) = get_messages(client.get("/").wsgi_request)

    way_back = toasts.undo_of(message)
    assert str(message) == f"{one.uid} and {other.uid}: “The same”."
    assert way_back is not None
    assert client.post(way_back.url, {"seen": way_back.seen}).status_code == 303
    assert not Judgement.objects.current().exists()


def test_a_decided_pair_is_not_asked_again_and_says_who_decided(
    client: Client, aminata: User, boris: User
) -> None:
    one, other = pair(aminata)
    judged = judge("not_same", by=boris, seen={one.pk: 1, other.pk: 1})

    page = page_of(client, aminata, other)

    assert f"/pairs/{other.uid}/{one.uid}/judge/" not in page
    assert f'action="/pairs/{other.uid}/judgements/{judged.pk}/take-back/"' in page
    assert "Not the same</span>" in page
    assert "Boris" in page


def test_an_unsure_pair_stays_open(client: Client, aminata: User) -> None:
    one, other = pair(aminata)
    judge("unsure", by=aminata, seen={one.pk: 1, other.pk: 1})

    page = page_of(client, aminata, one)

    assert f'action="/pairs/{one.uid}/{other.uid}/judge/"' in page
    assert 'value="unsure"' not in page
    assert "Not sure</span>" in page


def test_a_stale_page_judges_nothing_and_shows_what_is_now(client: Client, aminata: User) -> None:
    one, other = make_attack(aminata), make_attack(aminata, version=2)

    answer = send_verdict(client, aminata, one, other)

    page = answer.content.decode()
    assert answer.status_code == 412
    assert f"{other.uid} was changed after you opened the pair." in page
    assert 'name="other_seen" value="2"' in page
    assert not Judgement.objects.exists()


@pytest.mark.parametrize(
    ("fields", "status", "sentence"),
    [
        ({"verdict": "maybe"}, 400, "Choose the same, not the same, or not sure."),
        ({"seen": ""}, 428, "Say which version you saw"),
        ({"other_seen": "one"}, 400, "Enter a whole number."),
        ({"seen": "9" * 30}, 412, "was changed after you opened the pair."),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(
    client: Client, aminata: User, fields: dict[str, str], status: int, sentence: str
) -> None:
    one, other = pair(aminata)

    answer = send_verdict(client, aminata, one, other, **fields)

    assert answer.status_code == status
    assert sentence in answer.content.decode()


def test_an_incident_is_not_judged_against_itself(client: Client, aminata: User) -> None:
    incident = make_attack(aminata)

    answer = send_verdict(client, aminata, incident, incident)

    assert answer.status_code == 400
    assert "Name two different incidents." in answer.content.decode()


def test_a_viewer_reads_the_pairs_and_decides_nothing(client: Client, aminata: User, vera: User) -> None:
    one, other = pair(aminata)

    page = page_of(client, vera, one)

    assert "Same day; both: Sokolo" in page
    assert "Only verifiers of Sahel may do this." in page
    assert 'action="/pairs/' not in page
    assert send_verdict(client, vera, one, other).status_code == 403


def test_half_a_pair_is_not_there(client: Client, aminata: User, olek: User) -> None:
    one, own = make_attack(aminata), make_attack(olek)

    assert send_verdict(client, olek, own, one).status_code == 404
    assert send_verdict(client, olek, one, own).status_code == 404
    assert send(client, olek, f"{own.uid}/{one.uid}/link", kind="part_of", seen=1).status_code == 404
    assert one.uid not in page_of(client, olek, own)


def test_taking_back_twice_is_explained(client: Client, aminata: User) -> None:
    one, other = pair(aminata)
    judgement = judge("same", by=aminata, seen={one.pk: 1, other.pk: 1})
    address = f"{one.uid}/judgements/{judgement.pk}/take-back"

    assert send(client, aminata, address).status_code == 303
    again = send(client, aminata, address)

    assert again.status_code == 404
    assert "There is no such judgement, or it has ended." in again.content.decode()


def test_a_pair_is_linked_from_the_page(client: Client, aminata: User) -> None:
    one, other = pair(aminata)

    answer = send(client, aminata, f"{one.uid}/{other.uid}/link", kind="follow_up", seen=1)

    made = Link.objects.get()
    assert answer.status_code == 303
    assert (made.from_incident, made.kind, made.to_incident) == (one, "follow_up", other)
    for incident in (one, other):
        assert f'action="/pairs/{incident.uid}/links/{made.pk}/end/"' in page_of(client, aminata, incident)


def test_a_stale_link_keeps_the_kind_that_was_chosen(client: Client, aminata: User) -> None:
    one, other = make_attack(aminata, version=3), make_attack(aminata)

    answer = send(client, aminata, f"{one.uid}/{other.uid}/link", kind="reprisal_for", seen=2)

    page = answer.content.decode()
    assert answer.status_code == 412
    assert "Aminata changed this incident" in page
    assert '<option value="reprisal_for" selected>' in page
    assert 'name="seen" value="2"' not in page


def test_a_link_needs_its_kind(client: Client, aminata: User) -> None:
    one, other = pair(aminata)

    answer = send(client, aminata, f"{one.uid}/{other.uid}/link", seen=1)

    assert answer.status_code == 400
    assert answer.content.decode().count("Choose one of the listed kinds of link.") == 2


def test_a_link_is_ended_from_its_other_side(client: Client, aminata: User) -> None:
    one, other = pair(aminata)
    made = link(one.pk, "part_of", other.pk, by=aminata, seen=1)

    answer = send(client, aminata, f"{other.uid}/links/{made.pk}/end", seen=2)

    assert answer.status_code == 303
    assert not Link.objects.open().exists()


def test_a_closed_incident_says_why_it_is_not_linked(client: Client, sira: User) -> None:
    approved = make_attack(sira, review_state="withdrawn")
    other = make_attack(sira)

    page = page_of(client, sira, approved)

    assert f"/pairs/{approved.uid}/{other.uid}/judge/" in page
    assert f"/pairs/{approved.uid}/{other.uid}/link/" not in page
    assert "This incident is withdrawn. Ask a supervisor to reopen it" in page


def test_a_decided_pair_far_apart_is_listed(client: Client, aminata: User) -> None:
    one, other = make_attack(aminata), make_attack(aminata, title="Elsewhere", **without_point())
    judge("same", by=aminata, seen={one.pk: 1, other.pk: 1})

    assert "Elsewhere" in page_of(client, aminata, one)


def test_the_page_costs_the_same_with_one_pair_and_with_six(client: Client, sira: User) -> None:
    incident = make_attack(sira)
    counts = []
    for more in (1, 5):
        for _number in range(more):
            make_attack(sira)
            seen = {incident.pk: 1, make_attack(sira).pk: 1}
            judge("not_same", by=sira, seen=seen)
        page_of(client, sira, incident)
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/incidents/{incident.uid}/")
        counts.append(len(queries))

    assert counts[0] == counts[1]
