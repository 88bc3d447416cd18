"""Who may change actors and places. Vocabularies and countries come from files alone."""

from django.utils.translation import gettext as _

from casework.accounts.models import Role, User
from casework.core.decision import YES, Decision, no


def may_edit_codebook(user: User) -> Decision:
    """Supervisors keep actors and places, for all desks together."""
    if user.has_role(Role.SUPERVISOR):
        return YES
    return no(_("Only supervisors change actors and places. Tell yours what should change."))
