"""The clock of the search for pairs. What is due follows from versions, so a lost turn loses nothing."""

from time import monotonic

from celery import shared_task

from casework.crossref.changes import notice_changes
from casework.crossref.knowledge import settle_pairs
from casework.crossref.models import CandidatePair
from casework.crossref.searching import due_for_search, find_pairs

# Shorter than the time between two turns: after an import of thousands one worker searches, and the others
# fetch and send. What is left is due at the next turn.
BUDGET_S = 20
AT_ONCE = 500


@shared_task(name="crossref.find_new_pairs", ignore_result=True)
def find_new_pairs() -> int:
    """Look for pairs of every incident in work that changed, and return how many incidents those were."""
    until = monotonic() + BUDGET_S
    done = 0
    for incident_id in due_for_search().values_list("pk", flat=True)[:AT_ONCE]:
        if monotonic() > until:
            break
        find_pairs(incident_id)
        done += 1
    settle_pairs(CandidatePair.objects.filter(is_settled=False).order_by("pk")[:AT_ONCE])
    notice_changes()
    return done
