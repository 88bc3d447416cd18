"""The mail of an invitation. The row is the work: it says when its mail is due."""

from __future__ import annotations

from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from casework.accounts.invitations import link_secret
from casework.accounts.models import Invitation, InvitationQuerySet
from casework.core.mailing import FIRST_WAIT, MOST_ATTEMPTS, SENDING_LASTS_FOR, is_final
from casework.core.text import visible


def take_next_invitation() -> Invitation | None:
    """Take the invitation whose mail waits longest, and say so in its row, committed.

    One that lost its worker too often is left with its reason, where whoever invited sees it.
    """
    lost = Invitation.objects.to_mail().filter(attempts__gte=MOST_ATTEMPTS).order_by()
    lost.update(
        mail_due_at=None, last_error=f"The worker was lost while it sent this, {MOST_ATTEMPTS} times."
    )
    with transaction.atomic():
        due = Invitation.objects.to_mail().select_for_update(of=("self",), skip_locked=True)
        taken = due.select_related("desk", "invited_by").first()
        if taken is None:
            return None
        Invitation.objects.filter(pk=taken.pk).update(
            attempts=F("attempts") + 1, mail_due_at=Now() + SENDING_LASTS_FOR
        )
    taken.refresh_from_db(fields=["attempts", "mail_due_at"])
    return taken


def send_invitation(taken: Invitation) -> bool:
    """Send the mail of an invitation that the caller has taken; say whether the mail server took it.

    A worker that dies between the server's yes and our commit leaves it to be sent again: with the same link,
    and under the same Message-ID, so that mail programs show one mail.
    """
    try:
        _mail(taken).send()
    except (SMTPException, OSError) as error:
        _put_off(taken, f"{type(error).__name__}: {error}", for_good=is_final(error))
        return False
    _mine(taken).update(mail_due_at=None, mailed_at=Now(), last_error="")
    return True


def _mail(invitation: Invitation) -> EmailMessage:
    address = reverse("account_invitation", args=[link_secret(invitation)])
    context = {"invitation": invitation, "link": settings.PUBLIC_URL + address}
    with translation.override(invitation.invited_by.language):
        return EmailMessage(
            subject=visible(" ".join(render_to_string("emails/invitation-subject.txt", context).split())),
            body=visible(render_to_string("emails/invitation-body.txt", context)),
            to=[invitation.email],
            headers={
                "Message-ID": f"<invitation-{invitation.pk}-{invitation.asked}@{settings.PUBLIC_HOST}>",
                "Auto-Submitted": "auto-generated",
            },
        )


def _put_off(taken: Invitation, error: str, *, for_good: bool) -> None:
    """Wait longer after every failure; after the last one leave the row with its reason."""
    given_up = for_good or taken.attempts >= MOST_ATTEMPTS
    wait = FIRST_WAIT * 2 ** (taken.attempts - 1)
    _mine(taken).update(last_error=error[:2000], mail_due_at=None if given_up else Now() + wait)


def _mine(taken: Invitation) -> InvitationQuerySet:
    """Return the row, unless somebody else took it since, or had it sent anew."""
    return Invitation.objects.filter(pk=taken.pk, attempts=taken.attempts, seed=taken.seed)
