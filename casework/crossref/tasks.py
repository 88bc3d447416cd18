"""The clock of the search for pairs. The rows are the work, so running it twice or late does no harm."""

from time import monotonic

from celery import shared_task

from casework.crossref.imports.matching import match_due_records
from casework.crossref.imports.running import work_on_next
from casework.crossref.knowledge import settle_pairs
from casework.crossref.lists.running import work_on_next_list
from casework.crossref.models import CandidatePair
from casework.crossref.offers.keeping import notice_changed_offers, offer_next
from casework.crossref.searching import find_pairs_of_next

# After an import of thousands one worker searches, and the others fetch and send.
BUDGET_S = 20
AT_ONCE = 500


@shared_task(name="crossref.find_new_pairs", ignore_result=True)
def find_new_pairs() -> int:
    """Look for pairs of every incident in work that changed, and return how many incidents were taken."""
    until = monotonic() + BUDGET_S
    done = 0
    while monotonic() < until and find_pairs_of_next():
        done += 1
    settle_pairs(CandidatePair.objects.filter(is_settled=False).order_by("pk")[:AT_ONCE])
    notice_changed_offers()
    while monotonic() < until and match_due_records():
        pass
    return done


@shared_task(name="crossref.offer_new_documents", ignore_result=True)
def offer_new_documents() -> int:
    """Offer documents with a new text to the incidents they may be about, and return how many were read."""
    until = monotonic() + BUDGET_S
    done = 0
    while monotonic() < until and offer_next():
        done += 1
    return done


@shared_task(name="crossref.import_files", ignore_result=True)
def import_files() -> int:
    """Check and bring in the files that wait, and return how many were worked on."""
    until = monotonic() + BUDGET_S
    done = 0
    while (left := until - monotonic()) > 0 and work_on_next(left):
        done += 1
    return done


@shared_task(name="crossref.import_lists", ignore_result=True)
def import_lists() -> int:
    """Read, check and bring in the lists of desks that wait, and return how many files were worked on."""
    until = monotonic() + BUDGET_S
    done = 0
    while (left := until - monotonic()) > 0 and work_on_next_list(left):
        done += 1
    return done
