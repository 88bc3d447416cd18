"""Ask rules of many pairs at once: each name is a column of numpy, and each answer too."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from casework.crossref.rules import read

Column = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Coded:
    """A column of sets, each as its number among those that there are; number 0 is the empty set."""

    sets: Sequence[frozenset[Any]]
    codes: Column

    def at(self, rows: Column) -> Coded:
        """Return the column of some rows."""
        return Coded(self.sets, self.codes[rows])

    @property
    def is_filled(self) -> Column:
        """Where the set is not empty."""
        return self.codes > 0

    def is_shared(self, other: Coded) -> Column:
        """Return where the two have a member in common."""
        return self._compared(other, lambda one, two: not one.isdisjoint(two)) > 0

    def likeness(self, other: Coded) -> Column:
        """Return which part of all members is common: of trigrams, it is PostgreSQL's similarity."""
        return self._compared(other, _common)

    def _compared(self, other: Coded, compare: Callable[..., float]) -> Column:
        """Compare each combination once: of pairs there are many, of combinations few."""
        answers = np.zeros(len(self.codes))
        filled = np.flatnonzero(self.is_filled & other.is_filled)
        size, sets = len(self.sets), self.sets
        combined = self.codes[filled].astype(np.int64) * size + other.codes[filled]
        each, which = np.unique(combined, return_inverse=True)
        found = [compare(sets[key // size], sets[key % size]) for key in each.tolist()]
        answers[filled] = np.array(found, dtype=float)[which]
        return answers


def _common(one: frozenset[Any], two: frozenset[Any]) -> float:
    both = len(one & two)
    return both / (len(one) + len(two) - both)


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
    "likeness": Coded.likeness,
    "least": np.fmin,
    "greatest": np.fmax,
    "square": np.square,
    "root": np.sqrt,
    "sine": lambda degrees: np.sin(np.radians(degrees)),
    "cosine": lambda degrees: np.cos(np.radians(degrees)),
    "arcsine": np.arcsin,
    "only_if": lambda condition, value: np.where(condition, value, np.nan),
}
