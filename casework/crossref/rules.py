"""Rules that are written once and asked in two ways: of a few rows in SQL, of whole columns by `batch`.

A rule is a Python expression over two rows `a` and `b`, what lies between them (`d`) and named values. What
is not known is NULL in SQL and not-a-number in a column, and a comparison with it does not hold in either.
There is no `not`: it would turn that round.
"""

from __future__ import annotations

import ast
from functools import cache

# Two names are alike that have this part of all their trigrams in common.
ALIKE = 0.5

OPERATORS: dict[type[ast.AST], str] = {
    ast.Eq: "=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    # Of whole numbers, which PostgreSQL divides so without being asked.
    ast.FloorDiv: "/",
}
FUNCTIONS = {
    "given": "{0} IS NOT NULL",
    "missing": "{0} IS NULL",
    "first": "coalesce({0}, {1})",
    "named": "{0} <> ''",
    "filled": "{0} <> '{{}}'",
    "shared": "{0} && {1}",
    "alike": f"similarity({{0}}, {{1}}) >= {ALIKE}",
    "least": "least({0}, {1})",
    "greatest": "greatest({0}, {1})",
    "square": "power({0}, 2)",
    "root": "sqrt({0})",
    "sine": "sin(radians({0}))",
    "cosine": "cos(radians({0}))",
    "arcsine": "asin({0})",
    "only_if": "CASE WHEN {0} THEN {1} END",
}
# A rule with one of these is worth asking only of the pairs of which it is not settled already.
COSTLY = frozenset({"alike"})


@cache
def read(rule: str) -> ast.expr:
    """Return the rule as a tree; raises SyntaxError."""
    return ast.parse(rule, mode="eval").body


@cache
def is_costly(rule: str) -> bool:
    """Say whether one of the rule's functions takes long."""
    return any(isinstance(node, ast.Name) and node.id in COSTLY for node in ast.walk(read(rule)))


def sql(rule: str) -> str:
    """Return the rule in SQL, its named values as parameters; raises KeyError at what no rule can say."""
    return _sql(read(rule))


def _sql(node: ast.expr) -> str:
    match node:
        case ast.BoolOp(op, parts):
            word = " AND " if isinstance(op, ast.And) else " OR "
            return f"({word.join(_sql(part) for part in parts)})"
        case ast.Compare(left, [operator], [right]):
            return f"{_sql(left)} {OPERATORS[type(operator)]} {_sql(right)}"
        case ast.BinOp(left, operator, right):
            return f"({_sql(left)} {OPERATORS[type(operator)]} {_sql(right)})"
        case ast.Call(ast.Name(name), arguments):
            return FUNCTIONS[name].format(*map(_sql, arguments))
        case ast.Attribute(ast.Name(row), column):
            return f"{row}.{column}"
        case ast.Name(name):
            return f"%({name})s"
        case ast.Constant(value):
            return str(value).lower()
    raise KeyError(ast.dump(node))
