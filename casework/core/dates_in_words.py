"""Dates as people type them, turned into EDTF where there is only one way to understand them.

Every language of the house is read on every page: who works in English copies from French and Arabic sources.
"""

from __future__ import annotations

import re
import unicodedata

from casework.core.text import plain_digits

# January to December. Arabic has three sets of names: of Egypt and the Sahel, of the Maghreb, of the Levant.
_NAMES = (
    "january february march april may june july august september october november december",
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "janv févr mars avr mai juin juil août sept oct nov déc",
    "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر",
    "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر",
    "كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني كانون_الأول",
)
_ABOUT = r"about|around|circa|ca\.?|c\.|vers|environ|autour du|aux alentours du|حوالي|نحو|قرابة"
_MONTH = r"(?P<month>[^\W\d_]{2,}(?: ال[^\W\d_]+)?)\.?"
_DAY = r"(?:le |the )?(?P<day>\d{1,2})(?:er|st|nd|rd|th)?"
_TO = r"(?:le )?(?P<last>\d{1,2})(?:er)?"
_YEAR = r"(?P<year>\d{4})"
# Where a name stands for a day, what the words around it make of it.
_WRITTEN = (
    (re.compile(rf"{_DAY}\s+(?:of |de )?{_MONTH},?\s+{_YEAR}"), "{day}"),
    (re.compile(rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}"), "{day}"),
    (re.compile(rf"(?:en |in |في )?{_MONTH},?\s+(?:de )?{_YEAR}"), "{month}"),
    (
        re.compile(rf"(?:from |du |من )?{_DAY}\s*(?:to|au|à|إلى|–|-)\s*{_TO}\s+{_MONTH},?\s+{_YEAR}"),
        "{day}/{last}",
    ),
    (
        re.compile(rf"(?:between|entre|بين)\s+{_DAY}\s+(?:and |et |و\s?){_TO}\s+{_MONTH},?\s+{_YEAR}"),
        "[{day}..{last}]",
    ),
    (re.compile(rf"(?:until|by|jusqu['’]au|حتى)\s+{_DAY}\s+{_MONTH},?\s+{_YEAR}"), "[..{day}]"),
    (re.compile(rf"(?:since|depuis|منذ)\s+{_DAY}\s+{_MONTH},?\s+{_YEAR}"), "{day}/.."),
)
# Longer texts are no dates in words, and need no reading.
_LONGEST = 60


def as_edtf(text: str) -> str:
    """Return “26 January 2020”, “vers le 26 janvier 2020” or “٢٦ يناير ٢٠٢٠” in EDTF, else what came.

    Digits of every script are read. The day is not checked against the calendar: `parse_edtf` does that.
    1/2/2020 stays as it is, because it names two days.
    """
    typed = plain_digits(text)
    written = " ".join(typed.casefold().split())
    is_about = re.match(rf"(?:{_ABOUT})\s+", written)
    rest = written[is_about.end() :] if is_about else written
    edtf = _edtf(rest) if len(rest) <= _LONGEST else None
    if edtf and is_about:
        return typed if "/" in edtf or "[" in edtf else f"{edtf}~"
    return edtf or typed


def _edtf(text: str) -> str | None:
    for pattern, form in _WRITTEN:
        found = pattern.fullmatch(text)
        if found and (number := _MONTHS.get(_plain(found["month"]))):
            named = found.groupdict()
            month = f"{named['year']}-{number:02}"
            days = {name: f"{month}-{int(named[name]):02}" for name in ("day", "last") if name in named}
            return form.format(month=month, **days)
    return None


def _plain(name: str) -> str:
    """Return a name without accents and marks: fevrier is février."""
    parts = unicodedata.normalize("NFKD", name.replace("_", " ").casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


_MONTHS = {_plain(name): number for names in _NAMES for number, name in enumerate(names.split(), 1)}
