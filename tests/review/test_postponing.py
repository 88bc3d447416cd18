"""Putting an incident aside: skipped for an hour, or postponed to a time."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import F
from django.test import Client
from django.utils import timezone

from casework.accounts.models import User
from casework.audit.models import Entry
from casework.core.errors import BadInput, NotFound, NotNow, NotPermitted
from casework.incidents.models import Incident, State
from casework.review.models import Lease, Postponement
from casework.review.services import postpone, skip, take, take_next
from casework.review.services.postponing import put_aside_by
from tests.review.builders import make_incident
from tests.truth_tables import truth_table

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def in_hours(hours: float) -> datetime:
    return timezone.now() + timedelta(hours=hours)


def test_a_skipped_incident_gives_way_to_the_next_for_an_hour(aminata: User) -> None:
    first = make_incident(aminata, priority=1, state_entered_at=LONG_AGO)
    second = make_incident(aminata)
    assert take_next(aminata) == first

    row = skip(first.pk, by=aminata)

    assert row.until - row.at == timedelta(hours=1)
    assert Lease.objects.get(incident=first).outcome == "released"
    assert take_next(aminata) == second


def test_a_colleague_can_take_what_was_skipped(aminata: User, boris: User) -> None:
    incident = make_incident(aminata)
    skip(incident.pk, by=aminata)

    assert take_next(aminata) is None
    assert take_next(boris) == incident


def test_an_incident_is_skipped_once_in_each_state(aminata: User) -> None:
    incident = make_incident(aminata, state_entered_at=LONG_AGO)
    skip(incident.pk, by=aminata)

    with pytest.raises(NotNow, match=r"You skipped CW-\d+ once already"):
        skip(incident.pk, by=aminata)

    Incident.objects.filter(pk=incident.pk).update(state_entered_at=in_hours(1))
    skip(incident.pk, by=aminata)


def test_what_is_postponed_comes_back_at_its_time(aminata: User) -> None:
    incident = make_incident(aminata)
    row = postpone(incident.pk, by=aminata, until=in_hours(2))
    assert take_next(aminata) is None

    Postponement.objects.filter(pk=row.pk).update(at=LONG_AGO, until=LONG_AGO + timedelta(hours=1))

    assert take_next(aminata) == incident


def test_what_is_assigned_to_me_can_be_put_aside_too(aminata: User) -> None:
    incident = make_incident(aminata, assigned_to=aminata)
    postpone(incident.pk, by=aminata, until=in_hours(2))

    assert take_next(aminata) is None


def test_taking_it_by_hand_ends_that(aminata: User) -> None:
    incident = make_incident(aminata)
    skip(incident.pk, by=aminata)
    Postponement.objects.update(at=F("at") - timedelta(minutes=1))
    assert [row.incident for row in put_aside_by(aminata)] == [incident]

    take(incident.pk, by=aminata)

    assert put_aside_by(aminata) == []
    assert not Postponement.objects.running().exists()


@pytest.mark.parametrize("hours", [-1, 24 * 14 + 1, None])
def test_a_time_that_makes_no_sense_is_refused(aminata: User, hours: float | None) -> None:
    incident = make_incident(aminata)

    with pytest.raises(BadInput) as refused:
        postpone(incident.pk, by=aminata, until=None if hours is None else in_hours(hours))

    assert refused.value.field == "until"
    assert not Postponement.objects.exists()


def test_only_work_of_ones_own_is_put_aside(aminata: User, boris: User, olek: User) -> None:
    mine = make_incident(boris, State.SUBMITTED)
    approved = make_incident(aminata, State.APPROVED)

    with pytest.raises(NotPermitted):
        skip(mine.pk, by=boris)
    with pytest.raises(NotNow):
        skip(approved.pk, by=aminata)
    with pytest.raises(NotFound):
        skip(mine.pk, by=olek)


def test_it_is_recorded_with_the_time(aminata: User) -> None:
    incident = make_incident(aminata)
    take(incident.pk, by=aminata)

    row = skip(incident.pk, by=aminata)

    entry = Entry.objects.get()
    assert (entry.verb, entry.after["hold"]) == ("review.skip", "released")
    assert datetime.fromisoformat(entry.after["until"]) == row.until.replace(
        microsecond=row.until.microsecond // 1000 * 1000
    )


def test_the_page_skips_and_goes_on(client: Client, aminata: User) -> None:
    first, second = make_incident(aminata, priority=1), make_incident(aminata)
    take(first.pk, by=aminata)
    client.force_login(aminata)

    answer = client.post(f"/incidents/{first.uid}/skip/", follow=True)

    assert answer.redirect_chain == [(f"/incidents/{second.uid}/", 303)]
    assert f"{first.uid} is put aside until" in answer.content.decode()
    assert f'action="/incidents/{first.uid}/take/"' in answer.content.decode()


def test_a_second_skip_opens_the_form_with_times(client: Client, aminata: User) -> None:
    incident = make_incident(aminata)
    skip(incident.pk, by=aminata)
    take(incident.pk, by=aminata)
    client.force_login(aminata)

    answer = client.post(f"/incidents/{incident.uid}/skip/")

    assert answer.status_code == 409
    assert '<details class="relate" open>' in answer.content.decode()


@pytest.mark.parametrize(("when", "until"), [("tomorrow", ""), ("monday", ""), ("other", "{soon}")])
def test_the_page_postpones_by_the_persons_clock(
    client: Client, aminata: User, when: str, until: str
) -> None:
    User.objects.filter(pk=aminata.pk).update(time_zone="Asia/Kathmandu")
    incident = make_incident(aminata)
    client.force_login(aminata)
    with timezone.override("Asia/Kathmandu"):
        soon = timezone.localtime() + timedelta(hours=30)

    answer = client.post(
        f"/incidents/{incident.uid}/postpone/",
        {"when": when, "until": until.format(soon=soon.strftime("%Y-%m-%dT%H:%M"))},
    )

    assert (answer.status_code, answer["Location"]) == (303, "/queue/")
    with timezone.override("Asia/Kathmandu"):
        at = timezone.localtime(Postponement.objects.get().until)
        if when == "other":
            assert at == soon.replace(second=0, microsecond=0)
        else:
            assert (at.hour, at.minute) == (8, 0)
            assert when != "monday" or at.weekday() == 0


def test_a_time_that_cannot_be_read_keeps_the_form_open(client: Client, aminata: User) -> None:
    incident = make_incident(aminata)
    take(incident.pk, by=aminata)
    client.force_login(aminata)

    answer = client.post(f"/incidents/{incident.uid}/postpone/", {"when": "other", "until": "soon"})

    assert answer.status_code == 400
    assert 'value="soon"' in answer.content.decode()


def test_postponement_ends_later(aminata: User) -> None:
    incident = make_incident(aminata)

    truth_table(
        "postponement_ends_later",
        lambda **changes: Postponement(incident=incident, person=aminata, at=LONG_AGO, **changes),
        [
            ({"until": LONG_AGO + timedelta(seconds=1)}, True),
            ({"until": LONG_AGO}, False),
            ({"until": LONG_AGO - timedelta(days=1)}, False),
        ],
    )
