"""What comes of a document that waits: fetched from a real server on loopback, kept, or put off."""

import os
import signal
import socket
import threading
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils import timezone

from casework.accounts.models import Desk, User
from casework.audit.models import Entry
from casework.core.errors import NotFound, NotNow, NotPermitted
from casework.sources import store, tasks
from casework.sources.collecting import ask_again, collect, collect_next
from casework.sources.fetching.guard import Guard
from casework.sources.models import Document, Snapshot, Visit
from casework.sources.services import add_document, add_text
from tests.gate import Gate, at_once
from tests.sources.builders import make_document, make_due, make_snapshot
from tests.sources.fetching.site import OPEN, Reply, page, redirect, site, transport
from tests.truth_tables import truth_table

TEXT = b"About 20 soldiers died."
pytestmark = pytest.mark.django_db


def plain(text: bytes, *headers: str, **changes: str) -> bytes:
    return page(text, *headers, **{"media_type": "text/plain", **changes})


def waiting(address: str, *desks: Desk, **changes: Any) -> Document:
    document = make_due(url=address, canonical_url=address, **changes)
    document.desks.set(desks)
    return document


def fetched(document: Document) -> Visit:
    """Fetch a document here and now, whatever became of it before."""
    Document.objects.filter(pk=document.pk).update(fetch_state="due", next_attempt_at=Now())
    taken = Document.claim_next(only=document.pk)
    assert taken
    visit = collect(taken, transport())
    document.refresh_from_db()
    return visit


def outcome_of(reply: Reply, **changes: Any) -> Document:
    with site(camp=reply) as news:
        document = waiting(f"{news.base}/camp", **changes)
        fetched(document)
    return document


def test_what_is_brought_is_kept(desk: Desk) -> None:
    with site(camp=plain(TEXT)) as news:
        document = waiting(f"{news.base}/camp", desk)
        visit = fetched(document)

    snapshot = document.snapshots.get()
    assert (document.fetch_state, document.outcome, document.next_attempt_at) == ("done", "ok", None)
    assert (snapshot.text, snapshot.collected, snapshot.collected_by) == (TEXT.decode(), "fetched", None)
    assert (snapshot.final_url, store.get(snapshot.sha256)) == (f"{news.base}/camp", TEXT)
    assert (visit.snapshot, visit.outcome) == (snapshot, "ok")
    assert [(each["address"], each["ip"], each["status"]) for each in visit.hops] == [
        (f"{news.base}/camp", "127.0.0.1", 200)
    ]
    assert ("Content-Length", str(len(TEXT))) in visit.hops[0]["received"]
    assert (visit.declared_type, visit.why, visit.rule) == ("text/plain", "request", "")
    assert "h11" in visit.tool
    assert str(os.getpid()) in visit.worker
    entry = Entry.objects.get(verb="sources.fetch_document")
    assert (entry.actor, entry.desk, entry.after["sha256"]) == (None, desk, snapshot.sha256)


PAGE = page(
    b"""<html lang=fr><title>Camp attacked</title><meta name=author content="Awa Diallo">
    <meta property=article:published_time content=2020-01-27T06:00:00Z><body><p>About 20 soldiers died."""
)


def test_what_was_left_empty_is_filled_with_what_was_read(lamine: User, desk: Desk, settings: Any) -> None:
    settings.FETCH_TEST_SITES = OPEN
    with site(camp=PAGE) as news:
        document = add_document(by=lamine, desk=desk, url=f"{news.base}/camp").document
        assert document.title == f"{news.base}/camp"
        fetched(document)

    assert (document.title, document.byline, document.language) == ("Camp attacked", "Awa Diallo", "fr")
    assert str(document.published_on) == "2020-01-27"
    entry = Entry.objects.get(verb="sources.fetch_document")
    assert (entry.before["title"], entry.after["title"]) == (f"{news.base}/camp", "Camp attacked")


def test_what_a_person_typed_is_never_overwritten(lamine: User, desk: Desk, settings: Any) -> None:
    settings.FETCH_TEST_SITES = OPEN
    typed: dict[str, Any] = {
        "title": "Our title",
        "byline": "Our byline",
        "published_on": date(2020, 1, 26),
        "language": "en",
    }
    with site(camp=PAGE) as news:
        document = add_document(by=lamine, desk=desk, url=f"{news.base}/camp", **typed).document
        fetched(document)

    assert {name: getattr(document, name) for name in typed} == typed
    assert document.snapshots.get().text == "About 20 soldiers died."


