"""What accounts tells the audit trail, which lies above it and listens."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.dispatch import Signal

from casework.accounts.models import User

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
    happened.send(sender=User, by=by, verb=verb, subject=subject, before=before, after=after)
