"""A worker that is killed at any point loses nothing and does nothing twice."""

import os
import signal
from collections.abc import Callable
from typing import Any, NoReturn

import pytest
from django.db import connection
from django.db.models.functions import Now

from casework.sources import collecting, store
from casework.sources.collecting import collect_next
from casework.sources.models import Document, Snapshot, Visit
from tests.sources.builders import make_due
from tests.sources.fetching.site import page, site, transport

TEXT = page(b"About 20 soldiers died.", media_type="text/plain")


def die(*_arguments: Any, **_options: Any) -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def after(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, and then the end."""

    def last(*arguments: Any, **options: Any) -> NoReturn:
        function(*arguments, **options)
        die()

    return last


# Where it is killed: the name of what it dies in or after, and how many attempts that has cost.
POINTS: dict[str, tuple[Any, str, Callable[..., Any]]] = {
    "when it has taken the row": (collecting, "turn_at", die),
    "before it asks the site": (collecting, "collect", die),
    "when the answer is there": (collecting, "read_answer", die),
    "before the bytes are kept": (store, "put", die),
    "when the bytes are kept": (store, "put", after(store.put)),
    "while it holds the lock": (collecting, "_compared", after(collecting._compared)),
    "before the transaction ends": (collecting, "_write", after(collecting._write)),
    "when all is written": (collecting, "_kept", after(collecting._kept)),
}


def run_and_die(module: Any, name: str, stand_in: Callable[..., Any]) -> None:
    """Fetch what is due in a process of its own, which the kernel ends at the named point."""
    pid = os.fork()
    if pid == 0:
        try:
            # The parent's connection must be neither used nor closed.
            parents = connection.connection
            connection.connection = None
            setattr(module, name, stand_in)
            collect_next(transport(), pause=0)
            del parents
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("point", POINTS)
def test_every_document_ends_in_a_final_state_once(point: str) -> None:
    with site(camp=TEXT) as news:
        document = make_due(url=f"{news.base}/camp", canonical_url=f"{news.base}/camp")
        run_and_die(*POINTS[point])
        # The lease is over: the row is moved, not the clock.
        Document.objects.filter(fetch_state="due").update(next_attempt_at=Now())
        while collect_next(transport(), pause=0):
            continue

    document.refresh_from_db()
    assert (document.fetch_state, document.outcome) == ("done", "ok")
    assert Snapshot.objects.get().text == "About 20 soldiers died."
    assert Visit.objects.get().outcome == "ok"
    assert document.attempts == (1 if point == "when all is written" else 2)


@pytest.mark.django_db(transaction=True)
def test_what_kills_every_worker_is_parked_and_says_so() -> None:
    with site(camp=TEXT) as news:
        document = make_due(url=f"{news.base}/camp", canonical_url=f"{news.base}/camp")
        for _attempt in range(Document.MOST_ATTEMPTS):
            run_and_die(*POINTS["when the answer is there"])
            Document.objects.update(next_attempt_at=Now())
        assert not collect_next(transport(), pause=0)

    document.refresh_from_db()
    assert (document.fetch_state, document.outcome) == ("parked", "worker_lost")
    assert not Visit.objects.exists()
