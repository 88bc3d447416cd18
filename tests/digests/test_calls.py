"""The mail that goes out within minutes: only when somebody is named or given an incident, and once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail
from django.db import connection, connections, transaction
from django.utils import timezone

from casework.accounts.models import User
from casework.digests import services
from casework.digests.models import CALLS_WAIT, Digest, Notification, Reason
from casework.digests.notifying import tell
from casework.digests.tasks import send_due_digests
from casework.review.services import add_comment
from casework.review.services.organising import assign
from tests.digests.builders import let_minutes_pass
from tests.incidents.builders import make_incident


@pytest.fixture(autouse=True)
def subscribed(aminata: User, boris: User) -> None:
    services.subscribe_everybody()


def name_boris(by: User) -> str:
    incident = make_incident(by, title="The camp")
    add_comment(incident.pk, by=by, text="@boris?")
    return str(incident.uid)


def test_a_call_waits_a_few_minutes_for_the_next(aminata: User, boris: User) -> None:
    first, second = name_boris(aminata), name_boris(aminata)
    assert send_due_digests() == 0

    let_minutes_pass()
    assert send_due_digests() == 1

    sent = mail.outbox[-1]
    assert (sent.to, sent.subject) == (["boris@example.org"], "Casework: 2 incidents ask for you")
    body = str(sent.body)
    assert first in body
    assert second in body
    assert "Aminata named you in a comment." in body
    assert send_due_digests() == 0


def test_later_calls_do_not_put_the_first_off(aminata: User, boris: User) -> None:
    incident = make_incident(aminata)
    add_comment(incident.pk, by=aminata, text="@boris?")
    due = Notification.objects.get(user=boris).mail_due_at
    add_comment(incident.pk, by=aminata, text="@boris!")

    again = Notification.objects.get(user=boris)
    assert due is not None
    assert (again.times, again.mail_due_at) == (2, due)
    assert due <= timezone.now() + CALLS_WAIT


def test_one_call_says_so_in_the_subject(aminata: User, boris: User) -> None:
    uid = name_boris(aminata)
    let_minutes_pass()
    send_due_digests()

    message = mail.outbox[-1].message()
    assert message["Subject"] == f"{uid}: Aminata named you in a comment."
    assert str(message["List-Id"]).startswith("Casework <calls.")
    assert message["Auto-Submitted"] == "auto-generated"
    assert "/digests/unsubscribe/" in str(message["List-Unsubscribe"])


def test_an_assignment_calls_and_a_move_does_not(aminata: User, boris: User, sira: User) -> None:
    incident = make_incident(aminata)
    assign(incident.pk, to=boris, by=sira, seen=incident.version)
    tell([boris.pk], Reason.MOVED, incident, by=sira, state="verifying")

    waiting = Notification.objects.filter(mail_due_at__isnull=False)
    assert [(row.user, row.reason) for row in waiting] == [(boris, "assigned")]


def test_what_was_read_meanwhile_is_not_mailed(aminata: User, boris: User) -> None:
    name_boris(aminata)
    let_minutes_pass()
    digest = services.write_next_calls()
    services.read_notification(Notification.objects.get().pk, by=boris)

    assert digest is not None
    taken = services.take_next_digest()
    assert taken is not None
    assert services.send_digest(taken) == "empty"


def test_who_wants_no_such_mail_gets_none_and_fills_no_queue(aminata: User, boris: User) -> None:
    services.call_by_mail(boris, is_on=False)
    name_boris(aminata)
    let_minutes_pass()

    assert send_due_digests() == 0
    assert Notification.objects.get().mail_due_at is None
    services.call_by_mail(boris, is_on=True)
    assert send_due_digests() == 0


def test_the_calls_of_a_day_are_numbered(aminata: User, boris: User) -> None:
    for _ in range(2):
        name_boris(aminata)
        let_minutes_pass()
        send_due_digests()

    assert list(Digest.objects.order_by("pk").values_list("kind", "number", "state")) == [
        ("calls", 1, "sent"),
        ("calls", 2, "sent"),
    ]
    assert {row.mailed_in.number for row in Notification.objects.all() if row.mailed_in} == {1, 2}


def test_the_title_of_a_red_incident_is_not_mailed(aminata: User, boris: User) -> None:
    incident = make_incident(aminata, title="The witness", tlp="RED")
    incident.named_people.add(aminata, boris)
    add_comment(incident.pk, by=aminata, text="@boris: the witness called.")
    let_minutes_pass()
    send_due_digests()

    sent = mail.outbox[-1]
    assert "witness" not in f"{sent.subject} {sent.body}"
    assert "Restricted. Sign in to read it." in str(sent.body)


@pytest.mark.django_db(transaction=True)
def test_two_workers_write_one_mail(aminata: User, boris: User) -> None:
    """Seen to fail without the lock on the subscription: the second writes the same mail, and waits."""
    with transaction.atomic():
        name_boris(aminata)
    let_minutes_pass()

    with transaction.atomic():
        assert services.write_next_calls() is not None
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(write_elsewhere).result(20) is None

    assert Digest.objects.filter(kind="calls").count() == 1
    assert not Notification.objects.filter(mail_due_at__isnull=False).exists()


def write_elsewhere() -> Digest | None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '2s'")
        return services.write_next_calls()
    finally:
        connections.close_all()
