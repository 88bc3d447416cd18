"""Two workers at a host at a time, a second between two visits, and longer where the site asks for it."""

from contextlib import ExitStack
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection
from django.db.models.functions import Now
from django.utils import timezone

from casework.sources.collecting import collect_next
from casework.sources.fetching.politeness import leave_alone, turn_at
from casework.sources.models import Document, Host
from tests.gate import at_once
from tests.sources.builders import make_due
from tests.sources.fetching.site import page, redirect, site, transport
from tests.truth_tables import truth_table

TEXT = page(b"About 20 soldiers died.", media_type="text/plain")


@pytest.mark.django_db(transaction=True)
def test_two_workers_are_at_a_host_at_a_time() -> None:
    """Each worker has a connection of its own. Fails without the locks of turn_at()."""

    def visit() -> bool:
        with turn_at("news.example", pause=0) as is_ours:
            return is_ours

    def visit_while_another_is_there() -> list[bool]:
        with turn_at("news.example", pause=0) as is_ours:
            return [is_ours, *at_once(visit)]

    with turn_at("news.example", pause=0) as is_ours:
        assert is_ours
        assert at_once(visit_while_another_is_there) == [[True, False]]
        assert at_once(visit) == [True]


@pytest.mark.django_db(transaction=True)
def test_a_turn_that_failed_leaves_no_place_taken() -> None:
    """The place is a lock of the session, which the end of a transaction does not give back."""
    with pytest.raises(IntegrityError, match="host_has_a_name"), turn_at("", pause=0):
        raise AssertionError

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db
def test_a_second_passes_between_two_visits() -> None:
    with turn_at("news.example") as first, ExitStack() as later:
        assert first
        assert not later.enter_context(turn_at("news.example"))
        assert later.enter_context(turn_at("other.example"))
        rest = Host.objects.get(name="news.example").next_visit_at - timezone.now()
        assert timedelta(seconds=0.8) < rest <= timedelta(seconds=1)
        # The second is over: the row is moved, not the clock.
        Host.objects.update(next_visit_at=Now() - timedelta(seconds=1))
        assert later.enter_context(turn_at("news.example"))


@pytest.mark.django_db(transaction=True)
def test_of_workers_that_come_at_once_one_visits() -> None:
    """Fails when the time is read first and written after."""

    def visit() -> bool:
        with turn_at("news.example", pause=60) as is_ours:
            return is_ours

    assert sorted(at_once(visit, visit)) == [False, True]


@pytest.mark.django_db
def test_documents_of_a_host_that_rests_are_passed_over() -> None:
    with site(camp=TEXT) as news:
        host = f"127.0.0.1:{news.port}"
        document = make_due(url=f"{news.base}/camp", canonical_url=f"{news.base}/camp")
        Host.objects.create(name=host, next_visit_at=Now() + timedelta(minutes=1))
        assert not collect_next(transport())

        Host.objects.update(next_visit_at=Now() - timedelta(minutes=1))
        assert collect_next(transport())

    document.refresh_from_db()
    assert (document.outcome, document.attempts) == ("ok", 1)


@pytest.mark.django_db
def test_a_host_that_we_are_sent_on_to_counts_as_visited(monkeypatch: pytest.MonkeyPatch) -> None:
    """It rests for as long as any, and is not visited while it rests."""
    monkeypatch.setattr("casework.sources.fetching.transport._MOST_WAITING_S", 0.1)
    with site(town=TEXT) as there, site(camp=redirect(f"{there.base}/town")) as news:
        make_due(url=f"{news.base}/camp", canonical_url=f"{news.base}/camp")
        assert collect_next(transport(), pause=30)

        first = Document.objects.get()
        assert (first.outcome, Host.objects.resting().count()) == ("ok", 2)

        Host.objects.filter(name=f"127.0.0.1:{news.port}").delete()
        make_due("again", url=f"{news.base}/camp?", canonical_url=f"{news.base}/camp?")
        assert collect_next(transport(), pause=30)

    second = Document.objects.exclude(pk=first.pk).get()
    assert (second.outcome, second.fetch_state, len(there.requests)) == ("rate_limited", "due", 1)


@pytest.mark.django_db
def test_a_document_whose_host_is_full_waits_without_a_mark_against_it() -> None:
    with site(camp=TEXT) as news:
        make_due(url=f"{news.base}/camp", canonical_url=f"{news.base}/camp")
        taken = Document.claim_next()
        Document.objects.update(next_attempt_at=Now(), attempts=0)
        assert taken
        with turn_at(f"127.0.0.1:{news.port}"):
            Host.objects.update(name="other.example")
            Host.objects.create(name=f"127.0.0.1:{news.port}", next_visit_at=Now() - timedelta(hours=1))
            assert collect_next(transport(), pause=0)

    assert Document.objects.get().outcome == "ok"


@pytest.mark.django_db
def test_a_site_that_asks_for_time_gets_it_for_all_its_documents() -> None:
    with site(camp=page(b"", "Retry-After: 600", status="429 Slow")) as news:
        for path in ("camp", "town"):
            make_due(url=f"{news.base}/{path}", canonical_url=f"{news.base}/{path}")
        assert collect_next(transport(), pause=0)
        assert not collect_next(transport(), pause=0)

    rest = Host.objects.get().next_visit_at - timezone.now()
    assert timedelta(minutes=9) < rest < timedelta(minutes=11)
    assert len(news.requests) == 1


@pytest.mark.django_db
def test_a_rest_ends_within_an_hour_and_is_never_cut_short() -> None:
    with turn_at("news.example", pause=0):
        leave_alone("news.example", 86_400)
        leave_alone("news.example", 5)

    rest = Host.objects.get().next_visit_at - timezone.now()
    assert timedelta(minutes=59) < rest <= timedelta(minutes=60)


@pytest.mark.django_db
def test_a_host_has_a_name() -> None:
    truth_table(
        "host_has_a_name",
        lambda **changes: Host(next_visit_at=timezone.now(), **changes),
        [({"name": "news.example"}, True), ({"name": ""}, False)],
    )
