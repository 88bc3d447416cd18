"""Each picture answers one question about the desks that a person supervises. One query each.

Upper and lower layers hang further pictures into the page by `core.panels` under "dashboard", with the
keys of the desks as subject: what is in trouble with feeds is told by the layer that reads them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Now, TruncWeek
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.accounts.models import Role, User
from casework.codebook.models import Term
from casework.incidents.models import OPEN_STATES, CitationCheck, Incident, State
from casework.review.models import Move
from casework.review.queues import Queue
from casework.sources.models import Document, FetchState

# A quarter: long enough to see a trend, short enough to be about today's people.
WEEKS = 12
MOST_PEOPLE = 100
# From how many days on something is old, newest first.
AGES = ((0, 1), (1, 7), (7, 30), (30, None))


@dataclass(frozen=True, slots=True)
class Bar:
    """One number with the list behind it. `parts` are its shares of the longest bar, in per cent."""

    label: str
    number: int
    url: str
    parts: tuple[tuple[str, int, float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A question, and its answer in bars."""

    name: str
    question: str
    bars: list[Bar]
    legend: tuple[tuple[str, Any], ...] = ()


def pictures_for(user: User) -> list[Picture]:
    """Return what the person is shown of the desks that they supervise. A query each, whatever the size."""
    desks = user.desks_with(Role.SUPERVISOR)
    return [
        _ages(user),
        _throughput(user),
        _overdue(user),
        _loads(user),
        _returns(user),
        _sources(user, desks),
    ]


def _of_desks(user: User) -> Any:
    return Incident.objects.visible_to(user).filter(desk__in=user.desks_with(Role.SUPERVISOR))


def _ages(user: User) -> Picture:
    """How long work has stood in its state."""
    ages = {
        f"age{number}": Count("pk", filter=_between(low, high)) for number, (low, high) in enumerate(AGES)
    }
    found = _of_desks(user).in_state(*OPEN_STATES).order_by().values("review_state").annotate(**ages)
    by_state = {row["review_state"]: [row[name] for name in ages] for row in found}
    rows = [
        (str(state.label), by_state[state], _incidents(state=state.value))
        for state in OPEN_STATES
        if state in by_state
    ]
    legend = (
        ("young", _("less than a day")),
        ("week", _("less than a week")),
        ("month", _("less than 30 days")),
        ("old", _("longer")),
    )
    return Picture("ages", _("How long has work stood where it is?"), _bars(rows, legend), legend)


def _between(low: int, high: int | None) -> Q:
    older = Q(state_entered_at__lte=Now() - timedelta(days=low))
    return older if high is None else older & Q(state_entered_at__gt=Now() - timedelta(days=high))


def _standing_moves(user: User, *names: str) -> QuerySet[Move]:
    """Return the moves of the last weeks that nobody took back."""
    since = timezone.now() - timedelta(weeks=WEEKS)
    moves = Move.objects.filter(transition__in=names, at__gte=since, undone_by__isnull=True)
    return moves.filter(incident__in=_of_desks(user)).order_by()


def _throughput(user: User) -> Picture:
    """What was submitted and approved, week by week, and still stands."""
    counted = (
        _standing_moves(user, "submit", "approve")
        .annotate(week=TruncWeek("at"))
        .values("week")
        .annotate(
            submitted=Count("pk", filter=Q(transition="submit")),
            approved=Count("pk", filter=Q(transition="approve")),
        )
        .order_by("week")
    )
    log = reverse("admin:audit_entry_changelist")
    rows = []
    for row in counted:
        days = {"at__gte": row["week"].isoformat(), "at__lt": (row["week"] + timedelta(days=7)).isoformat()}
        label = _("Week of %(day)s") % {"day": date_format(row["week"], "j M")}
        query = urlencode({"verb__in": "review.submit,review.approve", **days})
        rows.append((label, [row["submitted"], row["approved"]], f"{log}?{query}"))
    legend = (("young", _("submitted")), ("done", _("approved")))
    return Picture("throughput", _("How much is getting done?"), _bars(rows, legend), legend)


