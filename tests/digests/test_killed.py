"""A worker that the kernel ends at any step of a mail: it is sent, and more than once only under one id."""

import os
import signal
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, NoReturn

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.utils import timezone
from pytest_django import Settings

from casework.accounts.models import User
from casework.digests.mail import send_summary
from casework.digests.models import Digest, Subscription
from casework.digests.services import sending
from casework.digests.tasks import send_due_digests
from tests.digests.builders import make_subscription
from tests.digests.server import MailServer, mail_server
from tests.incidents.builders import make_incident


def die(*_arguments: Any, **_options: Any) -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def after(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, and then the end."""

    def last(*arguments: Any, **options: Any) -> NoReturn:
        function(*arguments, **options)
        die()

    return last


# Where it is killed: what it dies in or after, and how many mails have reached the server in the end.
POINTS: dict[str, tuple[str, Callable[..., Any], int]] = {
    "before the summary is written down": ("_digest_of_period", die, 1),
    "before what is written down is committed": ("_digest_of_period", after(sending._digest_of_period), 1),
    "when the row is taken": ("summary_for", die, 1),
    "before the server hears of it": ("send_summary", die, 1),
    "between the server's yes and the commit": ("send_summary", after(send_summary), 2),
    "when all is written": ("_finish", after(sending._finish), 1),
}


@pytest.fixture
def server(settings: Settings) -> Iterator[MailServer]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with mail_server() as running:
        settings.EMAIL_HOST, settings.EMAIL_PORT = running.address
        yield running


def run_and_die(name: str, stand_in: Callable[..., Any]) -> None:
    """Send what is due in a process of its own, which the kernel ends at the named step."""
    pid = os.fork()
    if pid == 0:
        try:
            # The parent's connection must be neither used nor closed.
            parents = connection.connection
            connection.connection = None
            setattr(sending, name, stand_in)
            send_due_digests()
            del parents
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("point", POINTS)
def test_a_summary_goes_out_wherever_its_worker_dies(aminata: User, server: MailServer, point: str) -> None:
    name, stand_in, mails = POINTS[point]
    make_incident(aminata)
    make_subscription(aminata, next_send_at=timezone.now() - timedelta(hours=1))
    run_and_die(name, stand_in)
    # The lease is over: the row is moved, not the clock.
    Digest.objects.filter(state="sending").update(next_attempt_at=Now())

    send_due_digests()

    digest = Digest.objects.get()
    assert digest.state == "sent"
    assert [mail["Message-ID"] for mail in server.mails] == [digest.message_id] * mails
    assert not Subscription.objects.due().exists()