def test_the_same_text_again_is_the_same_snapshot() -> None:
    with site(camp=plain(TEXT)) as news:
        document = waiting(f"{news.base}/camp")
        first = fetched(document)
        again = fetched(document)

    assert (again.outcome, again.snapshot) == ("unchanged", first.snapshot)
    assert Snapshot.objects.count() == 1


def test_another_text_is_kept_beside_the_first() -> None:
    with site(camp=plain(TEXT)) as news:
        document = waiting(f"{news.base}/camp")
        fetched(document)
        news.replies["/camp"] = plain(b"At least 19 soldiers died.")
        visit = fetched(document)

    assert visit.outcome == "changed"
    assert [each.text[:8] for each in document.snapshots.order_by("number")] == ["About 20", "At least"]


@pytest.mark.parametrize(
    "reply", [plain(b"", status="404 Gone"), plain(b" "), page(b"<html></html>"), b"nonsense"]
)
def test_a_failure_never_replaces_what_is_kept(reply: bytes) -> None:
    with site(camp=plain(TEXT)) as news:
        document = waiting(f"{news.base}/camp")
        fetched(document)
        news.replies["/camp"] = reply
        visit = fetched(document)

    assert visit.outcome not in ("ok", "changed", "unchanged")
    assert document.snapshots.get().text == TEXT.decode()


def test_bytes_without_text_are_kept_where_there_is_nothing_else() -> None:
    document = outcome_of(page(b"<html><body></body></html>"))

    assert (document.fetch_state, document.outcome) == ("parked", "empty")
    assert document.snapshots.get().text == ""


def test_a_page_in_the_place_of_the_document_is_no_success() -> None:
    with site(camp=redirect("/login"), login=plain(b"Sign in to read on.")) as news:
        document = waiting(f"{news.base}/camp")
        fetched(document)

    assert (document.fetch_state, document.outcome) == ("parked", "login_wall")
    assert (document.byline, document.snapshots.get().text) == ("", "")
    assert f"{news.base}/login" in document.visits.get().detail


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        (plain(b"", status="404 No"), "gone"),
        (plain(b"", status="451 No"), "legal"),
        (redirect("http://169.254.169.254/"), "refused_by_policy"),
        (page(b"II*", media_type="image/tiff"), "bad_type"),
        (plain(b""), "empty"),
    ],
)
def test_what_will_not_get_better_is_parked_with_its_reason(reply: bytes, outcome: str) -> None:
    document = outcome_of(reply)

    assert (document.fetch_state, document.outcome, document.next_attempt_at) == ("parked", outcome, None)
    visit = document.visits.get()
    assert visit.detail
    assert len(visit.hops) == 1


def minutes_to_wait(document: Document) -> float:
    assert document.next_attempt_at
    return (document.next_attempt_at - timezone.now()) / timedelta(minutes=1)


@pytest.mark.parametrize(
    ("attempts", "headers", "low", "high"),
    [(0, [], 1.4, 2.6), (1, [], 5.9, 10.1), (3, [], 95, 161), (0, ["Retry-After: 3600"], 59, 61)],
)
def test_what_may_get_better_waits_longer_each_time(
    attempts: int, headers: list[str], low: float, high: float
) -> None:
    document = outcome_of(plain(b"", *headers, status="503 Busy"), attempts=attempts)

    assert (document.fetch_state, document.outcome) == ("due", "site_error")
    assert low < minutes_to_wait(document) < high


def test_the_fifth_failure_parks_and_says_so() -> None:
    document = outcome_of(plain(b"", status="503 Busy"), attempts=4)

    assert (document.fetch_state, document.outcome) == ("parked", "site_error")
    assert document.next_step.startswith("It was tried 5 times.")


def test_a_text_pasted_meanwhile_ends_the_trouble(lamine: User, desk: Desk) -> None:
    with site() as news:
        document = waiting(f"{news.base}/camp", desk)
        fetched(document)

    add_text(document.pk, by=lamine, text="About 20 soldiers died.")

    document.refresh_from_db()
    assert (document.fetch_state, document.outcome) == ("by_hand", "")


