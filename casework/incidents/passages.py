"""An archived text cut into sentences, and those into pieces, with the cited passages marked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from casework.core.sentences import sentences


@dataclass(frozen=True, slots=True)
class Passage:
    """A cited part of the text, text[start:end] in code points, where its mark leads and what it proves.

    `kind` decides the look of the mark, `cues` are the letters before it and `proves` says them in words.
    """

    citation: int
    start: int
    end: int
    leads_to: str
    kind: str = ""
    cues: str = ""
    proves: str = ""


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

    @property
    def plain(self) -> str:
        """The whole of it where nothing in it is cited, as in most of a text; else nothing."""
        first = self.pieces[0]
        is_plain = len(self.pieces) == 1 and not first.passages and not first.beginning
        return first.text if is_plain else ""


def blocks_of(text: str, passages: Iterable[Passage] = ()) -> list[Block]:
    """Cut the text; all pieces together are the text again. Passages behind its end are left out."""
    cited = _Cited(text, passages)
    found = []
    for start, end in sentences(text):
        words = start + len(text[start:end].rstrip())
        for first, last, is_sentence in ((start, words, True), (words, end, False)):
            if first < last:
                found.append(Block(is_sentence, list(cited.pieces(first, last))))
    return found


class _Cited:
    """A text between whose edges the same passages cite everything, found once for all sentences."""

    def __init__(self, text: str, passages: Iterable[Passage]) -> None:
        self.text = text
        marks = sorted(passages, key=lambda each: (each.end - each.start, each.citation))
        ends = {at for each in marks for at in (each.start, each.end) if at < len(text)}
        self.edges = sorted({0, len(text), *ends})
        self.above = [tuple(each for each in marks if each.start <= edge < each.end) for edge in self.edges]
        self.beginning = [tuple(each for each in marks if each.start == edge) for edge in self.edges]

    def pieces(self, first: int, last: int) -> Iterator[Piece]:
        """Yield the pieces of text[first:last]."""
        number = bisect_right(self.edges, first) - 1
        while first < last:
            end = min(self.edges[number + 1], last)
            is_edge = first == self.edges[number]
            yield Piece(self.text[first:end], self.above[number], self.beginning[number] if is_edge else ())
            first, number = end, number + 1
