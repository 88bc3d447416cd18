"""Dates and numbers read no more exact than they are."""

from datetime import date

import pytest

from casework.core.wording import date_in_words, number_in_words


@pytest.mark.parametrize(
    ("low", "best", "high", "words"),
    [
        (20, 20, 20, "20"),
        (19, 20, 20, "19–20"),
        (19, None, None, "19 or more"),
        (19, 20, None, "19 or more"),
        (None, None, 24, "up to 24"),
        (None, 12, None, "12"),
        (0, 0, 0, "0"),
        (None, None, None, "unknown"),
    ],
)
def test_numbers(low: int | None, best: int | None, high: int | None, words: str) -> None:
    assert number_in_words(low, best, high) == words


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest", "words"),
    [
        ("2020-01-26", date(2020, 1, 26), date(2020, 1, 26), "26 Jan 2020"),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), "February 2020"),
        ("2019", date(2019, 1, 1), date(2019, 12, 31), "2019"),
        ("2020-01-24/2020-01-26", date(2020, 1, 24), date(2020, 1, 26), "24 Jan – 26 Jan 2020"),
        ("2019-12-31/2020-01-01", date(2019, 12, 31), date(2020, 1, 1), "31 Dec 2019 – 1 Jan 2020"),
        ("2020-01-26/..", date(2020, 1, 26), None, "from 26 Jan 2020 on"),
        ("../2020-01-26", None, date(2020, 1, 26), "until 26 Jan 2020"),
        ("2020-02~", date(2020, 2, 1), date(2020, 2, 29), "about February 2020"),
        ("", None, None, ""),
    ],
)
def test_dates(edtf: str, earliest: date | None, latest: date | None, words: str) -> None:
    assert date_in_words(edtf, earliest, latest) == words
