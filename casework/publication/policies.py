"""Who may freeze an edition."""

from django.utils.translation import gettext as _

from casework.accounts.models import Role, User
from casework.core.decision import YES, Decision, no


def may_release(user: User) -> Decision:
    """Supervisors: a release is about everything that is public, whatever desk it came from."""
    if user.has_role(Role.SUPERVISOR):
        return YES
    return no(_("Only supervisors make releases. Ask one of them."))
