"""The clock of invitations. The rows hold the work, so running it twice or late does no harm."""

from time import monotonic

from celery import shared_task

from casework.accounts import invitations
from casework.accounts.invitation_mail import send_invitation, take_next_invitation

# Well below the time limit of tasks; what is left is due at the next turn.
BUDGET_S = 100


@shared_task(name="accounts.send_due_invitations", ignore_result=True)
def send_due_invitations() -> int:
    """Send every invitation whose mail is due, and return how many went out."""
    until = monotonic() + BUDGET_S
    sent = 0
    while monotonic() < until and (taken := take_next_invitation()):
        sent += send_invitation(taken)
    return sent


@shared_task(name="accounts.forget_old_invitations", ignore_result=True)
def forget_old_invitations() -> int:
    """Delete invitations that ended long ago, and return how many."""
    return invitations.forget_old_invitations()
