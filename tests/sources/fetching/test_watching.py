"""Cited documents are looked at again: a site on loopback changes its page between the looks."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils import timezone

from casework.sources.fetching.politeness import turn_at
from casework.sources.models import Document, Snapshot, Visit, Watch
from casework.sources.tasks import check_cited_documents
from casework.sources.watching import PAUSES, check, check_next, look_now, watch
from tests.gate import at_once
from tests.sources.builders import make_document, make_snapshot
from tests.sources.fetching.site import Reply, Site, page, site, transport
from tests.truth_tables import truth_table

TEXT = b"About 20 soldiers died."
OTHER = b"At least 19 soldiers died."
pytestmark = pytest.mark.django_db


def plain(text: bytes, *headers: str, **changes: str) -> bytes:
    return page(text, *headers, **{"media_type": "text/plain", **changes})


def watched(news: Site, text: bytes = TEXT, **changes: Any) -> Document:
    """A document of the site that was fetched and cited, and that is due to be looked at."""
    address = f"{news.base}/camp"
    document = make_document(url=address, canonical_url=address, fetch_state="done", outcome="ok")
    snapshot = make_snapshot(document=document, text=text.decode(), collected="fetched", final_url=address)
    watch(document.pk, cited=snapshot)
    due(document)
    return document


def due(document: Document) -> None:
    Document.objects.filter(pk=document.pk).update(next_check_at=Now() - timedelta(seconds=1))


def looked(document: Document) -> Visit:
    """Look at a document here and now."""
    due(document)
    taken = Watch.take_next(only=document.pk)
    assert taken
    visit = check(taken, transport())
    document.refresh_from_db()
    return visit


def minutes_until(document: Document) -> float:
    assert document.next_check_at is not None
    return (document.next_check_at - timezone.now()).total_seconds() / 60


def test_the_same_text_is_unchanged_and_kept_once() -> None:
    with site(camp=plain(TEXT)) as news:
        document = watched(news)
        visit = looked(document)

    assert (visit.outcome, visit.snapshot, visit.by) == ("unchanged", document.snapshots.get(), None)
    assert document.watch.outcome == "unchanged"


def test_another_text_is_another_snapshot_and_the_old_one_stays() -> None:
    with site(camp=plain(OTHER)) as news:
        document = watched(news)
        before = Snapshot.objects.values().get()
        visit = looked(document)

    old, new = document.snapshots.order_by("number")
    assert (visit.outcome, visit.snapshot) == ("changed", new)
    assert new.text == OTHER.decode()
    assert Snapshot.objects.filter(pk=old.pk).values().get() == before
    assert (document.watch.current, document.watch.anchor_due_at is None) == (new, False)


def test_a_text_that_comes_back_is_the_old_snapshot() -> None:
    with site(camp=plain(OTHER)) as news:
        document = watched(news)
        looked(document)
        news.replies["/camp"] = plain(TEXT)
        back = looked(document)
        again = looked(document)

    first = document.snapshots.order_by("number")[0]
    assert [back.outcome, again.outcome] == ["changed", "unchanged"]
    assert back.snapshot is not None
    assert back.snapshot.text == first.text
    assert Watch.objects.get().current == back.snapshot


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        (plain(b"", status="404 Not Found"), "gone"),
        (plain(b"", status="410 Gone"), "gone"),
        (plain(b"", status="403 Forbidden"), "auth"),
        (plain(b"", status="451 Withheld"), "legal"),
        (plain(b"", status="500 Oops"), "site_error"),
        (plain(b""), "empty"),
        (page(b"<html><title>Page not found</title><p>Sorry."), "soft_404"),
        (plain(TEXT)[:-4], "truncated"),
    ],
)
def test_a_failure_replaces_nothing(reply: Reply, outcome: str) -> None:
    with site(camp=reply) as news:
        document = watched(news)
        before = list(Snapshot.objects.values())
        visit = looked(document)

    assert (visit.outcome, visit.snapshot) == (outcome, None)
    assert list(Snapshot.objects.values()) == before
    assert (document.fetch_state, document.outcome) == ("done", "ok")
    assert document.watch.outcome == outcome
    assert document.watch.current == document.snapshots.get()
    assert document.next_check_at is not None


def test_the_site_is_asked_only_for_what_changed() -> None:
    first = plain(TEXT, 'ETag: "a1"')
    same = b"HTTP/1.1 304 Not Modified\r\n\r\n"
    with site(camp=first) as news:
        document = watched(news)
        looked(document)
        news.replies["/camp"] = same
        visit = looked(document)

    assert 'If-None-Match: "a1"' in news.requests[-1]
    assert (visit.outcome, visit.snapshot) == ("unchanged", document.snapshots.get())


def test_looks_become_rarer() -> None:
    with site(camp=plain(TEXT)) as news:
        document = watched(news)
        waits = []
        for _look in range(5):
            looked(document)
            waits.append(minutes_until(document) * timedelta(minutes=1))

    wanted = [*PAUSES[1:], PAUSES[-1], PAUSES[-1]]
    assert [abs(wait / pause - 1) < 0.11 for wait, pause in zip(waits, wanted, strict=True)] == [True] * 5


def test_citing_once_more_begins_anew() -> None:
    with site(camp=plain(TEXT)) as news:
        document = watched(news)
        looked(document)
        watch(document.pk, cited=document.snapshots.get())

    document.refresh_from_db()
    assert 58 < minutes_until(document) <= 60
    assert Watch.objects.get().checks == 0


def test_trouble_is_tried_again_soon_and_then_waits_for_the_next_look() -> None:
    with site(camp=plain(b"", status="500 Oops")) as news:
        document = watched(news)
        waits = []
        for _attempt in range(Watch.MOST_ATTEMPTS):
            looked(document)
            waits.append(minutes_until(document))

    assert [round(wait / 10 / 4**number, 1) for number, wait in enumerate(waits[:4])] == pytest.approx(
        [1] * 4, abs=0.11
    )
    assert waits[4] > 0.85 * 24 * 60
    assert Watch.objects.values_list("checks", "attempts").get() == (1, 0)


def test_a_site_that_asks_for_patience_gets_it() -> None:
    with site(camp=plain(b"", "Retry-After: 7200", status="429 Slowly")) as news:
        document = watched(news)
        looked(document)

    assert 105 < minutes_until(document) < 135


def test_what_robots_txt_forbids_is_not_read() -> None:
    rules = page(b"User-agent: *\nDisallow: /camp", media_type="text/plain")
    with site(camp=plain(OTHER)) as news:
        news.replies["/robots.txt"] = rules
        document = watched(news)
        visit = looked(document)

    assert visit.outcome == "refused_by_policy"
    assert [each.split()[1] for each in news.requests] == ["/robots.txt"]


def test_a_look_that_kills_its_worker_ends_nevertheless() -> None:
    with site(camp=plain(TEXT)) as news:
        document = watched(news)
        for _death in range(Watch.MOST_ATTEMPTS):
            due(document)
            assert Watch.take_next()
        visit = looked(document)

    assert visit.outcome == "worker_lost"
    assert news.requests == []
    assert Watch.objects.get().attempts == 0


def test_a_document_that_is_being_fetched_is_not_looked_at() -> None:
    with site(camp=plain(TEXT)) as news:
        document = watched(news)
        Document.objects.update(fetch_state="due", next_attempt_at=Now())
        due(document)

    assert Watch.take_next() is None


def test_a_document_without_an_address_is_watched_for_other_texts_only() -> None:
    snapshot = make_snapshot()
    watch(snapshot.document_id, cited=snapshot)

    assert Document.objects.get().next_check_at is None
    assert Watch.objects.get().current == snapshot


def test_a_passage_of_an_older_text_is_looked_for_at_once() -> None:
    old = make_snapshot()
    make_snapshot(document=old.document, number=2, text="At least 19 soldiers died.")

    watch(old.document_id, cited=old)

    assert Watch.objects.to_anchor().exists()


def test_what_was_looked_at_just_now_is_not_looked_at_again() -> None:
    with site(camp=plain(TEXT)) as news:
        document = watched(news)
        looked(document)

        assert look_now([document.pk]) == 0
        Watch.objects.update(checked_at=Now() - timedelta(hours=1))
        assert look_now([document.pk]) == 1
    document.refresh_from_db()
    assert minutes_until(document) <= 0


def test_looking_twice_looks_once() -> None:
    with site(camp=plain(OTHER)) as news:
        document = watched(news)

        assert [check_next(transport(), pause=0) for _time in range(2)] == [True, False]
        assert check_cited_documents() == 0
    assert document.snapshots.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_one_looks() -> None:
    """While the first holds what it took, the second comes: without the lock it wants the same row."""

    def second() -> Watch | None:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '3s'")
        return Watch.take_next()

    with site(camp=plain(OTHER)) as news:
        watched(news)
        with transaction.atomic():
            first = Watch.take_next()
            meanwhile = at_once(second)

    assert first
    assert meanwhile == [None]


@pytest.mark.django_db(transaction=True)
def test_two_slow_workers_after_one_another_leave_one_snapshot_and_one_plan() -> None:
    """The lease ran out, so two look at the same document: gated in the middle of their answers."""
    both = threading.Barrier(2, timeout=20)

    def slowly(connection: Any) -> None:
        both.wait()
        connection.sendall(plain(OTHER))

    with site(camp=slowly) as news:
        document = watched(news)
        taken = []
        for _worker in range(2):
            due(document)
            taken.append(Watch.take_next())
        at_once(*[lambda each=each: check(each, transport()) for each in taken])

    assert document.snapshots.count() == 2
    assert Watch.objects.values_list("checks", "attempts").get() == (1, 0)


@pytest.mark.django_db(transaction=True)
def test_a_host_that_is_being_visited_is_waited_for() -> None:
    with site(camp=plain(TEXT)) as news:
        document = watched(news)
        host = news.base.removeprefix("http://")

        def meanwhile() -> bool:
            return check_next(transport(), pause=0)

        with turn_at(host, pause=60):
            assert at_once(meanwhile) == [True]
    document.refresh_from_db()
    assert news.requests == []
    assert Watch.objects.get().attempts == 0


def test_watches_make_sense() -> None:
    document = make_document()
    now = timezone.now()

    def build(**values: Any) -> Watch:
        return Watch(document=document, **values)

    truth_table(
        "watch_outcome_has_time",
        build,
        [
            ({}, True),
            ({"outcome": "gone", "checked_at": now}, True),
            ({"outcome": "gone"}, False),
            ({"checked_at": now}, False),
            ({"outcome": "lost", "checked_at": now}, False),
        ],
    )
    truth_table(
        "watch_validators_have_address",
        build,
        [
            ({}, True),
            ({"validated_url": "https://example.org/", "etag": '"a"'}, True),
            ({"validated_url": "https://example.org/"}, True),
            ({"etag": '"a"'}, False),
            ({"last_modified": "Mon"}, False),
        ],
    )
