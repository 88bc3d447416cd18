"""The list of pairs that wait for a judgement, and of those that were judged."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from casework.accounts.models import User
from casework.core import toasts
from casework.crossref.models import Judgement
from casework.crossref.services import judge
from casework.crossref.tasks import find_new_pairs
from casework.incidents.models import Incident
from tests.crossref.builders import DAY, make_attack
from tests.incidents.builders import make_assessment

PAIRS = "/pairs/"


def three(by: User) -> list[Incident]:
    """Three attacks on one camp: two on one day, one on the next."""
    made = [make_attack(by), make_attack(by, title="Raid near Sokolo"), make_attack(by, DAY.replace(day=27))]
    find_new_pairs()
    return made


def page_of(client: Client, person: User, address: str = PAIRS) -> str:
    client.force_login(person)
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def asked(page: str) -> list[tuple[str, str]]:
    """The pairs that the page lets somebody judge, in its order."""
    return re.findall(r'action="/pairs/(CW-\d+)/(CW-\d+)/judge/\?place=\d+"', page)


def send(client: Client, person: User, one: Incident, other: Incident, **fields: Any) -> Any:
    client.force_login(person)
    sent = {"verdict": "not_same", "seen": one.version, "other_seen": other.version, **fields}
    return client.post(f"{PAIRS}{one.uid}/{other.uid}/judge/?place=2", sent)


def test_the_likeliest_pair_comes_first_with_its_reasons(client: Client, aminata: User) -> None:
    one, other, later = three(aminata)

    page = page_of(client, aminata)

    assert asked(page) == [(one.uid, other.uid), (one.uid, later.uid), (other.uid, later.uid)]
    assert "Same day; both: Sokolo; 0 km apart." in page
    assert f'href="/incidents/{one.uid}/#same-attack"' in page
    assert f'href="/incidents/{other.uid}/#same-attack"' in page


def test_both_sides_show_their_numbers(client: Client, aminata: User) -> None:
    one, other, _later = three(aminata)
    make_assessment(one, 20, 20, 20)
    make_assessment(other, 3111, 3111, 3111)

    page = page_of(client, aminata)

    assert "3111" in page.replace(",", "")


def test_a_judgement_leads_back_to_its_place_and_takes_the_pair_off(client: Client, aminata: User) -> None:
    one, other, later = three(aminata)

    answer = send(client, aminata, one, later)

    assert (answer.status_code, answer["Location"]) == (303, "/pairs/#place-2")
    assert asked(page_of(client, aminata)) == [(one.uid, other.uid), (other.uid, later.uid)]


def test_undo_leads_back_to_the_list_too(client: Client, aminata: User) -> None:
    one, _other, later = three(aminata)
    send(client, aminata, one, later)

    (message,) = get_messages(client.get("/").wsgi_request)
    way_back = toasts.undo_of(message)
    assert way_back is not None
    answer = client.post(way_back.url, {"seen": way_back.seen})

    assert (answer.status_code, answer["Location"]) == (303, "/pairs/#place-2")
    assert not Judgement.objects.current().exists()


@pytest.mark.parametrize("place", ["0", "-1", "01", "x", "99999", "//evil.example"])
def test_a_place_that_is_none_leads_to_the_incident(client: Client, aminata: User, place: str) -> None:
    one, other, _later = three(aminata)
    client.force_login(aminata)

    sent = {"verdict": "same", "seen": 1, "other_seen": 1}
    answer = client.post(f"{PAIRS}{one.uid}/{other.uid}/judge/?place={place}", sent)

    assert answer["Location"] == f"/incidents/{one.uid}/#same-attack"


def test_a_stale_judgement_is_refused_on_the_list(client: Client, aminata: User) -> None:
    one, other, _later = three(aminata)

    answer = send(client, aminata, one, other, seen=0)

    page = answer.content.decode()
    assert answer.status_code == 412
    assert f"{one.uid} was changed after you opened the pair." in page
    assert (one.uid, other.uid) in asked(page)


@pytest.mark.parametrize("verdict", ["same", "not_same", "unsure"])
def test_what_was_judged_is_listed_by_verdict(
    client: Client, aminata: User, boris: User, verdict: str
) -> None:
    one, other, _later = three(aminata)
    judged = judge(verdict, by=boris, seen={one.pk: 1, other.pk: 1}, note="Read both.")

    page = page_of(client, aminata, f"{PAIRS}?show={verdict}")

    assert "Boris" in page
    assert "Read both." in page
    assert f'action="/pairs/{one.uid}/judgements/{judged.pk}/take-back/?place=1"' in page
    assert asked(page) == ([(one.uid, other.uid)] if verdict == "unsure" else [])
    assert (one.uid, other.uid) not in asked(page_of(client, aminata))


def test_people_of_other_desks_see_no_pair(client: Client, aminata: User, olek: User, nadia: User) -> None:
    one, other, _later = three(aminata)
    judge("same", by=aminata, seen={one.pk: 1, other.pk: 1})

    for person in (olek, nadia):
        for address in (PAIRS, f"{PAIRS}?show=same"):
            assert "CW-" not in page_of(client, person, address)


def test_readers_see_pairs_without_buttons(client: Client, aminata: User, vera: User) -> None:
    three(aminata)

    page = page_of(client, vera)

    assert "Raid near Sokolo" in page
    assert "Only verifiers of Sahel may do this." in page
    assert asked(page) == []


def test_an_empty_list_says_what_comes_here(client: Client, aminata: User) -> None:
    assert "No pair waits" in page_of(client, aminata, f"{PAIRS}?show=nonsense")


@pytest.mark.parametrize("show", ["waiting", "not_same"])
def test_the_list_costs_the_same_with_more_pairs(
    client: Client, aminata: User, django_assert_num_queries: DjangoAssertNumQueries, show: str
) -> None:
    made = three(aminata)
    judge("not_same", by=aminata, seen={made[0].pk: 1, made[1].pk: 1})
    page_of(client, aminata)
    queries = {"waiting": 12, "not_same": 9}[show]
    with django_assert_num_queries(queries):
        client.get(f"{PAIRS}?show={show}")

    for number in range(3):
        more = make_attack(aminata, title=f"Raid {number}")
        judge("not_same", by=aminata, seen={made[0].pk: 1, more.pk: 1})
    find_new_pairs()

    with django_assert_num_queries(queries):
        client.get(f"{PAIRS}?show={show}")


def test_the_windows_of_studies_narrow_the_list_and_say_how_many_lie_in_each(
    client: Client, aminata: User
) -> None:
    one, other = make_attack(aminata), make_attack(aminata)
    apart = make_attack(aminata, date(2020, 1, 28), latitude=Decimal("14.78280"))
    find_new_pairs()

    page = page_of(client, aminata, f"{PAIRS}?near=5-2")
    assert {(one.uid, other.uid), (one.uid, apart.uid), (other.uid, apart.uid)} == {*asked(page)}
    assert [*re.findall(r'near=(\d-\d)".*?<span class="count">(\d+)', page)] == [
        ("1-1", "1"), ("1-2", "1"), ("5-1", "1"), ("5-2", "3"),
    ]  # fmt: skip

    assert asked(page_of(client, aminata, f"{PAIRS}?near=1-2")) == [(one.uid, other.uid)]
