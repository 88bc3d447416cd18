"""Who may draw, code a second time, read the two codings beside each other, and decide between them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from casework.accounts.models import Desk, Role, User
from casework.coding.models import Coding, Draw
from casework.coding.queues import comparable_by, waiting_for
from casework.core.decision import YES, Decision, no


def may_plan(user: User, desk: Desk) -> Decision:
    """Let the supervisors of a desk say how much of its work is coded twice."""
    if user.has_role(Role.SUPERVISOR, desk.pk):
        return YES
    return no(
        _("Only supervisors of %(desk)s say how much is coded twice. Ask one of them.") % {"desk": desk}
    )


def may_train(user: User, desk: Desk) -> Decision:
    """Let the supervisors of a desk make exercises with known answers."""
    if user.has_role(Role.SUPERVISOR, desk.pk):
        return YES
    return no(_("Only supervisors of %(desk)s make exercises. Ask one of them.") % {"desk": desk})


def may_take(user: User, draw: Draw) -> Decision:
    """Say whether the sources are for this person to code: theirs to read, and no work of theirs so far."""
    if waiting_for(user).filter(pk=draw.pk).exists():
        return YES
    return no(_("These sources are no longer to be coded by you. Choose others from the list."))


def may_compare(user: User, coding: Coding) -> Decision:
    """Say whether the person may read both codings."""
    if comparable_by(user).filter(pk=coding.pk).exists():
        return YES
    return no(_("Both codings are read by verifiers of the desk, once the second is submitted."))


def may_decide(user: User, coding: Coding) -> Decision:
    """Let a third person decide: somebody who reviews at the desk and made neither coding."""
    if not (decision := may_compare(user, coding)):
        return decision
    if user.pk == coding.coder_id or user.pk in coding.draw.first_ids:
        return no(
            _("You made one of the two codings, so somebody else has to decide. Leave it to a colleague.")
        )
    if user.has_role(Role.REVIEWER, coding.draw.desk_id):
        return YES
    return no(
        _("Only reviewers of %(desk)s decide between two codings. Leave it to one of them.")
        % {"desk": coding.draw.desk}
    )
