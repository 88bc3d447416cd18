"""What the form for the facts offers: claims, places of the gazetteer, and what a date means."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from casework.accounts.models import User
from casework.codebook.models import Edition, Term
from casework.core.dates import parse_edtf
from casework.core.tlp import Tlp
from casework.incidents.models import DateClaim, Incident, PlaceClaim, TermClaim
from casework.incidents.services import edit_incident
from tests.codebook.builders import make_place
from tests.house.forms import values_of
from tests.incidents.builders import build_claim, make_citation, make_incident
from tests.incidents.codebook import make_country, make_term
from tests.incidents.editing import address, opened, send


@pytest.fixture
def incident(aminata: User) -> Incident:
    return make_incident(aminata)


def words_of(answer: HttpResponse) -> str:
    """What a reader sees in the place where the answer is told."""
    return re.sub(r' data-\w+="[^"]*"', "", answer.content.decode())


def test_claims_are_offered_and_fill_only_on_a_press(
    client: Client, aminata: User, incident: Incident, kinds: dict[str, Term]
) -> None:
    make_country()
    date = build_claim(DateClaim, incident, time_of_day="dawn")
    date.set_date(parse_edtf("2020-01-26"))
    date.save()
    place = build_claim(
        PlaceClaim, incident, place_name="Sokolo", country_id="MLI", latitude="14.7328", longitude="-6.1219"
    )
    place.save()
    words = [
        build_claim(TermClaim, incident, term=kinds[name]) for name in ("clash", "firearms", "explosives")
    ]
    for each in words:
        each.save()
    form = opened(client, aminata, incident)
    page = client.get(address(incident)).content.decode()

    assert "26 Jan 2020, Dawn" in page
    assert form["date_edtf"] == [""]
    for claim in (date, place, *words):
        answer = send(client, incident, {**form, "fill": [f"claim-{claim.pk}"]}, title="As typed")
        assert answer.status_code == 200
        form = values_of(answer.content.decode())
    assert (form["title"], form["date_edtf"], form["time_of_day"]) == (["As typed"], ["2020-01-26"], ["dawn"])
    assert (form["place_name"], form["country"], form["longitude"]) == (["Sokolo"], ["MLI"], ["-6.12190"])
    assert form["event_type"] == [str(kinds["battles"].pk)]
    assert {*form["weapon_types"]} == {str(kinds["firearms"].pk), str(kinds["explosives"].pk)}
    incident.refresh_from_db()
    assert incident.version == 1


@pytest.mark.parametrize("pressed", ["find", "enter"])
def test_a_place_is_looked_for_and_chosen(
    client: Client, aminata: User, incident: Incident, pressed: str
) -> None:
    place = make_place("Sokolo", admin1="Ségou")
    form = opened(client, aminata, incident)

    answer = send(client, incident, form, find="sokkolo", do=pressed, title="As typed")
    page = answer.content.decode()
    assert (answer.status_code, "Sokolo, Ségou, Mali" in page) == (200, True)
    chosen = send(client, incident, values_of(page), fill=f"place-{place.pk}")

    form = values_of(chosen.content.decode())
    assert (form["title"], form["find"], form["place"]) == (["As typed"], [""], [str(place.pk)])
    assert (form["place_name"], form["admin1"], form["country"]) == (["Sokolo"], ["Ségou"], ["MLI"])
    assert (form["latitude"], form["location_precision"]) == (["14.73280"], ["exact"])
    assert send(client, incident, form).status_code == 303
    incident.refresh_from_db()
    assert (incident.place, incident.title, incident.version) == (place, "As typed", 2)


def test_a_listed_place_is_taken_out_again(client: Client, aminata: User) -> None:
    incident = make_incident(aminata, place=make_place())
    form = opened(client, aminata, incident)
    del form["place"]

    send(client, incident, form)

    incident.refresh_from_db()
    assert incident.place is None


@pytest.mark.parametrize(
    "key", ["place-", "place-x", "place-99999", f"place-{'9' * 40}", "claim-7", "now-title", "?"]
)
def test_a_button_that_is_not_there_fills_nothing(
    client: Client, aminata: User, incident: Incident, key: str
) -> None:
    form = opened(client, aminata, incident)

    answer = send(client, incident, form, fill=key, title="As typed")

    assert answer.status_code == 200
    kept = values_of(answer.content.decode())
    assert {name for name in form if form[name] != kept[name]} == {"title", "csrfmiddlewaretoken"}


def test_a_search_without_a_match_says_so(client: Client, aminata: User, incident: Incident) -> None:
    make_place()
    form = opened(client, aminata, incident)

    answer = send(client, incident, form, find="Ouagadougou\0", do="find")

    assert "No place in the list is called like that." in words_of(answer)


def test_saving_does_not_wait_for_a_search(client: Client, aminata: User, incident: Incident) -> None:
    form = opened(client, aminata, incident)

    assert send(client, incident, form, find="Sokolo", do="save", title="Raid").status_code == 303


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("26 January 2020", "26 Jan 2020, exact to one day"),
        ("2020-01", "January 2020, exact to a month"),
        ("[..2020-01-26]", "until 26 Jan 2020"),
        ("31 February", "February has no day 31. Check the day against the source."),
        ("", ""),
        ("\0" + "9" * 5000, "is not a date we can read"),
    ],
)
def test_a_date_is_read_back_while_it_is_typed(
    client: Client, aminata: User, typed: str, sentence: str
) -> None:
    client.force_login(aminata)

    answer = client.get("/incidents/dates/", {"q": typed})

    assert answer.status_code == 200
    assert sentence in answer.json()["sentence"]
    assert bool(sentence) == bool(answer.json()["sentence"])


def test_what_a_date_means_stands_below_it(client: Client, aminata: User, incident: Incident) -> None:
    edit_incident(incident.pk, by=aminata, seen=1, fields={"date_edtf": "2020-01-26~"})
    client.force_login(aminata)

    page = client.get(address(incident)).content.decode()

    assert "about 25 Jan – 27 Jan 2020, exact to 2 to 6 days" in page


def test_claims_that_agree_are_offered_once(client: Client, aminata: User, incident: Incident) -> None:
    for name in ("The wire", "The weekly", "The wire"):
        citation = make_citation(incident)
        citation.snapshot.document.source.__class__.objects.filter(
            pk=citation.snapshot.document.source_id
        ).update(name=f"{name} {citation.pk}")
        claim = build_claim(DateClaim, incident, citation=citation)
        claim.set_date(parse_edtf("2020-01-26"))
        claim.save()
    client.force_login(aminata)

    assert client.get(address(incident)).content.decode().count('name="fill"') == 1


def test_a_claim_of_a_red_passage_is_not_offered(client: Client, aminata: User, incident: Incident) -> None:
    claim = build_claim(DateClaim, incident, citation=make_citation(incident, tlp=Tlp.RED))
    claim.set_date(parse_edtf("2020-01-26"))
    claim.save()
    client.force_login(aminata)

    assert 'name="fill"' not in client.get(address(incident)).content.decode()


def test_a_retired_term_is_not_offered(client: Client, aminata: User, incident: Incident) -> None:
    term = make_term("weapon_type", "Slingshot")
    build_claim(TermClaim, incident, term=term).save()
    edition = Edition.objects.create(number=2, published_on="2026-01-01", note="Without slingshots.")
    Term.objects.filter(pk=term.pk).update(retired=edition)
    client.force_login(aminata)

    assert 'name="fill"' not in client.get(address(incident)).content.decode()


def test_all_that_is_undisputed_is_filled_in_with_one_press(
    client: Client, aminata: User, incident: Incident, kinds: dict[str, Term]
) -> None:
    make_country()
    for day in ("2020-01-25", "2020-01-26"):
        date = build_claim(DateClaim, incident)
        date.set_date(parse_edtf(day))
        date.save()
    build_claim(PlaceClaim, incident, place_name="Sokolo", country_id="MLI").save()
    for name in ("military", "firearms", "explosives"):
        build_claim(TermClaim, incident, term=kinds[name]).save()
    form = opened(client, aminata, incident)

    answer = send(client, incident, {**form, "fill": ["undisputed"]}, title="As typed")

    filled = values_of(answer.content.decode())
    assert (filled["title"], filled["date_edtf"]) == (["As typed"], [""])
    assert (filled["place_name"], filled["country"]) == (["Sokolo"], ["MLI"])
    assert filled["target_type"] == [str(kinds["military"].pk)]
    assert {*filled["weapon_types"]} == {str(kinds["firearms"].pk), str(kinds["explosives"].pk)}


def test_with_one_fact_there_is_no_button_for_all(client: Client, aminata: User, incident: Incident) -> None:
    build_claim(PlaceClaim, incident, place_name="Sokolo").save()

    opened(client, aminata, incident)

    assert 'value="undisputed"' not in client.get(address(incident)).content.decode()
