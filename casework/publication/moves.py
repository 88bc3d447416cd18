"""What a move through the workflow means for the public."""

from collections.abc import Callable
from typing import Any

from casework.accounts.models import User
from casework.incidents.models import Incident, Revision
from casework.publication import services
from casework.publication.models import Ended
from casework.review.models import Move
from casework.review.signals import moved


def connect() -> None:
    """Publish inside the transaction of an approval. The front door calls this once at the start."""
    moved.connect(on_moved, sender=Incident, dispatch_uid="publication")


def on_moved(
    *, incident: Incident, transition: str, revision: Revision | None, move: Move, by: User, **_: Any
) -> None:
    """Carry a move out in public. An exception undoes the move."""
    act = ACTS.get(_meaning(transition, move))
    if act is not None:
        act(incident, revision, move, by)


def _meaning(transition: str, move: Move) -> str:
    """Name an undo by what it takes back."""
    return f"undo {move.undoes.transition}" if move.undoes else transition


def _approve(incident: Incident, revision: Revision | None, move: Move, by: User) -> None:
    if revision is None:
        raise ValueError(f"{incident.uid} was approved without a revision: there is nothing to publish.")
    services.publish(incident, revision, by=by)


def _undo_approve(incident: Incident, revision: Revision | None, move: Move, by: User) -> None:
    services.close_for_undo(incident, by=by)


def _withdraw(incident: Incident, revision: Revision | None, move: Move, by: User) -> None:
    services.withdraw(incident, by=by, note=move.note)


def _undo_withdraw(incident: Incident, revision: Revision | None, move: Move, by: User) -> None:
    services.restore(incident, Ended.WITHDRAWN, by=by)


def _merge(incident: Incident, revision: Revision | None, move: Move, by: User) -> None:
    into = Incident.objects.get(merged_from=incident)
    services.close_for_merge(incident, into, by=by)


def _unmerge(incident: Incident, revision: Revision | None, move: Move, by: User) -> None:
    services.restore(incident, Ended.MERGED, by=by)


ACTS: dict[str, Callable[[Incident, Revision | None, Move, User], None]] = {
    "approve": _approve,
    "undo approve": _undo_approve,
    "withdraw": _withdraw,
    "undo withdraw": _undo_withdraw,
    "merge": _merge,
    "unmerge": _unmerge,
}
