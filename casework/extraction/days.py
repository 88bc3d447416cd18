"""Read which day a passage names, where that is plain: a proposal for a claim, never a decision."""

from __future__ import annotations

import datetime
import re
from calendar import monthrange

from casework.extraction.day_words import MONTHS, SHORT_MONTHS, TIMES_OF_DAY, WEEKDAYS
from casework.extraction.relative_days import read_relative_day

_LONGEST_FIRST = sorted(MONTHS, key=len, reverse=True)
_SHORT = (f"{month}(?=[. ])" for month in SHORT_MONTHS)
_MONTH = rf"(?P<month>{'|'.join([*_LONGEST_FIRST, *_SHORT])})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er)?"
_YEAR = r"(?:,?\s+(?P<year>\d{4}))?\b"
_WEEKDAY = rf"(?:(?P<weekday>{'|'.join(WEEKDAYS)}),?\s+(?:the\s+|le\s+)?)?"
_FORMS = (
    re.compile(r"\b(?P<iso>\d{4}-\d\d-\d\d)\b"),
    re.compile(rf"\b{_WEEKDAY}{_DAY}\s+(?:of\s+)?{_MONTH}{_YEAR}", re.IGNORECASE),
    # “In November 24 soldiers died” names no day.
    re.compile(rf"(?<!\bin )\b{_WEEKDAY}{_MONTH}\s+{_DAY}\b{_YEAR}", re.IGNORECASE),
    re.compile(rf"\b{_MONTH}\s+(?P<year>\d{{4}})\b", re.IGNORECASE),
)
# Beside these words a date is one end of a span, or only near the day that is meant.
_NOT_PLAIN = re.compile(
    r"(?:\b(?:and|or|to|from|since|until|till|before|after|between|by|about|around|circa|through"
    r"|et|ou|au|du|depuis|avant|après|entre|vers|environ)|[–/-])\s*(?:le\s+)?$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"\s*(?:(?:and|or|to|until|through|et|ou|au)\s+(?:\w+\s+)?\d|[–/-]\s*\d)", re.IGNORECASE
)


def read_day(text: str, published_on: datetime.date | None = None) -> str:
    """Return the one day, or longer stretch, that `text` names, as EDTF; empty where it is not plain.

    A day without a year is the last such day up to the publication; so are “on Sunday” and “last month”,
    where no date is given. A weekday that does not fit, a second date, or a word such as “between” or
    “after” beside it makes the reading unsafe, so there is none.
    """
    found = _matches(text)
    if not found:
        return read_relative_day(text, published_on) if published_on else ""
    if len(found) != 1 or _NOT_PLAIN.search(text[: found[0].start()]) or _GOES_ON.match(text, found[0].end()):
        return ""
    return _absolute({"iso": "", "day": "", "weekday": "", "year": "", **_said(found[0])}, published_on)


def _absolute(parts: dict[str, str], published_on: datetime.date | None) -> str:
    if parts["iso"]:
        day = _date(*map(int, parts["iso"].split("-")))
        return day.isoformat() if day else ""
    name = parts["month"].lower()
    month = MONTHS.get(name) or SHORT_MONTHS[name]
    if not parts["day"]:
        return f"{parts['year']}-{month:02}"
    day = _day(int(parts["day"]), month, parts["year"], published_on)
    if day is None or (parts["weekday"] and WEEKDAYS[parts["weekday"].lower()] != day.weekday()):
        return ""
    return day.isoformat()


def read_time_of_day(text: str) -> str:
    """Return the time of day that `text` names first, in the values of an incident; empty for none."""
    found = [
        (match.start(), place, value)
        for place, (value, words) in enumerate(TIMES_OF_DAY)
        if (match := re.search(rf"\b(?:{words})\b", text, re.IGNORECASE))
    ]
    return min(found)[2] if found else ""


def without_days(text: str) -> str:
    """Return `text` with spaces in the place of every date, so that what stays keeps its offsets."""
    for found in _matches(text):
        text = text[: found.start()] + " " * len(found.group()) + text[found.end() :]
    return text


def _matches(text: str) -> list[re.Match[str]]:
    """Return every date, each in the first form that reads it: “26 January 2020” is no “January 2020”."""
    found: list[re.Match[str]] = []
    for form in _FORMS:
        for match in form.finditer(text):
            if all(match.end() <= other.start() or other.end() <= match.start() for other in found):
                found.append(match)
    return found


def _said(found: re.Match[str]) -> dict[str, str]:
    return {name: value for name, value in found.groupdict().items() if value}


def _day(day: int, month: int, year: str, published_on: datetime.date | None) -> datetime.date | None:
    if year:
        return _date(int(year), month, day)
    if published_on is None:
        return None
    this_year = _date(published_on.year, month, day)
    is_past = this_year is not None and this_year <= published_on
    return this_year if is_past else _date(published_on.year - 1, month, day)


def _date(year: int, month: int, day: int) -> datetime.date | None:
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return datetime.date(year, month, day)
