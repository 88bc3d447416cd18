"""Every day of two years, a leap day and both ends of a year among them: one summary a day, never two."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from casework.digests.calendar import local_day, next_due

BEGIN, END = datetime(2027, 7, 1, tzinfo=UTC), datetime(2029, 7, 1, tzinfo=UTC)


@pytest.mark.parametrize("zone", ["Europe/Paris", "America/New_York", "Africa/Bamako"])
@pytest.mark.parametrize("hour", [0, 2, 7])
def test_each_day_has_its_summary(zone: str, hour: int) -> None:
    here = ZoneInfo(zone)
    days: Counter[date] = Counter()
    at: datetime | None = BEGIN
    moments = []
    while at is not None and at < END:
        at = next_due(at, cadence="daily", weekday=0, hour=hour, zone=here)
        assert at is not None
        moments.append(at)
        days[local_day(at, here)] += 1

    assert set(days.values()) == {1}
    assert len(days) == (max(days) - min(days)).days + 1
    assert {date(2028, 2, 29), date(2027, 12, 31), date(2028, 1, 1)} <= days.keys()
    # An hour more or less where clocks change, and never anything else.
    assert {later - earlier for earlier, later in pairwise(moments)} <= {
        timedelta(hours=23),
        timedelta(hours=24),
        timedelta(hours=25),
    }
