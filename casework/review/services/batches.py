"""One step on several incidents: foreseen row by row, done row by row, and taken back row by row.

Every row goes through the same service as a single incident does, with the version that the person saw.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.accounts.models import Role, User
from casework.core.errors import BadInput, CaseworkError, NotFound, NotNow
from casework.core.paging import PAGE_SIZE
from casework.incidents.models import Incident, IncidentTag
from casework.review.models import Batch, BatchRow
from casework.review.policies import UNDO_FOR
from casework.review.services.moves import move, undo
from casework.review.services.ordering import arrange, prioritise, set_due
from casework.review.services.organising import BY_RULE, assign, assign_by_rule, tag, untag
from casework.review.workflow import TRANSITIONS, moves_for_many

Details = Mapping[str, Any]
Outcome = BatchRow.Outcome
# As many as a page of a list shows: what somebody has seen.
MOST_ROWS = PAGE_SIZE
# What is confirmed by looking at one incident. In a step on several such a row is refused with its reason.
CONFIRMED_ONE_BY_ONE = ("public_numbers", "settled_sources")


@dataclass(frozen=True, slots=True)
class Row:
    """An incident that was chosen, in the version that the list showed; and the step that it is done in."""

    incident_id: int
    seen: int
    batch: Batch | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """Something that can be done to several incidents.

    `do` returns the incident as it is then, and `take_back` undoes a row that was done. Of what is chained,
    a row depends on those before it; `demands` says for a field why nothing is done without it.
    """

    name: str
    label: Any
    asks: tuple[str, ...]
    do: Callable[[Row, User, Details], Incident]
    take_back: Callable[[BatchRow, User], Incident]
    before: Callable[[Row, Details], dict[str, Any]] = lambda row, details: {}
    reasons: str = ""
    is_chained: bool = False
    demands: Mapping[str, Any] = field(default_factory=dict)
    says_unchanged: Any = ""
    hint: Any = ""

    def lacks(self, details: Details) -> BadInput | None:
        """Return what the step is not begun without."""
        missing = (name for name in self.demands if not details.get(name))
        return next((BadInput(str(self.demands[name]), field=name) for name in missing), None)


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What would happen to one row: nothing stands in its way, or this error does."""

    incident: Incident
    row: Row
    error: CaseworkError | None = None
    is_unchanged: bool = False


def actions_for(user: User) -> dict[str, Action]:
    """Return what the person may do to several incidents, by name, in the order of the list."""
    organising = [_ASSIGN, _TAG, _UNTAG] if user.has_role(Role.VERIFIER) else []
    organising += [_PRIORITISE, _SET_DUE] if user.has_role(Role.REVIEWER) else []
    moves = [_move_action(each.name) for each in moves_for_many(user)]
    above = [action for action, may in _FROM_ABOVE.values() if may(user)]
    return {each.name: each for each in (*organising, *moves, *above)}


def offer_also(action: Action, to: Callable[[User], bool]) -> None:
    """Let an upper layer add what is done to several, from AppConfig.ready(). Safe to call twice."""
    _FROM_ABOVE[action.name] = (action, to)


def names_from_above() -> tuple[str, ...]:
    """Return what upper layers added, in order."""
    return tuple(_FROM_ABOVE)


def action_named(name: str, user: User) -> Action:
    """Return the action; raises BadInput when it is none, or none for this person."""
    found = actions_for(user).get(name)
    if found is None:
        raise BadInput(_("Choose what to do with the chosen incidents."))
    return found


def foresee(action: Action, rows: Sequence[Row], *, by: User, details: Details) -> list[Foreseen]:
    """Say row by row what would happen. Every row is done and rolled back, so that it is the truth.

    Rows that the person cannot see are left out.
    """
    visible = Incident.objects.visible_to(by).select_related("desk", "assigned_to")
    incidents = visible.in_bulk([row.incident_id for row in _refuse_too_many(rows)])
    shown = [row for row in rows if row.incident_id in incidents]
    if action.is_chained:
        return _foreseen_in_turn(action, incidents, shown, by, details)
    return [_foreseen(action, incidents[row.incident_id], row, by, details) for row in shown]


def _foreseen(action: Action, incident: Incident, row: Row, by: User, details: Details) -> Foreseen:
    try:
        with transaction.atomic():
            is_unchanged = _do(action, row, by, details).outcome == Outcome.UNCHANGED
            transaction.set_rollback(True)
    except CaseworkError as error:
        return Foreseen(incident, row, error)
    return Foreseen(incident, row, is_unchanged=is_unchanged)


