"""Read what a text tells of attacks: which places, which days, which numbers, and what stands together.

Pure reading: a proposal to search by, never a claim. No database.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from casework.core.dates import parse_edtf
from casework.core.errors import BadInput
from casework.core.sentences import sentences
from casework.extraction.casualties import CasualtyWording, read_casualties_of
from casework.extraction.casualty_words import ONES, TENS
from casework.extraction.day_words import MONTHS, WEEKDAYS
from casework.extraction.days import read_day

# A report says what happened at its beginning; what follows is background, and most of it of other attacks.
CHARACTERS, SENTENCES = 8_000, 40
NAMES_TRIED = 80
# Where no day is named, the news is of the last days. What is this much older is no news.
NEWS_DAYS, PAST_DAYS = 2, 31
_WORD = r"[A-ZÀ-ÖØ-Þ][^\W\d_]+(?:[’'-][^\W\d_]+)*"
_NAME = re.compile(rf"\b{_WORD}(?:[ -]{_WORD}){{0,2}}")
_OF_SOMEBODY = re.compile(r"[’']s$")
# Scripts without capitals do not mark names: there each longer word may be one.
_UNMARKED = re.compile(r"[^\W\d_]{3,}")
# A sentence may begin with a number, and somewhere there is a village of that name.
_NO_PLACES = frozenset({*WEEKDAYS, *MONTHS, *ONES, *TENS})

Span = tuple[int, int, int]


@dataclass(slots=True)
class Told:
    """One place and one day that stand together, and the people hit there: low, middle and high."""

    place: str
    day: tuple[datetime.date, datetime.date] | None
    killed: Span | None = None
    injured: Span | None = None
    # Capitalised words around it of which nobody knows whether they name a place.
    names: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Sentence:
    """What one sentence says by itself."""

    names: tuple[str, ...]
    day: tuple[datetime.date, datetime.date] | None
    killed: Span | None
    injured: Span | None


def read_sentences(title: str, text: str, published_on: datetime.date | None) -> list[Sentence]:
    """Return what the title and the first sentences of a text say."""
    beginning = text[:CHARACTERS]
    spoken = [title, *(beginning[start:end] for start, end in sentences(beginning))]
    return [_read(each, published_on) for each in spoken[: SENTENCES + 1]]


def names_of(read: Iterable[Sentence]) -> list[str]:
    """Return every name that may be that of a place, in order, as many as are looked up."""
    return list(dict.fromkeys(name for each in read for name in each.names))[:NAMES_TRIED]


def gathered(
    read: Iterable[Sentence], known: Mapping[str, object], since: datetime.date | None = None
) -> list[Told]:
    """Return what stands together. `known` holds the names that are places.

    A sentence without a place or a day is about the last one that was named. Of one place and day the first
    number counts: a second one is a part, a correction, or about something else. A day before `since`, named
    when people hit were told of already, is of an attack long ago that is told beside the news.
    """
    found: dict[tuple[str, object], Told] = {}
    day: tuple[datetime.date, datetime.date] | None = None
    places: tuple[str, ...] = ("",)
    for each in read:
        named = tuple(name for name in each.names if name in known)
        is_past = bool(since and each.day and each.day[1] < since) and any(
            told.killed or told.injured for told in found.values()
        )
        if each.day and (is_past if day is None else each.day != day):
            # Another day is another attack, whose place has not been named yet.
            places = ("",)
        day, places = each.day or day, named or places
        if not (named or each.day or each.killed or each.injured):
            continue
        for place in places:
            told = found.setdefault((place, day), Told(place, day))
            told.killed = told.killed or each.killed
            told.injured = told.injured or each.injured
            told.names |= {name for name in each.names if name not in known}
    return list(_joined(found.values(), since))


def _joined(found: Iterable[Told], since: datetime.date | None) -> Iterator[Told]:
    """Yield everything, but where one day is named for a place, nothing of it without a day.

    A headline names no day; the sentence that does is about the same.
    """
    rows = list(found)
    for undated in [each for each in rows if each.day is None]:
        dated = [each for each in rows if _may_date(each, undated, since)]
        if len({each.day for each in dated}) == 1:
            for each in dated:
                each.place = each.place or undated.place
                each.killed = each.killed or undated.killed
                each.injured = each.injured or undated.injured
                each.names |= undated.names
            rows.remove(undated)
    yield from rows


def _may_date(each: Told, undated: Told, since: datetime.date | None) -> bool:
    """Say whether what is told of a day may be the same as what is told without one."""
    if each.day is None:
        return False
    is_past = since is not None and each.day[1] < since
    return each.place == undated.place or (not each.place and not is_past)


def _read(sentence: str, published_on: datetime.date | None) -> Sentence:
    return Sentence(
        tuple(_names(sentence)),
        _days(read_day(sentence, published_on)),
        _people(read_casualties_of("killed", sentence), "killed"),
        _people(read_casualties_of("injured", sentence), "injured"),
    )


def _names(sentence: str) -> Iterator[str]:
    found = False
    for match in _NAME.finditer(sentence):
        found = True
        whole = _OF_SOMEBODY.sub("", match.group())
        # “Camp Sokolo” may be the place, and so may each word of it.
        for name in dict.fromkeys([whole, *whole.split(" ")]):
            if name.casefold() not in _NO_PLACES and len(name) > 2:
                yield name
    if not found:
        yield from (word for word in _UNMARKED.findall(sentence) if word.upper() == word.lower())


def _days(edtf: str) -> tuple[datetime.date, datetime.date] | None:
    if not edtf:
        return None
    try:
        read = parse_edtf(edtf)
    except BadInput:
        return None
    return (read.earliest, read.latest) if read.earliest and read.latest else None


def _people(said: CasualtyWording | None, outcome: str) -> Span | None:
    """Return low, middle and high; None for numbers that are a part, or of nobody in particular."""
    if said is None or said.is_part or said.outcome != outcome:
        return None
    numbers = [each for each in (said.low, said.best, said.high) if each is not None]
    if not numbers:
        return None
    middle = said.best if said.best is not None else min(numbers)
    return min(numbers), middle, max(numbers)
