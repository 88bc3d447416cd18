"""Which incidents may be the same attack as this one: one query, within days and kilometres."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import cos, radians
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    DateField,
    F,
    FloatField,
    Func,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import ASin, Cast, Cos, Greatest, JSONObject, Least, Power, Radians, Sin, Sqrt

from casework.accounts.models import User
from casework.crossref.likeness import FURTHEST, FURTHEST_KM, Facts, Numbers, Reason, in_words, likeness
from casework.crossref.models import Judgement
from casework.incidents.models import Assessment, CasualtyCategory, Incident, Outcome, State
from casework.incidents.models.incident import IncidentQuerySet

# The mean radius of the Earth (IUGG).
EARTH_KM = 6371.0088


@dataclass(frozen=True, slots=True)
class Candidate:
    """An incident that may be the same attack, with why that may be and what was decided before."""

    incident: Incident
    score: Decimal
    reasons: list[Reason]
    verdict: str

    @property
    def words(self) -> str:
        """The reasons as one sentence."""
        return in_words(self.reasons)


def candidates_for(
    incident: Incident, *, user: User | None, judged: bool = False, limit: int | None = 20
) -> list[Candidate]:
    """Return the incidents most alike to this one that the person may see, the likeliest first.

    Without a person the program itself looks, at every desk, and keeps what it finds for those who see both.
    Its reasons then name the incident with the lower number first.

    Pairs judged the same or not the same are left out unless `judged`. Dates may be two days and places 25 km
    apart, more where either is known less exactly. One query; it reads the indexes on days and areas.
    """
    if incident.date_earliest is None and incident.date_latest is None:
        return []
    rows = _neighbours(incident, user)
    if not judged:
        rows = rows.filter(Q(verdict__isnull=True) | Q(verdict=Judgement.Verdict.UNSURE))
    found = [_candidate(row, incident, left_first=user is None) for row in rows]
    return sorted(found, key=lambda each: (-each.score, each.incident.pk))[:limit]


def compare(one: Incident, other: Incident, *, user: User) -> Candidate | None:
    """Return the second incident as a candidate for the first; None when they are too far apart."""
    if one.date_earliest is None and one.date_latest is None:
        return None
    row = _neighbours(one, user).filter(pk=other.pk).first()
    return _candidate(row, one) if row else None


def _neighbours(incident: Incident, user: User | None) -> IncidentQuerySet:
    """Return what may be the same, each row with its distance, its numbers and those of `incident`."""
    rows = Incident.objects.all() if user is None else Incident.objects.visible_to(user)
    return (
        rows.exclude(pk=incident.pk)
        .exclude(review_state__in=[State.MERGED, State.REJECTED])
        .filter(_in_days_of(incident), _in_area_of(incident))
        .annotate(
            km=_distance_km(incident),
            reach_km=(_reach_m() + _reach_m(incident)) / 1000.0,
            killed=_killed(OuterRef("pk")),
            own_killed=_killed(Value(incident.pk)),
            verdict=_verdict(incident),
        )
        .filter(Q(km__isnull=True) | Q(km__lte=FURTHEST_KM + F("reach_km")))
        .select_related("desk", "country", "event_type", "target_type")
    )


def _candidate(row: Incident, incident: Incident, *, left_first: bool = False) -> Candidate:
    found: Any = row
    sides = [_facts(incident, found.own_killed), _facts(row, found.killed)]
    if left_first and row.pk < incident.pk:
        sides.reverse()
    score, reasons = likeness(*sides, km=found.km, reach_km=found.reach_km)
    return Candidate(row, score, reasons, found.verdict or "")


def _facts(incident: Incident, killed: dict[str, int | None] | None) -> Facts:
    return Facts(
        earliest=incident.date_earliest,
        latest=incident.date_latest,
        country=incident.country_id or "",
        place=incident.place_name,
        target=incident.target_type.label if incident.target_type else "",
        event_type=incident.event_type.label if incident.event_type else "",
        killed=Numbers(**killed) if killed else Numbers(),
    )


def _in_days_of(incident: Incident) -> _Overlaps:
    first, last = _day(incident.date_earliest, -FURTHEST), _day(incident.date_latest, FURTHEST)
    return _Overlaps(
        Func("date_earliest", "date_latest", function="crossref_days"),
        Func(first, last, function="crossref_days"),
    )


def _day(day: date | None, further: timedelta) -> Cast:
    return Cast(Value(day + further if day else None), DateField())


def _in_area_of(incident: Incident) -> Q:
    """Where one of the two has no point, the country has to be enough."""
    same_country = Q(country=incident.country_id) if incident.country_id else Q(pk__in=[])
    if incident.longitude is None or incident.latitude is None:
        return same_country
    area = Func("latitude", "longitude", _reach_m(), function="crossref_area")
    reach = _reach_m(incident) + FURTHEST_KM * 1000.0
    # A box across the 180th meridian meets what lies behind it under longitudes of 360 more or less.
    turns = [0, 360, -360] if abs(incident.longitude) > 150 else [0]
    met = Q()
    for turn in turns:
        own = Func(
            Value(incident.latitude), Value(incident.longitude + turn), reach, function="crossref_area"
        )
        met |= Q(_Overlaps(area, own))
    return met | (Q(latitude__isnull=True) & same_country)


def _reach_m(incident: Incident | None = None) -> Func:
    """How far the true place may be from the point, in metres: of each row, or of the one incident."""
    if incident is None:
        return Func(
            "location_precision",
            "coordinate_uncertainty_m",
            function="crossref_reach_m",
            output_field=FloatField(),
        )
    return Func(
        Value(incident.location_precision),
        Cast(Value(incident.coordinate_uncertainty_m), IntegerField()),
        function="crossref_reach_m",
        output_field=FloatField(),
    )


def _distance_km(incident: Incident) -> Combinable:
    """Great-circle distance in kilometres by the haversine formula, NULL where a point is missing."""
    if incident.latitude is None or incident.longitude is None:
        return Cast(Value(None), FloatField())
    latitude, longitude = (Radians(Cast(name, FloatField())) for name in ("latitude", "longitude"))
    own_latitude, own_longitude = radians(incident.latitude), radians(incident.longitude)
    half_chord = Power(Sin((latitude - own_latitude) / 2.0), 2) + Cos(latitude) * cos(own_latitude) * Power(
        Sin((longitude - own_longitude) / 2.0), 2
    )
    # LEAST keeps rounding from leaving asin's domain; it passes over NULL, hence the condition.
    distance = 2 * EARTH_KM * ASin(Least(Value(1.0), Sqrt(half_chord)))
    return Case(When(latitude__isnull=False, then=distance))


def _killed(incident: Combinable) -> Subquery:
    """The assessed total of people killed, as {"low", "best", "high"}; NULL where it is not assessed."""
    assessed = Assessment.objects.current().filter(
        incident=incident, outcome=Outcome.KILLED, category=CasualtyCategory.TOTAL
    )
    return Subquery(assessed.values(numbers=JSONObject(low="low", best="best", high="high"))[:1])


def _verdict(incident: Incident) -> Subquery:
    """What was decided about the pair and still holds; NULL where nobody has decided."""
    decided = Judgement.objects.current().filter(
        pair__left=Least(OuterRef("pk"), Value(incident.pk)),
        pair__right=Greatest(OuterRef("pk"), Value(incident.pk)),
    )
    return Subquery(decided.values("verdict")[:1])


class _Overlaps(Func):
    """Whether two spans of days, or two areas, have something in common."""

    template = "(%(expressions)s)"
    arg_joiner = " && "
    output_field = BooleanField()
