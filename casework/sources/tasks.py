"""The clock of the documents that wait. The rows are the work, so running it twice or late does no harm."""

import logging
from time import monotonic

from celery import shared_task

from casework.sources.collecting import collect_next
from casework.sources.feeds.visiting import visit_next
from casework.sources.fetching.politeness import PAUSE
from casework.sources.fetching.transport import Transport
from casework.sources.fixity import check_for
from casework.sources.grouping import group_next
from casework.sources.stamping.authority import Authority
from casework.sources.stamping.waiting import stamp_for
from casework.sources.watching import check_next

log = logging.getLogger(__name__)

# No document is begun later than this; a fetch and the reading may take about a minute more.
BUDGET_S = 30


# Less than the time between two bells, so that portions do not pile up.
FIXITY_BUDGET_S = 120


@shared_task(name="sources.check_kept_bytes", ignore_result=True)
def check_kept_bytes() -> int:
    """Hash a portion of the kept bytes anew, and return how many are no longer what they were."""
    checked, unsound = check_for(FIXITY_BUDGET_S)
    if checked:
        log.info("%d captures were checked, %d of them are unsound.", checked, unsound)
    return unsound


@shared_task(name="sources.fetch_due_documents", ignore_result=True)
def fetch_due_documents() -> int:
    """Fetch the documents that are due, and return how many were taken."""
    until = monotonic() + BUDGET_S
    transport = Transport.from_settings()
    taken = 0
    while monotonic() < until and collect_next(transport, pause=PAUSE):
        taken += 1
    return taken


@shared_task(name="sources.check_cited_documents", ignore_result=True)
def check_cited_documents() -> int:
    """Look again at the cited documents that are due, and return how many were looked at."""
    until = monotonic() + BUDGET_S
    transport = Transport.from_settings()
    taken = 0
    while monotonic() < until and check_next(transport, pause=PAUSE):
        taken += 1
    return taken


@shared_task(name="sources.visit_due_feeds", ignore_result=True)
def visit_due_feeds() -> int:
    """Look at the feeds that are due, and return how many were looked at."""
    until = monotonic() + BUDGET_S
    transport = Transport.from_settings()
    taken = 0
    while monotonic() < until and visit_next(transport, pause=PAUSE):
        taken += 1
    return taken


@shared_task(name="sources.group_new_texts", ignore_result=True)
def group_new_texts() -> int:
    """Find out what new texts repeat, and return how many were compared."""
    until = monotonic() + BUDGET_S
    done = 0
    while monotonic() < until and group_next():
        done += 1
    return done


@shared_task(name="sources.stamp_new_snapshots", ignore_result=True)
def stamp_new_snapshots(everything: bool = False) -> int:
    """Have what has no time stamp stamped, where an authority is named, and return how many were."""
    authority = Authority.from_settings()
    return stamp_for(authority, BUDGET_S, everything=everything) if authority else 0
