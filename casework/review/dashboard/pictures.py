"""Each picture answers one question about the desks that a person supervises.

Upper and lower layers hang further pictures into the page by `core.panels` under "dashboard", with the
keys of the desks as subject: what is in trouble with feeds is told by the layer that reads them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, Count, Q, QuerySet, When
from django.db.models.functions import Now, TruncWeek
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.accounts.models import Role, User
from casework.codebook.models import Term
from casework.incidents.models import OPEN_STATES, CitationCheck, Incident, State
from casework.incidents.models.incident import IncidentQuerySet
from casework.review.models import Move
from casework.review.queues import Queue
from casework.sources.models import Document, FetchState

# A quarter: long enough to see a trend, short enough to be about today's people.
WEEKS = 12
MOST_PEOPLE = 100
# Up to how many days work is young, and not yet old.
AGES = (1, 7, 30)


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
    """Return what the person is shown of the desks that they supervise."""
    desks = user.desks_with(Role.SUPERVISOR)
    work = _open_work(user)
    return [
        _ages(work),
        _throughput(user),
        _overdue(work),
        _loads(user, work),
        _returns(user),
        _sources(user, desks),
    ]


def _of_desks(user: User) -> IncidentQuerySet:
    return Incident.objects.supervised_by(user)


@dataclass(frozen=True, slots=True)
class _Work:
    """How many open incidents are in one state, with one person, of one age, and late or not."""

    state: str
    assigned_to: int | None
    age: int
    is_late: bool
    number: int


def _open_work(user: User) -> list[_Work]:
    """Count the open incidents once, in an index, for all the pictures that are about them."""
    ages = Case(
        *(When(state_entered_at__gt=Now() - timedelta(days=days), then=age) for age, days in enumerate(AGES)),
        default=len(AGES),
    )
    late = Case(When(due_at__lte=Now(), then=True), default=False)
    counted = _of_desks(user).in_state(*OPEN_STATES).order_by().annotate(age=ages, is_late=late)
    groups = ("review_state", "assigned_to", "age", "is_late")
    return [_Work(*row) for row in counted.values(*groups).annotate(n=Count("pk")).values_list(*groups, "n")]


def _ages(work: Sequence[_Work]) -> Picture:
    """How long work has stood in its state."""
    by_state: dict[str, list[int]] = {}
    for each in work:
        by_state.setdefault(each.state, [0] * (len(AGES) + 1))[each.age] += each.number
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


def _overdue(work: Sequence[_Work]) -> Picture:
    """Who has work that should be done by now."""
    late = _by_person(each for each in work if each.is_late)
    names = dict(User.objects.filter(pk__in=[pk for pk in late if pk]).values_list("pk", "name"))
    rows = [
        (
            names[pk] if pk else _("Nobody"),
            [number],
            _incidents(due="overdue", assigned=pk or "nobody"),
        )
        for pk, number in late.most_common()
    ]
    return Picture("overdue", _("What is overdue, and with whom?"), _bars(rows, (("old", ""),)))


def _loads(user: User, work: Sequence[_Work]) -> Picture:
    """How much open work each person has, with those who have none and those who are away."""
    loads = _by_person(work)
    people = User.objects.filter(
        is_active=True,
        memberships__desk__in=user.desks_with(Role.SUPERVISOR),
        memberships__role__in=Role.VERIFIER.and_above,
    ).distinct()
    rows = [
        (person.called(), [loads[person.pk]], _incidents(assigned=person.pk))
        for person in sorted(people, key=lambda person: (-loads[person.pk], person.name))[:MOST_PEOPLE]
    ]
    return Picture("loads", _("Who has how much to do?"), _bars(rows, (("young", ""),)))


def _by_person(work: Iterable[_Work]) -> Counter[int | None]:
    numbers: Counter[int | None] = Counter()
    for each in work:
        numbers[each.assigned_to] += each.number
    return numbers


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
