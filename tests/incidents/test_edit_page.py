"""The form for the facts: what it offers, what it saves, and that no refusal loses what was typed."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework.accounts.models import User
from casework.codebook.models import Edition, Term
from casework.core.tlp import Tlp
from casework.incidents.models import Incident, PlaceClaim, State, TermClaim
from casework.incidents.services import edit_incident
from tests.codebook.builders import make_place
from tests.incidents.builders import build_claim, make_citation, make_incident, make_source
from tests.incidents.codebook import make_country, make_term
from tests.incidents.editing import address, opened, refused, send
from tests.review import builders as review


@pytest.fixture
def incident(aminata: User) -> Incident:
    return make_incident(aminata)


def test_everything_is_filled_in_at_once(
    client: Client, aminata: User, incident: Incident, kinds: dict[str, Term]
) -> None:
    mali, sokolo = make_country(), make_place()
    form = opened(client, aminata, incident)

    answer = send(
        client,
        incident,
        form,
        title=" Raid on the camp ",
        summary="Armed men\r\nattacked.",
        date_edtf="26 January 2020",
        time_of_day="before_dawn",
        event_type=kinds["battles"].pk,
        sub_event_type=kinds["clash"].pk,
        target_type=kinds["military"].pk,
        weapon_types=[str(kinds["firearms"].pk), str(kinds["explosives"].pk)],
        country="MLI",
        admin1="Ségou",
        place=sokolo.pk,
        place_name="Sokolo",
        place_as_reported="the camp at Sokolo",
        latitude="14.7328",
        longitude="-6.1219",
        coordinate_uncertainty_m="500",
        location_precision="exact",
        grade="fair",
        tlp="GREEN",
    )

    incident.refresh_from_db()
    assert (answer.status_code, answer["Location"]) == (303, f"/incidents/{incident.uid}/")
    assert (incident.title, incident.summary) == ("Raid on the camp", "Armed men\nattacked.")
    assert (incident.date_edtf, incident.date_precision) == ("2020-01-26", "day")
    assert (incident.event_type, incident.sub_event_type) == (kinds["battles"], kinds["clash"])
    assert {*incident.weapon_types.all()} == {kinds["firearms"], kinds["explosives"]}
    assert (incident.country, incident.place, str(incident.latitude)) == (mali, sokolo, "14.73280")
    assert (incident.location_precision, incident.coordinate_uncertainty_m) == ("exact", 500)
    assert (incident.grade, incident.tlp, incident.version) == ("fair", Tlp.GREEN, 2)


def test_a_form_that_says_nothing_new_changes_nothing(
    client: Client, aminata: User, kinds: dict[str, Term]
) -> None:
    incident = make_incident(
        aminata, summary="One\ntwo", latitude="14.73280", longitude="-6.12190", place=make_place()
    )
    incident.weapon_types.add(kinds["firearms"])
    incident.named_people.add(aminata)

    answer = send(client, incident, opened(client, aminata, incident))

    incident.refresh_from_db()
    assert (answer.status_code, incident.version) == (303, 1)


def test_the_second_of_two_presses_is_told_calmly(client: Client, aminata: User, incident: Incident) -> None:
    form = opened(client, aminata, incident)

    answers = [send(client, incident, form, title="Raid on the camp", admin1="Ségou") for _ in range(2)]

    incident.refresh_from_db()
    assert [answer.status_code for answer in answers] == [303, 303]
    assert incident.version == 2
    assert "says this already. Nothing was changed." in client.get("/").content.decode()


def test_a_retired_term_stays_chosen(client: Client, aminata: User, kinds: dict[str, Term]) -> None:
    incident = make_incident(aminata, event_type=kinds["battles"])
    edition = Edition.objects.create(number=2, published_on="2026-01-01", note="Without battles.")
    Term.objects.filter(pk=kinds["battles"].pk).update(retired=edition)

    assert opened(client, aminata, incident)["event_type"] == [str(kinds["battles"].pk)]
    assert 'value="Battles"' not in client.get(address(make_incident(aminata))).content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"date_edtf": "31 February"}, "February has no day 31. Check the day against the source."),
        ({"date_edtf": "31 February 2020"}, "February 2020 has no day 31."),
        ({"date_edtf": "last week"}, "is not a date we can read"),
        ({"latitude": "95", "longitude": "0"}, "Latitude goes from -90 to 90"),
        ({"latitude": "0", "longitude": "1" * 400}, "Longitude"),
        ({"latitude": "north", "longitude": "0"}, "Write degrees as a number"),
        ({"latitude": "14.7328"}, "Give both latitude and longitude, or neither."),
        ({"coordinate_uncertainty_m": "-5", "latitude": "1", "longitude": "1"}, "greater than or equal to 0"),
        ({"coordinate_uncertainty_m": "9" * 5000}, "Enter a whole number."),
        ({"coordinate_uncertainty_m": "500"}, "needs coordinates to start from"),
        ({"location_precision": "exact"}, "An exact place needs coordinates."),
        ({"place": "999999"}, "There is no such place in the list."),
        ({"place": "9" * 30}, "There is no such place in the list."),
        ({"title": " "}, "Give the incident a title."),
        ({"title": "x" * 201}, "at most 200 characters"),
        ({"admin1": "x" * 121}, "at most 120 characters"),
        ({"summary": "x" * 100_000}, "A summary has at most 10000 characters, and this one has 100000."),
    ],
)
def test_what_cannot_be_saved_comes_back_as_it_was_typed(
    client: Client, aminata: User, incident: Incident, typed: dict[str, Any], sentence: str
) -> None:
    form = opened(client, aminata, incident)

    answer = send(client, incident, form, **{"place_as_reported": "near the camp", **typed})

    page, kept = refused(answer, 400)
    assert sentence in page
    assert kept["place_as_reported"] == ["near the camp"]
    assert {name: kept[name] for name in typed if name != "place"} == {
        name: [value] for name, value in typed.items() if name != "place"
    }
    incident.refresh_from_db()
    assert incident.version == 1


def test_each_value_that_is_not_listed_is_named(client: Client, aminata: User, incident: Incident) -> None:
    form = opened(client, aminata, incident)
    unlisted = {
        "event_type": "999999",
        "target_type": "x",
        "country": "ZZZ",
        "grade": "certain",
        "tlp": "WHITE",
    }

    page, _kept = refused(send(client, incident, form, weapon_types=["999999"], **unlisted), 400)

    for label in ("Event type", "Target", "Country", "Grade", "Sharing", "Weapons"):
        assert f">{label}</a>: Choose one of the listed values." in page


def test_a_sub_event_type_of_another_type_is_refused(
    client: Client, aminata: User, incident: Incident, kinds: dict[str, Term]
) -> None:
    form = opened(client, aminata, incident)

    answer = send(client, incident, form, event_type=kinds["battles"].pk, sub_event_type=kinds["peaceful"].pk)

    page, kept = refused(answer, 400)
    assert "“Peaceful protest” does not belong to “Battles”." in page
    assert kept["sub_event_type"] == [str(kinds["peaceful"].pk)]


def test_characters_that_nobody_sees_are_taken_out(client: Client, aminata: User, incident: Incident) -> None:
    form = opened(client, aminata, incident)
    body = f"title=Raid%00+on+%ED%A0%80the+camp&seen={form['seen'][0]}"

    answer = client.post(address(incident), body, content_type="application/x-www-form-urlencoded")

    incident.refresh_from_db()
    assert answer.status_code == 303
    assert re.fullmatch("Raid on �*the camp", incident.title)


def test_a_list_stays_changed_through_a_refusal(
    client: Client, aminata: User, incident: Incident, kinds: dict[str, Term]
) -> None:
    form = opened(client, aminata, incident)
    weapon = str(kinds["firearms"].pk)
    _page, again = refused(send(client, incident, form, weapon_types=[weapon], date_edtf="31 February"), 400)

    assert send(client, incident, again, date_edtf="28 February 2020").status_code == 303
    assert incident.weapon_types.get() == kinds["firearms"]


def test_a_colleagues_change_is_neither_overwritten_nor_hidden(
    client: Client, aminata: User, boris: User, incident: Incident
) -> None:
    form = opened(client, aminata, incident)
    theirs = {"title": "Attack at dawn", "admin1": "Ségou", "admin2": "Niono"}
    edit_incident(incident.pk, by=boris, seen=1, fields=theirs)

    answer = send(client, incident, form, title="Attack at noon", admin2="Niono", summary="Mine.")

    page, again = refused(answer, 412)
    assert "Boris changed this incident" in page
    told = compared(page)
    assert told[0].startswith("Title · changed by Boris,")
    assert told[0].endswith(
        "Attack on the camp at Sokolo Keep mine Attack at noon Take theirs Attack at dawn"
    )
    assert told[1].startswith("First-level area · changed by Boris,")
    assert "When you opened the page – Theirs Ségou · You left it alone" in told[1]
    assert len(told) == 2
    assert again["seen"] == ["2"]
    assert send(client, incident, again).status_code == 303
    incident.refresh_from_db()
    assert (incident.title, incident.summary) == ("Attack at noon", "Mine.")
    assert (incident.admin1, incident.admin2) == ("Ségou", "Niono")


def compared(page: str) -> list[str]:
    """Return the text of each field of the comparison."""
    found = re.findall(r'<fieldset class="three-ways".*?</fieldset>', page, re.DOTALL)
    return [" ".join(re.sub(r"<.*?>", " ", each).split()) for each in found]


@pytest.mark.parametrize(("choice", "kept"), [("mine", "Attack at noon"), ("theirs", "Attack at dawn")])
def test_the_person_chooses_field_by_field_between_mine_and_theirs(
    client: Client, aminata: User, boris: User, incident: Incident, choice: str, kept: str
) -> None:
    form = opened(client, aminata, incident)
    edit_incident(incident.pk, by=boris, seen=1, fields={"title": "Attack at dawn"})
    _page, again = refused(send(client, incident, form, title="Attack at noon", summary="Mine."), 412)

    assert send(client, incident, again, **{"choice-title": choice}).status_code == 303
    incident.refresh_from_db()
    assert (incident.title, incident.summary) == (kept, "Mine.")


def test_a_list_is_taken_as_the_colleague_left_it(
    client: Client, aminata: User, boris: User, incident: Incident, kinds: dict[str, Term]
) -> None:
    form = opened(client, aminata, incident)
    edit_incident(incident.pk, by=boris, seen=1, fields={"weapon_types": [kinds["explosives"]]})
    _page, again = refused(send(client, incident, form, weapon_types=[str(kinds["firearms"].pk)]), 412)

    send(client, incident, again, **{"choice-weapon_types": "theirs"})

    assert list(incident.weapon_types.all()) == [kinds["explosives"]]


def test_a_third_change_is_compared_anew(
    client: Client, aminata: User, boris: User, incident: Incident
) -> None:
    form = opened(client, aminata, incident)
    edit_incident(incident.pk, by=boris, seen=1, fields={"title": "Attack at dawn"})
    _page, again = refused(send(client, incident, form, title="Attack at noon"), 412)
    edit_incident(incident.pk, by=boris, seen=2, fields={"title": "Attack before dawn"})

    page, again = refused(send(client, incident, again, **{"choice-title": "mine"}), 412)

    assert "Attack at dawn Keep mine Attack at noon Take theirs Attack before dawn" in compared(page)[0]
    assert send(client, incident, again, **{"choice-title": "theirs"}).status_code == 303
    incident.refresh_from_db()
    assert incident.title == "Attack before dawn"


def test_a_refusal_keeps_the_version_that_was_seen(
    client: Client, aminata: User, boris: User, incident: Incident
) -> None:
    form = opened(client, aminata, incident)
    edit_incident(incident.pk, by=boris, seen=1, fields={"title": "Attack at dawn"})

    _page, again = refused(send(client, incident, form, title="Mine", country="ZZZ"), 400)

    assert again["seen"] == ["1"]
    assert send(client, incident, again, country="").status_code == 412


@pytest.mark.parametrize("seen", ["", "one", "9" * 40])
def test_a_form_without_a_version_is_refused(
    client: Client, aminata: User, incident: Incident, seen: str
) -> None:
    form = opened(client, aminata, incident)

    page, kept = refused(send(client, incident, form, seen=seen, title="Raid"), 400 if seen == "one" else 428)

    assert kept["title"] == ["Raid"]
    assert "This was not saved." in page


def test_who_is_named_and_left_stays_named(
    client: Client, aminata: User, boris: User, incident: Incident
) -> None:
    incident.named_people.add(aminata, boris)
    boris.memberships.all().delete()
    form = opened(client, aminata, incident)

    assert send(client, incident, form, title="Raid").status_code == 303
    assert {*incident.named_people.all()} == {aminata, boris}


def test_in_review_the_page_says_what_a_change_does(client: Client, aminata: User) -> None:
    incident = review.make_complete(aminata, State.SUBMITTED)
    form = opened(client, aminata, incident)

    assert "sends it back to being verified" in client.get(address(incident)).content.decode()
    send(client, incident, form, title="Raid")
    incident.refresh_from_db()
    assert (incident.review_state, incident.submitted_by) == (State.VERIFYING, None)


def test_who_may_not_change_it_is_told_why(
    client: Client, aminata: User, vera: User, olek: User, incident: Incident
) -> None:
    for person, status in ((vera, 403), (olek, 404)):
        client.force_login(person)
        assert client.get(address(incident)).status_code == status
        assert client.post(address(incident), {"title": "Mine", "seen": 1}).status_code == status
    client.force_login(aminata)
    approved = review.make_complete(aminata, State.APPROVED)
    assert client.get(address(approved)).status_code == 409


def test_what_was_typed_for_a_closed_incident_can_be_copied(client: Client, aminata: User) -> None:
    incident = review.make_complete(aminata, State.VERIFYING)
    form = opened(client, aminata, incident)
    Incident.objects.filter(pk=incident.pk).update(review_state=State.REJECTED)

    page = send(client, incident, form, title="Attack at noon")

    assert page.status_code == 409
    assert "Attack at noon" in page.content.decode()
    assert "It was not saved. Copy it" in page.content.decode()


def test_sharing_of_a_public_incident_is_not_offered(client: Client, aminata: User) -> None:
    incident = make_incident(aminata, published_version=1)

    assert "tlp" not in opened(client, aminata, incident)


def test_named_people_are_those_of_the_desk(
    client: Client, aminata: User, boris: User, olek: User, incident: Incident
) -> None:
    form = opened(client, aminata, incident)
    page = client.get(address(incident)).content.decode()

    assert str(boris) in page
    assert str(olek) not in page
    assert send(client, incident, form, tlp="RED", named_people=[str(boris.pk)]).status_code == 303
    assert {*incident.named_people.all()} == {aminata, boris}


def test_the_page_costs_the_same_with_more_claims_and_terms(
    client: Client, aminata: User, incident: Incident, kinds: dict[str, Term]
) -> None:
    build_claim(TermClaim, incident, term=kinds["clash"]).save()
    client.force_login(aminata)
    once = queries(client, incident)

    for number in range(5):
        weapon = make_term("weapon_type", f"Weapon {number}")
        build_claim(TermClaim, incident, term=weapon, citation=make_citation(incident)).save()
        build_claim(PlaceClaim, incident, place_name=f"Place {number}", country=None).save()
        incident.weapon_types.add(weapon)
        make_source()

    assert queries(client, incident) == once


def queries(client: Client, incident: Incident) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address(incident)).status_code == 200
    return len(captured)
