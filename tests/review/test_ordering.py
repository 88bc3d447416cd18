"""How urgent work is, and the tags of a desk."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from casework.accounts.models import User
from casework.audit.models import Entry
from casework.core.errors import (
    BadInput,
    CaseworkError,
    NotFound,
    NotNow,
    NotPermitted,
    Stale,
    VersionMissing,
)
from casework.incidents.models import Incident, IncidentTag, Priority, State, Tag
from casework.review.queues import Queue, in_queue
from casework.review.services import arrange, prioritise, set_due, tag, take_next
from casework.review.services.tags import rename_tag, retire_tag, revive_tag
from tests.review.builders import make_incident
from tests.review.test_batches import do, outcomes, seen

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def test_what_is_urgent_comes_first(aminata: User, boris: User) -> None:
    make_incident(aminata, state_entered_at=LONG_AGO)
    incident = make_incident(aminata)

    urgent = prioritise(incident.pk, priority=Priority.URGENT, by=boris, seen=1)

    assert (urgent.version, urgent.contributor_ids) == (2, [aminata.pk])
    assert take_next(aminata) == incident
    entry = Entry.objects.get(verb="review.prioritise")
    assert (entry.before, entry.after) == ({"priority": 0}, {"priority": 2})


def test_what_is_due_stands_in_the_queue_of_what_is_overdue(aminata: User, boris: User) -> None:
    incident = make_incident(aminata)

    set_due(incident.pk, due_at=LONG_AGO, by=boris, seen=1)

    assert list(in_queue(Queue.OVERDUE, aminata)) == [incident]
    assert Entry.objects.get(verb="review.set_due").after == {"due_at": "2020-01-01T00:00:00Z"}


def test_who_may_say_how_urgent_work_is(
    aminata: User, boris: User, sira: User, vera: User, olek: User
) -> None:
    incident, approved = make_incident(aminata), make_incident(aminata, State.APPROVED)
    cases: list[tuple[str, User, Incident, Any, Any, type[CaseworkError] | None]] = [
        ("a reviewer", boris, incident, 1, 1, None),
        ("a supervisor", sira, incident, 2, 2, None),
        ("a verifier", aminata, incident, 1, 3, NotPermitted),
        ("somebody who only reads", vera, incident, 1, 3, NotPermitted),
        ("a stranger", olek, incident, 1, 3, NotFound),
        ("an older page", boris, incident, 1, 1, Stale),
        ("no page", boris, incident, 1, None, VersionMissing),
        ("no priority", boris, incident, 7, 3, BadInput),
        ("nothing left to do", sira, approved, 1, approved.version, NotNow),
    ]

    def answer(user: User, about: Incident, priority: int, version: int | None) -> type[Any] | None:
        try:
            prioritise(about.pk, priority=priority, by=user, seen=version)
        except CaseworkError as error:
            return type(error)
        return None

    for what, user, about, priority, version, expected in cases:
        assert answer(user, about, priority, version) is expected, what


def test_all_of_it_is_set_at_once_or_nothing(aminata: User, sira: User, vera: User) -> None:
    incident = make_incident(aminata)

    arranged = arrange(incident.pk, by=sira, seen=1, to=aminata, priority=1, due_at=LONG_AGO)
    with pytest.raises(BadInput):
        arrange(incident.pk, by=sira, seen=4, to=vera, priority=2)

    assert (arranged.assigned_to, arranged.priority, arranged.due_at, arranged.version) == (
        aminata,
        1,
        LONG_AGO,
        4,
    )
    assert arrange(incident.pk, by=sira, seen=4, to=aminata, priority=1, due_at=LONG_AGO).version == 4
    with pytest.raises(NotPermitted):
        arrange(incident.pk, by=vera, seen=4, to=aminata)


def test_several_are_made_urgent_and_due_and_back_again(aminata: User, boris: User) -> None:
    first, second = make_incident(aminata), make_incident(aminata, priority=1)

    batch = do("prioritise", seen(first, second), boris, priority=1)
    due = do("set_due", [seen(second)[0]], boris, due_at="2020-01-01T00:00:00+00:00")
    lacking = do("set_due", seen(first), boris)

    assert (outcomes(batch), outcomes(due), outcomes(lacking)) == (
        ["done", "unchanged"],
        ["done"],
        ["refused"],
    )


def test_the_page_arranges_the_work(client: Client, aminata: User, sira: User) -> None:
    incident = make_incident(aminata)
    client.force_login(sira)
    address = f"/incidents/{incident.uid}/"

    page = client.get(address).content.decode()
    sent = {"seen": 1, "to": aminata.pk, "priority": 2, "due_at": "2026-12-24T12:00"}
    done = client.post(f"{address}order/", sent)
    stale = client.post(f"{address}order/", {**sent, "priority": 1})

    assert 'name="priority"' in page
    assert (done.status_code, stale.status_code) == (303, 412)
    assert '<option value="1" selected>' in stale.content.decode()
    incident.refresh_from_db()
    assert (incident.assigned_to, incident.priority) == (aminata, 2)


def test_the_page_tags_and_takes_tags_off(client: Client, aminata: User) -> None:
    incident = make_incident(aminata)
    client.force_login(aminata)
    address = f"/incidents/{incident.uid}/tag/"

    client.post(address, {"seen": 1, "tag": "call back"})
    tagged = list(incident.tags.values_list("name", flat=True))
    client.post(address, {"seen": 1, "off": "call back"})

    assert (tagged, incident.tags.count()) == (["call back"], 0)


def test_a_tag_is_renamed_wherever_it_is_used(aminata: User, sira: User) -> None:
    incident = make_incident(aminata)
    tag(incident.pk, name="cal back", by=aminata, seen=1)
    tag(incident.pk, name="photos", by=aminata, seen=1)

    renamed = rename_tag(Tag.objects.get(name="cal back").pk, by=sira, name=" call  back ")

    assert set(incident.tags.values_list("name", flat=True)) == {"call back", "photos"}
    assert Entry.objects.get(verb="incident.rename_tag").before == {"tag": "cal back"}
    with pytest.raises(BadInput):
        rename_tag(renamed.pk, by=sira, name="Photos")
    with pytest.raises(BadInput):
        rename_tag(renamed.pk, by=sira, name=" ")


def test_nothing_more_is_put_under_a_retired_tag(aminata: User, sira: User) -> None:
    incident, other = make_incident(aminata), make_incident(aminata)
    tag(incident.pk, name="photos", by=aminata, seen=1)
    photos = Tag.objects.get()

    retire_tag(photos.pk, by=sira)
    retire_tag(photos.pk, by=sira)
    with pytest.raises(BadInput):
        tag(other.pk, name="Photos", by=aminata, seen=1)
    kept = IncidentTag.objects.count()
    revive_tag(photos.pk, by=sira)
    tag(other.pk, name="Photos", by=aminata, seen=1)

    assert (kept, IncidentTag.objects.count()) == (1, 2)
    assert Entry.objects.filter(verb="incident.retire_tag").count() == 1


def test_only_supervisors_of_the_desk_keep_its_tags(aminata: User, boris: User, olek: User) -> None:
    tag(make_incident(aminata).pk, name="photos", by=aminata, seen=1)
    photos = Tag.objects.get()

    with pytest.raises(NotPermitted):
        retire_tag(photos.pk, by=boris)
    with pytest.raises(NotFound):
        retire_tag(photos.pk, by=olek)


def test_the_list_of_tags_keeps_a_name_that_is_refused(client: Client, aminata: User, sira: User) -> None:
    incident = make_incident(aminata)
    for name in ("photos", "video"):
        tag(incident.pk, name=name, by=aminata, seen=1)
    client.force_login(sira)
    video = Tag.objects.get(name="video")

    refused = client.post(f"/tags/{video.pk}/rename/", {"name": "PHOTOS"})
    done = client.post(f"/tags/{video.pk}/rename/", {"name": "film"})
    retired = client.post(f"/tags/{video.pk}/retire/")
    page = client.get("/tags/").content.decode()

    assert (refused.status_code, done.status_code, retired.status_code) == (400, 303, 303)
    assert 'value="PHOTOS"' in refused.content.decode()
    assert ("film" in page, "Retired" in page) == (True, True)


@pytest.mark.parametrize(("priority", "shown"), [(2, "Urgent"), (1, "Soon"), (-1, "Can wait"), (3, "3")])
def test_lists_say_how_urgent_an_incident_is(
    client: Client, aminata: User, priority: int, shown: str
) -> None:
    """Data from elsewhere may have numbers that no word stands for."""
    make_incident(aminata, priority=priority)
    client.force_login(aminata)

    page = client.get("/queue/?queue=to_verify").content.decode()

    assert re.search(rf'<span class="tag [^"]*">{shown}</span>', page)
