"""The clock of the documents that wait. The rows are the work, so running it twice or late does no harm."""

from time import monotonic

from celery import shared_task

from casework.sources.collecting import collect_next
from casework.sources.fetching.politeness import PAUSE
from casework.sources.fetching.transport import Transport
from casework.sources.grouping import group_next
from casework.sources.watching import check_next

# No document is begun later than this; a fetch and the reading may take about a minute more.
BUDGET_S = 30


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


@shared_task(name="sources.group_new_texts", ignore_result=True)
def group_new_texts() -> int:
    """Find out what new texts repeat, and return how many were compared."""
    until = monotonic() + BUDGET_S
    done = 0
    while monotonic() < until and group_next():
        done += 1
    return done
