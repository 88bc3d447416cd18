"""Who may say what belongs together. A person has to see both incidents before any of this is asked."""

from django.utils.translation import gettext as _

from casework.accounts.models import Desk, Role, User
from casework.core.decision import YES, Decision, no
from casework.incidents.models import Incident


def may_judge(user: User, *incidents: Incident) -> Decision:
    """Verifiers of every desk concerned: a judgement holds for the incidents of both."""
    return _is_verifier(user, *incidents)


def may_link(user: User, incident: Incident) -> Decision:
    """Verifiers of the desk whose incident is linked; the other one is only pointed at."""
    return _is_verifier(user, incident)


def may_merge(user: User, donor: Incident, survivor: Incident) -> Decision:
    """Supervisors of both desks: one loses an incident by it, the other answers for what it says."""
    for incident in (donor, survivor):
        if not user.has_role(Role.SUPERVISOR, incident.desk_id):
            sentence = _("Only supervisors of %(desk)s may merge its incidents. Ask one of them.")
            return no(sentence % {"desk": incident.desk})
    return YES


def _is_verifier(user: User, *incidents: Incident) -> Decision:
    for incident in incidents:
        if not user.has_role(Role.VERIFIER, incident.desk_id):
            sentence = _("Only verifiers of %(desk)s may do this. Ask a supervisor there for the role.")
            return no(sentence % {"desk": incident.desk})
    return YES


def may_import_records(user: User) -> Decision:
    """Supervisors of any desk: rows of other data sets are shared by all, as sources and places are."""
    if user.has_role(Role.SUPERVISOR):
        return YES
    return no(_("Only supervisors bring in other data sets. Ask one of your desk."))


def may_import_list(user: User, desk: Desk) -> Decision:
    """Verifiers of the desk: what they bring in is theirs to verify, and by others to be reviewed."""
    if user.has_role(Role.VERIFIER, desk.pk):
        return YES
    return no(
        _("Only verifiers of %(desk)s bring in lists. Ask a supervisor there for the role.") % {"desk": desk}
    )


def may_undo_list(user: User, desk: Desk) -> Decision:
    """Reviewers of the desk, for what is taken back is rejected."""
    if user.has_role(Role.REVIEWER, desk.pk):
        return YES
    return no(_("Only reviewers of %(desk)s take an import back. Ask one of them.") % {"desk": desk})
