"""A change is followed up as soon as it is committed, and by the clock where nobody can be told."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from casework.accounts.models import User
from casework.audit.services import record
from casework.celery import app
from casework.crossref.models import CandidatePair, PairSearch
from casework.incidents.models import Incident
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
    monkeypatch.setattr(app.amqp, "_producer_pool", None)

    with django_capture_on_commit_callbacks(execute=True) as committed:
        change(one, by=aminata)

    assert len(committed) == 1
    assert "The broker does not answer." in caplog.text
    assert [each.incident for each in PairSearch.objects.due()] == [one]
