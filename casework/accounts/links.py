"""Links with which people set their first password, or a new one."""

from typing import Any

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import transaction
from django.urls import reverse
from django.utils.http import int_to_base36
from django.utils.translation import gettext as _

from casework.accounts.models import User
from casework.accounts.policies import may_manage_people
from casework.accounts.signals import tell
from casework.core.errors import NotNow, NotPermitted


class PasswordLinks(PasswordResetTokenGenerator):
    """A link works once, for three days, and dies when its person is deactivated."""

    key_salt = "casework.accounts.links.PasswordLinks"

    def _make_hash_value(self, user: Any, timestamp: int) -> str:
        return f"{super()._make_hash_value(user, timestamp)}{user.is_active}{user.sessions_ended}"


def offer_password_link(person: User, *, by: User) -> str:
    """Return a link for an operator to hand over; whoever opens it first sets the password of `person`."""
    if not (decision := may_manage_people(by)):
        raise NotPermitted(decision.reason)
    with transaction.atomic():
        # The row as it is now: a link that was made from an old one would be dead already.
        person.refresh_from_db()
        if not person.is_active:
            raise NotNow(_("%(name)s is deactivated. Reactivate them first.") % {"name": person})
        tell(by, "accounts.offer_password_link", person)
    key = {"uidb36": int_to_base36(person.pk), "key": PasswordLinks().make_token(person)}
    return settings.PUBLIC_URL + reverse("account_reset_password_from_key", kwargs=key)
