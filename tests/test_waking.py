"""A change is followed up as soon as it is committed, and by the clock where nobody can be told."""

import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction

from casework.accounts.models import User
from casework.audit.services import record
from casework.celery import app
from casework.crossref.models import CandidatePair, PairSearch
from casework.incidents.models import Incident
from casework.waking import QUIET_FOR, Bell
from tests.crossref.builders import make_attack

Committed = Callable[..., Any]


def change(*incidents: Incident, by: User) -> None:
    with transaction.atomic():
        for incident in incidents:
            record(by, "incident.edit", incident)


def test_pairs_are_looked_for_when_a_change_is_committed(
    aminata: User, django_capture_on_commit_callbacks: Committed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.conf, "task_always_eager", True)
    one, other = make_attack(aminata), make_attack(aminata)

    with django_capture_on_commit_callbacks(execute=True) as committed:
        change(one, other, by=aminata)

    assert len(committed) == 1
    assert (CandidatePair.objects.get().left, PairSearch.objects.due().count()) == (one, 0)


def test_a_broker_that_does_not_answer_spoils_no_change(
    aminata: User,
    django_capture_on_commit_callbacks: Committed,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("INFO", logger="casework.waking")
    one = make_attack(aminata)
    monkeypatch.setitem(app.conf, "broker_write_url", "redis://127.0.0.1:1")
    monkeypatch.setattr("casework.waking.BELL", Bell())

    with django_capture_on_commit_callbacks(execute=True) as committed:
        change(one, by=aminata)

    assert len(committed) == 1
    assert "The broker does not answer." in caplog.text
    assert [each.incident for each in PairSearch.objects.due()] == [one]


@pytest.fixture
def hung() -> Iterator[int]:
    """The port of a broker that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_broker_that_hangs_holds_nobody_up_and_is_left_alone_for_a_while(
    hung: int, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", logger="casework.waking")
    monkeypatch.setitem(app.conf, "broker_write_url", f"redis://127.0.0.1:{hung}")
    bell = Bell()

    for seconds in (0.0, 1.0, QUIET_FOR - 1, QUIET_FOR + 1):
        bell.ring(now=seconds)

    assert len(caplog.records) == 2


def test_a_broker_that_answers_gets_every_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.conf, "broker_write_url", "memory://of-this-test")
    bell = Bell()
    with app.connection_for_write() as connection:
        channel: Any = connection.default_channel
        # The queue lies in the memory of this process, and other tests rang too.
        channel.queue_purge("celery")

        for _each in range(3):
            bell.ring()

        assert channel.queue_purge("celery") == 3
