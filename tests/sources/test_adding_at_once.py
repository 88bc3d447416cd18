"""Two people bring the same document at the same moment."""

import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from pytest_django import Settings

from casework.accounts.models import Desk, User
from casework.sources import services
from casework.sources.models import Document, DocumentDesk, Snapshot, Source, SourceDomain
from casework.sources.services import Added, add_document
from tests.sources.builders import make_source

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESS = "https://news.example/2020/camp"


@pytest.fixture(autouse=True)
def captures(tmp_path: Path, settings: Settings) -> None:
    settings.CAPTURES_DIR = tmp_path


def at_once(*jobs: Callable[[], Added]) -> list[Any]:
    """Run every job in a thread of its own; return what each gave or raised."""
    results: list[Any] = []

    def run(job: Callable[[], Added]) -> None:
        try:
            results.append(job())
        except Exception as error:  # noqa: BLE001 - the test looks at whatever it was
            results.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return results


def gate_before(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let two callers of a step of the service wait for each other before either takes it."""
    gate = threading.Barrier(2)
    step = getattr(services, name)

    def together(*values: Any) -> Any:
        gate.wait(timeout=10)
        return step(*values)

    monkeypatch.setattr(services, name, together)


def bring(by: User, desk: Desk, text: str = "About 20 soldiers died.") -> Callable[[], Added]:
    return lambda: add_document(by=by, desk=desk, text=text, url=ADDRESS, outlet="News", title="Camp")


def test_one_address_gives_one_document(
    lamine: User, boris: User, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The gate lies after both found no document. Fails with create() in place of get_or_create()."""
    gate_before("_source", monkeypatch)

    results = at_once(bring(lamine, desk), bring(boris, desk))

    assert sorted(each.is_new_document for each in results) == [False, True]
    assert (Document.objects.count(), Snapshot.objects.count(), Source.objects.count()) == (1, 1, 1)
    assert DocumentDesk.objects.count() == 1


def test_two_addresses_of_a_new_domain_give_one_source(
    lamine: User, boris: User, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The gate lies after both found no owner of the domain. Fails with create() for source or domain."""
    gate_before("_source_named", monkeypatch)

    def alone(by: User, path: str) -> Callable[[], Added]:
        return lambda: add_document(by=by, desk=desk, url=f"https://news.example/{path}")

    results = at_once(alone(lamine, "a"), alone(boris, "b"))

    assert [each.is_new_document for each in results] == [True, True]
    assert [str(each) for each in Source.objects.all()] == ["news.example"]
    assert SourceDomain.objects.get().domain == "news.example"


def test_one_address_alone_gives_one_document(
    lamine: User, boris: User, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate_before("_source", monkeypatch)

    def alone(by: User) -> Callable[[], Added]:
        return lambda: add_document(by=by, desk=desk, url=ADDRESS)

    results = at_once(alone(lamine), alone(boris))

    assert sorted(each.is_new_document for each in results) == [False, True]
    assert Document.objects.get().fetch_state == "due"


def test_two_clicks_on_one_form_give_one_document(
    lamine: User, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The gate lies before either made it. Fails with create() in place of get_or_create()."""
    make_source(name="News")
    gate_before("_without_address", monkeypatch)

    def click() -> Added:
        return add_document(
            by=lamine, desk=desk, text="About 20.", outlet="News", title="Camp", token="a-form"
        )

    results = at_once(click, click)

    assert sorted(each.is_new_document for each in results) == [False, True]
    assert (Document.objects.count(), Snapshot.objects.count()) == (1, 1)


def test_two_texts_of_one_address_get_two_numbers(
    lamine: User, boris: User, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The gate lies before the lock. Fails without the row lock: both take number 2."""
    bring(lamine, desk)()
    gate_before("_shared", monkeypatch)
    slow_down_numbering(monkeypatch)

    results = at_once(bring(lamine, desk, "About 19."), bring(boris, desk, "At least 24."))

    assert sorted(each.snapshot.number for each in results) == [2, 3]
    assert Document.objects.count() == 1


def slow_down_numbering(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the second caller the chance to read the same newest number, where no lock keeps it out."""
    gate = threading.Barrier(2)
    step = services.snapshots_of

    def together(document: Document) -> list[Snapshot]:
        kept = step(document)
        with suppress(threading.BrokenBarrierError):
            gate.wait(timeout=1)
        return kept

    monkeypatch.setattr(services, "snapshots_of", together)
