"""The page on which people say when they want their summary, and see the next one and the last ones."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from casework.accounts.models import User
from casework.audit.models import Entry
from casework.digests.models import Digest, Subscription
from casework.digests.services import change_subscription
from casework.incidents.models import State
from tests.digests.builders import build_digest, make_subscription
from tests.review.builders import make_incident

MAIL, PREVIEW = "/mail/", "/mail/preview/"
CHOSEN = {"cadence": "weekly", "weekday": "0", "hour": "7", "time_zone": "Africa/Bamako", "language": "en"}


def page_of(client: Client, person: User) -> str:
    client.force_login(person)
    answer = client.get(MAIL)
    assert answer.status_code == 200
    return answer.content.decode()


def send(client: Client, person: User, **changes: str) -> Any:
    client.force_login(person)
    return client.post(MAIL, {**CHOSEN, **changes})


def test_the_choice_is_kept_and_said_in_words(client: Client, aminata: User) -> None:
    answer = send(client, aminata, weekday="2", hour="18")

    row = Subscription.objects.get(user=aminata, kind="summary")
    aminata.refresh_from_db()
    assert (answer.status_code, answer["Location"]) == (303, MAIL)
    assert (row.cadence, row.weekday, row.hour, aminata.time_zone) == ("weekly", 2, 18, "Africa/Bamako")
    assert row.next_send_at is not None
    due = row.next_send_at.astimezone(ZoneInfo("Africa/Bamako"))
    assert (due.weekday(), due.hour) == (2, 18)
    assert f"Next: {due:%A} {due.day} {due:%B %Y}, 18:00 (Africa/Bamako)" in page_of(client, aminata)


def test_another_time_zone_is_in_the_trail(client: Client, aminata: User) -> None:
    send(client, aminata)
    send(client, aminata)

    entry = Entry.objects.get(verb="accounts.change_person")
    assert (entry.actor, entry.before, entry.after) == (
        aminata,
        {"time_zone": "UTC"},
        {"time_zone": "Africa/Bamako"},
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"time_zone": "Bamako"}, "“Bamako” is not a time zone. Write one such as Africa/Bamako."),
        ({"time_zone": ""}, "“” is not a time zone."),
        ({"time_zone": "../etc"}, "“../etc” is not a time zone."),
        ({"language": "xx"}, "xx is not one of the available choices."),
        ({"cadence": "hourly"}, "hourly is not one of the available choices."),
        ({"weekday": "7"}, "7 is not one of the available choices."),
        ({"hour": "24"}, "24 is not one of the available choices."),
        ({"hour": ""}, "This field is required."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_kept(
    client: Client, aminata: User, changes: dict[str, str], sentence: str
) -> None:
    answer = send(client, aminata, **{"time_zone": "Asia/Tokyo", **changes})

    page = answer.content.decode().replace("&quot;", "”")
    aminata.refresh_from_db()
    assert answer.status_code == 400
    assert sentence in page
    assert changes.get("time_zone", "Asia/Tokyo") in page
    assert aminata.time_zone == "UTC"
    assert not Subscription.objects.exists()


def test_who_switched_it_off_reads_so(client: Client, aminata: User) -> None:
    send(client, aminata, cadence="off")

    assert "You get no summaries." in page_of(client, aminata)
    assert client.get(PREVIEW).status_code == 404


def test_before_the_first_there_is_the_usual_one(client: Client, aminata: User, nadia: User) -> None:
    assert "Next: Monday" in page_of(client, aminata)
    assert "You get no summaries." in page_of(client, nadia)
    assert not Subscription.objects.exists()


def test_the_next_summary_is_shown_as_it_would_be(client: Client, boris: User, aminata: User) -> None:
    incident = make_incident(aminata, State.SUBMITTED, title="Raid <b>at night</b>")
    row = make_subscription(boris, next_send_at=timezone.now() + timedelta(days=1))

    page = page_of(client, boris)
    preview = client.get(PREVIEW)

    html = preview.content.decode()
    assert f"- {incident.uid}  Raid &lt;b&gt;at night&lt;/b&gt;" in page
    assert "Raid &lt;b&gt;at night&lt;/b&gt;" in html
    assert row.token not in page + html
    assert not Digest.objects.exists()


def test_the_preview_may_show_styles_and_do_nothing(client: Client, boris: User, aminata: User) -> None:
    make_incident(aminata, State.SUBMITTED)
    page_of(client, boris)

    preview = client.get(PREVIEW)

    policy = preview["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "frame-ancestors 'self'" in policy
    assert preview["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-src 'self'" in client.get(MAIL)["Content-Security-Policy"]


def test_with_nothing_to_say_no_mail_is_shown(client: Client, vera: User) -> None:
    assert "No mail would be sent." in page_of(client, vera)
    assert client.get(PREVIEW).status_code == 404


def make_digest(person: User, day: int, **changes: Any) -> None:
    until = datetime(2026, 1, day, 7, tzinfo=UTC)
    build_digest(
        person,
        period=date(2026, 1, day),
        covers_from=until - timedelta(days=1),
        covers_until=until,
        message_id=f"<{person.pk}-{day}@casework.test>",
        attempts=1,
        **changes,
    ).save()


def test_the_last_summaries_say_what_became_of_them(client: Client, aminata: User, boris: User) -> None:
    sent_at = datetime(2026, 1, 5, 7, 1, tzinfo=UTC)
    make_digest(aminata, 5, state="sent", sent_at=sent_at, counts={"approved": 3, "to_verify": 1})
    make_digest(aminata, 6, state="empty")
    make_digest(aminata, 7, state="failed", last_error="SMTPException: mail.internal refused")
    make_digest(aminata, 8)
    make_digest(boris, 9, state="empty")

    page = page_of(client, aminata)

    assert "Approved 3, To verify 1" in page
    assert "5 Jan 2026, 07:01" in page
    assert "Nothing to say, so nothing was sent" in page
    assert "Given up: the mail server did not take it." in page
    assert "Tried once, and tried again soon" in page
    assert "9 Jan 2026" not in page
    assert "mail.internal" not in page


def test_the_page_costs_the_same_with_one_summary_and_with_six(
    client: Client, aminata: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_digest(aminata, 5)
    make_subscription(aminata, next_send_at=timezone.now() + timedelta(days=1))
    client.force_login(aminata)
    client.get(MAIL)
    # What one mail asks of every part of the house, and what may be chosen.
    with django_assert_num_queries(17):
        client.get(MAIL)
    for day in range(6, 11):
        make_digest(aminata, day)

    with django_assert_num_queries(17):
        client.get(MAIL)


def test_who_has_the_summary_of_a_day_is_told_of_the_next_day(aminata: User) -> None:
    first = change_subscription(aminata, cadence="daily", weekday=0, hour=7).next_send_at
    assert first is not None
    begin = first - timedelta(days=1)
    build_digest(aminata, period=first.date(), covers_from=begin, covers_until=first).save()

    again = change_subscription(aminata, cadence="daily", weekday=0, hour=7)

    assert again.next_send_at == first + timedelta(days=1)
