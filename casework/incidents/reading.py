"""What the pages of incidents show, fetched in few queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, prefetch_related_objects
from django.db.models.functions import JSONObject

from casework.accounts.models import Role, User
from casework.audit.models import Entry
from casework.audit.verbs import OFTEN
from casework.codebook.models import Term
from casework.core.prepared import Prepared
from casework.core.tlp import Tlp
from casework.incidents.figures import evidence_from
from casework.incidents.models import (
    Assessment,
    CasualtyCategory,
    CasualtyClaim,
    Citation,
    CitationCheck,
    Claim,
    ClaimKind,
    ClaimStatus,
    Incident,
    IncidentTag,
    Outcome,
)
from casework.incidents.models.claim import ClaimQuerySet
from casework.incidents.models.incident import IncidentQuerySet
from casework.incidents.spans import Span, given, scale_of, span_of
from casework.sources.models import SourceReliability

# Entries of the trail that a page reads; the admin has all of them.
HISTORY_SHOWN = 200
# Changes that somebody is told of whose page was overtaken.
CHANGES_SHOWN = 5
# Who has a part in an incident, as its page names them.
PEOPLE = ("submitted_by", "reviewed_by", "approved_by", "assigned_to")
# So many claims a page shows at once. Where there are more they come after the page: the numbers say in the
# meantime who says how many, and where two sources contradict each other.
CLAIMS_AT_ONCE = 12
# Claims that one person adds with less than this between two of them are one step of the history.
SAME_GO = timedelta(hours=1)


def with_numbers(incidents: IncidentQuerySet) -> IncidentQuerySet:
    """Add what a row of the list shows: place, and the assessed totals as `.totals`. One query more."""
    return incidents.select_related("country", "desk").prefetch_related(_totals())


def with_work(incidents: IncidentQuerySet) -> IncidentQuerySet:
    """Add what a row of the queue shows beside that: who has it, and its tags. One query more."""
    return with_numbers(incidents).select_related("assigned_to").prefetch_related("tags")


def fetch_tags(incidents: Sequence[Incident]) -> None:
    """Add the names of their tags to rows that are fetched already, as `.tag_names`. One query."""
    names: dict[int, list[str]] = {row.pk: [] for row in incidents}
    tagged = IncidentTag.objects.filter(incident__in=[*names]).order_by("tag__name")
    for pk, name in tagged.values_list("incident", "tag__name") if names else ():
        names[pk].append(name)
    for row in incidents:
        vars(row)["tag_names"] = names[row.pk]


def fetch_totals(incidents: Sequence[Incident]) -> None:
    """Add the assessed totals to rows that are fetched already, as `.totals`. One query."""
    prefetch_related_objects(incidents, _totals())


def _totals() -> Prefetch[str]:
    totals = Assessment.objects.current().filter(
        category=CasualtyCategory.TOTAL, outcome__in=[Outcome.KILLED, Outcome.INJURED]
    )
    return Prefetch("assessments", queryset=totals, to_attr="totals")


def with_everything(incidents: IncidentQuerySet) -> IncidentQuerySet:
    """Add all that a page shows about one incident itself, with its people. One query more."""
    return with_names(incidents).select_related(*PEOPLE).prefetch_related("weapon_types")


def with_names(incidents: IncidentQuerySet) -> IncidentQuerySet:
    """Add desk, words, weapons and whether a source changed to one incident, in the same query.

    Without the people: PostgreSQL plans a question of fourteen tables for longer than it answers it.
    `fetch_people` finds those that there are.
    """
    weapons = Term.objects.filter(
        pk__in=Incident.weapon_types.through.objects.filter(incident_id=OuterRef("pk")).values("term_id")
    )
    return incidents.annotate(
        weapon_labels=ArraySubquery(weapons.order_by("position", "pk").values("label")),
        has_changed_sources=Exists(CitationCheck.objects.open().filter(citation__incident=OuterRef("pk"))),
    ).select_related(
        "desk",
        "country",
        "event_type",
        "sub_event_type",
        "target_type",
    )


def fetch_people(incident: Incident) -> None:
    """Add those who have a part in the incident. One query, or none where there is nobody."""
    ids = {getattr(incident, f"{name}_id") for name in PEOPLE} - {None}
    people = User.objects.in_bulk(ids) if ids else {}
    for name in PEOPLE:
        setattr(incident, name, people.get(getattr(incident, f"{name}_id")))


@dataclass(frozen=True, slots=True)
class ClaimGroup:
    """The claims of one kind: those that stand, and those that were corrected or taken back."""

    kind: ClaimKind
    live: list[Claim]
    past: list[Claim]

    @property
    def spans(self) -> dict[int, Span]:
        """The competing numbers as spans on one line for each outcome, by the claim's primary key."""
        numbers = [claim.casualtyclaim for claim in self.live if self.kind == ClaimKind.CASUALTIES]
        spans: dict[int, Span] = {}
        for outcome, count in Counter(each.outcome for each in numbers if given(each)).items():
            alike = [each for each in numbers if each.outcome == outcome]
            scale = scale_of(alike)
            if count > 1:
                spans |= {each.pk: span for each in alike if (span := span_of(each, scale))}
        return spans


