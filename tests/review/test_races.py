"""Two people at the same moment. A gate holds the decision of one open until the other has come too."""

import contextlib
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection, connections, transaction

from casework.accounts.models import Role, User
from casework.core.decision import YES, Decision
from casework.core.errors import NotNow, Stale
from casework.incidents.models import Incident, Revision, State
from casework.incidents.services import edit_incident
from casework.review.models import Lease, Move
from casework.review.services import leases, move, take, take_next
from casework.review.services import next as next_in_line
from casework.review.workflow import TRANSITIONS
from tests.builders import make_user
from tests.review.builders import make_complete, make_incident, make_lease

pytestmark = pytest.mark.django_db(transaction=True)

# How long a gate waits for somebody who, with the lock in place, cannot come.
PATIENCE = 0.4


def together(*calls: Callable[[], Any]) -> list[Any]:
    """Make the calls at the same moment, each on a connection of its own; return results or errors."""
    answers: list[Any] = [None] * len(calls)
    start = threading.Barrier(len(calls))

    def run(number: int, call: Callable[[], Any]) -> None:
        try:
            start.wait(timeout=10)
            answers[number] = call()
        except Exception as error:  # noqa: BLE001 - whatever it is, the test looks at it
            answers[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return answers


def kinds(answers: list[Any]) -> Counter[str]:
    return Counter(type(answer).__name__ for answer in answers)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Put a gate into the decision on a move: two who decide on the same row pass it together."""

    def put(name: str) -> None:
        both_decide = threading.Barrier(2)

        def waits(user: User, incident: Incident) -> Decision:
            meet(both_decide)
            return YES

        gated = replace(TRANSITIONS[name], who=(*TRANSITIONS[name].who, waits))
        monkeypatch.setitem(TRANSITIONS, name, gated)

    return put


def meet(barrier: threading.Barrier) -> None:
    # Broken is as it should be: a lock keeps the other out.
    with contextlib.suppress(threading.BrokenBarrierError):
        barrier.wait(timeout=PATIENCE)


@pytest.fixture
def sana(sira: User) -> User:
    """Supervises beside Sira."""
    return make_user("sana", sira.memberships.get().desk, Role.SUPERVISOR)


def test_of_two_who_approve_one_is_told(
    aminata: User, sira: User, sana: User, gate: Callable[[str], None]
) -> None:
    """Fails without the row lock: both decide on version 1, and the second overwrites the first."""
    incident = make_complete(aminata, State.REVIEWED)
    gate("approve")

    answers = together(
        lambda: move(incident.pk, "approve", by=sira, seen=1),
        lambda: move(incident.pk, "approve", by=sana, seen=1),
    )

    assert kinds(answers) == {"Incident": 1, "Stale": 1}
    assert Move.objects.get().by_id == Incident.objects.get(pk=incident.pk).approved_by_id


def test_submitting_twice_submits_once(aminata: User, gate: Callable[[str], None]) -> None:
    """Fails without the row lock: the second request breaks on the constraint of one move per version."""
    incident = make_complete(aminata)
    make_lease(incident, aminata)
    gate("submit")

    answers = together(*[lambda: move(incident.pk, "submit", by=aminata, seen=1)] * 2)

    assert kinds(answers) == {"Incident": 1, "Stale": 1}
    assert Revision.objects.count() == 1


def test_what_is_being_approved_cannot_be_changed(
    aminata: User, sira: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fails without the row lock: the edit slips in between the decision and the write.

    Then the words that are approved are not those that the supervisor saw.
    """
    incident = make_complete(aminata, State.REVIEWED)
    deciding, edited = threading.Event(), threading.Event()

    def waits(user: User, incident: Incident) -> Decision:
        deciding.set()
        edited.wait(timeout=PATIENCE)
        return YES

    approve = TRANSITIONS["approve"]
    monkeypatch.setitem(TRANSITIONS, "approve", replace(approve, who=(*approve.who, waits)))

    def edit() -> Incident:
        deciding.wait(timeout=10)
        changed = edit_incident(incident.pk, by=aminata, seen=1, fields={"title": "Something else"})
        edited.set()
        return changed

    answers = together(lambda: move(incident.pk, "approve", by=sira, seen=1), edit)

    incident.refresh_from_db()
    assert isinstance(answers[1], Stale)
    assert (incident.review_state, incident.title) == ("approved", "Attack on the camp at Sokolo")


def test_of_two_who_take_one_is_told_who_won(
    aminata: User, boris: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fails without the partial unique constraint: both hold it."""
    incident = make_incident(aminata)
    both_decide = threading.Barrier(2)

    def waits(user: User, incident: Incident) -> Decision:
        meet(both_decide)
        return YES

    monkeypatch.setattr(leases, "may_take", waits)

    answers = together(lambda: take(incident.pk, by=aminata), lambda: take(incident.pk, by=boris))

    winner = Lease.objects.open().get().holder
    loser = next(answer for answer in answers if isinstance(answer, NotNow))
    assert loser.message.startswith(f"{winner} has been working on this incident since")


def test_two_tabs_of_one_person_hold_three_together(aminata: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fails without the lock on the person's row: both tabs find the same place free."""
    for _ in range(2):
        take(make_incident(aminata).pk, by=aminata)
    both = [make_incident(aminata) for _ in range(2)]
    both_count, free_place = threading.Barrier(2), leases._free_place

    def waits(by: User) -> int | None:
        place = free_place(by)
        meet(both_count)
        return place

    monkeypatch.setattr(leases, "_free_place", waits)

    answers = together(*(lambda pk=each.pk: take(pk, by=aminata) for each in both))

    assert kinds(answers) == {"Lease": 1, "NotNow": 1}
    assert "You hold three incidents already" in str(next(a for a in answers if isinstance(a, NotNow)))


@pytest.fixture
def eight(aminata: User) -> list[User]:
    desk = aminata.memberships.get().desk
    return [make_user(f"verifier-{number}", desk, Role.VERIFIER) for number in range(8)]


@pytest.mark.parametrize("incidents", [5, 8, 12])
def test_eight_who_press_next_get_eight_incidents(aminata: User, eight: list[User], incidents: int) -> None:
    """Fails without the partial unique constraint: two people hold one incident."""
    for _ in range(incidents):
        make_incident(aminata)

    answers = together(*(lambda user=user: take_next(user) for user in eight))

    given = [answer.pk for answer in answers if answer is not None]
    assert len(given) == len(set(given)) == min(incidents, 8)
    assert Lease.objects.open().count() == len(given)


@pytest.fixture
def impatient() -> Iterator[None]:
    """Let a statement that waits for somebody's lock fail at once."""
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '300ms'")
        yield
        cursor.execute("RESET lock_timeout")


@pytest.mark.usefixtures("impatient")
def test_next_does_not_wait_for_who_is_deciding(aminata: User, boris: User) -> None:
    """Fails without SKIP LOCKED: the statement waits until the other has finished."""
    first, second = make_incident(aminata), make_incident(aminata)
    locked, done = threading.Event(), threading.Event()

    def decide() -> None:
        with transaction.atomic():
            Incident.objects.select_for_update().get(pk=first.pk)
            locked.set()
            done.wait(timeout=10)
        connections.close_all()

    thread = threading.Thread(target=decide)
    thread.start()
    locked.wait(timeout=10)
    try:
        assert take_next(boris) == second
    finally:
        done.set()
        thread.join()


@pytest.fixture
def while_next_looks(monkeypatch: pytest.MonkeyPatch) -> Callable[[User, Callable[[], Any]], Any]:
    """Run something between the moment that Next's statement begins to look and the moment that it locks.

    The statement gets a gate, which is an advisory lock that the test holds until it has done its part.
    """
    gated = next_in_line._TAKE_NEXT.replace(
        "SELECT * FROM unnest(", "SELECT part.* FROM pg_advisory_xact_lock_shared(77), unnest("
    )
    assert gated != next_in_line._TAKE_NEXT

    def run(user: User, meanwhile: Callable[[], Any]) -> Any:
        monkeypatch.setattr(next_in_line, "_TAKE_NEXT", gated)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(77)")
            answers: list[Any] = []
            thread = threading.Thread(target=lambda: answers.extend(together(lambda: take_next(user))))
            thread.start()
            while thread.is_alive() and not _waits_at_gate():
                thread.join(timeout=0.01)
            meanwhile()
            cursor.execute("SELECT pg_advisory_unlock(77)")
        thread.join(timeout=30)
        return answers[0]

    return run


def _waits_at_gate() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database "
            "WHERE datname = current_database() AND locktype = 'advisory' AND objid = 77 AND NOT granted"
        )
        return bool(cursor.fetchone()[0])


def test_what_changes_while_next_looks_is_left_out(
    aminata: User, boris: User, while_next_looks: Callable[[User, Callable[[], Any]], Any]
) -> None:
    """Fails without the second look at the version: Boris gets what has just been rejected."""
    rejected, other = make_incident(aminata, priority=1), make_incident(aminata)

    answer = while_next_looks(boris, lambda: rejected.enter(State.REJECTED, aminata))

    assert answer == other


def test_what_is_taken_while_next_looks_is_left_out(
    aminata: User, boris: User, while_next_looks: Callable[[User, Callable[[], Any]], Any]
) -> None:
    """Fails without ON CONFLICT: the statement breaks on the partial unique constraint.

    Without that constraint both hold the incident.
    """
    taken, other = make_incident(aminata, priority=1), make_incident(aminata)

    answer = while_next_looks(boris, lambda: take(taken.pk, by=aminata))

    assert answer == other
    assert Lease.objects.open().get(incident=taken).holder == aminata
