"""Putting an incident aside: Next gives the person others until its time comes."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models.expressions import Combinable
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.accounts.models import User
from casework.audit.services import record
from casework.core.errors import BadInput, NotNow, NotPermitted
from casework.incidents.models import Incident
from casework.review.models import Lease, Postponement
from casework.review.policies import has_work, may_take
from casework.review.services.leases import release, visible

# Long enough for the next few incidents, short enough to come back on the same day.
SKIP_LASTS_FOR = timedelta(hours=1)
# What waits for longer waits for something: the move "Wait" says for what.
LONGEST = timedelta(days=14)


def skip(incident_id: int, *, by: User) -> Postponement:
    """Pass the incident over for an hour, once in each state, and give it back.

    Raises NotNow the second time: whoever keeps passing work over says until when.
    """
    incident = _workable(incident_id, by)
    with transaction.atomic():
        # Two tabs of one person take turns.
        User.objects.select_for_update(no_key=True).get(pk=by.pk)
        skipped = Postponement.objects.of(by).filter(incident=incident, is_skip=True)
        if skipped.filter(at__gte=incident.state_entered_at).exists():
            raise NotNow(
                _(
                    "You skipped %(uid)s once already. Put it aside until a time that you choose, "
                    "or give it back to your colleagues."
                )
                % {"uid": incident.uid}
            )
        return _put_aside(incident, by, Now() + SKIP_LASTS_FOR, is_skip=True)


def postpone(incident_id: int, *, by: User, until: datetime | None) -> Postponement:
    """Leave the incident out of the person's Next until then, and give it back."""
    incident = _workable(incident_id, by)
    if until is None:
        raise BadInput(_("Say until when you put it aside."), field="until")
    if until <= timezone.now():
        raise BadInput(_("That time is over. Choose a later one."), field="until")
    if until > timezone.now() + LONGEST:
        raise BadInput(
            _("Work is put aside for at most %(days)d days. Use the move “Wait” for what takes longer.")
            % {"days": LONGEST.days},
            field="until",
        )
    with transaction.atomic():
        return _put_aside(incident, by, until, is_skip=False)


def _workable(incident_id: int, by: User) -> Incident:
    incident = visible(incident_id, by)
    if not (decision := has_work(incident)):
        raise NotNow(decision.reason)
    if not (decision := may_take(by, incident)):
        raise NotPermitted(decision.reason)
    return incident


def _put_aside(incident: Incident, by: User, until: datetime | Combinable, *, is_skip: bool) -> Postponement:
    row = Postponement.objects.create(incident=incident, person=by, until=until, is_skip=is_skip)
    row.refresh_from_db(fields=["at", "until"])
    outcome = release(incident, by=by)
    after = {"until": row.until, **({"hold": outcome} if outcome else {})}
    record(by, "review.skip" if is_skip else "review.postpone", incident, after=after)
    return row


def put_aside_by(user: User) -> list[Postponement]:
    """Return what the person has put aside and would otherwise be offered, the earliest to return first."""
    held = Lease.objects.held_by(user).values("incident")
    running = Postponement.objects.of(user).running().exclude(incident__in=held)
    rows = running.filter(incident__in=Incident.objects.visible_to(user)).select_related("incident")
    latest = {row.incident_id: row for row in rows.order_by("until")}
    return sorted(latest.values(), key=lambda row: row.until)
