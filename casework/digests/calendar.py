"""When a person's next summary is due, in the calendar on their wall."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from casework.digests.models import Cadence


def next_due(after: datetime, *, cadence: str, weekday: int, hour: int, zone: ZoneInfo) -> datetime | None:
    """Return the first moment later than `after`, in UTC, at which a summary is due; None when there is no
    regular one.

    `weekday` counts from Monday, 0. Where a clock is put forward over the hour, the summary is due when that
    hour would have begun; where it is put back, at the first of the two.
    """
    if cadence not in _STEP:
        return None
    day = after.astimezone(zone).date()
    if cadence == Cadence.WEEKLY:
        day += timedelta(days=(weekday - day.weekday()) % 7)
    due = _moment(day, hour, zone)
    return due if due > after else _moment(day + _STEP[cadence], hour, zone)


def previous_due(due: datetime, *, cadence: str, hour: int, zone: ZoneInfo) -> datetime:
    """Return the moment, in UTC, a day or a week before `due` on the wall: where the first period begins."""
    return _moment(local_day(due, zone) - _STEP[cadence], hour, zone)


def local_day(due: datetime, zone: ZoneInfo) -> date:
    """Return the day, in the person's calendar, that names the period."""
    return due.astimezone(zone).date()


_STEP = {Cadence.DAILY.value: timedelta(days=1), Cadence.WEEKLY.value: timedelta(days=7)}


def _moment(day: date, hour: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=zone).astimezone(UTC)
