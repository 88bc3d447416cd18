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
