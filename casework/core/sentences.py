"""Where the sentences of a text begin and end, in any language of the press that ends them with a mark."""

from __future__ import annotations

import re
from collections.abc import Iterator

# The end of a sentence, with the quotes and brackets that close behind it; or the end of a line.
_END = re.compile(r"(?:[.!?…؟۔]+[\"'”’»)\]]*(?=\s)|\n)\s*")
# What stands before a full stop that ends no sentence: a single letter (“U.N.”), a rank or a title.
_SHORT = re.compile(r"(?:\b[^\W\d_]|\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Maj|Capt|Lt|Sgt|St|No|vs))\.$")
_LONGEST_SHORT = 6


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
