"""Each picture answers one question about the desks that a person supervises.

Upper and lower layers hang further pictures into the page by `core.panels` under "dashboard", with the
keys of the desks as subject: what is in trouble with feeds is told by the layer that reads them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import BooleanField, Count, Func, IntegerField, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Now, TruncWeek
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.accounts.models import Membership, Role, User
from casework.codebook.models import Term
from casework.core import paging
from casework.core.paging import capped_counts
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


_OF_ONE_AGE = RawSQL(
    "review_state = asked.state AND state_entered_at > asked.after AND state_entered_at <= asked.until",
    [],
    output_field=BooleanField(),
)
_BY_AGE = """
    SELECT asked.state, (SELECT count(*) FROM ({rows}) part)
      FROM (SELECT state, age,
                   coalesce(statement_timestamp() - make_interval(days => below), '-infinity') AS after,
                   coalesce(statement_timestamp() - make_interval(days => beyond), 'infinity') AS until
              FROM unnest(%s::text[]) state,
                   unnest(%s::int[], %s::int[]) WITH ORDINALITY ages (below, beyond, age)) asked
     ORDER BY asked.age
"""


@dataclass(frozen=True, slots=True)
class Bar:
    """One number, as far as its list counts. `parts` are its shares of the longest bar, in per cent."""

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
    ages = _ages_of_work(user)
    # In one query, which is what asking costs most of.
    late, changed, given_up = capped_counts(
        [_late(user).filter(assigned_to=None), _changed(user), _given_up(user)]
    )
    return [
        _ages(ages),
        _throughput(user),
        _overdue(user, late.number),
        _loads(user),
        _returns(user),
        _sources([changed.number, given_up.number, sum(ages[State.PENDING])]),
    ]


def _of_desks(user: User) -> IncidentQuerySet:
    return Incident.objects.supervised_by(user)


def _ages_of_work(user: User) -> dict[str, list[int]]:
    """Count the open incidents of each state by age, each number as far as lists count.

    One question for all of them, asked of an index again for each state and age: Django has no words for
    that, but says which incidents it is about.
    """
    rows = _of_desks(user).in_state(*OPEN_STATES).order_by().filter(_OF_ONE_AGE)
    sql, about = rows.values("pk")[: paging.COUNTED_UP_TO + 1].query.sql_with_params()
    ages: dict[str, list[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_BY_AGE.format(rows=sql), [*about, list(OPEN_STATES), [*AGES, None], [None, *AGES]])
        for state, number in cursor.fetchall():
            ages.setdefault(state, []).append(number)
    return ages


def _ages(ages: Mapping[str, list[int]]) -> Picture:
    """How long work has stood in its state."""
    rows = [
        (str(state.label), ages[state], _incidents(state=state.value))
        for state in OPEN_STATES
        if any(ages[state])
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


def _late(user: User) -> IncidentQuerySet:
    """The open incidents that should be done by now."""
    return _of_desks(user).in_state(*OPEN_STATES).filter(due_at__lte=Now())


def _overdue(user: User, with_nobody: int) -> Picture:
    """Who has work that should be done by now."""
    theirs = User.objects.annotate(late=_number_of(_late(user).filter(assigned_to=OuterRef("pk"))))
    found = [
        (with_nobody, _("Nobody"), "nobody"),
        *theirs.values_list("late", "name", "pk"),
    ]
    rows = [
        (name, [number], _incidents(due="overdue", assigned=who))
        for number, name, who in sorted(found, key=lambda each: -each[0])
        if number
    ]
    return Picture("overdue", _("What is overdue, and with whom?"), _bars(rows, (("old", ""),)))


def _loads(user: User) -> Picture:
    """How much open work each person has, with those who have none and those who are away."""
    posts = Membership.objects.filter(
        desk__in=user.desks_with(Role.SUPERVISOR), role__in=Role.VERIFIER.and_above
    )
    theirs = _of_desks(user).in_state(*OPEN_STATES).filter(assigned_to=OuterRef("pk"))
    people: QuerySet[Any] = User.objects.filter(is_active=True, pk__in=posts.values("user"))
    rows = [
        (person.called(), [person.load], _incidents(assigned=person.pk))
        for person in people.annotate(load=_number_of(theirs)).order_by("-load", "name")[:MOST_PEOPLE]
    ]
    return Picture("loads", _("Who has how much to do?"), _bars(rows, (("young", ""),)))


def _number_of(rows: IncidentQuerySet) -> Func:
    """Count as far as lists count, within another question."""
    keys = ArraySubquery(rows.order_by().values("pk")[: paging.COUNTED_UP_TO + 1])
    return Func(keys, function="CARDINALITY", output_field=IntegerField())


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


def _changed(user: User) -> IncidentQuerySet:
    """The incidents that rest on a sentence which its source changed."""
    checks = CitationCheck.objects.open().visible_to(user).order_by()
    return _of_desks(user).filter(pk__in=checks.values("citation__incident"))


def _given_up(user: User) -> QuerySet[Document]:
    """The documents of the desks that could not be fetched."""
    parked = Document.objects.visible_to(user).filter(fetch_state=FetchState.PARKED)
    return parked.filter(desk_links__desk__in=user.desks_with(Role.SUPERVISOR)).distinct()


def _sources(numbers: Sequence[int]) -> Picture:
    """What stands still because of something outside."""
    said = (
        (_("Sources changed"), _incidents(changed="on")),
        (_("Could not be fetched"), reverse("sources:list")),
        (
            _("Waiting for somebody"),
            f"{reverse('review:queue')}?{urlencode({'queue': Queue.PENDING.value})}",
        ),
    )
    rows = [(label, [number], url) for (label, url), number in zip(said, numbers, strict=True) if number]
    return Picture(
        "outside", _("What stands still because of something outside?"), _bars(rows, (("week", ""),))
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
