import pytest

from casework.codebook.models import Country
from tests.codebook.builders import MALI
from tests.truth_tables import truth_table

pytestmark = pytest.mark.django_db


def build(**changes: object) -> Country:
    return Country(**{"iso3": "MLI", **MALI, **changes})


def test_country_codes_are_capitals() -> None:
    truth_table(
        "country_iso3_three_capitals",
        build,
        [
            ({"iso3": "MLI"}, True),
            ({"iso3": "mli"}, False),
            ({"iso3": "ML"}, False),
            ({"iso3": "M1I"}, False),
        ],
    )
    truth_table(
        "country_iso2_two_capitals",
        build,
        [({"iso2": "ML"}, True), ({"iso2": "ml"}, False), ({"iso2": "M"}, False), ({"iso2": ""}, False)],
    )


def test_the_region_is_one_of_acled() -> None:
    truth_table(
        "country_acled_region_known",
        build,
        [({"acled_region": 1}, True), ({"acled_region": 20}, True), ({"acled_region": 6}, False)],
    )
