"""The queues that people work from, each a named set of incidents."""

from collections.abc import Callable

from django.db.models import Exists, OuterRef, Q, TextChoices
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Role, User
from casework.core.paging import CappedCount, capped_counts
from casework.incidents.models import OPEN_STATES, CitationCheck, Incident, State
from casework.incidents.models.incident import IncidentQuerySet
from casework.review.models import Lease, Postponement, Wait


class Queue(TextChoices):
    """What a person can choose to look at."""

    MINE = "mine", _("Mine")
    TO_VERIFY = "to_verify", _("To verify")
    TO_REVIEW = "to_review", _("To review")
    TO_APPROVE = "to_approve", _("To approve")
    RETURNED = "returned", _("Returned to me")
    OVERDUE = "overdue", _("Overdue")
    PENDING = "pending", _("Waiting")
    CHANGED = "changed", _("Sources changed")


Narrowed = Callable[[IncidentQuerySet], IncidentQuerySet]
TO_VERIFY_STATES = (State.NEW, State.VERIFYING, State.RETURNED)


def in_queue(queue: Queue, user: User) -> IncidentQuerySet:
    """Return the incidents that `user` finds in the queue, the one to do next first."""
    return _among(Incident.objects.visible_to(user), queue, user)


def _among(visible: IncidentQuerySet, queue: Queue, user: User) -> IncidentQuerySet:
    # What was approved rests on its sources too.
    rows = visible if queue == Queue.CHANGED else visible.in_state(*OPEN_STATES)
    return rows.filter(_CONDITIONS[queue](user)).order_by("-priority", "state_entered_at", "pk")


def queue_counts(user: User, narrowed: Narrowed = lambda queue: queue) -> dict[Queue, CappedCount]:
    """Return how many incidents each queue holds for the person, as far as we count. One query.

    `narrowed` is what a filter leaves of a queue.
    """
    visible = narrowed(Incident.objects.visible_to(user))
    counts = capped_counts([_among(visible, queue, user) for queue in Queue])
    return dict(zip(Queue, counts, strict=True))


def is_put_aside_by(user: User) -> Exists:
    """Next leaves it out for the person until its time comes."""
    return Exists(Postponement.objects.of(user).running().filter(incident=OuterRef("pk")))


def is_free_for(user: User) -> Q:
    """Nobody holds it, and it is assigned to nobody else."""
    return Q(~Exists(Lease.objects.open().filter(incident=OuterRef("pk")))) & (
        Q(assigned_to__isnull=True) | Q(assigned_to=user)
    )


# What only few incidents are is found first and by its own index: an OR would read every open one.


def _mine(user: User) -> Q:
    held = Lease.objects.held_by(user).order_by().values("incident")
    assigned = Incident.objects.filter(assigned_to=user).order_by().values("pk")
    returned = Incident.objects.filter(_returned(user)).order_by().values("pk")
    return Q(pk__in=held.union(assigned, returned))


def _to_verify(user: User) -> Q:
    return Q(desk__in=user.desks_with(Role.VERIFIER)) & (
        Q(review_state__in=TO_VERIFY_STATES) | (Q(review_state=State.PENDING) & _waits_no_longer())
    )


def _to_review(user: User) -> Q:
    return Q(review_state=State.SUBMITTED, desk__in=user.desks_with(Role.REVIEWER)) & ~Q(
        contributor_ids__contains=[user.pk]
    )


def _to_approve(user: User) -> Q:
    return (
        Q(review_state=State.REVIEWED, desk__in=user.desks_with(Role.SUPERVISOR))
        & ~Q(contributor_ids__contains=[user.pk])
        & (Q(people_required=2) | ~Q(reviewed_by=user))
    )


def _returned(user: User) -> Q:
    return Q(review_state=State.RETURNED, submitted_by=user)


def _overdue(user: User) -> Q:
    due = Incident.objects.filter(due_at__lte=Now()).order_by().values("pk")
    waited = Incident.objects.filter(Q(review_state=State.PENDING) & _waits_no_longer()).order_by()
    return Q(pk__in=due.union(waited.values("pk")))


def _waits_no_longer() -> Q:
    """The last day of its wait is over, so that a pending incident is work again."""
    return Q(pk__in=Wait.objects.past_due().order_by().values("incident"))


def _pending(user: User) -> Q:
    return Q(review_state=State.PENDING)


def _changed(user: User) -> Q:
    """A sentence that it rests on was changed by its source, and nobody at the person's desk has answered."""
    checks = CitationCheck.objects.open().visible_to(user).order_by()
    return Q(desk__in=user.desks_with(Role.VERIFIER), pk__in=checks.values("citation__incident"))


_CONDITIONS: dict[Queue, Callable[[User], Q]] = {
    Queue.MINE: _mine,
    Queue.TO_VERIFY: _to_verify,
    Queue.TO_REVIEW: _to_review,
    Queue.TO_APPROVE: _to_approve,
    Queue.RETURNED: _returned,
    Queue.OVERDUE: _overdue,
    Queue.PENDING: _pending,
    Queue.CHANGED: _changed,
}
