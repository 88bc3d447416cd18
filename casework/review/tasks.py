"""The clock of what review keeps for a minute only."""

from celery import shared_task

from casework.review.services.presence import forget_who_was_here


@shared_task(name="review.forget_who_left", ignore_result=True)
def forget_who_left() -> int:
    """Remove the rows of people whose page has gone, and return how many."""
    return forget_who_was_here()