def test_a_visit_is_never_changed(desk: Desk) -> None:
    snapshot = make_snapshot()

    truth_table(
        "visit_success_has_snapshot",
        lambda **changes: Visit(document=snapshot.document, began_at=timezone.now(), **changes),
        [
            ({"outcome": "ok", "snapshot": snapshot}, True),
            ({"outcome": "ok"}, False),
            ({"outcome": "changed"}, False),
            ({"outcome": "gone"}, True),
            ({"outcome": "empty", "snapshot": snapshot}, True),
        ],
    )
    truth_table(
        "visit_outcome_known",
        lambda **changes: Visit(document=snapshot.document, began_at=timezone.now(), **changes),
        [({"outcome": "gone"}, True), ({"outcome": ""}, False), ({"outcome": "maybe"}, False)],
    )
    truth_table(
        "visit_rule_with_refusal",
        lambda **changes: Visit(document=snapshot.document, began_at=timezone.now(), **changes),
        [
            ({"outcome": "gone", "rule": ""}, True),
            ({"outcome": "refused_by_policy", "rule": ""}, True),
            ({"outcome": "refused_by_policy", "rule": "port"}, True),
            ({"outcome": "refused_by_policy", "rule": "mood"}, False),
            ({"outcome": "gone", "rule": "port"}, False),
        ],
    )
    truth_table(
        "visit_why_known",
        lambda **changes: Visit(
            document=snapshot.document, began_at=timezone.now(), outcome="gone", **changes
        ),
        [({"why": "request"}, True), ({"why": "check"}, True), ({"why": ""}, False)],
    )


# --- Asking again --------------------------------------------------------------------------------------


def test_a_person_asks_again(lamine: User, desk: Desk) -> None:
    document = make_due(fetch_state="parked", next_attempt_at=None, outcome="gone", attempts=5)
    document.desks.set([desk])

    for _twice in range(2):
        ask_again(document.pk, by=lamine)

    taken = Document.claim_next()
    assert taken == document
    assert taken.attempts == 1
    assert Entry.objects.filter(verb="sources.ask_again").count() == 1


def test_who_may_not_ask_again_is_told_why(vera: User, olek: User, lamine: User, desk: Desk) -> None:
    document = make_due(fetch_state="parked", next_attempt_at=None, outcome="gone")
    document.desks.set([desk])

    with pytest.raises(NotPermitted, match="have documents fetched"):
        ask_again(document.pk, by=vera)
    with pytest.raises(NotFound):
        ask_again(document.pk, by=olek)
    with pytest.raises(NotNow, match="has no address"):
        ask_again(make_document(desk).pk, by=lamine)


def test_an_address_that_is_brought_again_is_tried_again(lamine: User, desk: Desk) -> None:
    address = "https://news.example/camp"
    document = add_document(by=lamine, desk=desk, url=address).document
    Document.objects.update(fetch_state="parked", next_attempt_at=None, outcome="gone")

    again = add_document(by=lamine, desk=desk, url=address)

    document.refresh_from_db()
    assert (again.document, again.is_new_document) == (document, False)
    assert (document.fetch_state, document.outcome) == ("due", "")


# --- Workers -------------------------------------------------------------------------------------------


def test_the_task_fetches_all_that_is_due(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.FETCH_TEST_SITES = OPEN
    monkeypatch.setattr(tasks, "PAUSE", 0)
    with site(a=plain(TEXT), b=plain(TEXT)) as news:
        for name in ("a", "b", "c"):
            waiting(f"{news.base}/{name}")
        assert tasks.fetch_due_documents() == 3

    assert sorted(Document.objects.values_list("outcome", flat=True)) == ["gone", "ok", "ok"]


def test_the_inner_network_is_closed_unless_it_was_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "PAUSE", 0)
    with site(camp=plain(TEXT)) as news:
        document = waiting(f"{news.base}/camp")
        tasks.fetch_due_documents()

    document.refresh_from_db()
    assert (document.outcome, news.requests) == ("refused_by_policy", [])


