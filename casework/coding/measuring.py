"""How far the two codings of a desk, or those of one person, agree: field by field, and month by month.

Only blind codings count. α is given from 20 compared incidents on: with fewer its interval is so wide that
the number would be taken for more than it is, so the page says how many were the same instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from casework.accounts.models import User
from casework.coding.alpha import Alpha, Metric, alpha
from casework.coding.fields import FIELDS, Field
from casework.coding.models import Coding, TrendSeen

# At 20 units and two categories in equal parts, a true α of 0.8 is still estimated between 0.5 and 1.
ENOUGH = 20
MONTHS = 12
# How long a person's month is theirs alone after it has ended, unless they have looked at it before.
OWN_FOR = timedelta(days=14)
# Krippendorff 2018, section 12.3: rely on 0.800 and above; from 0.667 on draw tentative conclusions only.
RELIABLE, TENTATIVE = 0.800, 0.667


@dataclass(frozen=True, slots=True)
class Pair:
    """What is compared of one incident, who coded it, and in which month the second coding was submitted."""

    month: date
    first_coder: int
    second_coder: int
    desk: int
    values: Mapping[str, Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two coders agree in a field."""

    field: Field
    # Compared: both said something. Only one: one of them said something, the other nothing.
    compared: int
    same: int
    only_one: int
    alpha: Alpha | None

    @property
    def value(self) -> float | None:
        """α where there is enough to tell it by."""
        return self.alpha.value if self.alpha else None

    @property
    def is_constant(self) -> bool:
        """Everybody gave one and the same value: no disagreement could have been expected."""
        return self.alpha is not None and self.alpha.value is None

    @property
    def tone(self) -> str:
        """How far Krippendorff would rely on it."""
        if self.value is None:
            return "open"
        return "reliable" if self.value >= RELIABLE else "tentative" if self.value >= TENTATIVE else "weak"


def pairs_of(*, desks: Iterable[int], person: User | None = None, at: datetime | None = None) -> list[Pair]:
    """Return the blind pairs of the last twelve months, this one included; of one person only, if given."""
    since = months_until(at or timezone.now())[0]
    rows = Coding.objects.blind().filter(draw__desk__in=list(desks), submitted_at__date__gte=since)
    names = ("submitted_at", "draw__revision__by", "coder", "draw__desk", "compared")
    found = [
        Pair(_month(at), first, second, desk, values)
        for at, first, second, desk, values in rows.order_by("pk").values_list(*names)
    ]
    if person is None:
        return found
    return [pair for pair in found if person.pk in (pair.first_coder, pair.second_coder)]


def months_until(at: datetime) -> list[date]:
    """Return the first days of twelve months, the last of them the one that `at` lies in."""
    last = timezone.localtime(at).date()
    count = last.year * 12 + last.month - 1
    return [date(each // 12, each % 12 + 1, 1) for each in range(count - MONTHS + 1, count + 1)]


def _month(at: datetime) -> date:
    return timezone.localtime(at).date().replace(day=1)


def agreements(pairs: Sequence[Pair], *, resamples: int) -> list[Agreement]:
    """Return how far the pairs agree in each field. Without `resamples` there is no interval."""
    return [_agreement(field, pairs, resamples) for field in FIELDS.values()]


def _agreement(field: Field, pairs: Sequence[Pair], resamples: int) -> Agreement:
    found = [pair.values[field.name] for pair in pairs if field.name in pair.values]
    both = [values for values in found if None not in values]
    only_one = sum(1 for first, second in found if (first is None) != (second is None))
    measured = alpha(both, Metric(field.metric), resamples=resamples) if len(both) >= ENOUGH else None
    return Agreement(field, len(both), sum(first == second for first, second in both), only_one, measured)


@dataclass(frozen=True, slots=True)
class Trend:
    """One field over the months."""

    field: Field
    months: list[Agreement]


def trends(pairs: Sequence[Pair], months: Sequence[date]) -> list[Trend]:
    """Return each field month by month."""
    by_month = [agreements([each for each in pairs if each.month == month], resamples=0) for month in months]
    return [Trend(field, [row[place] for row in by_month]) for place, field in enumerate(FIELDS.values())]


def see_own(person: User, months: Iterable[date], *, at: datetime | None = None) -> None:
    """Keep that the person has seen the months that are over. Safe to run twice."""
    this = _month(at or timezone.now())
    seen = [TrendSeen(person=person, month=month) for month in months if month < this]
    TrendSeen.objects.bulk_create(seen, ignore_conflicts=True)


def shown_to_supervisors(person: User, months: Iterable[date], *, at: datetime | None = None) -> list[date]:
    """Return the months that others may see: those the person has seen, or that ended two weeks ago."""
    today = timezone.localtime(at or timezone.now()).date()
    seen = set(TrendSeen.objects.filter(person=person).values_list("month", flat=True))
    return [month for month in months if month in seen or _end(month) + OWN_FOR <= today]


def _end(month: date) -> date:
    """Return the day after the last of the month."""
    return (month + timedelta(days=31)).replace(day=1)
