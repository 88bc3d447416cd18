"""Supervisors keep actors and places; vocabularies are for reading."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from casework.accounts.models import User
from casework.audit.models import Entry
from casework.codebook.models import Actor
from casework.codebook.services import save_actor, save_place
from casework.core.errors import NotPermitted
from tests.codebook.builders import build_place, make_actor, make_edition, make_place, make_term, mali

pytestmark = pytest.mark.django_db

NO_ALIASES = {"aliases-TOTAL_FORMS": "0", "aliases-INITIAL_FORMS": "0"}


@pytest.fixture
def supervisor(client: Client, sira: User) -> Client:
    client.force_login(sira)
    return client


def test_a_change_of_an_actor_is_recorded(supervisor: Client, sira: User) -> None:
    actor = make_actor("JNIM")
    url = reverse("admin:codebook_actor_change", args=[actor.pk])

    supervisor.post(url, {"name": "JNIM", "kind": "2", "gtd_name": "", **NO_ALIASES})

    entry = Entry.objects.get(verb="codebook.change_actor")
    assert (entry.actor, entry.before, entry.after) == (sira, {"kind": 4}, {"kind": 2})


def test_a_place_is_added_with_an_origin_of_ours(supervisor: Client) -> None:
    values = {"name": "Camp", "country": mali().pk, "latitude": "14.7", "longitude": "-6.1", "feature": "S"}

    supervisor.post(reverse("admin:codebook_place_add"), values)

    entry = Entry.objects.get(verb="codebook.change_place")
    assert (entry.before, entry.after["latitude"]) == ({}, "14.7")


@pytest.mark.parametrize(
    ("asked", "shown"), [("sokolon", True), ("Sokkolo", True), ("Gao", False), ("", True)]
)
def test_places_are_searched_in_all_names(asked: str, shown: bool, supervisor: Client) -> None:
    make_place("Sokolo", other_names="Sokolon")

    page = supervisor.get(reverse("admin:codebook_place_changelist"), {"q": asked}).content.decode()

    assert ("14.7328" in page) is shown


def test_terms_are_shown_and_not_changed(supervisor: Client) -> None:
    term = make_term(label="Rain")
    url = reverse("admin:codebook_term_change", args=[term.pk])

    assert b"Rain" in supervisor.get(url).content
    assert supervisor.post(url, {"label": "Snow"}).status_code == 403


@pytest.mark.parametrize(
    ("edition", "rain", "snow"),
    [("now", False, True), ("1", True, False), ("2", False, True), ("", True, True), ("9" * 30, True, True)],
)
def test_terms_are_those_of_an_edition(supervisor: Client, edition: str, rain: bool, snow: bool) -> None:
    second = make_edition(2)
    make_term(label="Rain", code="rain", since=make_edition(1), retired=second)
    make_term(label="Snow", code="snow", since=second)

    page = supervisor.get(reverse("admin:codebook_term_changelist"), {"edition": edition}).content.decode()

    assert (">Rain<" in page, ">Snow<" in page) == (rain, snow)


def test_only_supervisors_change_the_codebook(boris: User, nadia: User) -> None:
    for person in (boris, nadia):
        with pytest.raises(NotPermitted, match="Only supervisors"):
            save_actor(Actor(name="JNIM", kind=2), by=person)
        with pytest.raises(NotPermitted, match="Only supervisors"):
            save_place(build_place(), by=person)


def test_what_was_not_changed_is_not_recorded(sira: User) -> None:
    place = make_place(latitude=Decimal("14.73280"), longitude=Decimal("-6.12190"))
    place.admin1 = "Ségou"

    save_place(place, by=sira)

    assert Entry.objects.get().after == {"admin1": "Ségou"}
