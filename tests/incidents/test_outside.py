"""A point far outside of its country needs a reason, whichever door it comes through."""

from typing import Any

import pytest
from django.test import Client

from casework.accounts.models import User
from casework.audit.models import Entry
from casework.codebook.models import Country
from casework.core.errors import BadInput
from casework.incidents.models import Incident
from casework.incidents.outside import needs_reason, outside_in_words
from casework.incidents.services import create_incident, edit_incident
from tests.incidents.builders import make_incident
from tests.incidents.codebook import make_country
from tests.incidents.editing import opened, refused, send

SOKOLO = {"latitude": "14.7328", "longitude": "-6.1219"}
# In Burkina Faso, 205 km from Mali.
OUAGADOUGOU = {"latitude": "12.37", "longitude": "-1.52"}
# In Algeria, 12 km from Mali.
NEARBY = {"latitude": "25.1", "longitude": "-5.0"}


@pytest.fixture
def mali(db: None) -> Country:
    make_country(
        iso3="BFA", iso2="BF", iso_numeric=854, name="Burkina Faso", acled_name="Burkina Faso", gw_number=439
    )
    return make_country()


@pytest.fixture
def incident(aminata: User) -> Incident:
    return make_incident(aminata)


def edit(incident: Incident, by: User, **fields: Any) -> Incident:
    incident.refresh_from_db()
    return edit_incident(incident.pk, by=by, seen=incident.version, fields=fields)


def test_a_point_inside_needs_none(aminata: User, incident: Incident, mali: Country) -> None:
    saved = edit(incident, aminata, country=mali, **SOKOLO)

    assert (needs_reason(saved), outside_in_words(saved)) == (False, "")


def test_a_point_far_outside_is_refused_with_the_distance(
    aminata: User, incident: Incident, mali: Country
) -> None:
    with pytest.raises(BadInput) as refusal:
        edit(incident, aminata, country=mali, **OUAGADOUGOU)

    assert refusal.value.field == "outside_reason"
    assert refusal.value.message.startswith("The point lies 2")
    assert "km outside of Mali, in Burkina Faso." in refusal.value.message


def test_a_reason_lets_it_through_and_is_kept(aminata: User, incident: Incident, mali: Country) -> None:
    saved = edit(incident, aminata, country=mali, outside_reason=" A raid across the border. ", **OUAGADOUGOU)

    assert saved.outside_reason == "A raid across the border."
    assert Entry.objects.latest("pk").after["outside_reason"] == "A raid across the border."


def test_uncertainty_is_added_to_what_the_borders_leave_open(
    aminata: User, incident: Incident, mali: Country
) -> None:
    with pytest.raises(BadInput):
        edit(incident, aminata, country=mali, **NEARBY)

    saved = edit(incident, aminata, country=mali, coordinate_uncertainty_m=5_000, **NEARBY)

    assert outside_in_words(saved) == "The point lies 12 km outside of Mali."


def test_a_reason_that_explains_nothing_any_more_is_dropped(
    aminata: User, incident: Incident, mali: Country
) -> None:
    edit(incident, aminata, country=mali, outside_reason="A raid.", **OUAGADOUGOU)

    assert edit(incident, aminata, **SOKOLO).outside_reason == ""
    assert edit(incident, aminata, outside_reason="Whatever.").outside_reason == ""


def test_an_old_point_does_not_hold_up_other_changes(
    aminata: User, incident: Incident, mali: Country
) -> None:
    Incident.objects.update(country=mali, **OUAGADOUGOU)

    assert edit(incident, aminata, title="Camp").title == "Camp"


def test_new_incidents_are_asked_too(aminata: User, mali: Country) -> None:
    desk = aminata.memberships.get().desk

    with pytest.raises(BadInput):
        create_incident(by=aminata, desk=desk, title="Camp", country=mali, **OUAGADOUGOU)


def test_the_form_asks_for_the_reason_and_keeps_what_was_typed(
    client: Client, aminata: User, incident: Incident, mali: Country
) -> None:
    form = opened(client, aminata, incident)

    page, again = refused(send(client, incident, form, country="MLI", **OUAGADOUGOU), 400)

    assert "in Burkina Faso. Correct the coordinates or the country, or say why it is right." in page
    assert again["latitude"] == ["12.37"]
    assert "data-outside-reason>" in page


@pytest.mark.parametrize(
    ("asked", "sentence", "needs"),
    [
        ({**SOKOLO, "country": "MLI"}, "", False),
        ({**NEARBY, "country": "MLI"}, "The point lies 12 km outside of Mali.", True),
        (
            {**NEARBY, "country": "MLI", "coordinate_uncertainty_m": "5000"},
            "The point lies 12 km outside of Mali.",
            False,
        ),
        ({**SOKOLO, "country": "ZZZ", "coordinate_uncertainty_m": "9" * 40}, "", False),
        ({"latitude": "north", "longitude": "1"}, "Write degrees as a number, such as 14.7328.", False),
        ({"latitude": "99", "longitude": "1"}, "Latitude goes from -90 to 90", False),
        ({}, "", False),
    ],
)
def test_the_page_is_told_while_somebody_types(
    client: Client, aminata: User, mali: Country, asked: dict[str, str], sentence: str, needs: bool
) -> None:
    client.force_login(aminata)

    answer = client.get("/incidents/points/", asked).json()

    assert answer["needs_reason"] == needs
    assert answer["sentence"].startswith(sentence)