def _foreseen_in_turn(
    action: Action, incidents: Mapping[int, Incident], rows: Sequence[Row], by: User, details: Details
) -> list[Foreseen]:
    """Do the whole step as it would be done, and roll all of it back."""
    with transaction.atomic():
        # In the one order, as two people may look at the same rows in lists of different orders.
        locked = Incident.objects.filter(pk__in=incidents).order_by("pk").select_for_update(no_key=True)
        list(locked.values_list("pk"))
        batch = _opened(action, rows, by, details, uuid.uuid4())
        errors = {row.incident_id: _settle(action, row, by, details) for row in batch.rows.all()}
        unchanged = {row.incident_id for row in batch.rows.filter(outcome=Outcome.UNCHANGED)}
        transaction.set_rollback(True)
    return [
        Foreseen(
            incidents[row.incident_id],
            row,
            errors[row.incident_id],
            is_unchanged=row.incident_id in unchanged,
        )
        for row in rows
    ]


def carry_out(action: Action, rows: Sequence[Row], *, by: User, details: Details, token: uuid.UUID) -> Batch:
    """Do the step on each row in a transaction of its own, and return the report.

    The same form sent twice (`token`) is done once. A row that is refused keeps no other back. Raises
    BadInput for what is demanded and missing.
    """
    if lacking := action.lacks(details):
        raise lacking
    batch = _opened(action, rows, by, details, token)
    for waiting in batch.rows.filter(outcome=Outcome.WAITING):
        _settle(action, waiting, by, details)
    return batch


def _opened(action: Action, rows: Sequence[Row], by: User, details: Details, token: uuid.UUID) -> Batch:
    """Return the step with all of its rows waiting; or as it is, where the form was sent before."""
    with transaction.atomic():
        batch, is_new = Batch.objects.get_or_create(
            token=token, defaults={"by": by, "action": action.name, "details": dict(details)}
        )
        if batch.by_id != by.pk:
            raise NotFound(_("There is no such report."))
        if is_new:
            visible = set(
                Incident.objects.visible_to(by)
                .filter(pk__in=[row.incident_id for row in _refuse_too_many(rows)])
                .values_list("pk", flat=True)
            )
            BatchRow.objects.bulk_create(
                BatchRow(batch=batch, incident_id=row.incident_id, seen=row.seen)
                for row in rows
                if row.incident_id in visible
            )
    return batch


def _settle(action: Action, waiting: BatchRow, by: User, details: Details) -> CaseworkError | None:
    """Do one row and write down what came of it, together or not at all; return why it was refused."""
    refusal = None
    with transaction.atomic():
        # Whoever sends the form again at the same time finds the row settled.
        row = BatchRow.objects.select_for_update(of=("self",)).select_related("batch").get(pk=waiting.pk)
        if row.outcome != Outcome.WAITING:
            return None
        try:
            with transaction.atomic():
                done = _do(action, Row(row.incident_id, row.seen, row.batch), by, details)
        except CaseworkError as error:
            row.outcome, row.sentence, refusal = Outcome.REFUSED, error.message, error
        else:
            row.outcome, row.version_after, row.before = done.outcome, done.version_after, done.before
            if done.outcome == Outcome.UNCHANGED:
                row.sentence = str(action.says_unchanged)
        row.save()
    return refusal


@dataclass(frozen=True, slots=True)
class _Done:
    outcome: Outcome
    version_after: int
    before: dict[str, Any]


def _do(action: Action, row: Row, by: User, details: Details) -> _Done:
    before = action.before(row, details)
    incident = action.do(row, by, details)
    changed = (
        incident.version != row.seen if action.name in _COUNTED else action.before(row, details) != before
    )
    return _Done(Outcome.DONE if changed else Outcome.UNCHANGED, incident.version, before)


def undo_batch(batch_id: int, *, by: User) -> tuple[Batch, int]:
    """Take back the rows that were done, each by its own rules; return the report and how many were.

    Raises NotNow after ten minutes. A row that cannot be taken back says why and stays done.
    """
    batch = Batch.objects.filter(pk=batch_id, by=by).first()
    if batch is None:
        raise NotFound(_("There is no such report."))
    if not Batch.objects.filter(pk=batch.pk, at__gt=Now() - UNDO_FOR).exists():
        raise NotNow(
            _("A step on several can be undone for ten minutes. Use the moves of the workflow instead.")
        )
    action = _kept_action(batch.action)
    # The last one first: of what is chained, the others depend on the ones before.
    done = batch.rows.filter(outcome=Outcome.DONE).order_by("-pk")
    undone = sum(_take_back(action, row, by) for row in done)
    return batch, undone


def _take_back(action: Action, done: BatchRow, by: User) -> bool:
    with transaction.atomic():
        row = BatchRow.objects.select_for_update(of=("self",)).select_related("batch").get(pk=done.pk)
        if row.outcome != Outcome.DONE:
            return False
        try:
            with transaction.atomic():
                row.version_after = action.take_back(row, by).version
        except CaseworkError as error:
            row.sentence = error.message
        else:
            row.outcome, row.sentence = Outcome.UNDONE, ""
        row.save()
        return row.outcome == Outcome.UNDONE


