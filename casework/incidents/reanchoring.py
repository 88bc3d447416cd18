"""Find a cited passage again in a later text of the same document, and tell what became of its sentence.

Exact words come first, wherever the white space stands (a PDF breaks words where it likes). Else the words
may differ: by half of the quote, and by 256 characters at most. Every place is scored: 50 for the quote, 20
for the text before it, 20 for the text after it, 2 for the place in the text. Positions are code points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from casework.core.sentences import sentences

QUOTE, PREFIX, SUFFIX, PLACE = 50, 20, 20, 2
MOST_ERRORS = 256
# Exact words that score this much stand where they stood: no other place needs to be looked at.
CERTAIN = QUOTE + PREFIX
# What scores less than half of everything is another sentence.
LEAST = (QUOTE + PREFIX + SUFFIX + PLACE) / 2
CONTEXT = 32
_WORD = re.compile(r"\w+|[^\w\s]")


class Fate(TextChoices):
    """What became of a cited passage in a later text."""

    SAME = "same", _("Unchanged")
    MOVED = "moved", _("Moved")
    CHANGED = "changed", _("Changed")
    VANISHED = "vanished", _("Vanished")


@dataclass(frozen=True, slots=True)
class Cited:
    """A passage as it was cited: text[start:end] of the old text."""

    text: str
    start: int
    end: int

    @property
    def quote(self) -> str:
        return self.text[self.start : self.end]

    @property
    def prefix(self) -> str:
        return self.text[max(0, self.start - CONTEXT) : self.start]

    @property
    def suffix(self) -> str:
        return self.text[self.end : self.end + CONTEXT]


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the new text with its score, of 92."""

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """What became of a passage: its fate, where it stands now, and its sentence before and after."""

    fate: Fate
    place: Place | None
    before: str
    after: str = ""


def find_again(cited: Cited, text: str) -> Found:
    """Say what became of the passage in `text`, which replaced the one it was cited from."""
    before = sentence_around(cited.text, cited.start, cited.end)
    place = _best(_exact(cited, text))
    if place is None or place.score < CERTAIN:
        place = _best([*([place] if place else []), *_alike(cited, text)])
    if place is None or place.score < LEAST:
        return Found(Fate.VANISHED, None, before)
    after = sentence_around(text, place.start, place.end)
    if not _is_same_sentence(cited, before, text, place):
        return Found(Fate.CHANGED, place, before, after)
    is_there = place.start == cited.start
    return Found(Fate.SAME if is_there else Fate.MOVED, place, before, after)


def sentence_around(text: str, start: int, end: int) -> str:
    """Return the sentences that the passage touches, whole."""
    touched = [(first, last) for first, last in sentences(text) if first < end and last > start]
    return text[touched[0][0] : touched[-1][1]].strip() if touched else text[start:end]


def _is_same_sentence(cited: Cited, before: str, text: str, place: Place) -> bool:
    """Say whether the whole sentence stands around the place, however its lines are broken there."""
    at = cited.text.rindex(before, 0, cited.end + len(before)) if before in cited.text else cited.start
    lead, tail = _bare(cited.text[at : cited.start]), _bare(cited.text[cited.end : at + len(before)])
    return (
        _bare(text[place.start : place.end]) == _bare(cited.quote)
        and _bare(text[: place.start]).endswith(lead)
        and _bare(text[place.end :]).startswith(tail)
    )


def _best(places: Iterable[Place]) -> Place | None:
    return max(places, key=lambda each: each.score, default=None)


def _exact(cited: Cited, text: str) -> Iterator[Place]:
    """Yield every place with the very words, however they are broken into lines."""
    wanted = _bare(cited.quote)
    offsets = [at for at, letter in enumerate(text) if not letter.isspace()]
    whole = "".join(text[at] for at in offsets)
    at = whole.find(wanted)
    while wanted and at >= 0:
        start, end = offsets[at], offsets[at + len(wanted) - 1] + 1
        # The quote may be a part of a longer word or number there: 20 is not 200.
        if not _is_torn(cited, text, start, end):
            yield _scored(cited, text, start, end, 0)
        at = whole.find(wanted, at + 1)


