"""Supervisors let their desk follow feeds, stop them, and have them looked at."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casework.accounts.models import Desk, Role, User
from casework.audit.models import Entry
from casework.core.errors import BadInput, NotFound, NotNow, NotPermitted
from casework.sources.feeds.following import add_feed, leave_feed, look_now, stop_feed
from casework.sources.models import Feed, FeedDesk
from tests.builders import make_user
from tests.sources.builders import make_source
from tests.sources.feeds.builders import make_feed

pytestmark = pytest.mark.django_db
ADDRESS = "https://example.org/rss.xml"


@pytest.fixture
def olek(other_desk: Desk) -> User:
    return make_user("olek", other_desk, Role.SUPERVISOR)


def test_a_feed_is_added_and_due_at_once(sira: User, desk: Desk) -> None:
    source = make_source()

    feed = add_feed(source.pk, " https://Example.org/rss.xml#top ", desk=desk, by=sira)
    again = add_feed(source.pk, ADDRESS, desk=desk, by=sira)

    assert (feed, feed.address, feed.created_by) == (again, ADDRESS, sira)
    assert Feed.take_next() == feed
    assert Entry.objects.get().verb == "sources.add_feed"


def test_another_desk_follows_the_same_feed(sira: User, desk: Desk, olek: User, other_desk: Desk) -> None:
    source = make_source()
    add_feed(source.pk, ADDRESS, desk=desk, by=sira)
    feed = add_feed(source.pk, ADDRESS, desk=other_desk, by=olek)

    assert set(feed.desks.all()) == {desk, other_desk}
    with pytest.raises(BadInput, match="is a feed of"):
        add_feed(make_source().pk, ADDRESS, desk=other_desk, by=olek)


@pytest.mark.parametrize("tlp", ["RED", "AMBER+STRICT", "AMBER"])
def test_a_confidential_feed_stays_at_its_desk(
    tlp: str, sira: User, desk: Desk, olek: User, other_desk: Desk
) -> None:
    source = make_source(tlp=tlp, created_by=sira)
    feed = add_feed(source.pk, ADDRESS, desk=desk, by=sira)

    with pytest.raises(NotFound):
        add_feed(source.pk, ADDRESS, desk=other_desk, by=olek)
    for _follower in ("followed", "left"):
        with pytest.raises(NotPermitted, match="cannot be followed at your desk"):
            add_feed(make_source().pk, ADDRESS, desk=other_desk, by=olek)
        leave_feed(feed.pk, desk=desk, by=sira) if feed.desk_links.exists() else None
    assert not Feed.objects.visible_to(olek).exists()
    with pytest.raises(NotFound):
        stop_feed(feed.pk, by=olek)


def test_a_red_feed_is_seen_by_supervisors_and_who_added_it(
    sira: User, aminata: User, lamine: User, desk: Desk
) -> None:
    feed = make_feed(desk, source=make_source(tlp="RED"), created_by=lamine)

    assert [
        Feed.objects.visible_to(each).filter(pk=feed.pk).exists() for each in (sira, lamine, aminata)
    ] == [
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    "address",
    ["http://10.0.0.1/rss", "https://example.org:6379/", "file:///etc/passwd", "", "https://a@example.org/"],
)
def test_an_address_that_is_never_visited_is_refused(address: str, sira: User, desk: Desk) -> None:
    with pytest.raises(BadInput) as refused:
        add_feed(make_source().pk, address, desk=desk, by=sira)

    assert refused.value.field == "address"


def test_only_supervisors_follow_stop_and_look(boris: User, desk: Desk) -> None:
    feed = make_feed(desk)

    tries: tuple[Callable[[], object], ...] = (
        lambda: add_feed(feed.source_id, ADDRESS, desk=desk, by=boris),
        lambda: stop_feed(feed.pk, by=boris),
        lambda: look_now(feed.pk, by=boris),
        lambda: leave_feed(feed.pk, desk=desk, by=boris),
    )
    for refused in tries:
        with pytest.raises(NotPermitted):
            refused()
    assert not Entry.objects.exists()


def test_a_feed_is_stopped_and_started_again(sira: User, desk: Desk) -> None:
    feed = make_feed(desk)

    assert stop_feed(feed.pk, by=sira).is_stopped
    stop_feed(feed.pk, by=sira)
    assert Feed.take_next() is None
    look_now(feed.pk, by=sira)

    assert Feed.take_next() == feed
    assert list(Entry.objects.order_by("pk").values_list("verb", flat=True)) == [
        "sources.stop_feed",
        "sources.start_feed",
    ]


def test_a_feed_in_trouble_is_looked_at_now(sira: User, desk: Desk) -> None:
    later = timezone.now() + timedelta(days=1)
    now = timezone.now()
    feed = make_feed(desk, next_visit_at=later, failures=7, failing_since=now, outcome="gone", visited_at=now)

    look_now(feed.pk, by=sira)

    assert Feed.take_next() == feed
    with pytest.raises(NotNow, match="already"):
        look_now(feed.pk, by=sira)


def test_a_feed_that_no_desk_follows_is_stopped(sira: User, desk: Desk, other_desk: Desk) -> None:
    feed = make_feed(desk)

    leave_feed(feed.pk, desk=desk, by=sira)

    feed.refresh_from_db()
    assert feed.is_stopped
    assert not FeedDesk.objects.exists()


def test_a_source_that_was_merged_has_the_feeds_of_both(client: Client, sira: User, desk: Desk) -> None:
    survivor = make_source()
    donor = make_source(merged_into=survivor)
    make_feed(desk, source=donor, title="Of the donor")
    client.force_login(sira)

    feed = add_feed(donor.pk, ADDRESS, desk=desk, by=sira)
    page = client.get(reverse("sources:source", args=[survivor.slug])).content.decode()

    assert feed.source == survivor
    assert "Of the donor" in page
    assert ADDRESS in page


def test_the_admin_follows_a_feed(client: Client, sira: User, desk: Desk) -> None:
    client.force_login(sira)
    form = {"source": make_source().pk, "address": ADDRESS, "desk": desk.pk}

    wrong = client.post(reverse("admin:sources_feed_add"), {**form, "address": "http://10.0.0.1/"})
    right = client.post(reverse("admin:sources_feed_add"), form)

    assert "not on the public internet" in wrong.content.decode()
    assert right.status_code == 302
    assert Feed.objects.get().desks.get() == desk


def test_the_admin_says_how_feeds_are_and_looks_now(client: Client, sira: User, desk: Desk) -> None:
    now = timezone.now()
    feed = make_feed(
        desk, outcome="gone", visited_at=now, failures=1, failing_since=now, pace="lasting", next_visit_at=now
    )
    make_feed(desk, next_visit_at=None)
    client.force_login(sira)
    address = reverse("admin:sources_feed_changelist")

    page = client.get(address).content.decode()
    client.post(address, {"action": "look_now", "_selected_action": [feed.pk]})

    assert "there is no such feed any more" in page
    assert "seldom passes" in page
    assert "Stopped." in page
    assert Entry.objects.get().verb == "sources.look_at_feed"