def _overdue(user: User) -> Picture:
    """Who has work that should be done by now."""
    late = _of_desks(user).in_state(*OPEN_STATES).filter(due_at__lte=Now())
    found = late.order_by().values("assigned_to", "assigned_to__name").annotate(number=Count("pk"))
    rows = [
        (
            row["assigned_to__name"] or _("Nobody"),
            [row["number"]],
            _incidents(due="overdue", assigned=row["assigned_to"] or "nobody"),
        )
        for row in sorted(found, key=lambda row: -row["number"])
    ]
    return Picture("overdue", _("What is overdue, and with whom?"), _bars(rows, (("old", ""),)))


def _loads(user: User) -> Picture:
    """How much open work each person has, with those who have none and those who are away."""
    people = User.objects.filter(
        is_active=True,
        memberships__desk__in=user.desks_with(Role.SUPERVISOR),
        memberships__role__in=Role.VERIFIER.and_above,
    )
    theirs = Incident.objects.filter(assigned_to=OuterRef("pk"), pk__in=_of_desks(user).values("pk"))
    counted = theirs.in_state(*OPEN_STATES).order_by().values("assigned_to").annotate(number=Count("pk"))
    loads = people.distinct().annotate(load=Coalesce(Subquery(counted.values("number")), 0))
    rows = [
        (person.called(), [person.load], _incidents(assigned=person.pk))
        for person in loads.order_by("-load", "name")[:MOST_PEOPLE]
    ]
    return Picture("loads", _("Who has how much to do?"), _bars(rows, (("young", ""),)))


def _returns(user: User) -> Picture:
    """Why work was returned."""
    found = _standing_moves(user, "return").values("code").annotate(number=Count("pk"))
    labels = {term.code: str(term) for term in Term.objects.of("return_reason")}
    url = f"{reverse('admin:audit_entry_changelist')}?{urlencode({'verb': 'review.return'})}"
    rows = [
        (labels.get(row["code"], row["code"]), [row["number"]], url)
        for row in sorted(found, key=lambda row: -row["number"])
    ]
    return Picture("returns", _("Why was work returned?"), _bars(rows, (("month", ""),)))


def _sources(user: User, desks: Sequence[int]) -> Picture:
    """What stands still because of something outside."""
    incidents = _of_desks(user)
    checks = CitationCheck.objects.open().visible_to(user).filter(citation__incident__desk__in=desks)
    changed = checks.values("citation__incident").distinct().count()
    parked = Document.objects.visible_to(user).filter(desk_links__desk__in=desks)
    given_up = parked.filter(fetch_state=FetchState.PARKED).distinct().count()
    waiting = f"{reverse('review:queue')}?{urlencode({'queue': Queue.PENDING.value})}"
    rows = [
        (_("Sources changed"), [changed], _incidents(changed="on")),
        (_("Could not be fetched"), [given_up], reverse("sources:list")),
        (_("Waiting for somebody"), [incidents.in_state(State.PENDING).count()], waiting),
    ]
    return Picture(
        "outside",
        _("What stands still because of something outside?"),
        _bars([row for row in rows if row[1][0]], (("week", ""),)),
    )


def _incidents(**asked: Any) -> str:
    return f"{reverse('incidents:list')}?{urlencode(asked)}"


def _bars(rows: Iterable[tuple[str, list[int], str]], legend: Sequence[tuple[str, Any]]) -> list[Bar]:
    """Lay the numbers of each row end to end, the longest row over the whole width."""
    rows = list(rows)
    longest = max((sum(numbers) for _label, numbers, _url in rows), default=0) or 1
    bars = []
    for label, numbers, url in rows:
        at, parts = 0.0, []
        for (tone, _said), number in zip(legend, numbers, strict=True):
            width = 100 * number / longest
            parts.append((tone, number, round(at, 2), round(width, 2)))
            at += width
        bars.append(Bar(label, sum(numbers), url, tuple(parts)))
    return bars
