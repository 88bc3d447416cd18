"""What a mail tells: each section is a question asked for its reader at the moment of sending."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from casework.accounts.models import Role, User
from casework.core.paging import COUNTED_UP_TO, CappedCount
from casework.core.tlp import Tlp
from casework.digests.lists import SEARCH, heading_of, list_of
from casework.digests.models import WATCHED, Digest, FollowedSearch, Kind, Notification, Reason
from casework.digests.notices import line_of
from casework.incidents.models import CitationCheck, Incident
from casework.incidents.services.searches import found_by
from casework.review.models import Move
from casework.review.queues import Queue, in_queue
from casework.sources.models import Document, DocumentDesk, FetchState, Visit

# A mail is for a glance; the page behind each section has the rest.
SHOWN = 10
# More unread notifications than anybody will read in one go.
UNREAD = 1000

# What waits for a person, the nearest to publication first.
WAITING = (Queue.TO_APPROVE, Queue.TO_REVIEW, Queue.RETURNED, Queue.TO_VERIFY)


@dataclass(frozen=True, slots=True)
class Line:
    """One incident, or one document, in a mail."""

    pk: int
    label: str
    title: str
    path: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One list of a mail: the first few, how many there are, and where the others are."""

    code: str
    heading: str
    lines: tuple[Line, ...]
    total: int
    path: str = ""

    @property
    def shown_total(self) -> str:
        """How many there are, as far as we count."""
        return str(CappedCount(self.total))

    @property
    def more(self) -> int:
        """How many are not listed."""
        return self.total - len(self.lines)


@dataclass(frozen=True, slots=True)
class Summary:
    """All lists that have something in them."""

    sections: tuple[Section, ...]

    @property
    def is_empty(self) -> bool:
        return not self.sections

    def counts(self) -> dict[str, int]:
        """How much is told of what, as the digest's row keeps it."""
        return {section.code: section.total for section in self.sections}

    def told(self) -> dict[str, list[int]]:
        """The keys of what is listed, by which the page of a mail that was sent finds it again."""
        return {section.code: [line.pk for line in section.lines] for section in self.sections}


def summary_for(digest: Digest) -> Summary:
    """Gather what the mail tells its person: what they may see at this moment, in their language."""
    user = digest.user
    with translation.override(user.language), timezone.override(ZoneInfo(user.time_zone)):
        found = _calls(digest) if digest.kind == Kind.CALLS else _all(digest)
        return Summary(tuple(section for section in found if section.total))


def counts_in_words(counts: Mapping[str, int]) -> str:
    """Return what a digest told, from its row: “Approved 3, To review 1”."""
    return ", ".join(f"{heading_of(code)} {CappedCount(count)}" for code, count in counts.items())


def _all(digest: Digest) -> list[Section]:
    user = digest.user
    unread = list(Notification.objects.of(user).unread().with_subject()[:UNREAD])
    return [
        _told("asked", [row for row in unread if row.reason in _ASKING]),
        *(_incidents(queue.value, in_queue(queue, user)) for queue in WAITING),
        _incidents("overdue", _overdue(user)),
        _incidents("source_changed", _changed_sources(user)),
        _documents("parked", _parked(digest)),
        _told("watched", [row for row in unread if row.reason in WATCHED and _is_of(digest, row)]),
        _incidents("approved", _approved(digest)),
        *_searches(digest),
    ]


# What was decided about a person's work stands among what waits for them already.
_ASKING = (Reason.MENTION, Reason.ASSIGNED, Reason.REPLY)


def _calls(digest: Digest) -> list[Section]:
    """What a mail within minutes is about, as far as its person has not read it on the page since."""
    rows = Notification.objects.of(digest.user).unread().filter(mailed_in=digest.pk)
    return [_told("calls", list(rows.with_subject()[:UNREAD]))]


def _is_of(digest: Digest, row: Notification) -> bool:
    return digest.covers_from <= row.at < digest.covers_until


def _approved(digest: Digest) -> QuerySet[Incident]:
    """Incidents that were approved in the period and whose approval still stands."""
    approvals = Move.objects.filter(
        transition="approve",
        undone_by__isnull=True,
        at__gte=digest.covers_from,
        at__lt=digest.covers_until,
    )
    return (
        Incident.objects.visible_to(digest.user)
        .filter(pk__in=approvals.values("incident"))
        .order_by("date_earliest", "pk")
    )


