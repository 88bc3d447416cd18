"""What a query to ACLED's API means: its operators, its lists with | and with :OR:, its defaults."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from functools import reduce
from operator import or_

from django.db.models import CharField, Q
from django.db.models.functions import Cast

from casework.publication.projections.acled import INTER_LABELS, REGION_LABELS, interaction, interaction_label

WHOLE = {
    *("year", "time_precision", "inter1", "inter2", "interaction", "iso", "region", "geo_precision"),
    *("fatalities", "timestamp", "deleted_timestamp"),
}
DECIMALS = {"latitude", "longitude"}
DAYS = {"event_date"}
MOMENTS = {"timestamp", "deleted_timestamp"}
# ACLED's documentation, “Query filters”: these are compared as they are, everything else with LIKE.
EQUAL = (WHOLE | DECIMALS | DAYS | {"country"}) - MOMENTS
OPERATORS = {"=": "iexact", ">": "gt", "<": "lt", ">=": "gte", "<=": "lte", "LIKE": "icontains"}
_INTERS = {label.lower(): code for code, label in INTER_LABELS.items() if label}
_REGIONS = {label.lower(): code for code, label in REGION_LABELS.items() if label}
_PAIRS = {
    interaction_label(one, two).lower(): interaction(one, two)
    for one in INTER_LABELS
    for two in INTER_LABELS
    if one or two
}
_LARGEST = 2_147_483_647


class Unreadable(Exception):
    """A value that no column can hold; the text says which."""


@dataclass
class Question:
    """What is asked: rows that fulfil `where`, and hints for the person behind the program."""

    where: Q = field(default_factory=Q)
    as_text: set[str] = field(default_factory=set)
    hints: list[str] = field(default_factory=list)

    @property
    def casts(self) -> dict[str, Cast]:
        """Columns to be compared as text, by the name under which `where` asks for them."""
        return {f"{name}_text": Cast(name, CharField()) for name in self.as_text}


def question(asked: Mapping[str, str], columns: set[str]) -> Question:
    """Read the parameters that name columns; all others mean nothing here. Raises Unreadable."""
    found = Question()
    for name in sorted(columns & asked.keys()):
        text = asked[name].strip()
        if text:
            operator = _operator(asked.get(f"{name}_where", ""), name)
            found.where &= _condition(name, operator, text, columns, found)
    return found


def _operator(text: str, name: str) -> str:
    operator = text.strip().upper()
    if operator in OPERATORS or operator == "BETWEEN":
        return operator
    if operator:
        raise Unreadable(f"{name}_where is “{text[:20]}”. Known are =, >, <, >=, <=, LIKE and BETWEEN.")
    if name in MOMENTS:
        return ">="
    return "=" if name in EQUAL else "LIKE"


def _condition(name: str, operator: str, text: str, columns: set[str], found: Question) -> Q:
    parts = [(name, each) for each in text.split("|")]
    if ":OR:" in text:
        parts = list(_legacy(name, text, columns))
    if operator == "BETWEEN":
        if len(parts) != 2:
            raise Unreadable(f"{name}: BETWEEN needs two values with | between them.")
        low, high = (_value(name, part) for _name, part in parts)
        return Q(**{f"{name}__gte": low, f"{name}__lte": high})
    if name in DAYS and operator == "=" and len(parts) == 2 and parts[0][1] < parts[1][1]:
        found.hints.append(
            f"{name} names two days and means either of them. For the days between, add {name}_where=BETWEEN."
        )
    return reduce(or_, (_one(column, operator, part, found) for column, part in parts if part.strip()), Q())


def _legacy(name: str, text: str, columns: set[str]) -> list[tuple[str, str]]:
    """Read `Mali:OR:country=Niger` and `Mali:OR:Niger`, as clients wrote before September 2025."""
    parts = []
    for part in text.split(":OR:"):
        column, sign, value = part.partition("=")
        parts.append((column, value) if sign and column in columns else (name, part))
    return parts


def _one(name: str, operator: str, text: str, found: Question) -> Q:
    is_number = name in WHOLE | DECIMALS | DAYS
    if operator == "LIKE" and is_number:
        found.as_text.add(name)
        return Q(**{f"{name}_text__contains": text.strip(" %")})
    if operator == "LIKE":
        return Q(**{f"{name}__icontains": text.strip().strip("%")})
    lookup = "exact" if is_number and operator == "=" else OPERATORS[operator]
    return Q(**{f"{name}__{lookup}": _value(name, text)})


def _value(name: str, text: str) -> int | Decimal | date | str:
    text = text.strip()
    try:
        if name in DAYS:
            return date.fromisoformat(text)
        if name in MOMENTS:
            return _seconds(text)
        if name in DECIMALS:
            return _degrees(text)
        if name in WHOLE:
            return _whole(name, text)
    except (ValueError, InvalidOperation) as error:
        raise Unreadable(f"{name} is “{text[:40]}”, which cannot be read.") from error
    return text


def _seconds(text: str) -> int:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return int(datetime.combine(date.fromisoformat(text), datetime.min.time(), UTC).timestamp())
    return min(int(text), _LARGEST * 1000)


def _degrees(text: str) -> Decimal:
    degrees = Decimal(text)
    if not degrees.is_finite() or abs(degrees) > 360:
        raise ValueError(text)
    return degrees


def _whole(name: str, text: str) -> int:
    words = {"inter1": _INTERS, "inter2": _INTERS, "interaction": _PAIRS, "region": _REGIONS}.get(name, {})
    number = words[text.lower()] if text.lower() in words else int(text)
    # No column holds more; PostgreSQL would refuse the comparison.
    if abs(number) > _LARGEST:
        raise ValueError(text)
    return number
