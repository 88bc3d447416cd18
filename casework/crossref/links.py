"""What the links of an incident say, read from its own side, and when everything they reach took place.

A link of an incident that was merged is read as a link of the one that it became part of.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q
from django.db.models.expressions import RawSQL

from casework.accounts.models import User
from casework.crossref.models import Link
from casework.incidents.models import Incident, State

# More than anybody reads as one story.
CLUSTER_SHOWN = 40
# Along links that hold, in both directions, and from merged incidents on; only through what the person sees.
_CLUSTER = """
WITH RECURSIVE visible (id) AS ({visible}), edge (one, other) AS (
    SELECT from_incident_id, to_incident_id FROM crossref_link WHERE ended_at IS NULL
    UNION ALL SELECT to_incident_id, from_incident_id FROM crossref_link WHERE ended_at IS NULL
    UNION ALL SELECT id, merged_into_id FROM incidents_incident WHERE merged_into_id IS NOT NULL
    UNION ALL SELECT merged_into_id, id FROM incidents_incident WHERE merged_into_id IS NOT NULL
), cluster (id) AS (
    SELECT %s::bigint
    UNION
    SELECT edge.other FROM cluster JOIN edge ON edge.one = cluster.id JOIN visible ON visible.id = edge.other
)
SELECT id FROM cluster
"""


def cluster_of(incident: Incident, user: User) -> list[Incident]:
    """Return the incident and everything that links lead to from it, the earliest first. One query."""
    visible, params = Incident.objects.visible_to(user).order_by().values("pk").query.sql_with_params()
    reached = RawSQL(_CLUSTER.format(visible=visible), [*params, incident.pk])  # noqa: S611  values are bound
    rows = Incident.objects.visible_to(user).filter(pk__in=reached).exclude(review_state=State.MERGED)
    return list(rows.select_related("country").order_by("date_earliest", "date_latest", "pk")[:CLUSTER_SHOWN])


@dataclass(frozen=True, slots=True)
class Event:
    """One incident on the timeline of a cluster: what it is to the incident of the page, in words."""

    incident: Incident
    words: str
    is_here: bool


def timeline_of(incident: Incident, user: User, words: dict[int, str]) -> list[Event]:
    """Return the cluster as a timeline; empty where no link leads anywhere. One query."""
    found = cluster_of(incident, user)
    if len(found) < 2:
        return []
    return [Event(each, words.get(each.pk, ""), each.pk == incident.pk) for each in found]


# Of the drawing, in its own units; the points at both ends keep a margin.
WIDTH, MARGIN = 600, 12


@dataclass(frozen=True, slots=True)
class Span:
    """Where an event lies on the drawing of a timeline: from the first day it may have been to the last."""

    start: int
    end: int
    is_here: bool

    @property
    def width(self) -> int:
        return max(self.end - self.start, 0)


def drawing_of(events: Collection[Event]) -> list[Span]:
    """Return where the events lie on a line; empty where fewer than two days are known. No query."""
    days = [
        (first, last, each.is_here)
        for each in events
        if (first := each.incident.date_earliest) and (last := each.incident.date_latest)
    ]
    begin = min((first for first, _last, _here in days), default=None)
    end = max((last for _first, last, _here in days), default=None)
    if begin is None or end is None or begin == end:
        return []
    step = (WIDTH - 2 * MARGIN) / (end - begin).days
    return [
        Span(MARGIN + round((first - begin).days * step), MARGIN + round((last - begin).days * step), is_here)
        for first, last, is_here in days
    ]


def leads_back(kind: str, from_id: int, to_id: int) -> bool:
    """Say whether links of the kind lead from the second incident to the first already.

    One more would go round in a circle: nothing is a part of its own part, or a reprisal for what it caused.
    Merged incidents count as what they became part of. A query or two for each step.
    """
    todo, seen = deque([{to_id}]), set[int]()
    while todo:
        reached = _one_with(todo.popleft())
        if from_id in reached:
            return True
        seen |= reached
        links = Link.objects.open().filter(kind=kind, from_incident__in=reached)
        if new := set(links.values_list("to_incident", flat=True)) - seen:
            todo.append(new)
    return False


def _one_with(incident_ids: Collection[int]) -> set[int]:
    """Return the incidents with everything that was merged into them, and what they were merged into."""
    found: set[int] = set()
    new = {*incident_ids}
    while new:
        found |= new
        near = Incident.objects.filter(Q(pk__in=new) | Q(merged_into__in=new), merged_into__isnull=False)
        pairs = near.values_list("pk", "merged_into")
        new = {key for row in pairs for key in row if key is not None} - found
    return found
