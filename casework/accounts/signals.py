"""What accounts tells the audit trail, which lies above it and listens."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.dispatch import Signal

from casework.accounts.models import User
from casework.core.tallies import TALLIES

# What programs that watch the installation see numbers of.
COUNTED = {
    "accounts.sign_in": "sign_in",
    "accounts.sign_in_failed": "sign_in_failed",
    "accounts.sign_in_unknown": "sign_in_failed",
    "accounts.second_factor_failed": "second_factor_failed",
    "accounts.passkey_failed": "passkey_failed",
}
# Sent inside the transaction of the change, with the arguments of `tell`. A listener that fails undoes it.
happened = Signal()


def tell(
    by: User | None,
    verb: str,
    subject: models.Model | None,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Say that `by` did something to `subject`; the verbs are listed with their sentences in audit."""
    if verb in COUNTED:
        TALLIES.add(COUNTED[verb])
    happened.send(sender=User, by=by, verb=verb, subject=subject, before=before, after=after)
