"""Who may move an incident, and when. Every rule answers with the sentence to show."""

from datetime import timedelta

from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.accounts.models import Desk, Role, User
from casework.core.decision import YES, Decision, no
from casework.core.prepared import Prepared
from casework.incidents.models import OPEN_STATES, Incident, State
from casework.review.models import Comment, Lease, Move

# Who takes an incident in these verifies it.
BEFORE_SUBMISSION = (State.NEW, State.VERIFYING, State.PENDING, State.RETURNED)

UNDO_FOR = timedelta(minutes=10)

_ROLE_NEEDED = {
    Role.LOGGER: gettext_lazy("Only loggers of %(desk)s may do this. Ask a supervisor there for the role."),
    Role.VERIFIER: gettext_lazy("Only verifiers of %(desk)s may do this. Leave it to one of them."),
    Role.REVIEWER: gettext_lazy("Only reviewers of %(desk)s may do this. Leave it to one of them."),
    Role.SUPERVISOR: gettext_lazy("Only supervisors of %(desk)s may do this. Ask one of them."),
}


def _has_role(role: Role, user: User, incident: Incident) -> Decision:
    if user.has_role(role, incident.desk_id):
        return YES
    return no(_ROLE_NEEDED[role] % {"desk": incident.desk})


# --- Roles, by decision record per desk --------------------------------------------------------------


def is_logger(user: User, incident: Incident) -> Decision:
    return _has_role(Role.LOGGER, user, incident)


def is_verifier(user: User, incident: Incident) -> Decision:
    return _has_role(Role.VERIFIER, user, incident)


def is_reviewer(user: User, incident: Incident) -> Decision:
    return _has_role(Role.REVIEWER, user, incident)


def is_supervisor(user: User, incident: Incident) -> Decision:
    return _has_role(Role.SUPERVISOR, user, incident)


# --- Four eyes: no role is above these ---------------------------------------------------------------


def is_a_person(user: User, incident: Incident) -> Decision:
    """Keep programs from submitting: whoever holds a service's key would be two of the people required."""
    if not user.is_service:
        return YES
    return no(_("A service does not submit. A verifier of %(desk)s has to.") % {"desk": incident.desk})


def is_no_contributor(user: User, incident: Incident) -> Decision:
    """Keep those who changed the content since the last approval from deciding about it."""
    if user.pk not in incident.contributor_ids:
        return YES
    return no(_("You or a service of yours worked on this incident: leave the decision to a colleague."))


def is_not_its_reviewer(user: User, incident: Incident) -> Decision:
    """Keep the reviewer from approving, unless the desk had only two people when it was submitted."""
    if incident.people_required == 2 or user.pk != incident.reviewed_by_id:
        return YES
    return no(_("You agreed to this incident as its reviewer, so another supervisor has to approve it."))


def is_its_submitter(user: User, incident: Incident) -> Decision:
    if user.pk == incident.submitted_by_id:
        return YES
    return no(_("Only %(name)s, who submitted it, may take it back.") % {"name": incident.submitted_by})


def made_the_last_move(user: User, incident: Incident) -> Decision:
    move = last_move(incident)
    if move is None:
        return no(_("Nothing has happened yet that could be undone."))
    if move.by_id != user.pk:
        return no(_("Only %(name)s, who made the last move, may undo it.") % {"name": move.by})
    return YES


# --- What must be true at this moment ----------------------------------------------------------------


def holds_the_lease(user: User, incident: Incident) -> Decision:
    """Let only the holder go on. A lease without a heartbeat counts until somebody else comes."""
    lease = open_lease(incident)
    if lease is None:
        return no(_("Take this incident first."))
    if lease.holder_id != user.pk:
        return no(
            _("%(name)s is working on this incident. Ask them, or take another one.") % {"name": lease.holder}
        )
    return YES


def is_complete(user: User, incident: Incident) -> Decision:
    missing = incident.missing_for_submission()
    return no(" ".join(str(sentence) for sentence in missing)) if missing else YES


def is_public(user: User, incident: Incident) -> Decision:
    if is_live(incident):
        return YES
    return no(_("This incident is not public, so there is nothing to withdraw. Reject it instead."))


