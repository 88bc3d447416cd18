"""Dates as sources give them."""

from datetime import date, timedelta

import edtf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.core.dates import DatePrecision, parse_edtf, precision_of
from casework.core.errors import BadInput

DAYS = st.dates(min_value=date(1000, 1, 2), max_value=date(9999, 12, 30))


@pytest.mark.parametrize(
    ("text", "edtf", "earliest", "latest", "precision"),
    [
        ("2020-01-26", "2020-01-26", "2020-01-26", "2020-01-26", "day"),
        (" 2020-01-26 ", "2020-01-26", "2020-01-26", "2020-01-26", "day"),
        ("2020-02-29", "2020-02-29", "2020-02-29", "2020-02-29", "day"),
        ("2020-01-26?", "2020-01-26?", "2020-01-26", "2020-01-26", "day"),
        ("2020-01-26~", "2020-01-26~", "2020-01-25", "2020-01-27", "range"),
        ("2020-01-26%", "2020-01-26%", "2020-01-25", "2020-01-27", "range"),
        ("2019-11", "2019-11", "2019-11-01", "2019-11-30", "month"),
        ("2019-11~", "2019-11~", "2019-11-01", "2019-11-30", "month"),
        ("2019-11-XX", "2019-11", "2019-11-01", "2019-11-30", "month"),
        ("2020", "2020", "2020-01-01", "2020-12-31", "year"),
        ("2019-XX-XX", "2019", "2019-01-01", "2019-12-31", "year"),
        ("2020-21", "2020-21", "2020-03-01", "2020-05-31", "year"),
        ("[2020-01-24..2020-01-26]", "[2020-01-24..2020-01-26]", "2020-01-24", "2020-01-26", "range"),
        ("[2020-01-25, 2020-01-26]", "[2020-01-25,2020-01-26]", "2020-01-25", "2020-01-26", "range"),
        ("2020-01-24/2020-01-26", "2020-01-24/2020-01-26", "2020-01-24", "2020-01-26", "range"),
        ("2020-01-20/2020-01-26", "2020-01-20/2020-01-26", "2020-01-20", "2020-01-26", "week"),
        ("2020-01-24/2020-01-26~", "2020-01-24/2020-01-26~", "2020-01-24", "2020-01-27", "range"),
        ("2019-11/2020-01", "2019-11/2020-01", "2019-11-01", "2020-01-31", "year"),
        ("2018/2020", "2018/2020", "2018-01-01", "2020-12-31", "unknown"),
        ("[..2020-01-26]", "[..2020-01-26]", None, "2020-01-26", "unknown"),
        ("[2020-01-26..]", "[2020-01-26..]", "2020-01-26", None, "unknown"),
        ("../2020-01-26", "../2020-01-26", None, "2020-01-26", "unknown"),
        ("2020-01-26/..", "2020-01-26/..", "2020-01-26", None, "unknown"),
    ],
)
def test_dates_are_read(
    text: str, edtf: str, earliest: str | None, latest: str | None, precision: str
) -> None:
    parsed = parse_edtf(text)

    assert parsed.edtf == edtf
    assert parsed.earliest == (date.fromisoformat(earliest) if earliest else None)
    assert parsed.latest == (date.fromisoformat(latest) if latest else None)
    assert parsed.precision == precision


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("31 February", "February has no day 31. Check the day against the source."),
        ("30 february 2020", "February has no day 30. Check the day against the source."),
        ("2020-02-31", "February 2020 has no day 31. Check the day against the source."),
        ("2019-02-29", "February 2019 has no day 29. Check the day against the source."),
        ("2020-01-00", "January 2020 has no day 0. Check the day against the source."),
        ("[2020-01-24..2020-02-30]", "February 2020 has no day 30. Check the day against the source."),
        ("2020-13", "There is no month 13. Write it as 01 to 12."),
        ("2020-00", "There is no month 00. Write it as 01 to 12."),
        ("2020-24-01", "There is no month 24. Write it as 01 to 12."),
        ("0000", "Years are written with four digits from 0001 on."),
        (
            "2020-01-26/2020-01-24",
            "The date “2020-01-26/2020-01-24” ends before it begins. Write the earlier day first.",
        ),
    ],
)
def test_a_day_that_does_not_exist_is_refused_for_that_reason(text: str, sentence: str) -> None:
    with pytest.raises(BadInput) as refusal:
        parse_edtf(text)

    assert refusal.value.message == sentence


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "26 January 2020",
        "29 February",
        "2020-1-6",
        "2020-01-26T05",
        "202X",
        "XXXX",
        "../..",
        "2020-01-24/",
        "{2020-01-24,2020-01-26}",
        "２０２０-01-26",
        "2020-01-26\x00",
        "-2020",
        "9" * 10_000,
    ],
)
def test_what_is_no_date_is_refused_with_the_way_to_write_one(text: str) -> None:
    with pytest.raises(BadInput, match="is not a date we can read") as refusal:
        parse_edtf(text)

    assert len(refusal.value.message) < 300


@pytest.mark.parametrize(
    "text",
    [
        "2020-02-29",
        "2020-01-26?",
        "2019-11",
        "2020",
        "2020-21",
        "2020-22",
        "2020-23",
        "[2020-01-24..2020-01-26]",
        "[2020-01-26,2020-01-24]",
        "2020-01-24/2020-02",
        "2019~/2020-11?",
    ],
)
def test_the_bounds_are_those_of_the_reference_library(text: str) -> None:
    theirs = edtf.parse_edtf(text)
    ours = parse_edtf(text)

    assert (ours.earliest, ours.latest) == (
        date(*theirs.lower_strict()[:3]),
        date(*theirs.upper_strict()[:3]),
    )


@pytest.mark.parametrize(
    ("days", "precision"),
    [
        (1, DatePrecision.DAY),
        (2, DatePrecision.RANGE),
        (6, DatePrecision.RANGE),
        (7, DatePrecision.WEEK),
        (8, DatePrecision.MONTH),
        (31, DatePrecision.MONTH),
        (32, DatePrecision.YEAR),
        (366, DatePrecision.YEAR),
        (367, DatePrecision.UNKNOWN),
    ],
)
def test_precision_is_how_wide_a_date_is(days: int, precision: DatePrecision) -> None:
    first = date(2020, 1, 1)

    assert precision_of(first, first + timedelta(days=days - 1)) == precision


def spelt(days: tuple[date, date]) -> list[str]:
    first, last = sorted(days)
    return [
        f"{first}",
        f"{first}?",
        f"{first}~",
        f"{first}/{last}~",
        f"[{first}..{last}]",
        f"[{last},{first}]",
    ]


@given(st.tuples(DAYS, DAYS).map(spelt).flatmap(st.sampled_from))
def test_bounds_are_in_order_and_reading_again_changes_nothing(text: str) -> None:
    parsed = parse_edtf(text)

    assert parsed.earliest is not None
    assert parsed.latest is not None
    assert parsed.earliest <= parsed.latest
    assert parse_edtf(parsed.edtf) == parsed


@given(st.text(alphabet="0123456789-/.[],~?%X ", max_size=40))
def test_any_text_is_a_date_or_bad_input(text: str) -> None:
    try:
        parsed = parse_edtf(text)
    except BadInput:
        return
    assert parse_edtf(parsed.edtf) == parsed
