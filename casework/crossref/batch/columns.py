"""Ask rules of many pairs at once: each name is a column of numpy, and each answer too."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from casework.crossref.rules import ALIKE, read

Column = npt.NDArray[Any]
# Of the mark of a set.
BITS = 64


@dataclass(frozen=True, slots=True)
class Coded:
    """A column of sets, each as its number among those that there are; number 0 is the empty set.

    Of pairs there are many and of combinations few, so each combination is compared once; and most are told
    apart by their marks alone: 64 bits a set, of which each member sets one.
    """

    sets: Sequence[frozenset[Any]]
    codes: Column
    sizes: Column
    marks: Column
    # Where no two members share a bit, marks say everything.
    is_told_by_marks: bool

    @classmethod
    def of(cls, sets: Sequence[frozenset[Any]], codes: Column) -> Coded:
        """Make a column of the sets, of which number 0 is empty."""
        numbers = {member: at for at, member in enumerate(frozenset[Any]().union(*sets))}
        sizes = np.fromiter(map(len, sets), dtype=np.int64, count=len(sets))
        bits = np.fromiter((numbers[each] % BITS for each in chain.from_iterable(sets)), dtype=np.uint64)
        marks = np.zeros(len(sets), dtype=np.uint64)
        np.bitwise_or.at(marks, np.repeat(np.arange(len(sets)), sizes), np.uint64(1) << bits)
        return cls(sets, codes, sizes, marks, len(numbers) <= BITS)

    def at(self, rows: Column) -> Coded:
        """Return the column of some rows."""
        return replace(self, codes=self.codes[rows])

    @property
    def is_filled(self) -> Column:
        """Where the set is not empty."""
        return self.codes > 0

    def is_shared(self, other: Coded) -> Column:
        """Return where the two have a member in common."""
        holds: Column = (self.marks[self.codes] & other.marks[other.codes]) != 0
        if not self.is_told_by_marks:
            self._settle(holds, other, lambda one, two: not one.isdisjoint(two))
        return holds

    def is_alike(self, other: Coded) -> Column:
        """Return where enough of all members is common: of trigrams, it is PostgreSQL's similarity."""
        sizes, common = self._most_in_common(other)
        holds: Column = self.is_filled & other.is_filled & (common >= ALIKE * (sizes - common))
        self._settle(holds, other, _is_alike)
        return holds

    def _most_in_common(self, other: Coded) -> tuple[Column, Column]:
        """Return how many members the two have, and how many of them can be common.

        Each common member has its bit in both marks, but for those that share a bit within their own set.
        """
        hidden = self.sizes - np.bitwise_count(self.marks)
        one, two = self.codes, other.codes
        common = np.bitwise_count(self.marks[one] & self.marks[two]) + np.minimum(hidden[one], hidden[two])
        return self.sizes[one] + self.sizes[two], common

    def _settle(self, holds: Column, other: Coded, compare: Callable[..., bool]) -> None:
        """Compare those sets of which the marks leave it open. What is equal needs no look."""
        rest = np.flatnonzero(holds & (self.codes != other.codes))
        size, sets = len(self.sets), self.sets
        combined = self.codes[rest].astype(np.int64) * size + other.codes[rest]
        each, which = np.unique(combined, return_inverse=True)
        found = [compare(sets[key // size], sets[key % size]) for key in each.tolist()]
        holds[rest] = np.array(found, dtype=bool)[which]


def _is_alike(one: frozenset[Any], two: frozenset[Any]) -> bool:
    common = len(one & two)
    return common >= ALIKE * (len(one) + len(two) - common)


class Names(Protocol):
    """What the names in a rule stand for."""

    def column(self, row: str, name: str) -> Any:
        """Return a column of the rows `a` or `b`, or of `d`, what lies between them."""

    def value(self, name: str) -> float:
        """Return a named value."""


def answer(rule: str, names: Names) -> Any:
    """Return what the rule says of each pair; raises KeyError at what no rule can say."""
    return _answer(read(rule), names)


def _answer(node: ast.expr, names: Names) -> Any:
    match node:
        case ast.BoolOp(ast.And(), parts):
            return np.logical_and.reduce([_answer(part, names) for part in parts])
        case ast.BoolOp(ast.Or(), parts):
            return np.logical_or.reduce([_answer(part, names) for part in parts])
        case ast.Compare(left, [operator], [right]):
            return _OPERATORS[type(operator)](_answer(left, names), _answer(right, names))
        case ast.BinOp(left, operator, right):
            return _OPERATORS[type(operator)](_answer(left, names), _answer(right, names))
        case ast.Call(ast.Name(name), arguments):
            return _FUNCTIONS[name](*(_answer(each, names) for each in arguments))
        case ast.Attribute(ast.Name(row), column):
            return names.column(row, column)
        case ast.Name(name):
            return names.value(name)
        case ast.Constant(value):
            return value
    raise KeyError(ast.dump(node))


_OPERATORS: Mapping[type[ast.AST], Callable[..., Any]] = {
    ast.Eq: np.equal,
    ast.Lt: np.less,
    ast.LtE: np.less_equal,
    ast.Gt: np.greater,
    ast.GtE: np.greater_equal,
    ast.Add: np.add,
    ast.Sub: np.subtract,
    ast.Mult: np.multiply,
    ast.Div: np.divide,
    ast.FloorDiv: np.floor_divide,
}
_FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "given": lambda column: ~np.isnan(column),
    "missing": np.isnan,
    "first": lambda one, other: np.where(np.isnan(one), other, one),
    "named": lambda column: column.is_filled,
    "filled": lambda column: column.is_filled,
    "shared": Coded.is_shared,
    "alike": Coded.is_alike,
    "least": np.fmin,
    "greatest": np.fmax,
    "square": np.square,
    "root": np.sqrt,
    "sine": lambda degrees: np.sin(np.radians(degrees)),
    "cosine": lambda degrees: np.cos(np.radians(degrees)),
    "arcsine": np.arcsin,
    "only_if": lambda condition, value: np.where(condition, value, np.nan),
}
