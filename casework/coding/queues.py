"""What waits for whom: sources to code, codings at hand, differences to decide about."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from casework.accounts.models import Role, User
from casework.coding.models import Coding, Draw
from casework.coding.models.coding import CodingQuerySet
from casework.coding.models.draw import DrawQuerySet
from casework.incidents.models import Incident, State
from casework.review.models import Comment, Lease
from casework.sources.models import Document

# The first coding stands in these; in the others it is being changed, or was given up.
CODED_STATES = (State.SUBMITTED, State.REVIEWED, State.APPROVED)


def waiting_for(user: User) -> DrawQuerySet:
    """Return what the person may code: drawn, not taken, theirs to read, and no work of theirs in any way."""
    codings = Coding.objects.filter(draw=OuterRef("pk"))
    their_work = {"incident": OuterRef("incident")}
    return (
        Draw.objects.drawn()
        .filter(
            ~Exists(codings.filter(ended_at__isnull=True)),
            ~Exists(codings.filter(coder=user)),
            desk__in=user.desks_with(Role.VERIFIER),
            incident__review_state__in=CODED_STATES,
            incident__in=Incident.objects.visible_to(user).values("pk"),
        )
        .filter(
            ~Q(first_ids__contains=[user.pk]) & ~Q(incident__contributor_ids__contains=[user.pk]),
            ~Q(incident__created_by=user),
            Q(incident__reviewed_by__isnull=True) | ~Q(incident__reviewed_by=user),
            Q(incident__approved_by__isnull=True) | ~Q(incident__approved_by=user),
            ~Exists(Lease.objects.filter(holder=user, **their_work)),
            ~Exists(Comment.objects.filter(by=user, **their_work)),
            ~Exists(_hidden_from(user)),
        )
        .order_by("pk")
    )


def _hidden_from(user: User) -> QuerySet[Any]:
    """The sources of a draw that the person may not read: without them there is nothing to compare."""
    sources = Draw.snapshots.through._default_manager.filter(draw=OuterRef("pk"))
    return sources.exclude(snapshot__document__in=Document.objects.visible_to(user).values("pk"))


def comparable_by(user: User) -> CodingQuerySet:
    """Return submitted codings of incidents that the person sees, at desks where they verify."""
    return Coding.objects.submitted().filter(
        draw__desk__in=user.desks_with(Role.VERIFIER),
        draw__incident__in=Incident.objects.visible_to(user).values("pk"),
    )


def to_decide_by(user: User) -> CodingQuerySet:
    """Return codings with an open difference about which the person may decide, oldest first."""
    return (
        comparable_by(user)
        .filter(draw__desk__in=user.desks_with(Role.REVIEWER))
        .exclude(Q(coder=user) | Q(draw__first_ids__contains=[user.pk]))
        .annotate(decided=Count("verdicts"))
        .filter(differing__len__gt=F("decided"))
        .order_by("pk")
    )
