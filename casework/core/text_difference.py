"""What changed between two texts, word by word within sentences, as a reader wants to see it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

from casework.core.sentences import sentences

# Joined they are the text again.
_WORD = re.compile(r"\w+|[^\w\s]|\s+")
# Unchanged sentences that stay in sight on either side of a change.
BESIDE = 1
# What is compared item by item where nothing unique guides: at most a second for the worst texts.
_MOST_COMPARED = 40_000
_SHINGLE = 7
# Below this share of common words two sentences are two sentences, not one that was edited.
_ALIKE = 0.4


class Fate(StrEnum):
    """What became of some words between the older text and the newer."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row that share a fate."""

    fate: Fate
    text: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Sentences in a row; those that did not change and stand far from any change are folded."""

    runs: list[Run]
    sentences: int
    is_folded: bool = False


@dataclass(frozen=True, slots=True)
class TextDifference:
    """Two texts as one: without what was added it is the older, without what was removed the newer."""

    stretches: list[Stretch]
    removed: int
    added: int

    @property
    def is_same(self) -> bool:
        """Say whether the texts are equal to the character."""
        return all(run.fate == Fate.SAME for stretch in self.stretches for run in stretch.runs)


def text_difference(older: str, newer: str) -> TextDifference:
    """Compare two texts; `removed` and `added` count words. Linear for texts that resemble each other."""
    pieces = list(_pieces(older, newer))
    runs = [run for piece in pieces for run in piece]
    return TextDifference(
        stretches=list(_stretches(pieces)),
        removed=_count(runs, Fate.REMOVED),
        added=_count(runs, Fate.ADDED),
    )


def _count(runs: Iterable[Run], fate: Fate) -> int:
    return sum(len(re.findall(r"\w+", run.text)) for run in runs if run.fate == fate)


def _cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def _pieces(older: str, newer: str) -> Iterator[list[Run]]:
    """Yield the runs of each unchanged sentence, and of each group of sentences that changed together."""
    old, new = _cut(older), _cut(newer)
    at, to = 0, 0
    for kept, found in [*_kept(old, new), (len(old), len(new))]:
        if at < kept or to < found:
            yield from _edited(old[at:kept], new[to:found])
        if kept < len(old):
            yield [Run(Fate.SAME, old[kept])]
        at, to = kept + 1, found + 1


def _edited(old: Sequence[str], new: Sequence[str]) -> Iterator[list[Run]]:
    """Yield changed sentences: each beside the one that it became, where there are as many; else together."""
    if len(old) == len(new):
        for before, after in zip(old, new, strict=True):
            yield _words(before, after)
    else:
        yield _words("".join(old), "".join(new))


def _words(older: str, newer: str) -> list[Run]:
    """Return one sentence turned into another; as two where hardly a word is common."""
    old, new = _WORD.findall(older), _WORD.findall(newer)
    kept = _kept(old, new)
    common = sum(old[at].isalnum() for at, _ in kept)
    most = max(sum(each.isalnum() for each in words) for words in (old, new))
    if common < _ALIKE * most:
        kept = []
    return _joined(_fates(old, new, kept))


def _fates(old: Sequence[str], new: Sequence[str], kept: Sequence[tuple[int, int]]) -> Iterator[Run]:
    at, to = 0, 0
    for stays, found in [*kept, (len(old), len(new))]:
        yield Run(Fate.REMOVED, "".join(old[at:stays]))
        yield Run(Fate.ADDED, "".join(new[to:found]))
        if stays < len(old):
            yield Run(Fate.SAME, old[stays])
        at, to = stays + 1, found + 1


def _joined(runs: Iterable[Run]) -> list[Run]:
    """Join what belongs together, so that a change reads as one: first all that went, then all that came.

    Space between two changed words is taken to be changed with them.
    """
    groups = [
        (is_same, list(group))
        for is_same, group in groupby(
            (run for run in runs if run.text), key=lambda run: run.fate == Fate.SAME
        )
    ]
    parts: list[list[Run]] = []
    for place, (is_same, group) in enumerate(groups):
        is_space = is_same and not "".join(run.text for run in group).strip()
        if is_space and 0 < place < len(groups) - 1:
            text = "".join(run.text for run in group)
            parts[-1] += [Run(Fate.REMOVED, text), Run(Fate.ADDED, text)]
        elif place and not is_same and parts[-1][-1].fate != Fate.SAME:
            parts[-1] += group
        else:
            parts.append(group)
    return [run for part in parts for run in _by_fate(part)]


def _by_fate(runs: Sequence[Run]) -> Iterator[Run]:
    for fate in (Fate.SAME, Fate.REMOVED, Fate.ADDED):
        if text := "".join(run.text for run in runs if run.fate == fate):
            yield Run(fate, text)


def _stretches(pieces: Sequence[list[Run]]) -> Iterator[Stretch]:
    """Fold what is unchanged, but for a sentence beside each change. A single one is not worth a fold."""
    changed = [any(run.fate != Fate.SAME for run in piece) for piece in pieces]
    near = [any(changed[max(0, at - BESIDE) : at + BESIDE + 1]) for at in range(len(pieces))]
    for is_near, group in groupby(zip(near, pieces, strict=True), key=lambda each: each[0]):
        several = [piece for _, piece in group]
        runs = [run for piece in several for run in piece]
        spoken = sum(any(run.text.strip() for run in piece) for piece in several)
        yield Stretch(runs, spoken, is_folded=not is_near and spoken > 1)


def _kept(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places of what stayed, in order: around what is unique in both, and between those again."""
    kept: list[tuple[int, int]] = []
    todo = [(0, len(old), 0, len(new))]
    while todo:
        a, b, c, d = todo.pop()
        while a < b and c < d and old[a] == new[c]:
            kept.append((a, c))
            a, c = a + 1, c + 1
        while a < b and c < d and old[b - 1] == new[d - 1]:
            b, d = b - 1, d - 1
            kept.append((b, d))
        if anchors := _anchors(old[a:b], new[c:d]) or _anchors(_shingles(old[a:b]), _shingles(new[c:d])):
            places = [(a + x, c + y) for x, y in anchors]
            kept += places
            ends = [*places, (b, d)]
            starts = [(a, c), *((x + 1, y + 1) for x, y in places)]
            todo += [(x, v, y, w) for (x, y), (v, w) in zip(starts, ends, strict=True)]
        elif (b - a) * (d - c) <= _MOST_COMPARED:
            blocks = SequenceMatcher(None, old[a:b], new[c:d], autojunk=False).get_matching_blocks()
            kept += [(a + x + n, c + y + n) for x, y, size in blocks for n in range(size)]
    return sorted(kept)


def _shingles(items: Sequence[str]) -> list[tuple[str, ...]]:
    """Return every few items in a row: where no single one is unique, these are."""
    return list(zip(*(items[start:] for start in range(_SHINGLE)), strict=False))


def _anchors(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Return the longest row of items that stand once in both and in the same order (patience sorting)."""
    if not old or not new:
        return []
    once = {each for each, n in Counter(old).items() if n == 1} & {
        each for each, n in Counter(new).items() if n == 1
    }
    place = {each: at for at, each in enumerate(new) if each in once}
    pairs = [(at, place[each]) for at, each in enumerate(old) if each in once]
    tails: list[int] = []
    # For each pair: its place in the row, by which the row is read back from its end.
    length = []
    for _, at in pairs:
        n = bisect_left(tails, at)
        tails[n : n + 1] = [at]
        length.append(n)
    wanted, row = len(tails) - 1, []
    bound = len(new)
    for pair, n in zip(reversed(pairs), reversed(length), strict=True):
        if n == wanted and pair[1] < bound:
            row.append(pair)
            wanted, bound = n - 1, pair[1]
    return row[::-1]
