"""Dates as people type them, turned into EDTF where there is only one way to understand them."""

from __future__ import annotations

import re

from django.utils.dates import MONTHS, MONTHS_3
from django.utils.translation import gettext as _

_MONTH = r"(?P<month>[^\W\d_]{3,})\.?"
_WRITTEN = (
    re.compile(rf"(?P<day>\d{{1,2}})\s+{_MONTH},?\s+(?P<year>\d{{4}})"),
    re.compile(rf"{_MONTH}\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}})"),
    re.compile(rf"{_MONTH},?\s+(?P<year>\d{{4}})"),
)
# Longer texts are no dates in words, and need no reading.
_LONGEST = 60


def as_edtf(text: str) -> str:
    """Return “26 January 2020”, “Jan 2020” or “about 26 Jan 2020” in EDTF; anything else as it came.

    Months are read in the person's language. The day is not checked against the calendar: `parse_edtf` does
    that. 1/2/2020 stays as it is, because it names two days.
    """
    written = text.strip()
    about = _("about").casefold()
    is_about = written.casefold().startswith(f"{about} ")
    rest = written[len(about) :].strip() if is_about else written
    edtf = _edtf(rest) if len(rest) <= _LONGEST else None
    return f"{edtf}~" if edtf and is_about else edtf or text


def _edtf(text: str) -> str | None:
    for pattern in _WRITTEN:
        found = pattern.fullmatch(text)
        if found and (month := _number_of(found["month"])):
            day = f"-{int(found['day']):02}" if "day" in found.groupdict() else ""
            return f"{found['year']}-{month:02}{day}"
    return None


def _number_of(month: str) -> int | None:
    wanted = month.casefold()
    for names in (MONTHS, MONTHS_3):
        for number, name in names.items():
            if str(name).rstrip(".").casefold() == wanted:
                return number
    return None