def _overdue(user: User) -> QuerySet[Incident]:
    """Overdue incidents at desks where the person works; a viewer can do nothing about them."""
    return in_queue(Queue.OVERDUE, user).filter(desk__in=user.desks_with(Role.VERIFIER))


def _changed_sources(user: User) -> QuerySet[Incident]:
    """Incidents whose cited sentence changed, until somebody has said what that means."""
    checks = CitationCheck.objects.open().visible_to(user).values("citation__incident")
    working = Incident.objects.visible_to(user).filter(desk__in=user.desks_with(Role.VERIFIER))
    return working.filter(pk__in=checks).order_by("pk")


def _parked(digest: Digest) -> QuerySet[Document]:
    """Documents that were given up in the period, at desks where the person could paste them instead."""
    user = digest.user
    here = DocumentDesk.objects.filter(document=OuterRef("pk"), desk__in=user.desks_with(Role.LOGGER))
    tried = Visit.objects.filter(
        document=OuterRef("pk"), ended_at__gte=digest.covers_from, ended_at__lt=digest.covers_until
    )
    parked = Document.objects.visible_to(user).filter(fetch_state=FetchState.PARKED)
    return parked.filter(Exists(here), Exists(tried)).order_by("-pk")


def _searches(digest: Digest) -> list[Section]:
    """What came into the searches that the person follows and may still open: new in the period."""
    user = digest.user
    followed = FollowedSearch.objects.filter(user=user).select_related("search__owner", "search__desk")
    sections = []
    for each in followed:
        search = each.search
        if search.owner_id != user.pk and search.desk_id not in user.desks_with(Role.VIEWER):
            continue
        found = found_by(search, user)
        if search.queue:
            found = found.filter(pk__in=in_queue(Queue(search.queue), user).order_by().values("pk"))
        fresh = found.filter(created_at__gte=digest.covers_from, created_at__lt=digest.covers_until)
        sections.append(_incidents(f"{SEARCH}{search.pk}", fresh, heading=search.name))
    return sections


def _incidents(code: str, incidents: QuerySet[Incident], heading: str = "") -> Section:
    lines = tuple(incident_line(incident) for incident in incidents.only("uid", "title", "tlp")[:SHOWN])
    return _section(code, lines, incidents, heading)


def _told(code: str, rows: list[Notification]) -> Section:
    lines = tuple(_notice_line(row) for row in rows[:SHOWN])
    return Section(code, heading_of(code), lines, len(rows), list_of(code))


def _documents(code: str, documents: QuerySet[Document]) -> Section:
    shown = documents.select_related("source")[:SHOWN]
    return _section(code, tuple(document_line(document) for document in shown), documents)


def _section(code: str, lines: tuple[Line, ...], rows: QuerySet[Any], heading: str = "") -> Section:
    total = len(lines) if len(lines) < SHOWN else rows.order_by()[: COUNTED_UP_TO + 1].count()
    return Section(code, heading or heading_of(code), lines, total, list_of(code))


def incident_line(incident: Incident, said: str = "", path: str = "") -> Line:
    """Leave the title of a RED incident out: mail travels and rests where we have no say."""
    title = _("Restricted. Sign in to read it.") if incident.tlp == Tlp.RED else incident.title
    uid = str(incident.uid)
    return Line(incident.pk, uid, title, path or f"/incidents/{uid}/", said)


def document_line(document: Document) -> Line:
    """Leave the title of a RED document out, likewise."""
    is_red = document.effective_tlp == Tlp.RED
    title = _("Restricted. Sign in to read it.") if is_red else document.title
    said = "" if is_red else str(document.next_step)
    return Line(
        document.pk,
        _("Document %(number)d") % {"number": document.pk},
        title,
        f"/documents/{document.pk}/",
        said,
    )


def _notice_line(row: Notification) -> Line:
    line = line_of(row)
    if row.incident is None:
        return Line(row.pk, line.number, line.title, line.url, line.sentence)
    return incident_line(row.incident, line.sentence, line.url)