def are_many(claims: Iterable[ClaimGroup]) -> bool:
    """Say whether the claims come after the page, where the browser fetches them by itself."""
    return sum(len(group.live) + len(group.past) for group in claims) > CLAIMS_AT_ONCE


def remember(incident: Incident, user: User) -> list[ClaimGroup]:
    """Read the claims once for the whole page, and return those that the person may see, by kind.

    What rules and panels ask about claims, evidence and numbers is answered from here, until the row is
    fetched again. One query, and one each where texts have to be compared or a passage is RED.
    """
    rows = _with_ratings(incident)
    live = [row for row in rows if row.status == ClaimStatus.LIVE]
    incident.memory = {"evidence": evidence_from(incident, rows)}
    incident.memory["has_attribution"] = any(row.kind == ClaimKind.ATTRIBUTION for row in live)
    if rows:
        incident.memory["has_citations"] = True
    if any(row.citation.tlp == Tlp.RED for row in rows) and not sees_red(incident, user):
        rows = [row for row in rows if row.citation.tlp != Tlp.RED]
    return _grouped(rows)


def _with_ratings(incident: Incident) -> list[Claim]:
    """Return the claims with what they are shown with, and the ratings of their sources. One query."""
    rows: list[Any] = _RATED.rows(incident.pk)
    for row in rows:
        row.citation.snapshot.document.source.ratings = [
            (date.fromisoformat(each["since"]), each["letter"]) for each in row.ratings
        ]
    return rows


def _rated(incident: int) -> ClaimQuerySet:
    path = "citation__snapshot__document__source"
    held = SourceReliability.objects.filter(source=OuterRef(path))
    ratings = ArraySubquery(held.values(both=JSONObject(since="from_on", letter="letter")))
    return _joined(Claim.objects.filter(incident=incident)).annotate(ratings=ratings)


_RATED = Prepared(_rated)


def sees_red(incident: Incident, user: User) -> bool:
    """RED passages are for named people and supervisors, also in an incident that is not RED. One query."""
    return user.has_role(Role.SUPERVISOR, incident.desk_id) or incident.once(
        f"is_named_{user.pk}", incident.named_people.filter(pk=user.pk).exists
    )


def passages_of(incident: Incident, user: User, claims: Iterable[ClaimGroup]) -> list[Citation]:
    """Return the passages that the person may see: those of the claims, and those that prove nothing yet.

    One query, only where there are any of those.
    """
    of_claims = (claim.citation for group in claims for claim in (*group.live, *group.past))
    found = {citation.pk: citation for citation in of_claims}
    if getattr(incident, "has_unclaimed", True):
        found |= {each.pk: each for each in citations_of(incident, user).filter(claims__isnull=True)}
    return [found[pk] for pk in sorted(found)]


def with_unclaimed(incidents: IncidentQuerySet) -> IncidentQuerySet:
    """Add whether an incident has passages that no claim rests on, in the same query."""
    unclaimed = Citation.objects.filter(incident=OuterRef("pk"), claims__isnull=True)
    return incidents.annotate(has_unclaimed=Exists(unclaimed))


