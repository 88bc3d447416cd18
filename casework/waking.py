"""Which tasks are woken at once when a change is committed, so that nobody waits for the clock.

What is due stands in the rows, and the clock finds it too: a lost message does no harm, nor does a second.
"""

import logging
import time
from typing import Any

from django.db import connection, models, transaction
from kombu import pools
from kombu.exceptions import OperationalError

from casework.audit.models import Entry
from casework.audit.signals import recorded
from casework.celery import app
from casework.crossref.tasks import find_new_pairs
from casework.incidents.models import Incident

logger = logging.getLogger(__name__)

# A broker answers within a millisecond or two. One that is switched off or hangs must not hold up the person
# who saved something: without these limits a hung one holds them for ever.
PATIENCE = {"socket_connect_timeout": 0.05, "socket_timeout": 0.05}
# After a failure nobody else waits for so long, in seconds; the clock finds meanwhile what is due.
QUIET_FOR = 30.0


class Bell:
    """Sends the message that wakes the search for pairs, and leaves a dead broker alone for a while."""

    def __init__(self) -> None:
        self._quiet_until = 0.0

    def ring(self, now: float | None = None) -> None:
        """Send it, unless the broker failed a moment ago. A failure costs one caller a tenth of a second."""
        now = time.monotonic() if now is None else now
        if now < self._quiet_until:
            return
        try:
            self._send()
        except OperationalError:
            # The change is saved, and whoever made it need not know.
            self._quiet_until = now + QUIET_FOR
            logger.info("The broker does not answer. The clock will look for pairs.")

    def _send(self) -> None:
        options = {**app.conf.broker_transport_options, **PATIENCE}
        with pools.producers[app.connection_for_write(transport_options=options)].acquire() as producer:
            find_new_pairs.apply_async(expires=5, producer=producer)


BELL = Bell()


def connect() -> None:
    """Listen to the trail, in which every change of an incident stands. The front door calls this once."""
    recorded.connect(on_recorded, sender=Entry, dispatch_uid="waking")


def on_recorded(*, subject: models.Model | None, **_: Any) -> None:
    """Look for pairs once the transaction is committed: one message for all that it changes."""
    is_asked = any(waiting[1] is _look_for_pairs for waiting in connection.run_on_commit)
    if isinstance(subject, Incident) and not is_asked:
        transaction.on_commit(_look_for_pairs)


def _look_for_pairs() -> None:
    BELL.ring()
