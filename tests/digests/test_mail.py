"""The mail that arrives, and the way out of it."""

from email.message import EmailMessage

import pytest
from django.conf import settings
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.test import Client

from casework.accounts.models import User
from casework.audit.chain import seal_new_entries
from casework.audit.models import Seal
from casework.audit.services import record
from casework.core.errors import BadInput
from casework.digests.content import summary_for
from casework.digests.mail import send_summary
from casework.digests.models import Subscription
from casework.digests.services import change_subscription
from tests.digests.builders import build_digest, make_subscription
from tests.incidents.builders import make_incident


def sent_to(user: User) -> EmailMultiAlternatives:
    digest = build_digest(user)
    send_summary(digest, summary_for(digest), make_subscription(user, token="way-out"))
    found = mail.outbox[-1]
    assert isinstance(found, EmailMultiAlternatives)
    return found


def test_the_mail_lists_incidents_with_their_addresses(aminata: User) -> None:
    incident = make_incident(aminata, title="Attack on the camp at Sokolo")

    found = sent_to(aminata)

    address = f"{settings.PUBLIC_URL}/incidents/{incident.uid}/"
    html = str(found.alternatives[0][0])
    for body in (str(found.body), html):
        assert "Attack on the camp at Sokolo" in body
        assert address in body
        assert f"{settings.PUBLIC_URL}/digests/unsubscribe/way-out/" in body


def test_times_are_those_of_the_reader(aminata: User) -> None:
    User.objects.filter(pk=aminata.pk).update(time_zone="Asia/Tokyo")
    aminata.refresh_from_db()
    make_incident(aminata)

    found = sent_to(aminata)

    assert found.subject == "Casework: your summary of 5 Jan 2026"
    assert "5 Jan 2026, 16:00" in str(found.body)


def test_a_title_is_text_in_the_mail_whatever_it_holds(aminata: User) -> None:
    make_incident(aminata, title="<b>Camp</b> & “patrol”")

    found = sent_to(aminata)

    assert "<b>Camp</b> & “patrol”" in str(found.body)
    assert "&lt;b&gt;Camp&lt;/b&gt; &amp; “patrol”" in str(found.alternatives[0][0])


def test_the_mail_carries_the_head_of_the_audit_trail(aminata: User) -> None:
    with transaction.atomic():
        record(aminata, "incident.create", make_incident(aminata))
    seal_new_entries()
    head = Seal.objects.latest("number")

    found = sent_to(aminata)

    for body in (str(found.body), str(found.alternatives[0][0])):
        assert f"Seal {head.number} of the audit trail: {head.digest}" in body


def test_mail_programs_are_told_how_to_end_it(aminata: User) -> None:
    make_incident(aminata)

    message: EmailMessage = sent_to(aminata).message()

    assert message["Message-ID"] == "<one@casework.test>"
    assert message["List-Unsubscribe"] == f"<{settings.PUBLIC_URL}/digests/unsubscribe/way-out/>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_opening_the_link_ends_nothing(aminata: User, client: Client) -> None:
    make_subscription(aminata, token="way-out")

    answer = client.get("/digests/unsubscribe/way-out/")

    assert answer.status_code == 200
    assert Subscription.objects.get().cadence == "weekly"


def test_a_mail_program_ends_it_without_a_session(aminata: User) -> None:
    make_subscription(aminata, token="way-out")
    stranger = Client(enforce_csrf_checks=True)

    answer = stranger.post("/digests/unsubscribe/way-out/", {"List-Unsubscribe": "One-Click"})

    subscription = Subscription.objects.get()
    assert answer.status_code == 200
    assert (subscription.cadence, subscription.next_send_at) == ("off", None)
    assert stranger.post("/digests/unsubscribe/way-out/").status_code == 200


def test_a_wrong_link_says_so(client: Client, db: None) -> None:
    answer = client.post("/digests/unsubscribe/nothing/")

    assert answer.status_code == 404
    assert "This link ends no mail." in answer.content.decode()


def test_a_person_chooses_when(aminata: User) -> None:
    change_subscription(aminata, cadence="daily", weekday=0, hour=6)
    subscription = change_subscription(aminata, cadence="off", weekday=4, hour=6)

    assert Subscription.objects.count() == 1
    assert (subscription.cadence, subscription.weekday, subscription.next_send_at) == ("off", 4, None)


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"cadence": "hourly", "weekday": 0, "hour": 7}, "cadence"),
        ({"cadence": "weekly", "weekday": 7, "hour": 7}, "weekday"),
        ({"cadence": "weekly", "weekday": 0, "hour": 24}, "hour"),
    ],
)
def test_an_impossible_wish_is_refused(aminata: User, wish: dict[str, object], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        change_subscription(aminata, **wish)  # type: ignore[arg-type]

    assert refused.value.field == field
    assert not Subscription.objects.exists()