def claims_of(incident: Incident, user: User) -> list[ClaimGroup]:
    """Return the claims that the person may see, by kind, each with its citation and source. Two queries."""
    return _grouped(claims_visible_to(user, incident))


def _grouped(claims: Iterable[Claim]) -> list[ClaimGroup]:
    order = list(ClaimKind)
    by_kind = sorted(claims, key=lambda claim: (order.index(ClaimKind(claim.kind)), claim.pk))
    return [_group(ClaimKind(kind), list(each)) for kind, each in groupby(by_kind, key=lambda c: c.kind)]


def claims_visible_to(user: User, incident: Incident) -> ClaimQuerySet:
    """Claims of the incident that the person may see, each with its citation and source."""
    return _with_sources(Claim.objects.filter(_may_see(incident, user, "citation__tlp"), incident=incident))


def _with_sources(claims: ClaimQuerySet) -> ClaimQuerySet:
    """Add what a claim is shown with. Two queries, with the ratings of the sources."""
    return _joined(claims).prefetch_related("citation__snapshot__document__source__reliabilities")


def _joined(claims: ClaimQuerySet) -> ClaimQuerySet:
    return claims.select_related(
        "casualtyclaim",
        "attributionclaim__actor",
        "dateclaim",
        "placeclaim__country",
        "termclaim__term__vocabulary",
        "citation__snapshot__document__source",
    ).defer("citation__snapshot__text")


def live_numbers(incident: Incident, user: User) -> list[CasualtyClaim]:
    """Return the live numbers of casualties that the person may see, with their citations. One query."""
    claims = claims_visible_to(user, incident).live().of_kind(ClaimKind.CASUALTIES)
    numbers = []
    for claim in claims:
        claim.casualtyclaim.citation = claim.citation
        numbers.append(claim.casualtyclaim)
    return numbers


def citations_of(incident: Incident, user: User) -> QuerySet[Citation]:
    """Return the passages that the person may see, each with its document, without the texts."""
    return (
        Citation.objects.filter(_may_see(incident, user, "tlp"), incident=incident)
        .select_related("snapshot__document__source")
        .defer("snapshot__text")
    )


def _may_see(incident: Incident, user: User, tlp: str) -> Q:
    """Leave RED passages out, for those who may not see them; who is named is asked within the same query."""
    if user.has_role(Role.SUPERVISOR, incident.desk_id):
        return Q()
    named = Incident.named_people.through.objects.filter(incident_id=incident.pk, user_id=user.pk)
    return ~Q(**{tlp: Tlp.RED}) | Q(Exists(named))


def _group(kind: ClaimKind, claims: Sequence[Claim]) -> ClaimGroup:
    live = [claim for claim in claims if claim.status == ClaimStatus.LIVE]
    return ClaimGroup(kind, live, [claim for claim in claims if claim.status != ClaimStatus.LIVE])


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


def last_changes(incident: Incident, names: Sequence[str]) -> dict[str, Entry]:
    """Return by field the newest entry of the trail that changed it. One query, or none without names."""
    if not names:
        return {}
    entries = Entry.objects.filter(subject_kind="incident", subject_id=incident.pk)
    entries = entries.filter(after__has_any_keys=[*names])
    found: dict[str, Entry] = {}
    for entry in entries.select_related("actor").order_by("pk"):
        found |= dict.fromkeys((name for name in names if name in entry.after), entry)
    return found


def changes_since(incident: Incident, seen: int | None) -> list[Entry]:
    """Return what was done to the incident since the version that somebody saw, newest first.

    Each version is one entry of the trail; what leaves the version alone, such as a comment, may stand
    among them. At most the latest few.
    """
    missed = 0 if seen is None else incident.version - seen
    if missed <= 0:
        return []
    entries = Entry.objects.filter(subject_kind="incident", subject_id=incident.pk)
    return list(entries.select_related("actor", "person").order_by("-pk")[: min(missed, CHANGES_SHOWN)])
