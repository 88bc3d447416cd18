"""The clock of what incidents keep for a while only."""

from celery import shared_task

from casework.incidents.services.drafting import prune_drafts


@shared_task(name="incidents.prune_old_drafts", ignore_result=True)
def prune_old_drafts() -> int:
    """Throw away drafts that are too old, or of people who see less than before; return how many."""
    return prune_drafts()
