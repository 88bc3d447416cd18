"""What a text is made of: its runs of five words, as numbers, and the few of them that find it again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b

# Two texts are copies when the smaller one shares this part of its runs of words with the other.
COPIED_FROM = 0.5
RUN_OF_WORDS = 5
# Texts with fewer runs than this say too little to be called copies: a headline is like many others.
FEWEST_RUNS = 12
# Characters that are compared: an agency's text stands at the beginning of what is made of it.
COMPARED = 20_000
# Of so many runs in a row the smallest is kept (winnowing, Schleimer and others 2003): two texts that have
# RUN_OF_WORDS + WINDOW - 1 words in common, in a row, have at least one kept run in common.
WINDOW = 6
_WORD = re.compile(r"\w+")


@lru_cache(maxsize=64)
def runs_of(text: str) -> tuple[int, ...]:
    """Return every run of five words of the beginning of `text`, in order, as signed numbers of 64 bits."""
    return tuple(
        int.from_bytes(blake2b(" ".join(run).encode(), digest_size=8).digest(), signed=True)
        for run in _runs_in_words(text)
    )


def _runs_in_words(text: str) -> Iterator[tuple[str, ...]]:
    words = _WORD.findall(text[:COMPARED].casefold())
    return zip(*(words[at:] for at in range(RUN_OF_WORDS)), strict=False)


def kept_runs(runs: tuple[int, ...]) -> list[int]:
    """Return the runs by which a text is looked for; all the same for the same words anywhere."""
    if len(runs) < WINDOW:
        return sorted(set(runs))
    return sorted({min(runs[at : at + WINDOW]) for at in range(len(runs) - WINDOW + 1)})


def containment(one: str, other: str) -> float:
    """Return which part of the smaller text's runs stands in the other, from 0 to 1; 0 for tiny texts."""
    # To compare two texts, their words do as well as numbers, which take ten times as long.
    smaller, larger = sorted((set(_runs_in_words(one)), set(_runs_in_words(other))), key=len)
    return len(smaller & larger) / len(smaller) if len(smaller) >= FEWEST_RUNS else 0.0


def are_copies(one: str, other: str) -> bool:
    """Say whether one of two texts repeats the other: shingles of five words, containment of a half."""
    return containment(one, other) >= COPIED_FROM
