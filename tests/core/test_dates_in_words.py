"""Dates that people type in words."""

import pytest
from django.utils import translation

from casework.core.dates import parse_edtf
from casework.core.dates_in_words import as_edtf
from casework.core.errors import BadInput


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("26 January 2020", "2020-01-26"),
        (" 26 jan 2020 ", "2020-01-26"),
        ("6 Jan. 2020", "2020-01-06"),
        ("January 26, 2020", "2020-01-26"),
        ("26 May 2020", "2020-05-26"),
        ("November 2019", "2019-11"),
        ("about 26 January 2020", "2020-01-26~"),
        ("About November 2019", "2019-11~"),
        ("31 February 2020", "2020-02-31"),
    ],
)
def test_words_become_edtf(typed: str, edtf: str) -> None:
    assert as_edtf(typed) == edtf


@pytest.mark.parametrize(
    "typed",
    [
        "2020-01-26",
        "[2020-01-24..2020-01-26]",
        "31 February",
        "1/2/2020",
        "26 Brumaire 2020",
        "yesterday",
        "",
    ],
)
def test_everything_else_stays_as_it_is(typed: str) -> None:
    assert as_edtf(typed) == typed


def test_months_are_read_in_the_language_of_the_person() -> None:
    with translation.override("fr"):
        assert as_edtf("26 janvier 2020") == "2020-01-26"


def test_a_day_that_no_year_has_is_refused_for_that_reason() -> None:
    with pytest.raises(BadInput, match="February 2020 has no day 31"):
        parse_edtf(as_edtf("31 February 2020"))


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("1er février 2020", "2020-02-01"),
        ("le 26 fevrier 2020", "2020-02-26"),
        ("vers le 26 janv. 2020", "2020-01-26~"),
        ("en novembre 2019", "2019-11"),
        ("du 24 au 26 janvier 2020", "2020-01-24/2020-01-26"),
        ("entre le 24 et le 26 janvier 2020", "[2020-01-24..2020-01-26]"),
        ("24-26 January 2020", "2020-01-24/2020-01-26"),
        ("jusqu’au 26 janvier 2020", "[..2020-01-26]"),
        ("since 26 January 2020", "2020-01-26/.."),
        ("٢٦ يناير ٢٠٢٠", "2020-01-26"),
        ("حوالي ٢٦ يناير ٢٠٢٠", "2020-01-26~"),
        ("26 كانون الثاني 2020", "2020-01-26"),
        ("بين 24 و26 يناير 2020", "[2020-01-24..2020-01-26]"),
        ("6 جوان 2020", "2020-06-06"),
        ("٢٠٢٠-٠١-٢٦", "2020-01-26"),
        ("vers le 24 au 26 janvier 2020", "vers le 24 au 26 janvier 2020"),
    ],
)
def test_every_language_of_the_house_is_read_on_every_page(typed: str, edtf: str) -> None:
    assert as_edtf(typed) == edtf
