"""What the pages of incidents show, fetched in few queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from django.db.models import F, Prefetch, Q, QuerySet, prefetch_related_objects

from casework.accounts.models import Role, User
from casework.audit.models import Entry
from casework.audit.verbs import OFTEN
from casework.core.tlp import Tlp
from casework.incidents.models import (
    Assessment,
    CasualtyCategory,
    Claim,
    ClaimKind,
    ClaimStatus,
    Incident,
    Outcome,
)
from casework.incidents.models.incident import IncidentQuerySet

# Entries of the trail that a page reads; the admin has all of them.
HISTORY_SHOWN = 200
# Claims that one person adds with less than this between two of them are one step of the history.
SAME_GO = timedelta(hours=1)


def with_numbers(incidents: IncidentQuerySet) -> IncidentQuerySet:
    """Add what a row of the list shows: place, and the assessed totals as `.totals`. One query more."""
    return incidents.select_related("country", "desk").prefetch_related(_totals())


def fetch_totals(incidents: Sequence[Incident]) -> None:
    """Add the assessed totals to rows that are fetched already, as `.totals`. One query."""
    prefetch_related_objects(incidents, _totals())


def _totals() -> Prefetch[str]:
    totals = Assessment.objects.current().filter(
        category=CasualtyCategory.TOTAL, outcome__in=[Outcome.KILLED, Outcome.INJURED]
    )
    return Prefetch("assessments", queryset=totals, to_attr="totals")


def with_everything(incidents: IncidentQuerySet) -> IncidentQuerySet:
    """Add what the page of one incident shows about the incident itself."""
    return incidents.select_related(
        "desk",
        "country",
        "event_type",
        "sub_event_type",
        "target_type",
        "submitted_by",
        "reviewed_by",
        "approved_by",
        "assigned_to",
        "merged_into",
    ).prefetch_related("weapon_types")


@dataclass(frozen=True, slots=True)
class ClaimGroup:
    """The claims of one kind: those that stand, and those that were corrected or taken back."""

    kind: ClaimKind
    live: list[Claim]
    past: list[Claim]


def claims_of(incident: Incident, user: User) -> list[ClaimGroup]:
    """Return the claims that the person may see, by kind, each with its citation and source. One query."""
    claims = (
        Claim.objects.filter(_may_see(incident, user), incident=incident)
        .select_related(
            "casualtyclaim",
            "attributionclaim__actor",
            "dateclaim",
            "placeclaim__country",
            "termclaim__term__vocabulary",
            "citation__snapshot__document__source",
            "created_by",
        )
        .prefetch_related("citation__snapshot__document__source__reliabilities")
        .defer("citation__snapshot__text")
    )
    order = list(ClaimKind)
    by_kind = sorted(claims, key=lambda claim: (order.index(ClaimKind(claim.kind)), claim.pk))
    return [_group(ClaimKind(kind), list(each)) for kind, each in groupby(by_kind, key=lambda c: c.kind)]


def _may_see(incident: Incident, user: User) -> Q:
    """RED passages are for named people and supervisors, also in an incident that is not RED."""
    if user.has_role(Role.SUPERVISOR, incident.desk_id):
        return Q()
    named = incident.named_people.filter(pk=user.pk).exists()
    return Q() if named else ~Q(citation__tlp=Tlp.RED)


def _group(kind: ClaimKind, claims: Sequence[Claim]) -> ClaimGroup:
    live = [claim for claim in claims if claim.status == ClaimStatus.LIVE]
    return ClaimGroup(kind, live, [claim for claim in claims if claim.status != ClaimStatus.LIVE])


def numbers_of(incident: Incident) -> QuerySet[Assessment]:
    """Return the assessed values that stand, totals first."""
    return (
        Assessment.objects.current()
        .filter(incident=incident)
        .select_related("signed_by", "countersigned_by")
        .order_by(F("outcome").desc(), "category")
    )


@dataclass(slots=True)
class Step:
    """What one person did in one go: an entry of the trail, or several of the kinds that come in rows."""

    entries: list[Entry]

    @property
    def at(self) -> datetime:
        return self.entries[0].at

    @property
    def note(self) -> str:
        return self.entries[0].note

    @property
    def sentences(self) -> list[str]:
        """One sentence for each kind, in the order in which the kinds came first."""
        times = Counter(entry.verb for entry in reversed(self.entries))
        newest = {entry.verb: entry for entry in reversed(self.entries)}
        return [newest[verb].sentence(times=count) for verb, count in times.items()]

    def goes_on_with(self, entry: Entry) -> bool:
        """Say whether the entry before these belongs to the same go."""
        last = self.entries[-1]
        return (
            {entry.verb, last.verb} <= OFTEN.keys()
            and entry.actor_id == last.actor_id
            and not (entry.note or last.note)
            and last.at - entry.at < SAME_GO
        )


def history_of(incident: Incident) -> list[Step]:
    """Return what was done to the incident, newest first. Whoever sees the incident may read it."""
    entries = Entry.objects.filter(subject_kind="incident", subject_id=incident.pk)
    steps: list[Step] = []
    for entry in entries.select_related("actor", "person").order_by("-pk")[:HISTORY_SHOWN]:
        if steps and steps[-1].goes_on_with(entry):
            steps[-1].entries.append(entry)
        else:
            steps.append(Step([entry]))
    return steps