def is_not_public(user: User, incident: Incident) -> Decision:
    if not is_live(incident):
        return YES
    return no(_("This incident is public. Ask a supervisor to withdraw it, with a note for its readers."))


def can_be_undone(user: User, incident: Incident) -> Decision:
    """Allow undo for ten minutes by the database's clock, and only while nothing else has changed."""
    move = last_move(incident)
    if move is None:
        return no(_("Nothing has happened yet that could be undone."))
    if move.transition == "undo":
        return no(_("An undo cannot be undone. Make the move again."))
    if move.transition in ("merge", "unmerge"):
        return no(_("Merging is undone on the page of the pair, where both incidents are restored."))
    if move.version_after != incident.version:
        return no(_("The incident has changed since that move. Use the moves of the workflow instead."))
    if not Move.objects.filter(pk=move.pk, at__gt=Now() - UNDO_FOR).exists():
        return no(_("A move can be undone for ten minutes. Use the moves of the workflow instead."))
    return YES


# --- Holds and comments ------------------------------------------------------------------------------


def has_work(incident: Incident) -> Decision:
    """Say whether there is anything left to do before a supervisor reopens the incident."""
    if incident.review_state in OPEN_STATES:
        return YES
    return no(
        _("There is no work to take here: the state of this incident is “%(state)s”.")
        % {"state": incident.get_review_state_display()}
    )


def may_take(user: User, incident: Incident) -> Decision:
    """Say whether the work on the incident is for this person, and what keeps them from it."""
    state = incident.review_state
    if state in BEFORE_SUBMISSION:
        return is_verifier(user, incident)
    if state == State.SUBMITTED:
        return is_reviewer(user, incident) and is_no_contributor(user, incident)
    return (
        is_supervisor(user, incident)
        and is_no_contributor(user, incident)
        and is_not_its_reviewer(user, incident)
    )


def may_assign(user: User, incident: Incident, to: User | None) -> Decision:
    """Let supervisors give work to anybody, and verifiers take it on themselves or give it up again."""
    if user.has_role(Role.SUPERVISOR, incident.desk_id):
        return YES
    if not (decision := is_verifier(user, incident)):
        return decision
    if incident.assigned_to_id in (None, user.pk) and to in (None, user):
        return YES
    return no(
        _("Supervisors of %(desk)s assign work to others. You can take on what is assigned to nobody.")
        % {"desk": incident.desk}
    )


def may_order(user: User, incident: Incident) -> Decision:
    """Say whether the person may set how urgent the work is: those who read the work of others."""
    if not (decision := is_reviewer(user, incident)):
        return decision
    return has_work(incident)


def may_keep_tags(user: User, desk: Desk) -> Decision:
    """Let supervisors rename and retire the tags of their desk, for everybody who uses them."""
    if user.has_role(Role.SUPERVISOR, desk.pk):
        return YES
    return no(_("Only supervisors of %(desk)s change its tags. Ask one of them.") % {"desk": desk})


def may_tag(user: User, incident: Incident) -> Decision:
    return is_verifier(user, incident)


def may_break(user: User, lease: Lease) -> Decision:
    return is_supervisor(user, lease.incident)


def may_comment(user: User, incident: Incident) -> Decision:
    return is_logger(user, incident)


def may_resolve(user: User, comment: Comment) -> Decision:
    return is_logger(user, comment.incident)


def is_live(incident: Incident) -> bool:
    """Say whether the world sees a version of the incident at this moment."""
    return incident.published_version is not None


def last_move(incident: Incident) -> Move | None:
    """Return the newest row of the journal, or None."""
    return incident.once("last_move", lambda: _MOVES.first(incident.pk))


def open_lease(incident: Incident) -> Lease | None:
    """Return the hold on the incident with its holder, or None."""
    return incident.once("open_lease", lambda: _LEASES.first(incident.pk))


_MOVES = Prepared(
    lambda incident: (
        Move.objects.filter(incident=incident).select_related("by").order_by("-version_after")[:1]
    )
)
_LEASES = Prepared(
    lambda incident: Lease.objects.open().filter(incident=incident).select_related("holder")[:1]
)
