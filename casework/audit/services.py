"""Write the trail."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import connection, models
from django.db.transaction import TransactionManagementError
from django.utils import translation

from casework.accounts.models import Desk, User
from casework.audit.models import Entry
from casework.audit.signals import recorded
from casework.audit.verbs import VERBS
from casework.core.request import current_request_id
from casework.core.statements import Rows, add
from casework.core.text import storable


def record(
    by: User | None,
    verb: str,
    subject: models.Model | None,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    note: str = "",
    desk: Desk | None = None,
    beside: Rows | None = None,
) -> Entry:
    """Add one entry to the trail, in the transaction of the change that it tells of.

    `before` and `after` hold what changed, ready for JSON, and never a secret. The label is the subject's
    `audit_label` where it has one, else its text. Without `desk` the subject's own desk is taken; supervisors
    of that desk see the entry. Costs one INSERT, and what the listeners of `recorded` do. What stands
    `beside` it is done by the same statement, beginning with its first row. An unknown verb is a ValueError:
    add it to `VERBS`.
    """
    if verb not in VERBS:
        raise ValueError(f"“{verb}” is not in audit/verbs.py. Add it there with its sentence.")
    if not connection.in_atomic_block:
        raise TransactionManagementError(f"“{verb}” must be recorded in the transaction of its change.")
    entry = Entry(
        actor=by,
        verb=verb,
        **_names_of(subject),
        desk_id=desk.pk if desk else getattr(subject, "desk_id", None),
        before=dict(before or {}),
        after=dict(after or {}),
        note=storable(note),
        request_id=current_request_id(),
    )
    if beside is None:
        add(entry)
    else:
        add(beside[0], beside=[*beside[1:], entry])
    recorded.send(Entry, entry=entry, subject=subject)
    return entry


def _names_of(subject: models.Model | None) -> dict[str, Any]:
    if subject is None:
        return {}
    # The trail is read by everybody, whatever language its writer had on the screen.
    with translation.override(settings.LANGUAGE_CODE):
        label = storable(getattr(subject, "audit_label", None) or str(subject))[:200]
    return {
        "subject_kind": subject._meta.model_name,
        "subject_id": subject.pk,
        "subject_label": label,
        "person_id": subject.pk if isinstance(subject, User) else None,
    }
