"""Holding an incident while working on it. Time is the database's; the loser is told who won."""

import contextlib

from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from casework.accounts.models import User
from casework.audit.services import record
from casework.core.errors import NotFound, NotNow, NotPermitted
from casework.incidents.models import Incident
from casework.review.models import Lease, Move, Postponement
from casework.review.models.lease import LEASE_LASTS_FOR, MOST_LEASES_HELD, LeaseQuerySet
from casework.review.policies import has_work, may_break, may_take

Outcome = Lease.Outcome
PLACES = range(1, MOST_LEASES_HELD + 1)


def take(incident_id: int, *, by: User, instead_of: int | None = None) -> Lease:
    """Hold the incident for `by`, or prolong their hold. Raises NotNow with the name of who holds it.

    Safe to run twice: the second time prolongs. With `instead_of` that incident is given back in the same
    step, for somebody whose hands are full.
    """
    incident = visible(incident_id, by)
    if not (decision := has_work(incident)):
        raise NotNow(decision.reason)
    if not (decision := may_take(by, incident)):
        raise NotPermitted(decision.reason)
    with transaction.atomic():
        # Two tabs of one person take turns, so that both count the same places.
        User.objects.select_for_update(no_key=True).get(pk=by.pk)
        end_expired(by, but_not=incident_id)
        if mine := _prolonged(incident_id, by):
            return mine
        end_expired(by)
        if instead_of is not None:
            give_back(instead_of, by=by)
        # Whoever takes it by hand has not put it aside any more.
        Postponement.objects.of(by).running().filter(incident=incident).update(until=Now())
        return _taken(incident, by)


def _taken(incident: Incident, by: User) -> Lease:
    free = _free_place(by)
    if free is None:
        held = ", ".join(each.incident.uid for each in held_by(by))
        raise NotNow(
            _("You hold three incidents already: %(held)s. Give one of them back to take this one.")
            % {"held": held}
        )
    try:
        with transaction.atomic():
            return Lease.objects.create(incident=incident, holder=by, place=free)
    except IntegrityError:
        raise _held_by_another(incident.pk, by) from None


def give_back(incident_id: int, *, by: User) -> None:
    """End the person's hold so that somebody else can take the incident. Nothing happens without a hold."""
    with transaction.atomic():
        lease = _locked(incident_id).filter(holder=by).first()
        if lease is not None:
            _end(lease, by, Outcome.RELEASED)
            _record(lease, by)


def release(incident: Incident, *, by: User) -> str:
    """End the person's hold as part of something that is recorded itself; return the outcome, if any."""
    lease = _locked(incident.pk).filter(holder=by).first()
    if lease is None:
        return ""
    _end(lease, by, Outcome.RELEASED)
    return lease.outcome


def held_by(user: User) -> list[Lease]:
    """Return what the person holds, with the incidents, in the order of their three places."""
    return list(Lease.objects.held_by(user).select_related("incident").order_by("place"))


def heartbeat(incident_id: int, *, by: User) -> Lease:
    """Prolong the person's hold by two minutes. Raises NotNow when it has ended, with who holds it now."""
    if lease := _prolonged(incident_id, by):
        return lease
    raise _held_by_another(incident_id, by)


def break_lease(incident_id: int, *, by: User, note: str = "") -> None:
    """End somebody else's hold, as a supervisor of the incident's desk."""
    visible(incident_id, by)
    with transaction.atomic():
        lease = _locked(incident_id).select_related("incident__desk").first()
        if lease is None:
            raise NotNow(_("Nobody holds this incident. You can take it."))
        if not (decision := may_break(by, lease)):
            raise NotPermitted(decision.reason)
        _end(lease, by, Outcome.BROKEN)
        _record(lease, by, note)


def end_expired(by: User, *, but_not: int | None = None) -> int:
    """End every lease whose holder has not been heard of, and return how many. Whoever comes next calls it.

    Rows that a colleague is ending at this moment are left to them.
    """
    with transaction.atomic():
        leases = Lease.objects.expired().select_for_update(of=("self",), skip_locked=True)
        ended = list(leases.exclude(incident=but_not, holder=by).select_related("incident__desk"))
        for lease in ended:
            _end(lease, by, Outcome.EXPIRED)
            _record(lease, by)
    return len(ended)


def end_with_move(incident: Incident, *, by: User) -> str:
    """End the open lease because a move finished this piece of work; return its outcome, if any."""
    lease = _locked(incident.pk).first()
    if lease is None:
        return ""
    _end(lease, by, Outcome.COMPLETED if lease.holder_id == by.pk else Outcome.BROKEN)
    return lease.outcome


def take_again(undone: Move, by: User) -> None:
    """Give the person their hold back when they undo the move that ended it, if they have a place free."""
    held = Lease.objects.filter(
        incident=undone.incident_id, holder=by, outcome=Outcome.COMPLETED, ended_at__gte=undone.at
    )
    free = _free_place(by)
    if free is None or not held.exists():
        return
    # Another tab may take the place at the same moment; the undo is worth more than the hold.
    with contextlib.suppress(IntegrityError), transaction.atomic():
        Lease.objects.create(incident_id=undone.incident_id, holder=by, place=free)


def visible(incident_id: int, by: User) -> Incident:
    """Return the incident, or NotFound if it is hidden from the person."""
    incident = Incident.objects.visible_to(by).select_related("desk").filter(pk=incident_id).first()
    if incident is None:
        raise NotFound(_("There is no such incident, or it belongs to another desk."))
    return incident


def _prolonged(incident_id: int, by: User) -> Lease | None:
    held = Lease.objects.held_by(by).filter(incident=incident_id)
    held.update(expires_at=Now() + LEASE_LASTS_FOR)
    return held.first()


def _free_place(by: User) -> int | None:
    used = set(Lease.objects.held_by(by).values_list("place", flat=True))
    return next((place for place in PLACES if place not in used), None)


def _locked(incident_id: int) -> LeaseQuerySet:
    return Lease.objects.open().filter(incident=incident_id).select_for_update(of=("self",))


def _end(lease: Lease, by: User, outcome: Lease.Outcome) -> None:
    lease.ended_by, lease.outcome = by, outcome
    Lease.objects.filter(pk=lease.pk).update(ended_at=Now(), outcome=outcome, ended_by=by)


def _record(lease: Lease, by: User, note: str = "") -> None:
    """Write the outcome into the audit trail; taking and prolonging are not worth a line there."""
    record(
        by,
        f"review.hold_{lease.outcome}",
        lease.incident,
        before={"holder": str(lease.holder), "taken_at": lease.taken_at},
        note=note,
        desk=lease.incident.desk,
    )


def _held_by_another(incident_id: int, by: User) -> NotNow:
    lease = (
        Lease.objects.open().filter(incident=incident_id).exclude(holder=by).select_related("holder").first()
    )
    if lease is None:
        return NotNow(_("Your hold on this incident has ended. Take it again to go on."))
    return NotNow(
        _("%(name)s has been working on this incident since %(time)s. Ask them, or take another one.")
        % {"name": lease.holder, "time": date_format(localtime(lease.taken_at), "TIME_FORMAT")}
    )
