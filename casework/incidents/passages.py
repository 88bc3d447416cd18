"""An archived text cut into sentences, and those into pieces, with the cited passages marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

# The end of a sentence, with the quotes and brackets that close behind it; or the end of a line.
_END = re.compile(r"(?:[.!?…؟۔]+[\"'”’»)\]]*(?=\s)|\n)\s*")
# What stands before a full stop that ends no sentence: a single letter (“U.N.”), a rank or a title.
_SHORT = re.compile(r"(?:\b[^\W\d_]|\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Maj|Capt|Lt|Sgt|St|No|vs))\.$")
_LONGEST_SHORT = 6


@dataclass(frozen=True, slots=True)
class Passage:
    """A cited part of the text, text[start:end] in code points, and where its mark leads."""

    citation: int
    start: int
    end: int
    leads_to: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters that the same passages cite: the shortest of them first, none in most of a text."""

    text: str
    passages: tuple[Passage, ...] = ()
    # Passages that begin here: whoever follows a link to one arrives at this piece.
    beginning: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A sentence, or the white space between two."""

    is_sentence: bool
    pieces: list[Piece]


def blocks_of(text: str, passages: Iterable[Passage] = ()) -> list[Block]:
    """Cut the text; all pieces together are the text again. Passages behind its end are left out."""
    marks = sorted(passages, key=lambda each: (each.end - each.start, each.citation))
    cuts = sorted({0, len(text), *(at for each in marks for at in (each.start, each.end) if at < len(text))})
    found = []
    for start, end in sentences(text):
        words = end - len(text[start:end]) + len(text[start:end].rstrip())
        for first, last, is_sentence in ((start, words, True), (words, end, False)):
            if first < last:
                found.append(Block(is_sentence, list(_pieces(text, first, last, cuts, marks))))
    return found


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence begins and ends, the white space behind it included.

    A line that breaks before a small letter goes on; an empty line ends everything.
    """
    start = 0
    for found in _END.finditer(text):
        lines = found.group().count("\n")
        before = text[max(start, found.start() - _LONGEST_SHORT) : found.start() + 1]
        goes_on = text[found.end() : found.end() + 1].islower() or (not lines and _SHORT.search(before))
        if lines > 1 or not goes_on:
            yield start, found.end()
            start = found.end()
    if start < len(text):
        yield start, len(text)


def _pieces(
    text: str, first: int, last: int, cuts: Sequence[int], marks: Sequence[Passage]
) -> Iterator[Piece]:
    inside = [first, *(at for at in cuts if first < at < last), last]
    for start, end in pairwise(inside):
        yield Piece(
            text[start:end],
            tuple(each for each in marks if each.start < end and start < each.end),
            tuple(each for each in marks if each.start == start),
        )
