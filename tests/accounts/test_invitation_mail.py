"""The mail of an invitation goes out once, whatever dies between."""

from datetime import timedelta
from smtplib import SMTPDataError, SMTPServerDisconnected

import pytest
from django.core import mail
from django.db.models.functions import Now

from casework.accounts.invitation_mail import send_invitation, take_next_invitation
from casework.accounts.invitations import invite, invite_again
from casework.accounts.models import Desk, Invitation, Role, User
from casework.accounts.tasks import send_due_invitations
from tests.gate import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(sira: User, desk: Desk) -> Invitation:
    return invite("awa@example.org", desk=desk, role=Role.LOGGER, by=sira)


@pytest.fixture
def refusing(monkeypatch: pytest.MonkeyPatch) -> list[Exception]:
    """What the mail server answers, in its order; then it takes mail."""
    answers: list[Exception] = []
    take = mail.EmailMessage.send

    def send(message: mail.EmailMessage, fail_silently: bool = False) -> int:
        if answers:
            raise answers.pop(0)
        return int(take(message))

    monkeypatch.setattr(mail.EmailMessage, "send", send)
    return answers


def wait_is_over() -> None:
    Invitation.objects.filter(mail_due_at__isnull=False).update(mail_due_at=Now() - timedelta(seconds=1))


def test_a_mail_goes_once(made: Invitation) -> None:
    assert send_due_invitations() == 1
    assert send_due_invitations() == 0

    made.refresh_from_db()
    assert made.mail_due_at is None
    assert made.mailed_at is not None


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_one_mail(made: Invitation) -> None:
    at_once(send_due_invitations, send_due_invitations)

    assert len(mail.outbox) == 1


def test_a_worker_killed_after_the_yes_repeats_the_mail_under_the_same_id(made: Invitation) -> None:
    taken = take_next_invitation()
    assert taken is not None
    send_invitation(taken)
    # As if the end had not been committed: its worker died there.
    Invitation.objects.update(mail_due_at=Now() - timedelta(seconds=1), mailed_at=None)

    send_due_invitations()

    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
    assert first.body == second.body


def test_a_mail_that_lost_five_workers_is_given_up(made: Invitation) -> None:
    for _ in range(5):
        assert take_next_invitation()
        wait_is_over()

    assert take_next_invitation() is None
    made.refresh_from_db()
    assert made.last_error == "The worker was lost while it sent this, 5 times."


def test_a_server_that_is_down_is_asked_again_five_times(made: Invitation, refusing: list[Exception]) -> None:
    refusing += [SMTPServerDisconnected("Gone.")] * 5
    for _ in range(6):
        send_due_invitations()
        wait_is_over()

    made.refresh_from_db()
    assert (made.attempts, made.mail_due_at, mail.outbox) == (5, None, [])
    assert made.last_error == "SMTPServerDisconnected: Gone."


def test_what_is_refused_for_good_is_given_up_at_once(made: Invitation, refusing: list[Exception]) -> None:
    refusing += [SMTPDataError(550, b"No such reader.")]

    send_due_invitations()

    made.refresh_from_db()
    assert made.mail_due_at is None
    assert "No such reader." in made.last_error


def test_a_worker_that_comes_back_late_leaves_a_newer_link_alone(made: Invitation, sira: User) -> None:
    taken = take_next_invitation()
    assert taken is not None
    invite_again(made.pk, by=sira)

    send_invitation(taken)

    assert Invitation.objects.to_mail().count() == 1
