"""How much each thing that a text says counts for and against an incident: the one table for documents.

As for pairs, the points are in bits: one more doubles how likely the text is about the incident. They were
fitted by `python -m benchmarks.crossref_offers --fit` to invented texts about invented attacks; what those
hardly say (names spelt otherwise, groups, copies) counts what a verifier would say. `m` is what a
text tells of one place and day, `i` the incident, `d` what lies between them, in rules as `rules` reads them.
What either leaves open counts neither way.
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.crossref.aspects import ELSE, Aspect, Level

# What a text starts from that names a place near the incident and a day near its date.
START = -3.0


def _people(name: str, points: dict[str, float], same: str | Promise, other: str | Promise) -> Aspect:
    smaller, larger = f"least(m.{name}, i.{name})", f"greatest(m.{name}, i.{name})"
    equal = f"m.{name} == i.{name}"
    close = f"{larger} - {smaller} <= 1 or {smaller} * 5 >= {larger} * 4"
    apart = f"{larger} - {smaller} <= 3 or {smaller} * 2 >= {larger}"
    rules = (
        ("same_many", f"{equal} and m.{name} >= 10"),
        ("same_some", f"{equal} and m.{name} >= 3"),
        ("same_few", equal),
        ("close", close),
        ("apart", apart),
        ("far", ELSE),
    )
    return Aspect(
        f"said_{name}",
        _("Number killed") if name == "killed" else _("Number injured"),
        f"given(m.{name}) and given(i.{name})",
        tuple(
            Level(f"said_{name}_{code}", points[code], rule, same if "same" in code else other)
            for code, rule in rules
        ),
    )


ASPECTS = (
    Aspect(
        "said_when",
        _("Date"),
        "given(m.first_day) and given(i.first_day)",
        (
            Level("said_same_day", 2.5, "m.is_dated and d.days == 0 and d.span == 0", _("same day")),
            Level("said_days_overlap", 1.0, "m.is_dated and d.days == 0 and d.span <= 6", _("dates overlap")),
            Level("said_days_overlap_widely", -1.0, "m.is_dated and d.days == 0", _("within a wide date")),
            Level("said_one_day_apart", -2.0, "m.is_dated and d.days == 1", _("1 day apart")),
            Level("said_days_apart", -5.0, "m.is_dated", _("%(days)d days apart")),
            Level("published_soon", 0.5, "d.days == 0", _("no day named, published within days")),
            Level("published_later", -2.0, ELSE, _("no day named, published later")),
        ),
    ),
    Aspect(
        "said_where",
        _("Place"),
        "filled(m.place_names) and named(i.place_name)",
        (
            Level("said_place", 1.5, "shared(m.place_names, i.place_names)", _("%(other_place)s named")),
            Level(
                "said_place_alike",
                -1.5,
                "shared(m.place_sounds, i.place_sounds) and d.km <= 25",
                _("a name like %(other_place)s"),
            ),
            Level("said_place_near", -2.0, "d.km <= 5", _("%(place)s named, %(km)d km away")),
            Level("said_place_around", -5.0, "given(d.km)", _("%(place)s named, %(km)d km away")),
            Level("said_same_country", -3.0, ELSE, _("same country, %(other_place)s not named")),
        ),
    ),
    _people(
        "killed",
        {"same_many": 7.5, "same_some": 4.0, "same_few": 3.0, "close": 0.0, "apart": -1.5, "far": -5.5},
        _("%(killed)d killed said"),
        _("%(killed)d killed said, %(other_killed)d here"),
    ),
    _people(
        "injured",
        {"same_many": 7.0, "same_some": 4.0, "same_few": 3.0, "close": 1.0, "apart": -1.5, "far": -5.0},
        _("%(injured)d injured said"),
        _("%(injured)d injured said, %(other_injured)d here"),
    ),
    Aspect(
        "said_actors",
        _("Actors"),
        "filled(m.actors) and filled(i.actors)",
        (
            Level("said_actor", 1.5, "shared(m.actors, i.actors)", _("an actor named")),
            Level("said_other_actors", -1.0, ELSE, _("other actors named")),
        ),
    ),
    Aspect(
        "said_already",
        _("Text"),
        "shared(m.documents, i.documents)",
        (Level("said_in_a_copy", 8.0, ELSE, _("repeats a text that lies beside it")),),
    ),
)
LEVELS = {level.code: level for aspect in ASPECTS for level in aspect.levels}
