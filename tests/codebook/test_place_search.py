"""Places are found while somebody types."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework.accounts.models import User
from tests.codebook.builders import make_place, mali, niger

ADDRESS = "/places/"


def found(client: Client, **query: str) -> list[dict[str, Any]]:
    answer = client.get(ADDRESS, query)
    assert answer.status_code == 200
    places: list[dict[str, Any]] = answer.json()["places"]
    return places


@pytest.fixture
def browser(client: Client, vera: User) -> Client:
    client.force_login(vera)
    return client


def test_strangers_have_to_sign_in(client: Client, db: None) -> None:
    assert client.get(ADDRESS, {"q": "Sokolo"}).status_code == 302


def test_a_place_comes_with_all_that_is_filled_in(browser: Client) -> None:
    place = make_place("Sokolo", admin1="Ségou", admin2="Niono")

    assert found(browser, q="sokolo") == [
        {
            "id": place.pk,
            "label": "Sokolo, Ségou, Mali",
            "name": "Sokolo",
            "country": "MLI",
            "admin1": "Ségou",
            "admin2": "Niono",
            "latitude": "14.73280",
            "longitude": "-6.12190",
            "is_point": True,
        }
    ]


@pytest.mark.parametrize(("feature", "is_point"), [("P", True), ("S", True), ("A", False), ("H", False)])
def test_something_wide_has_no_exact_point(browser: Client, feature: str, is_point: bool) -> None:
    make_place(feature=feature)

    assert found(browser, q="Sokolo")[0]["is_point"] == is_point


def test_a_country_narrows_the_search(browser: Client) -> None:
    make_place(country=mali())
    make_place(country=niger(), admin1="Tillabéri")

    assert [each["country"] for each in found(browser, q="Sokolo", country="NER")] == ["NER"]
    assert len(found(browser, q="Sokolo", country="")) == 2
    assert found(browser, q="Sokolo", country="ZZZ\0") == []


def test_ten_are_shown_and_cost_one_query_more_than_none(browser: Client) -> None:
    with CaptureQueriesContext(connection) as none:
        assert found(browser, q="So") == []
    for number in range(12):
        make_place(f"Sokolo {number}")

    with CaptureQueriesContext(connection) as many:
        assert len(found(browser, q="Sokolo")) == 10

    assert len(many) == len(none) + 1


@pytest.mark.parametrize(
    "text", ["", "So", "  So  ", "\0\0\0", "%%%", "_____", "'; --", "x" * 100_000, "\n\n\n"]
)
def test_any_text_is_an_answer(browser: Client, text: str) -> None:
    make_place()

    assert found(browser, q=text) == []


def towns(client: Client, box: str) -> list[str]:
    answer = client.get("/places/towns/", {"box": box})
    assert answer.status_code == 200
    return [each["name"] for each in answer.json()["towns"]]


def test_the_largest_places_of_a_piece_of_the_map_are_named(browser: Client) -> None:
    make_place("Sokolo", population=8_000)
    make_place("Niono", population=90_000)
    make_place("Camp", population=None)
    make_place("Gao", population=90_000, longitude="-0.04")

    assert towns(browser, "-7,14,-5,15") == ["Niono", "Sokolo"]


@pytest.mark.parametrize(
    "box", ["", "x", "1,2,3", "-7,14,nan,15", "-180,-90,180,90", "5,14,-5,15", "inf,0,inf,1"]
)
def test_a_box_that_is_none_or_too_wide_names_nothing(browser: Client, box: str) -> None:
    make_place("Sokolo", population=8_000)

    assert towns(browser, box) == []
