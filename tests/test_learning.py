"""The gazetteer learns from approvals where something was that it did not know."""

from typing import Any

import pytest

from casework.accounts.models import User
from casework.audit.models import Entry
from casework.codebook.models import Place
from casework.incidents.models import Incident, State
from casework.review.services import move
from tests.codebook.builders import make_place
from tests.review.builders import make_complete

CAMP = {
    "place_name": "Camp de Sokolo",
    "latitude": "14.7401",
    "longitude": "-6.1302",
    "location_precision": "exact",
}


def approve(aminata: User, boris: User, sira: User, **where: Any) -> None:
    incident = make_complete(aminata, State.REVIEWED, reviewed_by=boris, **{**CAMP, **where})
    incident = Incident.objects.get(pk=incident.pk)
    move(incident.pk, "approve", by=sira, seen=incident.version)


def test_an_exact_place_is_learned_once(aminata: User, boris: User, sira: User) -> None:
    approve(aminata, boris, sira)
    approve(aminata, boris, sira)

    place = Place.objects.get()
    assert (place.name, place.country_id, place.origin) == ("Camp de Sokolo", "MLI", "learned")
    assert Entry.objects.filter(verb="codebook.learn_place", actor=sira).count() == 1


@pytest.mark.parametrize(
    "where", [{"location_precision": "near"}, {"place_name": ""}, {"latitude": None, "longitude": None}]
)
def test_what_is_not_exact_is_not_learned(
    aminata: User, boris: User, sira: User, where: dict[str, Any]
) -> None:
    if where.get("latitude", "") is None:
        where = {**where, "location_precision": "adm2"}

    approve(aminata, boris, sira, **where)

    assert not Place.objects.exists()


def test_a_namesake_far_away_is_another_place(aminata: User, boris: User, sira: User) -> None:
    approve(aminata, boris, sira)
    approve(aminata, boris, sira, latitude="16.2")

    assert Place.objects.count() == 2


def test_a_place_of_the_list_is_known(aminata: User, boris: User, sira: User) -> None:
    listed = make_place("Camp de Sokolo")

    approve(aminata, boris, sira, place=listed)

    assert Place.objects.get() == listed
