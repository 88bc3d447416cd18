"""The same press at the same moment: two people who start, and one person in two tabs.

A gate holds the first back until the second stands beside it or waits for its lock. Each test was seen to
fail with the lock taken out that its docstring names, but for the first: what it is about is held by a lock
and by a constraint, and either is enough.
"""

import uuid
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from casework.accounts.models import User
from casework.audit.models import Entry
from casework.incidents.models import State
from casework.review.models import Batch, Lease, Postponement
from casework.review.services import batches, moves, postponing, skip, take_and_start
from casework.review.services.batches import Row, action_named, carry_out, undo_batch
from tests.gate import Gate, at_once
from tests.review.builders import make_incident

pytestmark = pytest.mark.django_db(transaction=True)


def wait_before(monkeypatch: pytest.MonkeyPatch, module: Any, name: str) -> None:
    """Put a gate for two before a function of the module."""
    gate, function = Gate(2), getattr(module, name)

    def held_back(*args: Any, **kwargs: Any) -> Any:
        gate.wait()
        return function(*args, **kwargs)

    monkeypatch.setattr(module, name, held_back)


def kinds(answers: list[Any]) -> Counter[str]:
    return Counter(type(answer).__name__ for answer in answers)


def test_of_two_who_take_and_start_one_does_and_the_other_is_told_who(
    aminata: User, boris: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two locks, each of which is enough: the incident's row, and the index of one open hold an incident."""
    incident = make_incident(aminata)
    wait_before(monkeypatch, moves, "take")

    def start(by: User) -> Callable[[], Any]:
        return lambda: take_and_start(incident.pk, by=by, seen=1)

    answers = at_once(start(aminata), start(boris))

    lease = Lease.objects.get()
    assert kinds(answers) == {"Incident": 1, "NotNow": 1}
    assert str(lease.holder) in str(next(each.message for each in answers if hasattr(each, "message")))
    incident.refresh_from_db()
    assert (incident.review_state, incident.version, incident.changed_by) == (
        State.VERIFYING,
        2,
        lease.holder,
    )


def batch_of(by: User, incident: Any, token: uuid.UUID) -> Batch:
    rows = [Row(incident.pk, 1)]
    return carry_out(action_named("assign", by), rows, by=by, details={"to": by.pk}, token=token)


def test_a_form_about_several_that_is_sent_twice_at_once_is_done_once(
    sira: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lock: the row of the report."""
    incident = make_incident(sira)
    token = uuid.uuid4()
    wait_before(monkeypatch, batches, "_do")

    at_once(*[lambda: batch_of(sira, incident, token)] * 2)

    assert list(Batch.objects.get().rows.values_list("outcome", "version_after")) == [("done", 2)]
    assert Entry.objects.filter(verb="review.assign").count() == 1


def test_a_step_on_several_is_undone_once(sira: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lock: the row of the report."""
    incident = make_incident(sira)
    batch = batch_of(sira, incident, uuid.uuid4())
    wait_before(monkeypatch, batches, "assign")

    answers = at_once(*[lambda: undo_batch(batch.pk, by=sira)] * 2)

    assert sorted(undone for _batch, undone in answers) == [0, 1]
    assert list(batch.rows.values_list("outcome", "sentence")) == [("undone", "")]
    assert Entry.objects.filter(verb="review.unassign").count() == 1


def test_an_incident_is_skipped_once_from_two_tabs(aminata: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lock: the person's row."""
    incident = make_incident(aminata)
    wait_before(monkeypatch, postponing, "_put_aside")

    answers = at_once(*[lambda: skip(incident.pk, by=aminata)] * 2)

    assert kinds(answers) == {"Postponement": 1, "NotNow": 1}
    assert Postponement.objects.count() == 1
