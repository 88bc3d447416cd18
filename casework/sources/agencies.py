"""The marks by which a text says that it is an agency's. Which agencies there are, supervisors keep."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from casework.core.statements import planned_once
from casework.sources.models import Agency, AgencyName

# Names of the list, and of sources that no agency of the list need bear the name of.
_NAMES = """
SELECT own.name, agency.name, retired_at
  FROM sources_agencyname AS own JOIN sources_agency AS agency ON agency.id = agency_id
 UNION ALL
SELECT name, '', NULL FROM sources_source WHERE is_agency
"""
# Where a credit stands: in the first words (“BAMAKO (AFP) –”) and in the last lines (“© AFP”, “avec AFP”).
_HEAD, _TAIL = 160, 240
_WHOLE = r"(?<!\w)NAME(?!\w)"
_LEAD = r"[(\[–—/-]\s*NAME\s*[)\]–—/-]|^\s*NAME\s*[-–—:|]"
# What stands before a name that is credited, as its last words: with, from, source, by, copyright.
_WORDS = "with|from|by|via|sources?|credit|copyright|avec|selon|con|mit|und|et|and"
_WITH = rf"(?<!\w)(?i:{_WORDS})\s+|[©(\[/,|&+:–—-]\s*"
_END = rf"(?:{_WITH}|^\W*)NAME\W*\Z"


def listed_agency(name: str) -> Agency | None:
    """Return the agency of the list that goes by this name."""
    found = AgencyName.objects.filter(name__iexact=name.strip()).select_related("agency").first()
    return found.agency if found else None


def credited_names() -> dict[str, str]:
    """Return the agency of every name that texts may credit: of the list, and of sources that are agencies.

    One query. Names of retired agencies are left out, also where a source has them.
    """
    with planned_once() as cursor:
        cursor.execute(_NAMES)
        rows = cursor.fetchall()
    names = {name: agency for name, agency, retired in rows if agency and retired is None}
    known = {name.casefold() for name, agency, _retired in rows if agency}
    return names | {name: name for name, agency, _ in rows if not agency and name.casefold() not in known}


def credited(byline: str, text: str, names: Mapping[str, str]) -> str:
    """Return the agency that byline or text credit, the first that is named; empty where none is.

    `names` are the agencies by each of their names. A text that only speaks of an agency credits none: what
    counts is its place, at the very beginning or end.
    """
    found = [*_in_byline(byline, names), *_in_text(text, names)]
    return found[0] if found else ""


def _in_byline(byline: str, names: Mapping[str, str]) -> list[str]:
    if not byline:
        return []
    places = [(at.start(), names[name]) for name in names if (at := _pattern(_WHOLE, name).search(byline))]
    return [agency for _place, agency in sorted(places)]


def _in_text(text: str, names: Mapping[str, str]) -> list[str]:
    head, tail = text[:_HEAD], text.rstrip()[-_TAIL:]
    last_line = tail.rpartition("\n")[2] if "\n" in tail else tail[-80:]
    looked_at = _folded(f"{head}\n{last_line}")
    places = []
    for name, agency in names.items():
        # Most texts credit nobody. To see that takes a hundredth of what the patterns take.
        if _folded_name(name) not in looked_at:
            continue
        if at := _pattern(_LEAD, name).search(head):
            places.append((at.start(), agency))
        elif at := _pattern(_END, name).search(last_line):
            places.append((len(text) + at.start(), agency))
    return [agency for _place, agency in sorted(places)]


def _folded(text: str) -> str:
    """Return a text in which a name stands wherever a pattern that ignores case would find it.

    Patterns take the i of Turkish, with and without its dot, for the i of all others.
    """
    return text.casefold().replace("ı", "i").replace("i̇", "i")


@cache
def _folded_name(name: str) -> str:
    return _folded(name)


@cache
def _pattern(place: str, name: str) -> re.Pattern[str]:
    """Spell capitals exactly: “Mena” is a person, “MENA” an agency."""
    flags = re.MULTILINE if name.isupper() else re.MULTILINE | re.IGNORECASE
    return re.compile(place.replace("NAME", re.escape(name)), flags)
