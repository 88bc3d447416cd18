"""When a summary is due, in calendars with and without daylight saving time."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.digests.calendar import local_day, next_due, previous_due

PARIS = ZoneInfo("Europe/Paris")
NEW_YORK = ZoneInfo("America/New_York")
BAMAKO = ZoneInfo("Africa/Bamako")
MONDAY, FRIDAY = 0, 4
START = datetime(2024, 1, 1, tzinfo=UTC)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "after", "due"),
    [
        (BAMAKO, "2026-01-04T12:00", "2026-01-05T07:00"),
        (BAMAKO, "2026-01-05T06:59", "2026-01-05T07:00"),
        (BAMAKO, "2026-01-05T07:00", "2026-01-12T07:00"),
        # The Monday after the clocks went forward, and the one after they went back.
        (PARIS, "2026-03-23T06:00", "2026-03-30T05:00"),
        (PARIS, "2026-10-19T05:00", "2026-10-26T06:00"),
        (NEW_YORK, "2026-03-02T12:00", "2026-03-09T11:00"),
        (NEW_YORK, "2026-10-26T11:00", "2026-11-02T12:00"),
        # Monday in Bamako is still Sunday in New York.
        (NEW_YORK, "2026-01-05T02:00", "2026-01-05T12:00"),
        # A leap day lies between.
        (BAMAKO, "2028-02-28T07:00", "2028-03-06T07:00"),
    ],
)
def test_a_weekly_summary_is_due_on_monday_at_seven_on_the_wall(zone: ZoneInfo, after: str, due: str) -> None:
    assert next_due(utc(after), cadence="weekly", weekday=MONDAY, hour=7, zone=zone) == utc(due)


@pytest.mark.parametrize(
    ("zone", "after", "due"),
    [
        # 02:00 does not exist on 29 March: the summary is due at 03:00, when 02:00 would have been.
        (PARIS, "2026-03-28T01:00", "2026-03-29T01:00"),
        (PARIS, "2026-03-29T01:00", "2026-03-30T00:00"),
        # 02:00 comes twice on 25 October: the first counts, the second does not.
        (PARIS, "2026-10-24T00:00", "2026-10-25T00:00"),
        (PARIS, "2026-10-25T00:00", "2026-10-26T01:00"),
        (PARIS, "2026-10-25T00:30", "2026-10-26T01:00"),
        (NEW_YORK, "2026-03-07T07:00", "2026-03-08T07:00"),
        (NEW_YORK, "2026-11-01T06:00", "2026-11-01T07:00"),
        (BAMAKO, "2028-02-28T02:00", "2028-02-29T02:00"),
        (BAMAKO, "2028-02-29T02:00", "2028-03-01T02:00"),
    ],
)
def test_a_daily_summary_is_due_once_a_day(zone: ZoneInfo, after: str, due: str) -> None:
    assert next_due(utc(after), cadence="daily", weekday=MONDAY, hour=2, zone=zone) == utc(due)


def test_a_subscription_that_is_off_is_never_due() -> None:
    assert next_due(utc("2026-01-01T00:00"), cadence="off", weekday=0, hour=7, zone=PARIS) is None


@pytest.mark.parametrize(
    ("zone", "due", "began"),
    [
        (BAMAKO, "2026-01-05T07:00", "2025-12-29T07:00"),
        (PARIS, "2026-03-30T05:00", "2026-03-23T06:00"),
        (NEW_YORK, "2026-11-02T12:00", "2026-10-26T11:00"),
    ],
)
def test_a_week_on_the_wall_is_seven_days_even_when_clocks_change(
    zone: ZoneInfo, due: str, began: str
) -> None:
    assert previous_due(utc(due), cadence="weekly", hour=7, zone=zone) == utc(began)


def test_the_period_is_named_by_the_day_of_its_reader() -> None:
    due = utc("2026-01-05T02:00")

    assert local_day(due, BAMAKO) == date(2026, 1, 5)
    assert local_day(due, NEW_YORK) == date(2026, 1, 4)


@given(
    after=st.integers(0, 8 * 366 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes)),
    zone=st.sampled_from([PARIS, NEW_YORK, BAMAKO, ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Asia/Tehran")]),
    hour=st.integers(0, 23),
    cadence=st.sampled_from(["daily", "weekly"]),
)
def test_no_day_is_left_out_and_none_comes_twice(
    after: datetime, zone: ZoneInfo, hour: int, cadence: str
) -> None:
    first = next_due(after, cadence=cadence, weekday=FRIDAY, hour=hour, zone=zone)
    assert first is not None
    second = next_due(first, cadence=cadence, weekday=FRIDAY, hour=hour, zone=zone)
    assert second is not None

    assert after < first < second
    step = 1 if cadence == "daily" else 7
    assert (local_day(second, zone) - local_day(first, zone)).days == step
