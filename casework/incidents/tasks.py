"""The clocks of incidents. The rows are the work, so running one twice does no harm."""

from time import monotonic

from celery import shared_task

from casework.incidents.services.drafting import prune_drafts
from casework.incidents.services.rechecking import reanchor_next

# Shorter than the time between two turns, so that a large change does not pile up.
BUDGET_S = 10


@shared_task(name="incidents.prune_old_drafts", ignore_result=True)
def prune_old_drafts() -> int:
    """Throw away drafts that are too old, or of people who see less than before; return how many."""
    return prune_drafts()


@shared_task(name="incidents.reanchor_citations", ignore_result=True)
def reanchor_citations() -> int:
    """Look for the passages of documents whose text changed, and return how many documents those were."""
    until = monotonic() + BUDGET_S
    done = 0
    while monotonic() < until and reanchor_next():
        done += 1
    return done
