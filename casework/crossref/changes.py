"""What two incidents said when somebody judged them, and what of it is different now.

A pair that was judged comes back only for this, and then says what changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F, Q, prefetch_related_objects
from django.db.models.functions import Now
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.crossref.models import CandidatePair, Judgement
from casework.incidents.models import Assessment, CasualtyCategory, Claim, Incident
from casework.incidents.plain import degrees_text

Facts = dict[str, str]
LABELS: Mapping[str, str | Promise] = {
    "date": _("Date"),
    "place": _("Place"),
    "killed": _("Killed"),
    "injured": _("Injured"),
    "kind": _("Type"),
    "target": _("Target"),
    "actors": _("Actors"),
}
# The rest is due at the next turn.
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that an incident says otherwise since it was judged."""

    incident: Incident
    label: str | Promise
    old: str
    new: str


def facts_of(*incidents: Incident) -> dict[int, Facts]:
    """Return what counts when incidents are compared, in words of no language. Four queries for all."""
    prefetch_related_objects(incidents, "event_type", "sub_event_type", "target_type")
    facts = {incident.pk: _own_facts(incident) for incident in incidents}
    totals = Assessment.objects.current().filter(incident__in=facts, category=CasualtyCategory.TOTAL)
    for each in totals.filter(outcome__in=["killed", "injured"]):
        numbers = (each.low, each.best, each.high)
        facts[each.incident_id][each.outcome] = "/".join("–" if n is None else str(n) for n in numbers)
    path = "attributionclaim__actor__name"
    named = Claim.objects.live().filter(incident__in=facts, attributionclaim__actor__isnull=False)
    parts = named.order_by("attributionclaim__role", path)
    for incident, role, actor in parts.values_list("incident_id", "attributionclaim__role", path):
        known = facts[incident]["actors"].split("; ") if facts[incident]["actors"] else []
        facts[incident]["actors"] = "; ".join(dict.fromkeys([*known, f"{actor} ({role})"]))
    return facts


def _own_facts(incident: Incident) -> Facts:
    names = (incident.place_name, incident.admin1, incident.country_id or "")
    point = f"{degrees_text(incident.latitude)}, {degrees_text(incident.longitude)}"
    place = [", ".join(name for name in names if name), point if incident.latitude is not None else ""]
    kinds = (incident.event_type, incident.sub_event_type)
    return {
        "date": incident.date_edtf,
        "place": " · ".join(word for word in (*place, incident.location_precision) if word),
        "killed": "",
        "injured": "",
        "kind": " · ".join(str(kind) for kind in kinds if kind),
        "target": str(incident.target_type or ""),
        "actors": "",
    }


def changes_since(judgement: Judgement) -> list[Change]:
    """Return what is different on either side since the judgement. Four queries, or none."""
    pair = judgement.pair
    if not judgement.facts:
        return []
    now = facts_of(pair.left, pair.right)
    return [
        Change(incident, label, old, now[incident.pk][name])
        for incident in (pair.left, pair.right)
        for name, label in LABELS.items()
        if (old := _then(judgement, incident).get(name, "")) != now[incident.pk][name]
    ]


def notice_changes(incident: Incident | None = None) -> int:
    """Mark judged pairs whose incidents say something else than then, and return how many were read.

    Of one incident it costs two queries by index, and four more where it changed; of all, every judged pair
    is read, and AT_ONCE are looked at. What is due follows from versions, so that a lost turn loses nothing.
    Safe to run twice and in parallel.
    """
    seen = Q(left_version=F("left__version"), right_version=F("right__version"))
    judged = Judgement.objects.current()
    pairs = CandidatePair.objects.touching(incident) if incident else CandidatePair.objects.all()
    due = pairs.filter(judgements__in=judged).exclude(seen).order_by("pk")
    rows = list(due.select_related("left", "right")[:AT_ONCE])
    _notice(rows, {each.pair_id: each for each in judged.filter(pair__in=rows).select_related("pair")})
    return len(rows)


def _notice(rows: Sequence[CandidatePair], judgements: Mapping[int, Judgement]) -> None:
    now = facts_of(*{side.pk: side for row in rows for side in (row.left, row.right)}.values())
    for row in rows:
        judgement = judgements.get(row.pk)
        sides: Iterable[Incident] = (row.left, row.right)
        is_changed = bool(judgement and judgement.facts) and any(
            _then(judgement, side) != now[side.pk] for side in sides if judgement
        )
        # A judgement made meanwhile has other versions, and is left alone.
        CandidatePair.objects.filter(
            pk=row.pk, left_version=row.left_version, right_version=row.right_version
        ).update(
            changed_at=(row.changed_at or Now()) if is_changed else None,
            left_version=row.left.version,
            right_version=row.right.version,
        )


def _then(judgement: Judgement, incident: Incident) -> Facts:
    facts: Facts = judgement.facts.get(str(incident.pk), {})
    return facts
