"""The one way to move an incident through the workflow."""

from datetime import date
from typing import Any

from django.db import transaction as db_transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from casework.accounts.models import User
from casework.audit.services import record
from casework.core.errors import BadInput, NotNow, NotPermitted, VersionMissing
from casework.incidents.content import write_revision
from casework.incidents.models import Assessment, Incident, State
from casework.incidents.services import look_at_sources_now
from casework.incidents.services.changing import locked, refuse_stale
from casework.review import needs
from casework.review.models import Move, Wait
from casework.review.needs import Details, LookFirst
from casework.review.policies import last_move
from casework.review.services.leases import end_with_move, take, take_again
from casework.review.signals import moved
from casework.review.workflow import TRANSITIONS, Marks, Transition

MARKS = ("submitted_by_id", "reviewed_by_id", "approved_by_id", "people_required", "contributor_ids")


def move(
    incident_id: int,
    name: str,
    *,
    by: User,
    seen: int | None,
    note: str = "",
    code: str = "",
    field: str = "",
    waits_for: str = "",
    waits_on: str = "",
    until: date | None = None,
    merged_into: Incident | None = None,
    confirm_no_public_source: bool = False,
    confirm_sources: bool = False,
) -> Incident:
    """Move an incident along the transition `name` and return it as it is then; all of it happens or nothing.

    `seen` is the version on the page that the person decided from, never that of a row just loaded.
    Raises NotFound, VersionMissing, Stale, NotPermitted, NotNow or BadInput, each with its sentence.
    """
    transition = _transition(name)
    details = Details(
        note,
        code,
        field,
        waits_for,
        waits_on,
        until,
        merged_into,
        confirm_no_public_source,
        confirm_sources,
    ).cleaned(transition)
    try:
        return _moved(incident_id, transition, by, seen, details)
    except LookFirst:
        # The move is undone as a whole; that somebody waits for a look is not.
        look_at_sources_now(Incident.objects.get(pk=incident_id))
        raise


@db_transaction.atomic
def _moved(
    incident_id: int, transition: Transition, by: User, seen: int | None, details: Details
) -> Incident:
    incident = locked(incident_id, by)
    if seen is None:
        raise VersionMissing
    refuse_stale(incident, seen)
    _decide(transition, by, incident)
    needs.check(transition, incident, details)
    return _carry_out(transition, incident, by, details)


def take_and_start(
    incident_id: int, *, by: User, seen: int | None, instead_of: int | None = None
) -> Incident:
    """Hold the incident and start to verify it, in one step: both, or neither."""
    with db_transaction.atomic():
        # The incident before its hold: whoever moves it locks in this order too.
        locked(incident_id, by)
        take(incident_id, by=by, instead_of=instead_of)
        return move(incident_id, "start", by=by, seen=seen)


def undo(incident_id: int, *, by: User, seen: int | None) -> Incident:
    """Take back the last move, by the person who made it, within ten minutes and before any other change."""
    return move(incident_id, "undo", by=by, seen=seen)


def _transition(name: str) -> Transition:
    transition = TRANSITIONS.get(name)
    if transition is None:
        raise BadInput(_("“%(name)s” is not a move. Choose one of those on the page.") % {"name": name})
    if transition.name == "revise":
        raise BadInput(_("Change the content itself: that takes the incident back into verification."))
    return transition


def _decide(transition: Transition, by: User, incident: Incident) -> None:
    if not (decision := transition.may(by, incident)):
        raise NotPermitted(decision.reason)
    if not (decision := transition.is_ready(by, incident)):
        raise NotNow(decision.reason)


def _carry_out(transition: Transition, incident: Incident, by: User, details: Details) -> Incident:
    """Write everything that belongs to a move, in the transaction that holds the row."""
    before, source, marks_before = _facts(incident), incident.review_state, _marks(incident)
    target, marks, taken_back = _destination(transition, incident, by, details)
    _sign(transition, incident, by)
    incident.enter(target, by, **marks)
    row = Move.objects.create(
        incident=incident,
        transition=transition.name,
        source=source,
        target=target,
        by=by,
        version_before=incident.version - 1,
        version_after=incident.version,
        code=details.code,
        field=details.field,
        note=details.note,
        marks=marks_before,
        undoes=taken_back if transition.name == "undo" else None,
    )
    _keep_waits(row, taken_back, details)
    after = _facts(incident) | _keep_holds(transition, row)
    record(by, f"review.{transition.name}", incident, before=before, after=after, note=details.note)
    if target == State.REVIEWED:
        # The last look before an approval: what was agreed to should still be what the sources say.
        look_at_sources_now(incident)
    revision = write_revision(incident, by, transition.name) if transition.writes_revision else None
    moved.send(Incident, incident=incident, transition=transition.name, revision=revision, move=row, by=by)
    return incident


def _destination(
    transition: Transition, incident: Incident, by: User, details: Details
) -> tuple[State, Marks, Move | None]:
    """Return the state to enter, the marks to write, and the move that is taken back by it, if any."""
    if transition.name == "undo" and (undone := last_move(incident)):
        return State(undone.source), undone.marks, undone
    if transition.name == "merge":
        return State.MERGED, {"merged_into": details.merged_into}, None
    if transition.target is None:
        merge = incident.moves.filter(transition="merge").latest("version_after")
        return State(merge.source), merge.marks, merge
    return transition.target, transition.marks(by, incident), None


def _sign(transition: Transition, incident: Incident, by: User) -> None:
    """Whoever submits signs the assessed numbers; whoever agrees countersigns them."""
    numbers = Assessment.objects.current().filter(incident=incident)
    if transition.name == "submit":
        numbers.update(signed_by=by, signed_at=Now(), countersigned_by=None, countersigned_at=None)
    elif transition.name == "agree":
        numbers.update(countersigned_by=by, countersigned_at=Now())


def _keep_waits(row: Move, taken_back: Move | None, details: Details) -> None:
    """Begin and end the waits that belong to pending; what a move ended goes on when it is taken back."""
    if row.source == State.PENDING:
        Wait.objects.open().filter(incident=row.incident).update(ended_with=row, ended_at=Now())
    if row.target != State.PENDING:
        return
    if taken_back is not None:
        Wait.objects.filter(ended_with=taken_back).update(ended_with=None, ended_at=None)
    elif details.until is not None:
        Wait.objects.create(
            incident=row.incident,
            what=details.waits_for,
            from_whom=details.waits_on,
            until=details.until,
            began_with=row,
        )


def _keep_holds(transition: Transition, row: Move) -> dict[str, str]:
    """End the hold that the move completes; who undoes a move goes on where they were."""
    if transition.keeps_lease:
        return {}
    outcome = end_with_move(row.incident, by=row.by)
    if row.undoes is not None:
        take_again(row.undoes, row.by)
    return {"hold": outcome} if outcome else {}


def _marks(incident: Incident) -> Marks:
    return {mark: getattr(incident, mark) for mark in MARKS}


def _facts(incident: Incident) -> dict[str, Any]:
    """Return what a move may change on the incident itself, for the audit trail."""
    return {"review_state": incident.review_state, "version": incident.version, **_marks(incident)}
