import pytest

from casework.codebook.models import Place
from tests.codebook.builders import build_place, make_place, mali, niger
from tests.truth_tables import truth_table

pytestmark = pytest.mark.django_db


def test_a_place_lies_on_earth() -> None:
    truth_table(
        "place_on_earth",
        build_place,
        [
            ({"latitude": "90", "longitude": "180"}, True),
            ({"latitude": "-90", "longitude": "-180"}, True),
            ({"latitude": "90.00001"}, False),
            ({"latitude": "-90.00001"}, False),
            ({"longitude": "180.00001"}, False),
            ({"longitude": "-180.00001"}, False),
        ],
    )


def test_a_place_from_geonames_has_its_number() -> None:
    truth_table(
        "place_from_geonames_has_number",
        build_place,
        [
            ({"origin": "geonames", "geonames_id": 2450849}, True),
            ({"origin": "geonames", "geonames_id": None}, False),
            ({"origin": "operator", "geonames_id": None}, True),
            ({"origin": "learned", "geonames_id": 2450849}, True),
        ],
    )


def test_origin_and_feature_are_known() -> None:
    truth_table(
        "place_origin_and_feature_known",
        build_place,
        [({"feature": "P"}, True), ({"feature": "X"}, False), ({"origin": "guess"}, False)],
    )


def test_a_place_has_a_name() -> None:
    truth_table("place_has_name", build_place, [({"name": "Gao"}, True), ({"name": ""}, False)])


@pytest.mark.parametrize("asked", ["Sokolo", "sokolo", "Sokolon", "Соколо", "Sokkolo"])
def test_a_place_is_found_by_any_name_and_despite_a_slip(asked: str) -> None:
    sokolo = make_place(other_names="Soala\nSokolon\nСоколо")
    make_place("Ténenkou")

    assert list(Place.objects.named_like(asked)) == [sokolo]


def test_accents_do_not_matter() -> None:
    segou = make_place("Ségou")

    assert list(Place.objects.named_like("segou")) == [segou]


def test_a_whole_name_comes_before_part_of_one() -> None:
    part = make_place("Sokolo Koura", population=90_000)
    whole = make_place("Sokolo", population=4_000)

    assert list(Place.objects.named_like("sokolo")) == [whole, part]


def test_the_larger_of_two_namesakes_comes_first() -> None:
    unknown, small = make_place(population=None), make_place(population=900)
    large = make_place(population=4_374)

    assert list(Place.objects.named_like("Sokolo")) == [large, small, unknown]


def test_a_country_narrows_the_places() -> None:
    here = make_place()
    make_place(country=niger())

    assert list(Place.objects.named_like("Sokolo", mali())) == [here]
    assert list(Place.objects.named_like("Sokolo", "MLI")) == [here]


def test_names_follow_a_correction() -> None:
    place = make_place("Sokollo")
    Place.objects.filter(pk=place.pk).update(name="Diabaly")

    assert list(Place.objects.named_like("Diabaly")) == [place]
