"""Keep the likeliest pairs of each incident while they come, and let the others go in time."""

from __future__ import annotations

import numpy as np

from casework.crossref.batch.columns import Column

# Pairs that are held before the unlikely ones are let go; each takes 24 bytes.
HELD = 4_000_000
_EMPTY = (np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64), np.empty(0))


class Likeliest:
    """Pairs that are among the likeliest of one of their two incidents, and those kept in any case."""

    def __init__(self, at_most: int, kept_anyway: Column) -> None:
        """`kept_anyway` are pairs as `key` makes numbers of them, in order."""
        self.at_most = at_most
        self.kept_anyway = kept_anyway
        self.parts = [_EMPTY]

    def add(self, left: Column, right: Column, points: Column) -> None:
        """Take pairs in, the lower incident on the left."""
        self.parts.append((left, right, points))
        if sum(len(part[0]) for part in self.parts) > HELD:
            self.parts = [self.kept()]

    def kept(self) -> tuple[Column, Column, Column]:
        """Return what is kept so far in the order of the incidents: left one, right one, points."""
        left, right, points = (np.concatenate(each) for each in zip(*self.parts, strict=True))
        is_kept = is_among(key(left, right), self.kept_anyway)
        for rows in self._likeliest(left, right, points):
            is_kept[rows] = True
        left, right, points = left[is_kept], right[is_kept], points[is_kept]
        order = np.lexsort((right, left))
        return left[order], right[order], points[order]

    def _likeliest(self, left: Column, right: Column, points: Column) -> tuple[Column, ...]:
        """Return the places of the likeliest of each incident, on whichever side of the pair it is."""
        incident, other = np.concatenate([left, right]), np.concatenate([right, left])
        order = np.lexsort((other, -np.tile(points, 2), incident))
        incident = incident[order]
        begins = (
            np.flatnonzero(np.concatenate([[True], incident[1:] != incident[:-1]])) if len(order) else order
        )
        place = np.arange(len(order)) - np.repeat(begins, np.diff(np.append(begins, len(order))))
        return (order[place < self.at_most] % len(left),) if len(order) else ()


def key(left: Column, right: Column) -> Column:
    """Return one number for each pair."""
    return (left.astype(np.int64) << 32) + right


def is_among(keys: Column, known: Column) -> Column:
    """Return which of the keys are among those known, which are in order."""
    if not len(known):
        return np.zeros(len(keys), dtype=bool)
    at = np.minimum(np.searchsorted(known, keys), len(known) - 1)
    return np.asarray(known[at] == keys)
