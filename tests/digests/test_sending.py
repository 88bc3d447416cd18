"""From a due subscription to one mail: written once, sent once, tried again under the same name."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings as django_settings
from django.db import OperationalError, connection, connections, transaction
from django.db.models.functions import Now
from django.utils import timezone
from pytest_django import Settings

from casework.accounts.models import User
from casework.audit.models import Entry
from casework.core.errors import NotNow, NotPermitted
from casework.digests import tasks
from casework.digests.calendar import next_due
from casework.digests.models import Digest, Subscription
from casework.digests.services import (
    send_digest,
    subscribe_everybody,
    take_next_digest,
    try_again,
    unsubscribe,
    write_next_digest,
)
from casework.digests.tasks import send_due_digests
from tests.digests.builders import MONDAY, build_digest, make_subscription
from tests.digests.server import MailServer, mail_server
from tests.incidents.builders import make_incident


@pytest.fixture
def server(settings: Settings) -> Iterator[MailServer]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with mail_server() as running:
        settings.EMAIL_HOST, settings.EMAIL_PORT = running.address
        yield running


def make_waiting(user: User, **changes: object) -> Digest:
    """Save a due digest for a person who has something to do."""
    make_incident(user)
    if not Subscription.objects.filter(user=user).exists():
        make_subscription(user, next_send_at=timezone.now() + timedelta(days=1))
    digest = build_digest(user, **changes)
    digest.save()
    return digest


def taken() -> Digest:
    digest = take_next_digest()
    assert digest is not None
    return digest


def let_the_worker_be_lost(digest: Digest) -> None:
    Digest.objects.filter(pk=digest.pk).update(next_attempt_at=Now() - timedelta(seconds=1))


def test_a_due_subscription_becomes_the_digest_of_its_period(aminata: User) -> None:
    make_subscription(aminata)

    digest = write_next_digest()

    assert digest is not None
    assert (digest.user, digest.period, digest.state) == (aminata, date(2026, 1, 5), "waiting")
    assert (digest.covers_from, digest.covers_until) == (datetime(2025, 12, 29, 7, tzinfo=UTC), MONDAY)
    assert digest.message_id.endswith(f"@{django_settings.PUBLIC_HOST}>")
    assert Subscription.objects.get().next_send_at == datetime(2026, 1, 12, 7, tzinfo=UTC)


def test_the_period_is_the_reader_s(aminata: User) -> None:
    User.objects.filter(pk=aminata.pk).update(time_zone="America/New_York")
    make_subscription(aminata, cadence="daily", hour=22, next_send_at=datetime(2026, 1, 5, 3, tzinfo=UTC))

    digest = write_next_digest()

    assert digest is not None
    assert digest.period == date(2026, 1, 4)
    assert Subscription.objects.get().next_send_at == datetime(2026, 1, 6, 3, tzinfo=UTC)


def test_a_worker_that_was_down_catches_up_without_gap_or_overlap(aminata: User) -> None:
    now = timezone.now()
    first = next_due(now - timedelta(days=22), cadence="weekly", weekday=0, hour=7, zone=ZoneInfo("UTC"))
    make_subscription(aminata, next_send_at=first)

    periods = []
    while digest := write_next_digest():
        periods.append((digest.covers_from, digest.covers_until))

    assert len(periods) in (3, 4)
    assert all(before[1] == after[0] for before, after in pairwise(periods))
    assert not Subscription.objects.filter(next_send_at__lte=now).exists()


def test_a_period_that_has_its_digest_gets_no_second_one(aminata: User) -> None:
    """As after a move to a time zone where the same day comes again."""
    make_subscription(aminata)
    before = build_digest(aminata)
    before.save()

    assert write_next_digest() == before
    assert Digest.objects.count() == 1


def test_after_a_pause_only_the_last_period_is_covered(aminata: User) -> None:
    build_digest(
        aminata, period=date(2025, 6, 2), covers_from=at(2025, 5, 26), covers_until=at(2025, 6, 2)
    ).save()
    make_subscription(aminata)

    digest = write_next_digest()

    assert digest is not None
    assert digest.covers_from == datetime(2025, 12, 29, 7, tzinfo=UTC)


def at(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 7, tzinfo=UTC)


def test_people_who_have_left_get_nothing(aminata: User) -> None:
    make_subscription(aminata)
    User.objects.filter(pk=aminata.pk).update(is_active=False)

    assert write_next_digest() is None


def test_everybody_with_a_role_is_subscribed_once(aminata: User, boris: User, nadia: User) -> None:
    make_subscription(boris, cadence="off", next_send_at=None)

    assert subscribe_everybody() == 3
    assert subscribe_everybody() == 0

    subscription = Subscription.objects.get(user=aminata, kind="summary")
    assert (subscription.cadence, subscription.weekday, subscription.hour) == ("weekly", 0, 7)
    calls = Subscription.objects.filter(kind="calls", cadence="at_once", next_send_at=None)
    assert {each.user for each in calls} == {aminata, boris}
    assert not Subscription.objects.filter(user=nadia).exists()


def test_a_digest_is_sent_once(aminata: User, server: MailServer) -> None:
    digest = make_waiting(aminata)

    assert send_digest(taken()) == "sent"

    digest.refresh_from_db()
    assert (digest.state, digest.attempts, digest.counts) == ("sent", 1, {"to_verify": 1})
    assert digest.sent_at is not None
    assert take_next_digest() is None
    assert [mail["Message-ID"] for mail in server.mails] == [digest.message_id]


def test_a_digest_with_nothing_to_say_is_not_sent(aminata: User, server: MailServer) -> None:
    make_subscription(aminata, next_send_at=timezone.now() + timedelta(days=1))
    digest = build_digest(aminata)
    digest.save()

    assert send_digest(taken()) == "empty"

    digest.refresh_from_db()
    assert (digest.state, digest.sent_at) == ("empty", None)
    assert server.mails == []


def test_a_refused_mail_waits_longer_every_time_and_is_parked_in_the_end(
    aminata: User, server: MailServer
) -> None:
    server.answer = "451 Try again later."
    digest = make_waiting(aminata)

    states = []
    for _ in range(5):
        states.append(send_digest(taken()))
        assert take_next_digest() is None
        let_the_worker_be_lost(digest)

    digest.refresh_from_db()
    assert states == ["waiting"] * 4 + ["failed"]
    assert "Try again later" in digest.last_error
    assert list(Digest.objects.parked()) == [digest]


def test_a_mail_that_is_refused_for_good_is_given_up_at_once(aminata: User, server: MailServer) -> None:
    server.answer = "550 No such person here."
    digest = make_waiting(aminata)

    assert send_digest(taken()) == "failed"

    digest.refresh_from_db()
    assert (digest.attempts, take_next_digest()) == (1, None)
    assert "No such person here" in digest.last_error


def test_a_reader_who_is_refused_for_good_is_given_up_at_once(aminata: User, server: MailServer) -> None:
    server.answer_to_reader = "550 No such person here."
    make_waiting(aminata)

    assert send_digest(taken()) == "failed"


def test_a_server_that_falls_silent_is_asked_again(
    aminata: User, server: MailServer, settings: Settings
) -> None:
    settings.EMAIL_TIMEOUT = 0.2
    falls_silent = threading.Event()

    def say_nothing() -> None:
        falls_silent.wait(20)

    server.on_mail = say_nothing
    digest = make_waiting(aminata)

    state = send_digest(taken())
    falls_silent.set()

    digest.refresh_from_db()
    assert (state, digest.state) == ("waiting", "waiting")
    assert "timed out" in digest.last_error


def test_an_operator_has_what_was_given_up_tried_again(
    aminata: User, nadia: User, server: MailServer
) -> None:
    server.answer = "550 Mailbox full."
    digest = make_waiting(aminata)
    send_digest(taken())
    server.answer = "250 Taken."

    with pytest.raises(NotPermitted):
        try_again(digest.pk, by=aminata)
    try_again(digest.pk, by=nadia)

    assert send_digest(taken()) == "sent"
    assert [mail["Message-ID"] for mail in server.mails] == [digest.message_id]
    with pytest.raises(NotNow):
        try_again(digest.pk, by=nadia)
    assert Entry.objects.visible_to(nadia).filter(verb="digests.try_again").count() == 1


def test_who_ended_the_summaries_meanwhile_gets_none(aminata: User, server: MailServer) -> None:
    digest = make_waiting(aminata)
    unsubscribe(Subscription.objects.get().token)

    assert send_digest(taken()) == "empty"
    digest.refresh_from_db()
    assert server.mails == []


def test_a_mail_server_that_is_down_is_waited_for(aminata: User, settings: Settings) -> None:
    with mail_server() as gone:
        settings.EMAIL_HOST, settings.EMAIL_PORT = gone.address
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    digest = make_waiting(aminata)

    assert send_digest(taken()) == "waiting"

    digest.refresh_from_db()
    assert "ConnectionRefusedError" in digest.last_error
    assert digest.next_attempt_at > timezone.now() + timedelta(minutes=1)


def test_a_digest_that_lost_every_worker_is_parked(aminata: User) -> None:
    digest = make_waiting(aminata, state="sending", attempts=5)
    let_the_worker_be_lost(digest)

    assert take_next_digest() is None

    digest.refresh_from_db()
    assert digest.state == "failed"
    assert "worker was lost" in digest.last_error


def test_a_worker_that_comes_back_late_leaves_the_row_to_its_successor(
    aminata: User, server: MailServer
) -> None:
    digest = make_waiting(aminata)
    slow = taken()
    let_the_worker_be_lost(digest)
    quick = taken()
    send_digest(quick)
    sent_at = Digest.objects.get().sent_at

    send_digest(slow)

    digest.refresh_from_db()
    assert (digest.state, digest.attempts, digest.sent_at) == ("sent", 2, sent_at)


def test_the_clock_does_all_of_it(aminata: User, server: MailServer) -> None:
    make_incident(aminata)
    make_subscription(aminata, next_send_at=timezone.now() - timedelta(hours=1))

    assert send_due_digests() == 1
    assert send_due_digests() == 0

    assert [mail["To"] for mail in server.mails] == ["aminata@example.org"]
    assert tasks.send_due_digests.name == django_settings.CELERY_BEAT_SCHEDULE["send-due-digests"]["task"]


@pytest.mark.django_db(transaction=True)
def test_the_row_says_sending_before_the_server_hears_of_it(aminata: User, server: MailServer) -> None:
    digest = make_waiting(aminata)
    seen: list[str] = []
    server.on_mail = lambda: seen.append(in_another_connection(digest))

    send_digest(taken())

    assert seen == ["sending"]


def in_another_connection(digest: Digest) -> str:
    try:
        return Digest.objects.get(pk=digest.pk).state
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_a_crash_after_the_server_s_yes_repeats_the_mail_under_the_same_id(
    aminata: User, server: MailServer
) -> None:
    """The connection to the database dies when the mail is there, so that the row can no longer say so."""
    digest = make_waiting(aminata)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    server.on_mail = lambda: cut_off(backend)

    with pytest.raises(OperationalError):
        send_digest(taken())
    connection.close()
    assert Digest.objects.get().state == "sending"
    assert take_next_digest() is None

    server.on_mail = lambda: None
    let_the_worker_be_lost(digest)
    assert send_digest(taken()) == "sent"
    assert [mail["Message-ID"] for mail in server.mails] == [digest.message_id] * 2
    assert Digest.objects.get().state == "sent"


def cut_off(backend: int) -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [backend])
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_two_workers_take_two_digests(aminata: User, boris: User) -> None:
    """Fails without SKIP LOCKED: the second worker waits for the first, and times out."""
    make_waiting(aminata)
    make_waiting(boris, message_id="<two@casework.test>")

    with transaction.atomic():
        first = taken()
        with ThreadPoolExecutor(1) as pool:
            second = pool.submit(take_elsewhere).result(20)

    assert {first.user, second.user} == {aminata, boris}


def take_elsewhere() -> Digest:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '2s'")
        return taken()
    finally:
        connections.close_all()
