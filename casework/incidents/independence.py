"""Which documents speak for themselves and which repeat one another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import combinations

from django.db.models.functions import Left

from casework.sources.models import Document, Snapshot

# Two texts are copies when the smaller one shares this part of its runs of words with the other.
COPIED_FROM = 0.5
RUN_OF_WORDS = 5
# Texts with fewer runs than this say too little to be called copies: a headline is like many others.
FEWEST_RUNS = 12
# Characters that are compared: an agency's text stands at the beginning of what is made of it.
COMPARED = 20_000


def independence_key(document: Document) -> str:
    """Name the documents that count as one by who publishes them: those of one owner, or of one outlet."""
    owner = document.source.owner.strip().casefold()
    return f"owner:{owner}" if owner else f"source:{document.source_id}"


def independence_groups(snapshots: Iterable[Snapshot]) -> dict[int, str]:
    """Name the group of each document of these snapshots, by its primary key. One query.

    Documents are one independent source when one owner publishes them, or when one repeats the other's text.
    Document and source must be loaded; the texts need not be.
    """
    read = {each.pk: each for each in snapshots}
    compared = Snapshot.objects.filter(pk__in=read).annotate(beginning=Left("text", COMPARED))
    texts: dict[int, set[str]] = {each.document_id: set() for each in read.values()}
    for pk, beginning in compared.values_list("pk", "beginning"):
        texts[read[pk].document_id].add(beginning)
    keys = {each.document_id: independence_key(each.document) for each in read.values()}
    return _joined(keys, [pair for pair in combinations(texts, 2) if _repeat(texts, *pair)])


def are_copies(one: str, other: str) -> bool:
    """Say whether one of two texts repeats the other: shingles of five words, containment of a half."""
    smaller, larger = sorted((_runs(one), _runs(other)), key=len)
    return len(smaller) >= FEWEST_RUNS and len(smaller & larger) >= COPIED_FROM * len(smaller)


def _repeat(texts: Mapping[int, set[str]], one: int, other: int) -> bool:
    return any(are_copies(mine, theirs) for mine in texts[one] for theirs in texts[other])


@lru_cache(maxsize=64)
def _runs(text: str) -> frozenset[int]:
    words = re.findall(r"\w+", text.casefold())
    return frozenset(
        hash(tuple(words[at : at + RUN_OF_WORDS])) for at in range(len(words) - RUN_OF_WORDS + 1)
    )


def _joined(keys: Mapping[int, str], pairs: Iterable[tuple[int, int]]) -> dict[int, str]:
    """Join the groups of each pair. A joined group has the first of its names, in order of the alphabet."""
    names = {key: key for key in keys.values()}
    for pair in pairs:
        first, second = sorted(names[keys[document]] for document in pair)
        names = {key: first if name == second else name for key, name in names.items()}
    return {document: names[key] for document, key in keys.items()}
