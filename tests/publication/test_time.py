"""Order and time: what was public when, whatever happened in which order."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import connection, connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.accounts.models import User
from casework.core.errors import NotNow
from casework.incidents.models import Incident, Revision
from casework.publication.clock import PUBLISHING, take_turn
from casework.publication.models import Ended, PublishedRevision
from casework.publication.services import close_for_undo, publish, restore, withdraw
from tests.publication.builders import at, build_published, make_revision, make_sokolo

ACTS = ["publish", "withdraw", "undo", "undo withdrawal"]


@given(acts=st.lists(st.sampled_from(ACTS), min_size=1, max_size=7))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_moment_has_two_public_revisions(aminata: User, acts: list[str]) -> None:
    with transaction.atomic():
        incident = make_sokolo(aminata)
        for each in acts:
            act(incident, each, aminata)
        rows = list(incident.published_revisions.order_by("valid_from"))
        edges = {edge for row in rows for edge in (row.valid_from, row.valid_to) if edge}
        moments = [edge + timedelta(microseconds=shift) for edge in edges for shift in (-1, 0, 1)]

        public = [incident.published_revisions.as_of(each).count() for each in moments]
        live = [row.version for row in rows if row.is_live]
        transaction.set_rollback(True)

    assert max(public, default=0) <= 1
    assert [row.published_at for row in rows] == sorted(row.published_at for row in rows)
    assert live == ([incident.published_version] if incident.published_version else [])


def act(incident: Incident, name: str, by: User) -> None:
    """Carry one act out; one that the state does not allow changes nothing."""
    try:
        if name == "publish":
            publish(incident, make_revision(incident), by=by)
        elif name == "withdraw":
            withdraw(incident, by=by, note="The source took it back.")
        elif name == "undo":
            close_for_undo(incident, by=by)
        else:
            restore(incident, Ended.WITHDRAWN, by=by)
    except NotNow:
        return


@pytest.mark.parametrize(
    ("hours", "versions"),
    [(-0.1, []), (0, [1]), (1.9, [1]), (2, [2]), (3, [2]), (4, []), (5, [3]), (99, [3])],
)
def test_what_was_public_at_a_moment(aminata: User, hours: float, versions: list[int]) -> None:
    incident = make_sokolo(aminata)
    revision = make_revision(incident)
    for version, (start, end) in enumerate([(0, 2), (2, 4), (5, None)], 1):
        ended = {"valid_to": at(end), "ended": "replaced"} if end else {}
        build_published(incident, revision, version=version, valid_from=at(start), **ended).save()

    assert [row.version for row in PublishedRevision.objects.as_of(at(hours))] == versions


def test_a_clock_that_was_put_back_does_not_turn_the_order(aminata: User, sira: User) -> None:
    incident, other = make_sokolo(aminata), make_sokolo(aminata)
    ahead = at(24 * 365 * 50)
    build_published(other, make_revision(other), published_at=ahead, valid_from=ahead).save()

    row = publish(incident, make_revision(incident), by=sira)

    assert row.published_at == ahead + timedelta(microseconds=1)


@pytest.mark.django_db(transaction=True)
def test_order_of_time_is_order_of_commit(aminata: User) -> None:
    """Two approvals at once: what is read after the later commit holds everything published before it.

    Fails without the advisory lock: the second commits with a later time while the first is not yet seen.
    """
    first, second = make_sokolo(aminata), make_sokolo(aminata)
    revisions = {each.pk: make_revision(each) for each in (first, second)}
    has_published = threading.Event()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            publish(first, revisions[first.pk], by=aminata)
            late = pool.submit(seen_after_publishing, second, revisions[second.pk], aminata, has_published)
            wait_until(late, has_published)
        seen = late.result(20)

    order = list(PublishedRevision.objects.order_by("published_at").values_list("uid", flat=True))
    assert seen == order == [first.uid, second.uid]


def seen_after_publishing(
    incident: Incident, revision: Revision, by: User, has_published: threading.Event
) -> list[str]:
    """Publish in a connection of its own and return all that a reader sees right after the commit."""
    try:
        with transaction.atomic():
            publish(incident, revision, by=by)
        has_published.set()
        rows = PublishedRevision.objects.order_by("published_at")
        return list(rows.values_list("uid", flat=True))
    finally:
        connections.close_all()


def wait_until(late: object, has_published: threading.Event) -> None:
    """Go on when the other one waits for its turn, or did not have to."""
    waits = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = %s"
    while not has_published.wait(0.01):
        with connection.cursor() as cursor:
            cursor.execute(waits, [PUBLISHING])
            if cursor.fetchone()[0]:
                return


@pytest.mark.django_db(transaction=True)
def test_a_turn_ends_with_its_transaction() -> None:
    with transaction.atomic():
        first = take_turn()
    with ThreadPoolExecutor(1) as pool:
        second = pool.submit(turn_elsewhere).result(20)

    assert first < second


def turn_elsewhere() -> datetime:
    try:
        with transaction.atomic():
            return take_turn()
    finally:
        connections.close_all()
