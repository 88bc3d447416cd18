"""How much each thing that a text says counts for and against an incident: the one table for documents.

As for pairs, the points are in bits: one more doubles how likely the text is about the incident. They were
fitted by `python -m benchmarks.crossref_offers --fit` to invented texts about invented attacks. `m` is what a
text tells of one place and day, `i` the incident, `d` what lies between them. What either leaves open counts
neither way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Level:
    """One outcome of a comparison: when it holds, what it is worth, and how it is said."""

    code: str
    points: float
    condition: str
    words: str | Promise


@dataclass(frozen=True, slots=True)
class Aspect:
    """One comparison. Nothing is said where `unknown` holds."""

    code: str
    label: str | Promise
    unknown: str
    levels: tuple[Level, ...]


# What a text starts from that names a place near the incident and a day near its date.
START = -4.0


def _people(name: str, points: dict[str, float], same: str | Promise, other: str | Promise) -> Aspect:
    smaller, larger = f"least(m.{name}, i.{name})", f"greatest(m.{name}, i.{name})"
    equal = f"m.{name} = i.{name}"
    close = f"{larger} - {smaller} <= 1 OR {smaller} * 5 >= {larger} * 4"
    apart = f"{larger} - {smaller} <= 3 OR {smaller} * 2 >= {larger}"
    conditions = (
        ("same_many", f"{equal} AND m.{name} >= 10"),
        ("same_some", f"{equal} AND m.{name} >= 3"),
        ("same_few", equal),
        ("close", close),
        ("apart", apart),
        ("far", "true"),
    )
    return Aspect(
        f"said_{name}",
        _("Number killed") if name == "killed" else _("Number injured"),
        f"m.{name} IS NULL OR i.{name} IS NULL",
        tuple(
            Level(f"said_{name}_{code}", points[code], condition, same if "same" in code else other)
            for code, condition in conditions
        ),
    )


ASPECTS = (
    Aspect(
        "said_when",
        _("Date"),
        "m.first_day IS NULL OR i.first_day IS NULL",
        (
            Level("said_same_day", 3.0, "m.is_dated AND d.days = 0 AND d.span = 0", _("same day")),
            Level("said_days_overlap", 1.0, "m.is_dated AND d.days = 0 AND d.span <= 6", _("dates overlap")),
            Level("said_days_overlap_widely", -2.0, "m.is_dated AND d.days = 0", _("within a wide date")),
            Level("said_one_day_apart", -0.5, "m.is_dated AND d.days = 1", _("1 day apart")),
            Level("said_days_apart", -2.0, "m.is_dated", _("%(days)d days apart")),
            Level("published_soon", 1.0, "d.days = 0", _("no day named, published within days")),
            Level("published_later", -1.0, "true", _("no day named, published later")),
        ),
    ),
    Aspect(
        "said_where",
        _("Place"),
        "m.place_names = ARRAY[]::text[] OR i.place_name = ''",
        (
            Level("said_place", 3.0, "m.place_names && i.place_names", _("%(other_place)s named")),
            Level(
                "said_place_alike",
                2.0,
                "m.place_sounds && i.place_sounds AND d.km <= 25",
                _("a name like %(other_place)s"),
            ),
            Level("said_place_near", 0.0, "d.km <= 5", _("%(place)s named, %(km)d km away")),
            Level("said_place_around", -1.5, "d.km IS NOT NULL", _("%(place)s named, %(km)d km away")),
            Level("said_same_country", -4.0, "true", _("same country, %(other_place)s not named")),
        ),
    ),
    _people(
        "killed",
        {"same_many": 5.0, "same_some": 3.0, "same_few": 1.5, "close": 0.5, "apart": -1.5, "far": -3.0},
        _("%(killed)d killed said"),
        _("%(killed)d killed said, %(other_killed)d here"),
    ),
    _people(
        "injured",
        {"same_many": 4.0, "same_some": 3.0, "same_few": 1.5, "close": 0.5, "apart": -1.0, "far": -2.0},
        _("%(injured)d injured said"),
        _("%(injured)d injured said, %(other_injured)d here"),
    ),
    Aspect(
        "said_actors",
        _("Actors"),
        "m.actors = ARRAY[]::bigint[] OR i.actors = ARRAY[]::bigint[]",
        (
            Level("said_actor", 1.5, "m.actors && i.actors", _("an actor named")),
            Level("said_other_actors", -1.0, "true", _("other actors named")),
        ),
    ),
    Aspect(
        "said_already",
        _("Text"),
        "NOT m.documents && i.documents",
        (Level("said_in_a_copy", 8.0, "true", _("repeats a text that lies beside it")),),
    ),
)
LEVELS = {level.code: level for aspect in ASPECTS for level in aspect.levels}


def levels_sql(mention: str, incident: str) -> str:
    """Return SQL for the numbers of the levels that hold, one a comparison; 0 where nothing is known."""
    found = []
    for aspect in ASPECTS:
        steps = " ".join(
            f"WHEN {level.condition} THEN {number}" for number, level in enumerate(aspect.levels, start=1)
        )
        found.append(f"CASE WHEN {aspect.unknown} THEN 0 {steps} END AS {aspect.code}")
    rows = {"m": mention, "i": incident}
    return re.sub(r"\b([mi])\.", lambda held: f"{rows[held[1]]}.", ", ".join(found))


def points_sql(levels: str) -> str:
    """Return SQL for the points of a row of levels, the start included."""
    sums = [str(START)]
    for aspect in ASPECTS:
        steps = " ".join(
            f"WHEN {number} THEN {level.points}" for number, level in enumerate(aspect.levels, start=1)
        )
        sums.append(f"(CASE {levels}.{aspect.code} {steps} ELSE 0 END)")
    return "(" + " + ".join(sums) + ")::float8"
