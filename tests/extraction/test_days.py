"""Which day a passage names, and when it says nothing that is safe to take."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.core.dates import parse_edtf
from casework.extraction.days import read_day, read_time_of_day, without_days

PUBLISHED = datetime.date(2020, 1, 27)


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("January 26", "2020-01-26"),
        ("26 January 2020", "2020-01-26"),
        ("on Sunday 26 January", "2020-01-26"),
        ("the 26th of January", "2020-01-26"),
        ("January 26, 2020, armed men came", "2020-01-26"),
        ("Jan. 26, 2020", "2020-01-26"),
        ("2020-01-26", "2020-01-26"),
        ("on December 28", "2019-12-28"),
        ("on 27 January", "2020-01-27"),
        ("on 28 January", "2019-01-28"),
        ("in November 2019", "2019-11"),
        ("29 February 2020", "2020-02-29"),
    ],
)
def test_a_plain_date_is_read(words: str, edtf: str) -> None:
    assert read_day(words, PUBLISHED) == edtf


@pytest.mark.parametrize(
    "words",
    [
        "",
        "on Sunday",
        "in November",
        "on Monday 26 January",
        "31 February 2020",
        "29 February",
        "between 24 and 26 January",
        "24-26 January 2020",
        "26 to 28 January",
        "January 26 to 28",
        "26 January or 27 January",
        "after 26 January",
        "about 26 January",
        "2020-13-26",
        "26 soldiers in 2020",
    ],
)
def test_what_is_not_plain_is_left_to_the_reader(words: str) -> None:
    assert read_day(words, PUBLISHED) == ""


def test_a_day_without_a_year_needs_the_day_of_publication() -> None:
    assert read_day("on January 26") == ""


@pytest.mark.parametrize(
    ("words", "time"),
    [
        ("before dawn on Sunday", "before_dawn"),
        ("at dawn", "dawn"),
        ("in the last hours of darkness", "before_dawn"),
        ("on Sunday night", "night"),
        ("late in the afternoon, before the evening", "afternoon"),
        ("a good knight", ""),
    ],
)
def test_the_time_of_day_is_read(words: str, time: str) -> None:
    assert read_time_of_day(words) == time


def test_dates_leave_room_for_themselves() -> None:
    assert without_days("on 26 January 2020, 12 died") == "on                , 12 died"


@given(st.text(alphabet=st.sampled_from("0123456789 -/,.JanuaryFebmchoftSd"), max_size=40))
def test_whatever_is_read_is_a_date(text: str) -> None:
    if edtf := read_day(text, PUBLISHED):
        assert parse_edtf(edtf).edtf == edtf
