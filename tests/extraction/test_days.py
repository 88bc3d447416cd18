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
        ("dimanche 26 janvier 2020", "2020-01-26"),
        ("le 1er janvier", "2020-01-01"),
        ("le 5 décembre", "2019-12-05"),
        ("en novembre 2019", "2019-11"),
    ],
)
def test_a_plain_date_is_read(words: str, edtf: str) -> None:
    assert read_day(words, PUBLISHED) == edtf


@pytest.mark.parametrize(
    "words",
    [
        "",
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
    ],
)
def test_what_is_not_plain_is_left_to_the_reader(words: str) -> None:
    assert read_day(words, PUBLISHED) == ""


# Published on a Monday.
@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("Armed men came to the camp on Sunday.", "2020-01-26"),
        ("Two people died in the town on Tuesday.", "2020-01-21"),
        ("The bus was stopped on Monday.", "2020-01-27"),
        ("The bus was stopped last Monday.", "2020-01-20"),
        ("The raid took place yesterday.", "2020-01-26"),
        ("They came the day before yesterday.", "2020-01-25"),
        ("Shots were heard this morning.", "2020-01-27"),
        ("Shots were heard last night.", "2020-01-26"),
        ("The village burnt three days ago.", "2020-01-24"),
        ("The convoy was hit last week.", "[2020-01-20..2020-01-26]"),
        ("At least two died over the weekend.", "[2020-01-25..2020-01-26]"),
        ("They attacked in the night from Saturday to Sunday.", "[2020-01-25..2020-01-26]"),
        ("A patrol was ambushed last month.", "2019-12"),
        ("Earlier this month a base was shelled.", "2020-01"),
        ("At the beginning of the month a base was shelled.", "2020-01"),
        ("In November 24 soldiers were killed.", "2019-11"),
        ("In January twelve were killed.", "2020-01"),
        ("The market was bombed last year.", "2019"),
        ("The market was bombed in 2017.", "2017"),
        ("The army said on Monday that the camp was attacked on Sunday.", "2020-01-26"),
        ("On Sunday they came; by Sunday evening they had gone.", "2020-01-26"),
        ("Des hommes armés ont attaqué le camp dimanche.", "2020-01-26"),
        ("L’attaque a eu lieu hier.", "2020-01-26"),
        ("Le convoi a sauté avant-hier.", "2020-01-25"),
        ("Il y a trois jours, le village a brûlé.", "2020-01-24"),
        ("La semaine dernière, un bus a été arrêté.", "[2020-01-20..2020-01-26]"),
        ("Dans la nuit de samedi à dimanche.", "[2020-01-25..2020-01-26]"),
        ("Le mois dernier, une patrouille est tombée.", "2019-12"),
        ("Au début du mois, une base a été visée.", "2020-01"),
        ("En novembre, 24 soldats ont été tués.", "2019-11"),
    ],
)
def test_days_are_counted_from_the_publication(words: str, edtf: str) -> None:
    assert read_day(words, PUBLISHED) == edtf
    assert parse_edtf(edtf).edtf == edtf
    assert read_day(words) == ""


@pytest.mark.parametrize(
    "words",
    [
        "since Sunday",
        "until last month",
        "On Friday a bus burnt, and on Saturday a shop.",
        "20 soldiers died",
        "They may march.",
        "depuis hier",
    ],
)
def test_two_days_and_ends_of_spans_are_left_to_the_reader(words: str) -> None:
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
