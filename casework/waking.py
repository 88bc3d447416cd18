"""Which tasks are woken at once when a change is committed, so that nobody waits for the clock.

What is due stands in the rows, and the clock finds it too: a lost message does no harm, nor does a second.
"""

import logging
from typing import Any

from django.db import connection, models, transaction
from kombu.exceptions import OperationalError

from casework.audit.models import Entry
from casework.audit.signals import recorded
from casework.crossref.tasks import find_new_pairs
from casework.incidents.models import Incident

logger = logging.getLogger(__name__)


def connect() -> None:
    """Listen to the trail, in which every change of an incident stands. The front door calls this once."""
    recorded.connect(on_recorded, sender=Entry, dispatch_uid="waking")


def on_recorded(*, subject: models.Model | None, **_: Any) -> None:
    """Look for pairs once the transaction is committed: one message for all that it changes."""
    is_asked = any(waiting[1] is _look_for_pairs for waiting in connection.run_on_commit)
    if isinstance(subject, Incident) and not is_asked:
        transaction.on_commit(_look_for_pairs)


def _look_for_pairs() -> None:
    try:
        find_new_pairs.apply_async(expires=5)
    except OperationalError:
        # The change is saved, and whoever made it need not know.
        logger.info("The broker does not answer. The clock will look for pairs.")
