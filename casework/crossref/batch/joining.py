"""Find which rows lie near which: the grid of a look-up, gone through for all rows at once.

The rows of a tier lie in order of cell and first day, so that what a row is near to are runs of them. A row
looks into its own tier and into those that are less vague, so that one of the two finds a pair and not both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from casework.crossref.batch.columns import Column
from casework.crossref.batch.loading import Table
from casework.crossref.grid import (
    COUNTRY,
    DEGREE_KM,
    NARROWEST_DEGREE,
    OPEN,
    SPACES,
    TIMES,
    VAGUE_SPACE,
    Space,
    Window,
)

# How many pairs are looked at together, which bounds the memory: each takes some hundred bytes meanwhile.
AT_ONCE = 400_000
# A key is a place and a day: more days than dates can have, and the one that they are counted from.
_DAYS, _DAY = 1 << 23, 1 << 22
# Places are numbered from 0 up to here: cells as `_place` does it, countries by their letters.
_PLACES = 2_000_000
Pairs = tuple[Column, Column]


@dataclass(frozen=True, slots=True)
class _Tier:
    """Rows in order of where they are, then of when they begin."""

    rows: Column
    keys: Column
    # By place, whether anything lies there: most of what is around a row is empty.
    is_held: Column

    @classmethod
    def of(cls, rows: Column, where: Column, first_day: Column) -> _Tier:
        keys = where * _DAYS + first_day + _DAY
        order = np.argsort(keys, kind="stable")
        is_held = np.zeros(_PLACES, dtype=bool)
        is_held[where] = True
        return cls(rows[order], keys[order], is_held)

    def pairs(self, rows: Column, where: Column, first: Column, last: Column) -> Iterator[Pairs]:
        """Yield each of the rows with those that begin at a place from one day to another."""
        begin = np.searchsorted(self.keys, where * _DAYS + first + _DAY)
        count = np.searchsorted(self.keys, where * _DAYS + last + _DAY, side="right") - begin
        some = np.flatnonzero(count > 0)
        begin, count, rows = begin[some], count[some], rows[some]
        for part in _parts(count):
            yield np.repeat(rows[part], count[part]), self.rows[_runs(begin[part], count[part])]


@dataclass(frozen=True, slots=True)
class Grid:
    """All rows, as near to each other as a window says."""

    table: Table
    window: Window

    def pairs(self) -> Iterator[Pairs]:
        """Yield the rows of every pair that may be near, AT_ONCE or so at a time. None comes twice."""
        for time in range(OPEN + 1):
            for space in SPACES:
                if space.number < VAGUE_SPACE or time < OPEN:
                    yield from self._in_cells(space, time)
            if time < OPEN:
                yield from self._in_countries(time)

    def _in_cells(self, space: Space, time: int) -> Iterator[Pairs]:
        """Yield the pairs of which the less vague row lies in this tier."""
        begins, spaces = self._column("first_day"), self._column("space")
        vagueness = spaces.astype(np.int16) * (OPEN + 1) + self._column("time")
        own = space.number * (OPEN + 1) + time
        lying = np.flatnonzero(vagueness == own)
        tier = _Tier.of(lying, self._cell_of(lying, space), begins[lying])
        if not len(lying):
            return
        # Of two in this tier, the one asks that begins first; of two on one day, the one that comes first.
        for rows, where in self._around(tier.rows, space, tier):
            for one, other in tier.pairs(rows, where, begins[rows], self._last(rows)):
                asks = (begins[one] < begins[other]) | (one < other)
                yield one[asks], other[asks]
        asking = np.flatnonzero((vagueness > own) & (spaces < COUNTRY))
        for rows, where in self._around(asking, space, tier):
            yield from tier.pairs(rows, where, self._first(rows, time), self._last(rows))

    def _in_countries(self, time: int) -> Iterator[Pairs]:
        """Yield the pairs of which one is known to its country only, and the other is of this time."""
        country, spaces, times = self._column("country"), self._column("space"), self._column("time")
        lying = np.flatnonzero((times == time) & ~np.isnan(country))
        tier = _Tier.of(lying, country[lying].astype(np.int64), self._column("first_day")[lying])
        asking = np.flatnonzero((spaces == COUNTRY) & (times < OPEN) & ~np.isnan(country))
        for rows in _split(asking):
            where = country[rows].astype(np.int64)
            for one, other in tier.pairs(rows, where, self._first(rows, time), self._last(rows)):
                # Two that are both known to their country only could each find the other.
                asks = (spaces[other] < COUNTRY) | (times[one] > time) | (times[one] == time) & (one < other)
                yield one[asks], other[asks]

    def _around(self, rows: Column, space: Space, tier: _Tier) -> Iterator[Pairs]:
        """Yield the rows, each beside every cell of the tier that holds what may be near to it."""
        for part in _split(rows):
            latitude, longitude = self._column("latitude")[part], self._column("longitude")[part]
            tall = (self.window.km + self._column("reach_km")[part] + space.reach_km) / DEGREE_KM
            wide = tall / np.maximum(np.cos(np.radians(latitude)), NARROWEST_DEGREE)
            south, north = (_cell(edge, space) for edge in (latitude - tall, latitude + tall))
            west, east = (_cell(edge, space) for edge in (longitude - wide, longitude + wide))
            across = np.minimum(east - west + 1, _columns(space))
            count = (north - south + 1) * across
            at = _runs(np.zeros_like(count), count)
            south, west, across = (np.repeat(each, count) for each in (south, west, across))
            where = _place(south + at // across, west + at % across, space)
            held = np.flatnonzero(tier.is_held[where])
            yield np.repeat(part, count)[held], where[held]

    def _cell_of(self, rows: Column, space: Space) -> Column:
        latitude, longitude = self._column("latitude")[rows], self._column("longitude")[rows]
        return _place(_cell(latitude, space), _cell(longitude, space), space)

    def _first(self, rows: Column, time: int) -> Column:
        """Return the first day on which a row of this time may begin to be near."""
        if time == OPEN:
            return np.full(len(rows), -_DAY)
        return self._column("first_day")[rows] - TIMES[time].days - self.window.days

    def _last(self, rows: Column) -> Column:
        return self._column("last_day")[rows] + self.window.days

    def _column(self, name: str) -> Column:
        column: Column = self.table.columns[name]
        return column


def _cell(degrees: Column, space: Space) -> Column:
    return np.asarray(np.floor(degrees / space.degrees).astype(np.int64))


def _columns(space: Space) -> int:
    return int(360 / space.degrees)


def _place(y: Column, x: Column, space: Space) -> Column:
    # Carried across the 180th meridian.
    return np.asarray((y + 1000) * 1000 + x % _columns(space))


def _runs(begin: Column, count: Column) -> Column:
    """Return begin, begin + 1, … for each of the runs, one after the other."""
    ends = np.cumsum(count)
    total = int(ends[-1]) if len(ends) else 0
    return np.asarray(np.arange(total) + np.repeat(begin - ends + count, count))


def _parts(count: Column) -> Iterator[slice]:
    """Yield slices that count up to AT_ONCE each, or that are one row."""
    ends = np.cumsum(count)
    start = 0
    while start < len(count):
        before = ends[start - 1] if start else 0
        end = max(start + 1, int(np.searchsorted(ends, before + AT_ONCE, side="right")))
        yield slice(start, end)
        start = end


def _split(rows: Column) -> Iterator[Column]:
    """Yield the rows in pieces of which the cells around them fit into memory."""
    for start in range(0, len(rows), AT_ONCE // 10):
        yield rows[start : start + AT_ONCE // 10]
