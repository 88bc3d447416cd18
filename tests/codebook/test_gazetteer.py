import json
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from casework.codebook import gazetteer
from casework.codebook.gazetteer import Loaded, load_places, members
from casework.codebook.models import Place
from casework.core.errors import BadInput, NotNow
from tests.codebook.builders import make_place, mali

pytestmark = pytest.mark.django_db

SOKOLO: dict[str, Any] = {
    "geonameid": 2450849,
    "name": "Sokolo",
    "latitude": 14.7328,
    "longitude": -6.1219,
    "countrycode": "ML",
    "population": 4374,
    "admin1code": "05",
    "alternatenames": ["", "Sokolon", "Sokolo"],
}


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The places of a small world in which only Mali is known."""
    mali()
    places = [SOKOLO, SOKOLO | {"geonameid": 1, "countrycode": "XX"}]
    monkeypatch.setattr(gazetteer, "_cities", lambda minimum: iter(places))
    return places


def test_a_place_comes_with_its_names_region_and_coordinates(world: list[dict[str, Any]]) -> None:
    assert load_places() == Loaded(read=1, added=1, changed=0)

    place = Place.objects.get()
    assert (place.geonames_id, place.country_id, place.admin1) == (2450849, "MLI", "Ségou")
    assert (place.latitude, place.longitude) == (Decimal("14.73280"), Decimal("-6.12190"))
    assert (place.other_names, place.population, place.origin) == ("Sokolon", 4374, "geonames")


def test_loading_again_changes_nothing(world: list[dict[str, Any]]) -> None:
    load_places()

    assert load_places() == Loaded(read=1, added=0, changed=0)


def test_loading_again_brings_what_geonames_corrected(world: list[dict[str, Any]]) -> None:
    load_places()
    world[0] = SOKOLO | {"population": 0, "name": "Sokolo-Ville"}

    assert load_places() == Loaded(read=1, added=0, changed=1)
    assert Place.objects.get().population is None
    assert Place.objects.named_like("sokolo ville").exists()


def test_our_own_places_are_left_alone(world: list[dict[str, Any]]) -> None:
    own = make_place("Camp of Sokolo")

    load_places()

    assert Place.objects.get(pk=own.pk).name == "Camp of Sokolo"


def test_countries_come_first() -> None:
    with pytest.raises(NotNow, match="Load the vocabularies first"):
        load_places()


def test_another_threshold_is_refused() -> None:
    with pytest.raises(BadInput, match="500 or 1000"):
        load_places(15_000)


def test_the_command_says_what_it_did(world: list[dict[str, Any]]) -> None:
    said = StringIO()

    call_command("load_places", stdout=said)

    assert said.getvalue().strip() == "Read 1 places: 1 new, 0 changed."


def test_the_command_passes_a_refusal_on() -> None:
    with pytest.raises(CommandError, match="Load the vocabularies first"):
        call_command("load_places")


def test_sokolo_in_mali_is_in_the_package() -> None:
    sokolo = next(each for each in gazetteer._cities(1000) if each["geonameid"] == SOKOLO["geonameid"])

    assert (sokolo["name"], sokolo["countrycode"]) == ("Sokolo", "ML")


@pytest.mark.parametrize("chunk", [1, 7, 1 << 20])
def test_a_file_is_read_in_pieces_of_any_size(
    chunk: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gazetteer, "CHUNK", chunk)
    content = {"1": {"a": 'é}{,:"\\'}, "2": {"b": [1, {"c": None}]}, "3": {}}
    path = tmp_path / "places.json"
    path.write_text(json.dumps(content, indent=1), encoding="utf-8")

    assert list(members(path)) == list(content.values())


def test_a_file_that_was_cut_off_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "places.json"
    path.write_text('{"1": {"a": 1}, "2": {"a"', encoding="utf-8")

    with pytest.raises(ValueError, match=r".+"):
        list(members(path))
