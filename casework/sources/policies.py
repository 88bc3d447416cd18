"""Who may bring and see documents."""

from django.utils.translation import gettext as _

from casework.accounts.models import Desk, Role, User
from casework.core.decision import YES, Decision, no


def may_add_document(user: User, desk: Desk) -> Decision:
    """Loggers and everybody above them bring documents to their desk."""
    if user.has_role(Role.LOGGER, desk.pk):
        return YES
    return no(
        _("Only loggers, verifiers, reviewers and supervisors of “%(desk)s” add documents there.")
        % {"desk": desk}
    )


def may_rate_sources(user: User) -> Decision:
    """Supervisors weigh sources, for all desks: a source has one rating at a time."""
    if user.has_role(Role.SUPERVISOR):
        return YES
    return no(_("Only supervisors rate sources. Tell yours why the rating should change."))
