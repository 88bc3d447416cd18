"""News agencies and the marks by which a text says that it is theirs. The list is data: `agencies.csv`."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

LIST = Path(__file__).with_name("agencies.csv")
# Where a credit stands: in the first words (“BAMAKO (AFP) –”) and in the last lines (“© AFP”, “avec AFP”).
_HEAD, _TAIL = 160, 240
_WHOLE = r"(?<!\w)NAME(?!\w)"
_LEAD = r"[(\[–—/-]\s*NAME\s*[)\]–—/-]|^\s*NAME\s*[-–—:|]"
# What stands before a name that is credited, as its last words: with, from, source, by, copyright.
_WORDS = "with|from|by|via|sources?|credit|copyright|avec|selon|con|mit|und|et|and"
_WITH = rf"(?<!\w)(?i:{_WORDS})\s+|[©(\[/,|&+:–—-]\s*"
_END = rf"(?:{_WITH}|^\W*)NAME\W*\Z"


@cache
def bundled() -> dict[str, str]:
    """Return the agency of every name and alias on our list."""
    with LIST.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {
        name: row["name"] for row in rows for name in (row["name"], *filter(None, row["aliases"].split("|")))
    }


def agency_named(name: str) -> str:
    """Return the agency that a source of this name is, as the list has it, or the name itself."""
    wanted = name.strip().casefold()
    return next((agency for each, agency in bundled().items() if each.casefold() == wanted), name.strip())


def credited(byline: str, text: str, more: Iterable[str] = ()) -> str:
    """Return the agency that byline or text credit, the first that is named; empty where none is.

    `more` are the names of agencies that this installation knows beside the list. A text that only speaks of
    an agency credits none: what counts is its place, at the very beginning or end.
    """
    names = {**bundled(), **{each: agency_named(each) for each in more}}
    found = [*_in_byline(byline, names), *_in_text(text, names)]
    return found[0] if found else ""


def _in_byline(byline: str, names: dict[str, str]) -> list[str]:
    places = [(at.start(), names[name]) for name in names if (at := _pattern(_WHOLE, name).search(byline))]
    return [agency for _place, agency in sorted(places)]


def _in_text(text: str, names: dict[str, str]) -> list[str]:
    head, tail = text[:_HEAD], text.rstrip()[-_TAIL:]
    last_line = tail.rpartition("\n")[2] if "\n" in tail else tail[-80:]
    places = []
    for name, agency in names.items():
        if at := _pattern(_LEAD, name).search(head):
            places.append((at.start(), agency))
        elif at := _pattern(_END, name).search(last_line):
            places.append((len(text) + at.start(), agency))
    return [agency for _place, agency in sorted(places)]


@cache
def _pattern(place: str, name: str) -> re.Pattern[str]:
    """Spell capitals exactly: “Mena” is a person, “MENA” an agency."""
    flags = re.MULTILINE if name.isupper() else re.MULTILINE | re.IGNORECASE
    return re.compile(place.replace("NAME", re.escape(name)), flags)
