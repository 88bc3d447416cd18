"""When the trail is sealed."""

from celery import shared_task

from casework.audit import chain


@shared_task(name="audit.seal_new_entries")
def seal_new_entries(*, everything: bool = False) -> int:
    """Seal what is new, or at night also what a very long transaction left behind."""
    return chain.seal_new_entries(everything=everything)
