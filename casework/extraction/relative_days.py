"""Read days that are counted from the day of publication: “on Sunday”, “yesterday”, “last month”."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from casework.extraction.day_words import (
    DAYS_BACK,
    FEW,
    LAST_MONTH,
    LAST_WEEK,
    LAST_YEAR,
    MONTHS,
    THIS_MONTH,
    THIS_WEEK,
    THIS_YEAR,
    WEEKDAYS,
    WEEKEND,
)

_COUNT = rf"(?P<count>\d{{1,2}}|{'|'.join(FEW)})"
_DAYS_AGO = re.compile(
    rf"\b{_COUNT}\s+days?\s+(?:ago|earlier|before)\b|\bil y a {_COUNT.replace('count', 'c2')} jours?\b", re.I
)
_ANY_DAY = "|".join(WEEKDAYS)
# “in the night from Saturday to Sunday” names two days, and one of them is meant.
_NIGHT = re.compile(
    rf"\b(?P<first>{_ANY_DAY})\s+(?:to|into|and|or|à|au|et|ou)\s+(?P<second>{_ANY_DAY})\b", re.IGNORECASE
)
_WEEKDAY = re.compile(rf"\b(?P<last>last\s+)?(?P<day>{_ANY_DAY})\b(?P<dernier>\s+dernier)?", re.IGNORECASE)
# On the day beside these words somebody spoke; what they spoke of was earlier.
_SPOKE = re.compile(
    r"\b(?:said|says|told|reported|announced|confirmed|added|statement|a (?:dit|annoncé|indiqué|déclaré))\b"
    r"(?:\s+\w+){0,3}?\s*(?:on\s+)?$",
    re.IGNORECASE,
)
_MONTH = re.compile(
    rf"\b(?:in|in (?:early|mid|late)|en|au mois de|début|fin)\s+(?P<month>{'|'.join(MONTHS)})\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:in|en)\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)
# Beside these words a day is one end of a span.
_NOT_PLAIN = re.compile(
    r"\b(?:since|until|till|before|after|depuis|avant|après|jusqu[’']à)\s+(?:le\s+)?$", re.IGNORECASE
)


def read_relative_day(text: str, published_on: date) -> str:
    """Return what `text` names from the point of view of that day, as EDTF; empty where it is not plain.

    Several names for one day are one; two days make the reading unsafe, so there is none.
    """
    found = {edtf for start, edtf in _found(text, published_on) if not _NOT_PLAIN.search(text[:start])}
    return found.pop() if len(found) == 1 else ""


def _found(text: str, published_on: date) -> Iterator[tuple[int, str]]:
    """Yield where each expression begins, and what it means."""
    if night := _NIGHT.search(text):
        first, second = (_last(night[name], published_on) for name in ("first", "second"))
        # Written on the Sunday of which it speaks, or later: the Saturday before it.
        first = second - timedelta(days=(second - first).days % 7)
        yield night.start(), _one_of(first, second)
        return
    for words, meaning in _STRETCHES:
        for match in re.finditer(rf"\b(?:{words})\b", text, re.IGNORECASE):
            yield match.start(), meaning(published_on)
    for back, words in DAYS_BACK:
        for match in re.finditer(rf"(?<!before )(?<!avant-)\b(?:{words})\b", text, re.IGNORECASE):
            yield match.start(), (published_on - timedelta(days=back)).isoformat()
    for match in _DAYS_AGO.finditer(text):
        number = (match["count"] or match["c2"]).lower()
        yield match.start(), (published_on - timedelta(days=FEW.get(number) or int(number))).isoformat()
    yield from _named(text, published_on)


def _named(text: str, published_on: date) -> Iterator[tuple[int, str]]:
    """Yield weekdays, and months and years without a day."""
    days = list(_WEEKDAY.finditer(text))
    of_events = [each for each in days if not _SPOKE.search(text[: each.start()])]
    for match in of_events or days:
        day = _last(match["day"], published_on)
        is_earlier = (match["last"] or match["dernier"]) and day == published_on
        yield match.start(), (day - timedelta(days=7 if is_earlier else 0)).isoformat()
    for match in _MONTH.finditer(text):
        month = MONTHS[match["month"].lower()]
        year = published_on.year - (month > published_on.month)
        yield match.start(), f"{year}-{month:02}"
    for match in _YEAR.finditer(text):
        yield match.start(), match["year"]


def _last(weekday: str, published_on: date) -> date:
    """Return the last day of that name up to the publication."""
    return published_on - timedelta(days=(published_on.weekday() - WEEKDAYS[weekday.lower()]) % 7)


def _one_of(first: date, last: date) -> str:
    return first.isoformat() if first == last else f"[{first}..{last}]"


def _last_week(day: date) -> str:
    monday = day - timedelta(days=day.weekday() + 7)
    return _one_of(monday, monday + timedelta(days=6))


def _this_week(day: date) -> str:
    return _one_of(day - timedelta(days=day.weekday()), day)


def _weekend(day: date) -> str:
    sunday = _last("sunday", day)
    return _one_of(sunday - timedelta(days=1), sunday)


def _last_month(day: date) -> str:
    return f"{day.replace(day=1) - timedelta(days=1):%Y-%m}"


def _this_month(day: date) -> str:
    return f"{day:%Y-%m}"


_STRETCHES: tuple[tuple[str, Callable[[date], str]], ...] = (
    (LAST_WEEK, _last_week),
    (THIS_WEEK, _this_week),
    (WEEKEND, _weekend),
    (LAST_MONTH, _last_month),
    (THIS_MONTH, _this_month),
    (LAST_YEAR, lambda day: str(day.year - 1)),
    (THIS_YEAR, lambda day: str(day.year)),
)
