"""The clock of the mails. The rows hold the work, so running it twice or late does no harm."""

from time import monotonic

from celery import shared_task

from casework.digests.services import (
    send_digest,
    subscribe_everybody,
    take_next_digest,
    write_next_calls,
    write_next_digest,
)

# Well below the time limit of tasks; what is left is due at the next turn.
BUDGET_S = 150


@shared_task(name="digests.send_due_digests", ignore_result=True)
def send_due_digests() -> int:
    """Write and send every mail that is due, and return how many went out."""
    until = monotonic() + BUDGET_S
    subscribe_everybody()
    while write_next_digest() or write_next_calls():
        pass
    sent = 0
    while monotonic() < until and (digest := take_next_digest()):
        sent += send_digest(digest) == "sent"
    return sent