def _refuse_too_many(rows: Sequence[Row]) -> Sequence[Row]:
    if not rows:
        raise BadInput(_("Choose at least one incident."))
    if len(rows) > MOST_ROWS:
        raise BadInput(_("Choose at most %(most)d incidents at once.") % {"most": MOST_ROWS})
    return rows


# --- What can be done --------------------------------------------------------------------------------


def _person(pk: Any) -> User | None:
    return User.objects.filter(pk=pk).first() if pk else None


def _assign(row: Row, by: User, details: Details) -> Incident:
    if "to" not in details:
        raise BadInput(_("Choose a person, or nobody."), field="to")
    if details["to"] == BY_RULE:
        return assign_by_rule(row.incident_id, by=by, seen=row.seen)
    return assign(row.incident_id, to=_person(details["to"]), by=by, seen=row.seen)


def _assigned_before(row: Row, details: Details) -> dict[str, Any]:
    found = Incident.objects.filter(pk=row.incident_id).values_list("assigned_to", flat=True).first()
    return {"assigned_to": found}


def _assign_back(row: BatchRow, by: User) -> Incident:
    to = _person(row.before["assigned_to"])
    return assign(row.incident_id, to=to, by=by, seen=row.version_after)


def _tagged_before(row: Row, details: Details) -> dict[str, Any]:
    name = " ".join(details.get("tag", "").split())
    links = IncidentTag.objects.filter(incident=row.incident_id, tag__name__iexact=name)
    return {"tag": name, "had": links.exists()}


def _tag_back(row: BatchRow, by: User) -> Incident:
    change = tag if row.before["had"] else untag
    return change(row.incident_id, name=row.before["tag"], by=by, seen=row.version_after)


_ASSIGN = Action("assign", gettext_lazy("Assign"), ("to",), _assign, _assign_back, _assigned_before)
_TAG = Action(
    "tag",
    gettext_lazy("Tag"),
    ("tag",),
    lambda row, by, details: tag(row.incident_id, name=details.get("tag", ""), by=by, seen=row.seen),
    _tag_back,
    _tagged_before,
)
_UNTAG = Action(
    "untag",
    gettext_lazy("Take a tag off"),
    ("tag",),
    lambda row, by, details: untag(row.incident_id, name=details.get("tag", ""), by=by, seen=row.seen),
    _tag_back,
    _tagged_before,
)


def _prioritise(row: Row, by: User, details: Details) -> Incident:
    return prioritise(row.incident_id, priority=details.get("priority"), by=by, seen=row.seen)


def _set_due(row: Row, by: User, details: Details) -> Incident:
    if "due_at" not in details:
        raise BadInput(_("Choose until when, or that there is no such time."), field="due_at")
    due = details["due_at"]
    return set_due(row.incident_id, due_at=datetime.fromisoformat(due) if due else None, by=by, seen=row.seen)


def _order_before(row: Row, details: Details) -> dict[str, Any]:
    found = Incident.objects.filter(pk=row.incident_id).values_list("priority", "due_at").first()
    priority, due = found or (None, None)
    return {"priority": priority, "due_at": due.isoformat() if due else None}


def _order_back(row: BatchRow, by: User) -> Incident:
    due = row.before["due_at"]
    before = {"priority": row.before["priority"], "due_at": datetime.fromisoformat(due) if due else None}
    return arrange(row.incident_id, by=by, seen=row.version_after, **before)


_PRIORITISE = Action(
    "prioritise", gettext_lazy("Set the priority"), ("priority",), _prioritise, _order_back, _order_before
)
_SET_DUE = Action(
    "set_due", gettext_lazy("Set the due time"), ("due_at",), _set_due, _order_back, _order_before
)
# What upper layers add, with who is offered it.
_FROM_ABOVE: dict[str, tuple[Action, Callable[[User], bool]]] = {}
_ORGANISING = {each.name: each for each in (_ASSIGN, _TAG, _UNTAG, _PRIORITISE, _SET_DUE)}
# What counts the version of the incident up.
_COUNTED = {"assign", "prioritise", "set_due", *TRANSITIONS}


def label_of(action: str) -> str:
    """Return what a step on several is called, also for somebody who may not do it any more."""
    return str(_kept_action(action).label)


def _kept_action(name: str) -> Action:
    if name in TRANSITIONS:
        return _move_action(name)
    return _ORGANISING[name] if name in _ORGANISING else _FROM_ABOVE[name][0]


def _move_action(name: str) -> Action:
    """Return a move of the workflow as something that is done to several."""
    transition = TRANSITIONS[name]
    return Action(
        name,
        transition.label,
        tuple(need for need in transition.needs if need not in CONFIRMED_ONE_BY_ONE),
        lambda row, by, details: move(row.incident_id, name, by=by, seen=row.seen, **details),
        lambda row, by: undo(row.incident_id, by=by, seen=row.version_after),
        reasons=transition.reasons,
    )
