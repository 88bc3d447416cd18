"""Unsaved words of a move, beside the same move as a colleague made it meanwhile."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from casework.accounts.models import User
from casework.incidents.drafted import Done, Meeting, compare_with, compared
from casework.incidents.models import Draft, Incident
from casework.review.forms import MoveForm, reasons_for
from casework.review.models import Move, Wait
from casework.review.workflow import TRANSITIONS


def _move(draft: Draft, which: str, incident: Incident, user: User) -> Meeting | None:
    """Compare with what a colleague gave as the reason, or said that we wait for."""
    transition = TRANSITIONS.get(which)
    if transition is None:
        return None
    made = _made_since(draft, which, incident, user)
    form = MoveForm(transition, reasons_for([transition]).get(transition.reasons, []))
    said = {name: [text] for name, text in _said(made).items() if name in form.fields} if made else {}
    done = Done(made.by, made.at) if made else None
    meeting = compared(form, draft, was={name: [""] for name in said}, now=said, done=done)
    if transition.starts_from(incident):
        return meeting
    sentence = _(
        "“%(move)s” is not open now: the state is “%(state)s”. Copy what you need, then throw this away."
    )
    state = incident.get_review_state_display()
    return replace(meeting, ended=sentence % {"move": transition.label, "state": state})


def _made_since(draft: Draft, name: str, incident: Incident, user: User) -> Move | None:
    moves = Move.objects.filter(incident=incident, transition=name, version_after__gt=draft.seen)
    return moves.exclude(by=user).select_related("by").order_by("version_after").last()


def _said(move: Move) -> dict[str, str]:
    wait = Wait.objects.filter(began_with=move).first()
    waits = (
        {"waits_for": wait.what, "waits_on": wait.from_whom, "until": wait.until.isoformat()} if wait else {}
    )
    return {"code": move.code, "field": move.field, "note": move.note, **waits}


def hang() -> None:
    """Compare what the forms of moves hold."""
    compare_with("move", _move)
