"""Points are found inside, outside and on the far side of the borders that come with the program."""

import pytest

from casework.codebook.borders import country_at, km_outside, number_of
from casework.codebook.models import Country
from casework.codebook.vocabularies import load_vocabularies

MALI = Country(iso3="MLI", iso_numeric=466)
FIJI = Country(iso3="FJI", iso_numeric=242)
RUSSIA = Country(iso3="RUS", iso_numeric=643)
LESOTHO = Country(iso3="LSO", iso_numeric=426)
SOUTH_AFRICA = Country(iso3="ZAF", iso_numeric=710)


@pytest.mark.parametrize(
    ("country", "point"),
    [
        (MALI, (14.7328, -6.1219)),
        (FIJI, (-16.6, 179.3)),
        (FIJI, (-16.83, -179.97)),
        (RUSSIA, (67, 175)),
        (RUSSIA, (66.5, -172)),
        (LESOTHO, (-29.5, 28.3)),
        (Country(iso3="XKX"), (42.6, 21.1)),
    ],
)
def test_a_point_inside_is_no_way_outside(country: Country, point: tuple[float, float]) -> None:
    assert km_outside(*point, country) == 0


@pytest.mark.parametrize(
    ("country", "point", "km"),
    [
        # Reckoned from the coordinates of towns near the border: here from Ouagadougou to Koro.
        (MALI, (12.37, -1.52), pytest.approx(205, rel=0.05)),
        # Degrees in the wrong order.
        (MALI, (-6.12, 14.73), pytest.approx(2700, rel=0.05)),
        # Ladybrand, across the river from Maseru.
        (LESOTHO, (-29.19, 27.46), pytest.approx(4, abs=6)),
        # Tonga lies beyond the 180th meridian, as half of Fiji does.
        (FIJI, (-21.13, -175.2), pytest.approx(380, rel=0.15)),
        # A hole: Lesotho is not South Africa. The nearest way out is the Caledon.
        (SOUTH_AFRICA, (-29.5, 28.3), pytest.approx(77, rel=0.15)),
    ],
)
def test_a_point_outside_is_some_way_outside(country: Country, point: tuple[float, float], km: float) -> None:
    assert km_outside(*point, country) == km


def test_without_borders_nothing_is_said() -> None:
    assert km_outside(0, 0, Country(iso3="GIB", iso_numeric=292)) is None


@pytest.mark.django_db
def test_the_country_of_a_point_is_named() -> None:
    load_vocabularies()

    found = [country_at(14.7328, -6.1219), country_at(42.6, 21.1), country_at(0, -30)]

    assert [each and each.pk for each in found] == ["MLI", "XKX", None]


@pytest.mark.django_db
def test_nearly_all_countries_have_borders() -> None:
    load_vocabularies()

    without = {each.pk for each in Country.objects.all() if km_outside(0, 0, each) is None}

    # Small territories, most of which the file counts to the country that they belong to.
    assert " ".join(sorted(without)) == "BES BVT CCK CXR GIB GLP GUF MTQ MYT REU SJM TKL TUV UMI"


def test_a_country_has_its_number_in_the_file() -> None:
    assert [number_of(each) for each in (MALI, Country(iso3="AFG", iso_numeric=4))] == ["466", "004"]