def _is_torn(cited: Cited, text: str, start: int, end: int) -> bool:
    """Say whether a word goes on over an edge of the place that went on over none of the quote's."""
    edges = ((cited.start, start), (cited.end, end))
    return any(_joins(text, now) and not _joins(cited.text, then) for then, now in edges)


def _alike(cited: Cited, text: str) -> Iterator[Place]:
    """Yield the place in each run of sentences whose words are most like the quote."""
    quote, sentence = cited.quote, sentence_around(cited.text, cited.start, cited.end)
    most = min(len(quote) // 2, MOST_ERRORS)
    for first, last in _runs(cited, text):
        found = fuzz.partial_ratio_alignment(quote, text[first:last])
        is_edited = _is_edited(sentence, text[first:last])
        if found is None or (found.score < 50 and not is_edited):
            continue
        window = (first + found.dest_start, first + found.dest_end)
        for place in (_replaced(cited, text, first, last), window):
            start, end = _whole_words(text, *place) if place else (0, 0)
            errors = Levenshtein.distance(quote, text[start:end])
            if start < end and (errors <= most or is_edited):
                scored = _scored(cited, text, start, end, min(errors, len(quote)))
                yield replace(scored, score=max(scored.score, LEAST if is_edited else 0))
                break


def _is_edited(before: str, after: str) -> bool:
    """Say whether a sentence is the other one with less than half of it changed: of a short quote in it
    nothing may be left, as when “about 20” became “at least 19”.
    """
    most = min(len(before) // 2, MOST_ERRORS)
    return Levenshtein.distance(before, after.strip(), score_cutoff=most) <= most


def _replaced(cited: Cited, text: str, first: int, last: int) -> tuple[int, int] | None:
    """Return what stands in text[first:last] in the place of the quote, compared word by word."""
    before = sentence_around(cited.text, cited.start, cited.end)
    offset = cited.text.find(before, max(0, cited.start - len(before)))
    old = [(offset + word.start(), offset + word.end(), word[0]) for word in _WORD.finditer(before)]
    new = [(word.start(), word.end(), word[0]) for word in _WORD.finditer(text, first, last)]
    matcher = SequenceMatcher(None, [word for *_, word in old], [word for *_, word in new], autojunk=False)
    quoted = [at for at, (start, end, _word) in enumerate(old) if start < cited.end and end > cited.start]
    if not quoted:
        return None
    begin, stop = quoted[0], quoted[-1] + 1
    taken: list[int] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            taken += range(j1 + max(begin, i1) - i1, j1 + min(stop, i2) - i1)
        elif i1 < stop and (i2 > begin or begin < i1):
            taken += range(j1, j2)
    return (new[taken[0]][0], new[taken[-1]][1]) if taken else None


def _runs(cited: Cited, text: str) -> Iterator[tuple[int, int]]:
    """Yield where so many sentences stand as the passage touches, one further each time."""
    touched = sum(1 for first, last in sentences(cited.text) if first < cited.end and last > cited.start)
    bounds = list(sentences(text))
    for number, (first, _last) in enumerate(bounds):
        yield first, bounds[min(number + max(touched, 1), len(bounds)) - 1][1]


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a place that begins or ends inside of a word, and leave out white space at its ends."""
    while _joins(text, start):
        start -= 1
    while _joins(text, end):
        end += 1
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip()), end - len(inner) + len(inner.rstrip())


def _joins(text: str, at: int) -> bool:
    """Say whether a word goes on over this position."""
    return 0 < at < len(text) and bool(re.fullmatch(r"\w\w", text[at - 1 : at + 1]))


def _scored(cited: Cited, text: str, start: int, end: int, errors: int) -> Place:
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    away = abs(start - cited.start) / max(len(text), len(cited.text), 1)
    score = (
        QUOTE * (1 - errors / max(len(cited.quote), 1))
        + PREFIX * _likeness(cited.prefix, before)
        + SUFFIX * _likeness(cited.suffix, after)
        + PLACE * (1 - away)
    )
    return Place(start, end, score)


def _likeness(one: str, other: str) -> float:
    """Return how alike two pieces of context are, from 0 to 1; two empty ones are alike."""
    return fuzz.ratio(_bare(one), _bare(other)) / 100 if one.strip() or other.strip() else 1.0


def _bare(text: str) -> str:
    return "".join(text.split())
