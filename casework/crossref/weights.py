"""How much each likeness and difference of two incidents counts: the one table of weights.

The points are in bits: one more doubles how likely the two are the same attack, one less halves it. They were
fitted by `python -m benchmarks.crossref_weights` to pairs that are near in time and place, so they say what a
likeness adds to that. A level holds where its rule does and none above it; how rules are written, and that
they are asked in SQL of one incident and in columns of all of them, says `rules`. What one of the two leaves
open counts neither way.
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.crossref.aspects import ELSE, Aspect, Level

# What two incidents start from that are near in time and place and of which nothing else is known.
START = -4.5
# Two places are known exactly when both lie within so many kilometres of their points, taken together.
EXACT_KM = 10
_APART = _("%(km)d km apart")
_ROUGHLY = _("%(km)d km apart, places known to %(reach)d km")
_DIFFER = _("names differ: %(place)s and %(other_place)s")
# A number of which only the lower end is known is taken to end here.
_OPEN_END = "first({0}.{1}_high, {0}.{1} * 3 // 2 + 2)"
ALWAYS = "True"


def _numbers(
    name: str, words: str | Promise, same: str | Promise, points: dict[str, float]
) -> tuple[Level, ...]:
    """Return the levels for a number of people; `points` from the same large number to one far away."""
    equal = f"a.{name} == b.{name}"
    ranges = " and ".join(
        f"{one}.{name}_low <= {_OPEN_END.format(other, name)}" for one, other in (("a", "b"), ("b", "a"))
    )
    smaller, larger = f"least(a.{name}, b.{name})", f"greatest(a.{name}, b.{name})"
    rules = {
        "same_many": f"{equal} and a.{name} >= 10",
        "same_some": f"{equal} and a.{name} >= 3",
        "same_few": equal,
        "ranges_overlap": ranges,
        "close": f"{larger} - {smaller} <= 1 or {smaller} * 5 >= {larger} * 4",
        "apart": f"{larger} - {smaller} <= 3 or {smaller} * 2 >= {larger}",
        "far": ELSE,
    }
    return tuple(
        Level(f"{name}_{code}", points[code], rule, same if code.startswith("same") else words)
        for code, rule in rules.items()
    )


ASPECTS = (
    Aspect(
        "when",
        _("Date"),
        ALWAYS,
        (
            Level("same_day", 1.0, "d.days == 0 and d.span == 0", _("same day")),
            Level("dates_overlap", 0.0, "d.days == 0 and d.span <= 6", _("dates overlap")),
            Level("dates_overlap_widely", -2.0, "d.days == 0", _("dates overlap, one is a wide one")),
            Level("one_day_apart", -2.0, "d.days == 1", _("1 day apart")),
            Level("days_apart", -3.0, ELSE, _("%(days)d days apart")),
        ),
    ),
    Aspect(
        "name",
        _("Name of the place"),
        "named(a.place_name) and named(b.place_name)",
        (
            Level("same_name", 0.5, "shared(a.place_names, b.place_names)", _("both: %(place)s")),
            Level(
                "names_alike",
                0.5,
                "shared(a.place_sounds, b.place_sounds) or alike(a.place_name, b.place_name)",
                _("names alike: %(place)s and %(other_place)s"),
            ),
            Level(
                "names_differ",
                -1.0,
                f"d.reach <= {EXACT_KM}",
                _DIFFER,
            ),
            Level("names_differ_roughly", -1.5, ELSE, _DIFFER),
        ),
    ),
    Aspect(
        "where",
        _("Distance"),
        ALWAYS,
        (
            Level("same_country", -1.5, "missing(d.km)", _("same country")),
            Level("at_the_place", 0.0, f"d.km <= 1 and d.reach <= {EXACT_KM}", _APART),
            Level("near", 0.0, f"d.km <= 5 and d.reach <= {EXACT_KM}", _APART),
            Level("in_the_area", -0.5, f"d.reach <= {EXACT_KM}", _APART),
            Level(
                "near_roughly",
                0.0,
                "d.km <= 5 and d.reach <= 60",
                _ROUGHLY,
            ),
            Level("within_reach", 0.0, "d.reach <= 130", _ROUGHLY),
            Level(
                "within_wide_reach",
                -2.0,
                "given(d.km)",
                _ROUGHLY,
            ),
        ),
    ),
    Aspect(
        "killed",
        _("Number killed"),
        "given(a.killed) and given(b.killed)",
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
        "given(a.injured) and given(b.injured)",
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
        "given(a.target_type) and given(b.target_type)",
        (
            Level("same_target", 2.0, "a.target_type == b.target_type", _("same target: %(target)s")),
            Level("targets_differ", -2.5, ELSE, _("targets differ: %(target)s and %(other_target)s")),
        ),
    ),
    Aspect(
        "type",
        _("Event type"),
        "given(a.event_type) and given(b.event_type)",
        (
            Level("same_type", 1.5, "a.event_type == b.event_type", _("same type: %(type)s")),
            Level("types_differ", -2.5, ELSE, _("types differ: %(type)s and %(other_type)s")),
        ),
    ),
    Aspect(
        "actors",
        _("Actors"),
        "filled(a.actors) and filled(b.actors)",
        (
            Level("shared_actor", 1.0, "shared(a.actors, b.actors)", _("an actor in common")),
            Level("actors_differ", -2.5, ELSE, _("different actors")),
        ),
    ),
    Aspect(
        "documents",
        _("Documents"),
        "shared(a.documents, b.documents)",
        (Level("shared_document", 2.5, ELSE, _("a document in common, or copies of one")),),
    ),
)
LEVELS = {level.code: level for aspect in ASPECTS for level in aspect.levels}
