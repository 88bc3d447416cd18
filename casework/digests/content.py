"""What a summary tells: what was approved, what waits for its reader, what is overdue."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from casework.accounts.models import Role, User
from casework.core.tlp import Tlp
from casework.digests.models import Digest
from casework.incidents.models import Incident
from casework.review.models import Move
from casework.review.queues import Queue, in_queue

# A mail is for a glance; the queue has the rest.
SHOWN = 10

# What waits for a person, the nearest to publication first.
WAITING = (Queue.TO_APPROVE, Queue.TO_REVIEW, Queue.RETURNED, Queue.TO_VERIFY)


@dataclass(frozen=True, slots=True)
class Line:
    """One incident in a summary."""

    uid: str
    title: str


@dataclass(frozen=True, slots=True)
class Section:
    """One list of a summary: the first few incidents, and how many there are."""

    code: str
    heading: str
    lines: tuple[Line, ...]
    total: int

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


def summary_for(digest: Digest) -> Summary:
    """Gather what the digest tells its person, from what they may see at this moment."""
    user = digest.user
    found = [
        _section("approved", _("Approved"), _approved(digest)),
        *(_section(queue.value, str(queue.label), in_queue(queue, user)) for queue in WAITING),
        _section("overdue", _("Overdue"), _overdue(user)),
    ]
    return Summary(tuple(section for section in found if section.total))


def counts_in_words(counts: Mapping[str, int]) -> str:
    """Return what a digest told, from its row: “Approved 3, To review 1”."""
    names = {"approved": _("Approved"), "overdue": _("Overdue")} | {
        queue.value: str(queue.label) for queue in WAITING
    }
    return ", ".join(f"{names.get(code, code)} {count}" for code, count in counts.items())


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


def _section(code: str, heading: str, incidents: QuerySet[Incident]) -> Section:
    shown = [_line(incident) for incident in incidents.only("uid", "title", "tlp")[:SHOWN]]
    total = len(shown) if len(shown) < SHOWN else incidents.count()
    return Section(code, heading, tuple(shown), total)


def _line(incident: Incident) -> Line:
    """Leave the title of a RED incident out: mail travels and rests where we have no say."""
    if incident.tlp == Tlp.RED:
        return Line(incident.uid, _("Restricted. Sign in to read it."))
    return Line(incident.uid, incident.title)
