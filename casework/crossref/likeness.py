"""How alike two incidents are, and why, in words. No database: facts in, score and reasons out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# Further apart in place or time than this, two reports are no longer taken for the same attack. Studies that
# join data sets of conflict events use 1 to 5 km and 1 to 2 days; suggestions may be more generous.
FURTHEST_KM = 25.0
FURTHEST = timedelta(days=2)

# How much each kind of likeness counts. What one of the two leaves open is left out of the sum.
WEIGHTS = {"when": 35, "where": 35, "killed": 15, "kind": 15}


@dataclass(frozen=True, slots=True)
class Numbers:
    """An assessed low, best and high; any of them may be open."""

    low: int | None = None
    best: int | None = None
    high: int | None = None

    @property
    def middle(self) -> int | None:
        """The one figure to compare and to show."""
        return next((each for each in (self.best, self.low, self.high) if each is not None), None)


@dataclass(frozen=True, slots=True)
class Facts:
    """What counts when two incidents are compared."""

    earliest: date | None
    latest: date | None
    country: str
    place: str
    target: str
    event_type: str
    killed: Numbers


@dataclass(frozen=True, slots=True)
class Reason:
    """One likeness or difference: a code for programs, words for people."""

    code: str
    sentence: str
    kind: str
    worth: float


def likeness(one: Facts, other: Facts, *, km: float | None, reach_km: float) -> tuple[Decimal, list[Reason]]:
    """Return a score from 0 to 1 and its reasons, the order of time, place, numbers, kind.

    `km` is the distance of the two points, None where one has none; `reach_km` how much of it may be the
    imprecision of both places together.
    """
    reasons = [
        *_when(one, other),
        *_where(one, other, km, reach_km),
        *_killed(one.killed, other.killed),
        *_kind(one, other),
    ]
    best = {kind: max((r.worth for r in reasons if r.kind == kind), default=None) for kind in WEIGHTS}
    known = {kind: worth for kind, worth in best.items() if worth is not None}
    weight = sum(WEIGHTS[kind] for kind in known)
    score = sum(WEIGHTS[kind] * worth for kind, worth in known.items()) / weight if weight else 0.0
    return Decimal(score).quantize(Decimal("0.001")), reasons


def in_words(reasons: list[Reason]) -> str:
    """Return the reasons as one sentence."""
    return _one_sentence(reason.sentence for reason in reasons)


def sentence_of(reasons: list[dict[str, str]]) -> str:
    """Return the reasons that are kept with a pair as one sentence."""
    return _one_sentence(reason["sentence"] for reason in reasons)


def _one_sentence(parts: Iterable[str]) -> str:
    joined = "; ".join(parts)
    return capfirst(joined) + "." if joined else ""


def _when(one: Facts, other: Facts) -> Iterator[Reason]:
    if one.earliest is None or one.latest is None or other.earliest is None or other.latest is None:
        return
    apart = max((other.earliest - one.latest).days, (one.earliest - other.latest).days, 0)
    if apart:
        words = ngettext("%(days)d day apart", "%(days)d days apart", apart) % {"days": apart}
        yield Reason("days_apart", words, "when", max(0.0, 1 - 0.4 * apart))
    elif one.earliest == one.latest == other.earliest == other.latest:
        yield Reason("same_day", _("same day"), "when", 1.0)
    else:
        # The wider a date, the less it says that the other one fits into it.
        widest = max((one.latest - one.earliest).days, (other.latest - other.earliest).days) + 1
        yield Reason("dates_overlap", _("dates overlap"), "when", max(0.2, 1 / widest**0.5))


def _where(one: Facts, other: Facts, km: float | None, reach_km: float) -> Iterator[Reason]:
    if one.place and one.place.casefold() == other.place.casefold():
        yield Reason("same_place_name", _("both: %(place)s") % {"place": one.place}, "where", 0.9)
    if km is None:
        if one.country and one.country == other.country:
            yield Reason("same_country", _("same country"), "where", 0.3)
        return
    words = _("%(km)d km apart") % {"km": round(km)}
    if km <= FURTHEST_KM:
        # Two points that stand for wide areas may coincide by chance.
        certainty = min(1.0, (FURTHEST_KM / max(reach_km, 1.0)) ** 0.5)
        yield Reason("near", words, "where", (1 - 0.8 * km / FURTHEST_KM) * certainty)
    else:
        words = _("%(apart)s, places known to %(reach)d km") % {"apart": words, "reach": round(reach_km)}
        yield Reason("within_reach", words, "where", 0.2)


def _killed(one: Numbers, other: Numbers) -> Iterator[Reason]:
    first, second = one.middle, other.middle
    if first is None or second is None:
        return
    values = {"first": first, "second": second}
    if first == second:
        yield Reason("same_number", _("killed: %(first)d in both") % values, "killed", 1.0)
        return
    words = _("killed %(first)d and %(second)d") % values
    gap = abs(first - second) / max(first, second)
    yield Reason("numbers", words, "killed", max(0.0, 1 - 1.5 * gap))


def _kind(one: Facts, other: Facts) -> Iterator[Reason]:
    if one.target and one.target == other.target:
        yield Reason("same_target", _("same target: %(target)s") % {"target": one.target}, "kind", 1.0)
    if one.event_type and one.event_type == other.event_type:
        words = _("same type: %(type)s") % {"type": one.event_type}
        yield Reason("same_type", words, "kind", 0.7)
    elif one.event_type and other.event_type:
        words = _("types differ: %(first)s and %(second)s")
        values = {"first": one.event_type, "second": other.event_type}
        yield Reason("types_differ", words % values, "kind", 0.0)
