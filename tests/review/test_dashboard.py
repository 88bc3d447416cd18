"""How the work of a desk stands: each number counts what its list shows, and nothing of other desks."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from casework.accounts.models import Desk, User
from casework.core import paging
from casework.incidents.models import Incident, State
from casework.review.dashboard.pictures import Bar, pictures_for
from tests.incidents.builders import make_source
from tests.review.builders import make_incident, make_move
from tests.sources.feeds.builders import make_feed


def bars(user: User, name: str) -> list[Bar]:
    return next(each.bars for each in pictures_for(user) if each.name == name)


def test_ages_are_those_of_the_state(aminata: User, sira: User) -> None:
    make_incident(aminata)
    make_incident(aminata, state_entered_at=timezone.now() - timedelta(days=3))
    make_incident(aminata, state_entered_at=timezone.now() - timedelta(days=300))
    make_incident(aminata, State.APPROVED)

    (new,) = bars(sira, "ages")

    assert (new.label, new.number, new.url) == ("New", 3, "/incidents/?state=new")
    assert [number for _tone, number, _at, _width in new.parts] == [1, 1, 0, 1]
    assert sum(width for *_rest, width in new.parts) > 99.9


def test_what_was_undone_was_not_done(aminata: User, sira: User) -> None:
    incident = make_incident(aminata, State.SUBMITTED)
    undone = make_move(incident, aminata, "submit", version_before=1, version_after=2)
    make_move(incident, aminata, "undo", version_before=2, version_after=3, undoes=undone)
    make_move(incident, aminata, "submit", version_before=3, version_after=4)

    (week,) = bars(sira, "throughput")

    assert [number for _tone, number, _at, _width in week.parts] == [1, 0]


def test_overdue_work_names_who_has_it(aminata: User, boris: User, sira: User) -> None:
    late = timezone.now() - timedelta(hours=1)
    make_incident(aminata, due_at=late, assigned_to=boris)
    make_incident(aminata, due_at=late)
    make_incident(aminata, due_at=timezone.now() + timedelta(days=1))

    assert {(bar.label, bar.number) for bar in bars(sira, "overdue")} == {("Boris", 1), ("Nobody", 1)}


def test_the_numbers_are_those_of_their_lists(client: Client, aminata: User, boris: User, sira: User) -> None:
    make_incident(aminata, due_at=timezone.now() - timedelta(hours=1), assigned_to=boris)
    returned = make_incident(aminata, State.RETURNED)
    make_move(returned, boris, "return", code="number_unclear", field="killed", note="Why?")
    make_move(returned, aminata, "submit", version_before=2, version_after=3)
    client.force_login(sira)

    page = client.get("/desk/").content.decode()

    links = re.findall(r'<td class="number"><a href="([^"]+)">(\d+)</a>', page)
    # One state twice over, one week, two who are late or loaded, one reason.
    assert len(links) >= 5
    for url, number in links:
        answer = client.get(url.replace("&amp;", "&"))
        assert answer.status_code == 200, url
        if url.startswith("/incidents/"):
            assert answer.content.decode().count("data-row") >= int(number)


def test_numbers_end_where_those_of_their_lists_end(
    client: Client, monkeypatch: pytest.MonkeyPatch, aminata: User, boris: User, sira: User
) -> None:
    monkeypatch.setattr(paging, "COUNTED_UP_TO", 2)
    late = timezone.now() - timedelta(hours=1)
    for _number in range(4):
        make_incident(aminata, due_at=late, assigned_to=boris)
    make_incident(aminata, due_at=late, state_entered_at=timezone.now() - timedelta(days=3))
    client.force_login(sira)

    page = client.get("/desk/").content.decode()

    links = dict(re.findall(r'<td class="number"><a href="([^"]+)">([^<]+)</a>', page))
    assert links["/incidents/?state=new"] == "2+"
    assert links[f"/incidents/?assigned={boris.pk}"] == "2+"
    assert links[f"/incidents/?due=overdue&amp;assigned={boris.pk}"] == "2+"
    assert links["/incidents/?due=overdue&amp;assigned=nobody"] == "1"
    assert '<span class="hidden-text">2+, 1, 0, 0</span>' in page
    assert "2+" in client.get("/incidents/?state=new").content.decode()


def test_who_codes_blind_is_counted_nothing_of_it(aminata: User, sira: User) -> None:
    incident = make_incident(aminata, due_at=timezone.now() - timedelta(hours=1), assigned_to=aminata)
    incident.blind_people.add(sira)

    shown = [bar for picture in pictures_for(sira) for bar in picture.bars]

    assert [bar.number for bar in shown if bar.number] == []


def test_other_desks_stay_unseen(client: Client, aminata: User, olek: User) -> None:
    make_incident(aminata, due_at=timezone.now() - timedelta(hours=1))

    shown = [bar for picture in pictures_for(olek) for bar in picture.bars]
    assert [(bar.label, bar.number) for bar in shown] == [("Olek", 0)]
    client.force_login(aminata)
    assert client.get("/desk/").status_code == 403
    assert Incident.objects.count() == 1


def test_feeds_in_trouble_are_shown_to_those_whose_desks_follow_them(
    client: Client, desk: Desk, other_desk: Desk, sira: User, olek: User
) -> None:
    since = timezone.now() - timedelta(days=3, hours=1)
    trouble = {"outcome": "dns", "visited_at": since, "failures": 2, "failing_since": since}
    make_feed(desk, source=make_source(name="Voice of the Delta"), **trouble)
    make_feed(desk, source=make_source(name="Well Read"))

    client.force_login(sira)
    page = client.get("/desk/").content.decode()
    client.force_login(olek)
    theirs = client.get("/desk/").content.decode()

    assert "Voice of the Delta" in page
    assert '<a href="/feeds/">3</a>' in page
    assert "Well Read" not in page
    assert "in trouble" not in theirs
