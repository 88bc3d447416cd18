"""How much each likeness and difference of two incidents counts: the one table of weights.

The points are in bits: one more doubles how likely the two are the same attack, one less halves it. They were
fitted by `python -m benchmarks.crossref_weights` to pairs that are near in time and place, so they say what a
likeness adds to that. A level holds where its condition does and none above it; `a` and `b` are the two rows
that are compared, `d` what lies between them. What one of the two leaves open counts neither way.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# What two incidents start from that are near in time and place and of which nothing else is known.
START = -4.5
# Two places are known exactly when both lie within so many kilometres of their points, taken together.
EXACT_KM = 10
_APART = _("%(km)d km apart")
_ROUGHLY = _("%(km)d km apart, places known to %(reach)d km")
_DIFFER = _("names differ: %(place)s and %(other_place)s")
# A number of which only the lower end is known is taken to end here.
_OPEN_END = "coalesce({0}.{1}_high, {0}.{1} * 3 / 2 + 2)"


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


def _numbers(
    name: str, words: str | Promise, same: str | Promise, points: dict[str, float]
) -> tuple[Level, ...]:
    """Return the levels for a number of people; `points` from the same large number to one far away."""
    equal = f"a.{name} = b.{name}"
    ranges = " AND ".join(
        f"{one}.{name}_low <= {_OPEN_END.format(other, name)}" for one, other in (("a", "b"), ("b", "a"))
    )
    smaller, larger = f"least(a.{name}, b.{name})", f"greatest(a.{name}, b.{name})"
    conditions = {
        "same_many": f"{equal} AND a.{name} >= 10",
        "same_some": f"{equal} AND a.{name} >= 3",
        "same_few": equal,
        "ranges_overlap": ranges,
        "close": f"{larger} - {smaller} <= 1 OR {smaller} * 5 >= {larger} * 4",
        "apart": f"{larger} - {smaller} <= 3 OR {smaller} * 2 >= {larger}",
        "far": "true",
    }
    return tuple(
        Level(f"{name}_{code}", points[code], condition, same if code.startswith("same") else words)
        for code, condition in conditions.items()
    )


ASPECTS = (
    Aspect(
        "when",
        _("Date"),
        "false",
        (
            Level("same_day", 1.0, "d.days = 0 AND d.span = 0", _("same day")),
            Level("dates_overlap", 0.0, "d.days = 0 AND d.span <= 6", _("dates overlap")),
            Level("dates_overlap_widely", -2.0, "d.days = 0", _("dates overlap, one is a wide one")),
            Level("one_day_apart", -2.0, "d.days = 1", _("1 day apart")),
            Level("days_apart", -3.0, "true", _("%(days)d days apart")),
        ),
    ),
    Aspect(
        "name",
        _("Name of the place"),
        "a.place_name = '' OR b.place_name = ''",
        (
            Level("same_name", 0.5, "a.place_names && b.place_names", _("both: %(place)s")),
            Level(
                "names_alike",
                0.5,
                "a.place_sounds && b.place_sounds OR similarity(a.place_name, b.place_name) >= 0.5",
                _("names alike: %(place)s and %(other_place)s"),
            ),
            Level(
                "names_differ",
                -1.0,
                f"d.reach <= {EXACT_KM}",
                _DIFFER,
            ),
            Level("names_differ_roughly", -1.5, "true", _DIFFER),
        ),
    ),
    Aspect(
        "where",
        _("Distance"),
        "false",
        (
            Level("same_country", -1.5, "d.km IS NULL", _("same country")),
            Level("at_the_place", 0.0, f"d.km <= 1 AND d.reach <= {EXACT_KM}", _APART),
            Level("near", 0.0, f"d.km <= 5 AND d.reach <= {EXACT_KM}", _APART),
            Level("in_the_area", -0.5, f"d.reach <= {EXACT_KM}", _APART),
            Level(
                "near_roughly",
                0.0,
                "d.km <= 5 AND d.reach <= 60",
                _ROUGHLY,
            ),
            Level("within_reach", 0.0, "d.reach <= 130", _ROUGHLY),
            Level(
                "within_wide_reach",
                -2.0,
                "d.km IS NOT NULL",
                _ROUGHLY,
            ),
        ),
    ),
    Aspect(
        "killed",
        _("Number killed"),
        "a.killed IS NULL OR b.killed IS NULL",
        _numbers(
            "killed",
            _("killed %(killed)d and %(other_killed)d"),
            _("killed: %(killed)d in both"),
            {
                "same_many": 6.0,
                "same_some": 3.5,
                "same_few": 2.0,
                "ranges_overlap": 0.0,
                "close": 0.0,
                "apart": -2.0,
                "far": -3.5,
            },
        ),
    ),
    Aspect(
        "injured",
        _("Number injured"),
        "a.injured IS NULL OR b.injured IS NULL",
        _numbers(
            "injured",
            _("injured %(injured)d and %(other_injured)d"),
            _("injured: %(injured)d in both"),
            {
                "same_many": 6.0,
                "same_some": 3.0,
                "same_few": 2.0,
                "ranges_overlap": 0.0,
                "close": -0.5,
                "apart": -2.0,
                "far": -3.5,
            },
        ),
    ),
    Aspect(
        "target",
        _("Target"),
        "a.target_type IS NULL OR b.target_type IS NULL",
        (
            Level("same_target", 2.0, "a.target_type = b.target_type", _("same target: %(target)s")),
            Level("targets_differ", -2.5, "true", _("targets differ: %(target)s and %(other_target)s")),
        ),
    ),
    Aspect(
        "type",
        _("Event type"),
        "a.event_type IS NULL OR b.event_type IS NULL",
        (
            Level("same_type", 1.5, "a.event_type = b.event_type", _("same type: %(type)s")),
            Level("types_differ", -2.5, "true", _("types differ: %(type)s and %(other_type)s")),
        ),
    ),
    Aspect(
        "actors",
        _("Actors"),
        "a.actors = '{}' OR b.actors = '{}'",
        (
            Level("shared_actor", 1.0, "a.actors && b.actors", _("an actor in common")),
            Level("actors_differ", -2.5, "true", _("different actors")),
        ),
    ),
    Aspect(
        "documents",
        _("Documents"),
        "NOT a.documents && b.documents",
        (Level("shared_document", 2.5, "true", _("a document in common")),),
    ),
)
LEVELS = {level.code: level for aspect in ASPECTS for level in aspect.levels}


def levels_sql() -> str:
    """Return SQL for the numbers of the levels that hold, one a comparison; 0 where nothing is known."""
    found = []
    for aspect in ASPECTS:
        steps = " ".join(
            f"WHEN {level.condition} THEN {number}" for number, level in enumerate(aspect.levels, start=1)
        )
        found.append(f"CASE WHEN {aspect.unknown} THEN 0 {steps} END AS {aspect.code}")
    return ", ".join(found)


def points_sql(levels: str) -> str:
    """Return SQL for the points of a row of levels, the start included."""
    sums = [str(START)]
    for aspect in ASPECTS:
        steps = " ".join(
            f"WHEN {number} THEN {level.points}" for number, level in enumerate(aspect.levels, start=1)
        )
        sums.append(f"(CASE {levels}.{aspect.code} {steps} ELSE 0 END)")
    return "(" + " + ".join(sums) + ")::float8"