@pytest.mark.django_db(transaction=True)
def test_a_text_that_is_pasted_while_a_document_is_fetched_is_the_first_snapshot(
    lamine: User, desk: Desk
) -> None:
    """Fails without the second try: whoever waits for the lock has not seen what was kept meanwhile."""
    pasted, gate = threading.Event(), Gate(2)

    def paste() -> None:
        with transaction.atomic():
            add_text(document.pk, by=lamine, text="19 soldiers died.")
            pasted.set()
            gate.wait()

    def fetch() -> Visit:
        assert pasted.wait(5)
        assert taken
        return collect(taken, transport())

    with site(camp=plain(TEXT)) as news:
        document = waiting(f"{news.base}/camp", desk)
        taken = Document.claim_next()
        _nothing, visit = at_once(paste, fetch)

    kept = document.snapshots.order_by("number").values_list("number", "collected", "text")
    assert list(kept) == [(1, "pasted", "19 soldiers died."), (2, "fetched", TEXT.decode())]
    assert (visit.outcome, visit.snapshot.number) == ("ok", 2)
    assert Visit.objects.get() == visit


@pytest.mark.django_db(transaction=True)
def test_what_a_person_types_while_a_document_is_fetched_stays() -> None:
    """Fails without the lock of Document.locked(): the old title is read, and the new one written over."""
    typed, gate = threading.Event(), Gate(2)

    def type_a_title() -> None:
        with transaction.atomic():
            Document.objects.filter(pk=document.pk).update(title="Our title")
            typed.set()
            gate.wait()

    def fetch() -> Visit:
        assert typed.wait(5)
        assert taken
        return collect(taken, transport())

    with site(camp=PAGE) as news:
        document = waiting(f"{news.base}/camp", title=f"{news.base}/camp", byline="")
        taken = Document.claim_next()
        _nothing, visit = at_once(type_a_title, fetch)

    document.refresh_from_db()
    assert (visit.outcome, document.title, document.byline) == ("ok", "Our title", "Awa Diallo")


@pytest.mark.django_db(transaction=True)
def test_workers_at_once_take_each_document_once() -> None:
    """What each of four does in earnest; test_queue.py shows what happens without the lock."""
    way = transport(guard=Guard(OPEN, resolve=lambda host, seconds: ["127.0.0.1"]))
    start = threading.Barrier(4)

    def work() -> None:
        start.wait(5)
        while collect_next(way, pause=0):
            continue

    with site(camp=plain(TEXT)) as news:
        for name in "abcd":
            waiting(f"http://{name}.example:{news.port}/camp")
        assert at_once(*[work] * 4) == [None] * 4

    asked = sorted(each.split("Host: ")[1][0] for each in news.requests)
    assert asked == ["a", "b", "c", "d"]
    assert set(Document.objects.values_list("outcome", "attempts")) == {("ok", 1)}


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_killed_loses_nothing() -> None:
    """Its row comes due again by itself: here the row is moved, not the clock."""
    asked = threading.Event()

    def hang(connection_: socket.socket) -> None:
        asked.set()
        connection_.recv(1)

    with site(camp=hang) as news:
        document = waiting(f"{news.base}/camp")
        pid = os.fork()
        if pid == 0:
            work_in_a_process_of_its_own()
        assert asked.wait(5)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        assert Document.claim_next() is None

        news.replies["/camp"] = plain(TEXT)
        Document.objects.update(next_attempt_at=Now())
        assert collect_next(transport(), pause=0)

    document.refresh_from_db()
    assert (document.outcome, document.attempts) == ("ok", 2)


def work_in_a_process_of_its_own() -> None:
    """Fetch what is due, on a connection of our own; the parent's must be neither used nor closed."""
    try:
        parents = connection.connection
        connection.connection = None
        collect_next(transport(), pause=0)
        del parents
    finally:
        os._exit(1)


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_lost_its_turn_changes_nothing() -> None:
    """It was slow, its lease ended, and another worker finished: the late failure is only noted."""
    with site() as news:
        document = waiting(f"{news.base}/camp")
        slow = Document.claim_next()
        assert slow
        news.replies["/camp"] = plain(TEXT)
        fetched(document)
        del news.replies["/camp"]
        collect(slow, transport())

    document.refresh_from_db()
    assert (document.fetch_state, document.outcome) == ("done", "ok")
    assert sorted(Visit.objects.values_list("outcome", flat=True)) == ["gone", "ok"]
