"""How dates and numbers read on a page."""

from calendar import monthrange
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

# EDTF's marks for “about” and for “about, and not certain” (ISO 8601-2, level 1).
_ABOUT = ("~", "%")


def number_in_words(low: int | None, best: int | None, high: int | None) -> str:
    """Return a range as people write it: "20", "19–20", "19 or more", "up to 24", "unknown"."""
    if low is None and high is None:
        return _("unknown") if best is None else str(best)
    if high is None:
        return _("%(low)d or more") % {"low": low}
    if low is None:
        return _("up to %(high)d") % {"high": high}
    return str(low) if low == high else f"{low}–{high}"


def date_in_words(edtf: str, earliest: date | None, latest: date | None) -> str:
    """Return a date no more exact than it is: "26 Jan 2020", "January 2020", "24 Jan – 26 Jan 2020"."""
    words = _span(earliest, latest)
    return _("about %(date)s") % {"date": words} if words and any(mark in edtf for mark in _ABOUT) else words


def _span(earliest: date | None, latest: date | None) -> str:
    if earliest is None and latest is None:
        return ""
    if latest is None:
        return _("from %(day)s on") % {"day": _day(earliest)}
    if earliest is None:
        return _("until %(day)s") % {"day": _day(latest)}
    if earliest == latest:
        return _day(earliest)
    if is_whole_year(earliest, latest):
        return date_format(earliest, "Y")
    if is_whole_month(earliest, latest):
        return date_format(earliest, "F Y")
    first = date_format(earliest, "j M" if earliest.year == latest.year else "j M Y")
    return f"{first} – {_day(latest)}"


def is_whole_month(earliest: date, latest: date) -> bool:
    """Say whether the span is one month of the calendar, first to last day."""
    last = monthrange(earliest.year, earliest.month)[1]
    return earliest.day == 1 and latest == earliest.replace(day=last)


def is_whole_year(earliest: date, latest: date) -> bool:
    """Say whether the span is one year of the calendar, first to last day."""
    return (earliest.month, earliest.day) == (1, 1) and latest == date(earliest.year, 12, 31)


def _day(day: date | None) -> str:
    return date_format(day, "j M Y") if day else ""
