"""Dates as a source gives them: to the day, to the month, between two days, or hardly at all.

Stored as EDTF (ISO 8601-2, levels 0 and 1, plus one-of sets), beside the first and the last day they allow.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.core.errors import BadInput


class DatePrecision(models.TextChoices):
    """How wide a date is, after UCDP GED's date_prec 1 to 5; unknown is open-ended or wider than a year."""

    DAY = "day", gettext_lazy("One day")
    RANGE = "range", gettext_lazy("2 to 6 days")
    WEEK = "week", gettext_lazy("A week")
    MONTH = "month", gettext_lazy("A month")
    YEAR = "year", gettext_lazy("A year")
    UNKNOWN = "unknown", gettext_lazy("Unknown")


# The widest span, in days, that still has the precision (UCDP GED codebook, date_prec).
_WIDEST = (
    (1, DatePrecision.DAY),
    (6, DatePrecision.RANGE),
    (7, DatePrecision.WEEK),
    (31, DatePrecision.MONTH),
    (366, DatePrecision.YEAR),
)

_DAY = r"\d{4}-\d\d-\d\d"
_DATE = r"\d{4}(?:-\d\d(?:-\d\d)?)?[?~%]?"
# What we take of EDTF; the rest (decades, sets of years, years before 1) our columns could not hold.
_TAKEN = re.compile(
    rf"{_DATE}|{_DATE}/(?:{_DATE}|\.\.)|\.\./{_DATE}"
    rf"|\[{_DAY}\.\.(?:{_DAY})?\]|\[\.\.{_DAY}\]|\[{_DAY}(?:,{_DAY}){{1,30}}\]",
    re.ASCII,
)
_PART = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d))?(?P<mark>[?~%])?")
# Seasons stand where a month would. 24, winter, lies in two years and so in no span that a number names.
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11)}
_IN_WORDS = re.compile(r"(?P<day>\d{1,2})\s+(?P<month>[^\W\d_]{3,})\.?(?:\s+(?P<year>\d{4}))?")


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """A date in EDTF with the days it allows. A bound is None where the date is open on that side."""

    edtf: str
    earliest: date | None
    latest: date | None
    precision: DatePrecision


def parse_edtf(text: str) -> EdtfDate:
    """Read an EDTF string; reading the result's `edtf` again gives the same result.

    “About” a day (~) allows a day more on either side, so that it is never taken for an exact one (EDTF
    gives it no width). “About” a month or a year, and “possibly” (?), do not move the bounds.
    Raises BadInput, with a sentence that shows what to write instead, for anything that is not a date.
    """
    written = _shortened(text)
    if not _TAKEN.fullmatch(written):
        raise _not_a_date(text)
    spans = [_span(found) for found in _PART.finditer(written)]
    earliest, latest = (min(spans)[0], max(spans)[1]) if "," in written else (spans[0][0], spans[-1][1])
    is_open_before, is_open_after = re.search(r"^\[?\.\.", written), re.search(r"\.\.\]?$", written)
    if not is_open_before and not is_open_after and latest < earliest:
        raise BadInput(
            _("The date “%(text)s” ends before it begins. Write the earlier day first.") % {"text": text[:80]}
        )
    first, last = None if is_open_before else earliest, None if is_open_after else latest
    return EdtfDate(written, first, last, precision_of(first, last))


def precision_of(earliest: date | None, latest: date | None) -> DatePrecision:
    """Name the width of the span from `earliest` to `latest`, both included."""
    if earliest is None or latest is None:
        return DatePrecision.UNKNOWN
    days = (latest - earliest).days + 1
    return next((precision for widest, precision in _WIDEST if days <= widest), DatePrecision.UNKNOWN)


def _shortened(text: str) -> str:
    """Drop spaces and the unspecified parts: EDTF's 2019-11-XX says no more than 2019-11."""
    return re.sub(r"(?:-XX)+$", "", re.sub(r"\s+", "", text) if "[" in text or "/" in text else text.strip())


def _span(found: re.Match[str]) -> tuple[date, date]:
    """Return the first and the last day of one part, such as 2019-11 or 2020-01-26~."""
    year, month, day = int(found["year"]), int(found["month"] or 1), int(found["day"] or 1)
    _refuse_unless_in_calendar(year, month, day, is_month=bool(found["day"]))
    if found["day"]:
        exact = date(year, month, day)
        return _a_day_around(exact) if found["mark"] in ("~", "%") else (exact, exact)
    first, last = _SEASONS.get(month, (month, month)) if found["month"] else (1, 12)
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _a_day_around(day: date) -> tuple[date, date]:
    one = timedelta(days=1)
    return (day - one if day > date.min else day, day + one if day < date.max else day)


def _refuse_unless_in_calendar(year: int, month: int, day: int, *, is_month: bool = True) -> None:
    """Refuse a day that the calendar lacks. Without a day the month may be a season."""
    if year < 1:
        raise BadInput(_("Years are written with four digits from 0001 on."))
    if month in _SEASONS and not is_month:
        return
    if not 1 <= month <= 12:
        raise BadInput(_("There is no month %(month)s. Write it as 01 to 12.") % {"month": f"{month:02}"})
    if not 1 <= day <= monthrange(year, month)[1]:
        raise BadInput(
            _("%(month)s %(year)s has no day %(day)s. Check the day against the source.")
            % {"month": MONTHS[month], "year": year, "day": day}
        )


def _not_a_date(text: str) -> BadInput:
    """Say what is wrong, and for a date in words whether that day exists at all."""
    if found := _IN_WORDS.fullmatch(text.strip()):
        _refuse_words_for_no_day(**found.groupdict())
    return BadInput(
        _(
            "“%(text)s” is not a date we can read. Write 2020-01-26 for a day, 2020-01 for a month, "
            "2020-01-24/2020-01-26 for a span, [2020-01-24..2020-01-26] for one day of several."
        )
        % {"text": text[:80]}
    )


def _refuse_words_for_no_day(day: str, month: str, year: str | None) -> None:
    """Refuse “31 February” for the reason that matters: no year has such a day."""
    number = next((n for n, name in MONTHS.items() if str(name).casefold() == month.casefold()), None)
    if number is None:
        return
    # 2000 was a leap year: without a year the 29th of February is given the benefit of the doubt.
    if not 1 <= int(day) <= monthrange(int(year or 2000) or 2000, number)[1]:
        raise BadInput(
            _("%(month)s has no day %(day)s. Check the day against the source.")
            % {"month": MONTHS[number], "day": int(day)}
        )
