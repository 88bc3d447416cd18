"""Undo: the last move, by who made it, within ten minutes, before anything else has changed."""

from datetime import date, timedelta
from typing import Any

import pgtrigger
import pytest
from django.db.models import F

from casework.accounts.models import User
from casework.core.errors import NotNow, NotPermitted, Stale
from casework.incidents.models import Incident, State
from casework.review.models import Lease, Move, Wait
from casework.review.services import move, undo
from casework.review.signals import moved
from tests.review.builders import make_complete, make_incident, make_lease, make_term


def submitted(by: User) -> Incident:
    incident = make_complete(by)
    make_lease(incident, by)
    return move(incident.pk, "submit", by=by, seen=1)


def let_time_pass(by: timedelta) -> None:
    """Move the rows back instead of the clock on: undo compares with the database's clock."""
    with pgtrigger.ignore("review.Move:never_changed"):
        Move.objects.update(at=F("at") - by)


def test_undo_restores_state_and_marks(aminata: User) -> None:
    incident = submitted(aminata)

    undo(incident.pk, by=aminata, seen=2)

    incident.refresh_from_db()
    assert (incident.review_state, incident.version, incident.submitted_by) == ("verifying", 3, None)
    row = Move.objects.latest("pk")
    assert (row.transition, row.undoes) == ("undo", Move.objects.get(transition="submit"))


def test_who_undoes_goes_on_where_they_were(aminata: User) -> None:
    incident = submitted(aminata)

    undo(incident.pk, by=aminata, seen=2)

    assert Lease.objects.open().get().holder == aminata
    move(incident.pk, "submit", by=aminata, seen=3)


def test_undo_ends_the_hold_of_who_came_next(aminata: User, boris: User) -> None:
    incident = submitted(aminata)
    lease = make_lease(incident, boris)

    undo(incident.pk, by=aminata, seen=2)

    lease.refresh_from_db()
    assert (lease.outcome, lease.ended_by) == ("broken", aminata)


def test_undoing_an_agreement_takes_the_name_away(aminata: User, boris: User) -> None:
    incident = submitted(aminata)
    move(incident.pk, "agree", by=boris, seen=2)

    undo(incident.pk, by=boris, seen=3)

    incident.refresh_from_db()
    assert (incident.review_state, incident.reviewed_by) == ("submitted", None)
    assert incident.submitted_by == aminata


def test_undoing_an_approval_tells_the_layers_above(aminata: User, sira: User) -> None:
    incident = make_complete(aminata, State.REVIEWED)
    told: list[dict[str, Any]] = []

    def listen(sender: type[Incident], **kwargs: Any) -> None:
        told.append(kwargs)

    moved.connect(listen)
    move(incident.pk, "approve", by=sira, seen=1)
    undo(incident.pk, by=sira, seen=2)
    moved.disconnect(listen)

    incident.refresh_from_db()
    assert (incident.review_state, incident.approved_by) == ("reviewed", None)
    assert [each["transition"] for each in told] == ["approve", "undo"]
    assert told[1]["move"].undoes == told[0]["move"]


def test_undoing_a_reopening_restores_the_approval(aminata: User, sira: User) -> None:
    incident = make_incident(aminata, State.APPROVED)
    names = (incident.submitted_by, incident.reviewed_by, incident.approved_by, incident.contributor_ids)
    move(incident.pk, "reopen", by=sira, seen=1, note="By mistake.")

    back = undo(incident.pk, by=sira, seen=2)

    assert back.review_state == "approved"
    assert (back.submitted_by, back.reviewed_by, back.approved_by, back.contributor_ids) == names


def test_only_who_made_the_move_undoes_it(aminata: User, sira: User) -> None:
    incident = submitted(aminata)

    with pytest.raises(NotPermitted, match="Only Aminata, who made the last move, may undo it"):
        undo(incident.pk, by=sira, seen=2)


def test_undo_ends_after_ten_minutes(aminata: User) -> None:
    incident = submitted(aminata)
    let_time_pass(timedelta(minutes=9, seconds=50))
    undo(incident.pk, by=aminata, seen=2)
    move(incident.pk, "submit", by=aminata, seen=3)
    let_time_pass(timedelta(minutes=10))

    with pytest.raises(NotNow, match="can be undone for ten minutes"):
        undo(incident.pk, by=aminata, seen=4)


def test_nothing_is_undone_after_a_change(aminata: User) -> None:
    incident = submitted(aminata)
    Incident.objects.update(version=3)

    with pytest.raises(Stale):
        undo(incident.pk, by=aminata, seen=2)
    with pytest.raises(NotNow, match="The incident has changed since that move"):
        undo(incident.pk, by=aminata, seen=3)


def test_nothing_to_undo(aminata: User) -> None:
    with pytest.raises(NotPermitted, match="Nothing has happened yet"):
        undo(make_incident(aminata).pk, by=aminata, seen=1)


def test_an_undo_is_not_undone(aminata: User) -> None:
    incident = submitted(aminata)
    undo(incident.pk, by=aminata, seen=2)

    with pytest.raises(NotNow, match="Make the move again"):
        undo(incident.pk, by=aminata, seen=3)


def test_a_merge_is_undone_where_the_claims_move_too(aminata: User, sira: User) -> None:
    incident = make_complete(aminata)
    move(incident.pk, "merge", by=sira, seen=1, merged_into=make_incident(aminata))

    with pytest.raises(NotNow, match="on the page of the pair"):
        undo(incident.pk, by=sira, seen=2)


def test_undoing_a_wait_ends_it_and_undoing_its_end_resumes_it(aminata: User) -> None:
    incident = make_complete(aminata)
    make_lease(incident, aminata)
    wait: dict[str, Any] = {"waits_for": "a reply", "waits_on": "the ministry", "until": date(2100, 1, 1)}
    move(incident.pk, "wait", by=aminata, seen=1, **wait)
    undo(incident.pk, by=aminata, seen=2)
    assert not Wait.objects.open().exists()

    move(incident.pk, "wait", by=aminata, seen=3, **wait)
    make_lease(incident, aminata)
    move(incident.pk, "start", by=aminata, seen=4)
    undo(incident.pk, by=aminata, seen=5)

    assert Wait.objects.open().get().began_with.version_after == 4


def test_undoing_a_rejection_of_a_waiting_incident_resumes_the_wait(aminata: User, boris: User) -> None:
    make_term("reject_reason", "other")
    incident = make_complete(aminata)
    make_lease(incident, aminata)
    wait: dict[str, Any] = {"waits_for": "a reply", "waits_on": "the ministry", "until": date(2100, 1, 1)}
    move(incident.pk, "wait", by=aminata, seen=1, **wait)

    move(incident.pk, "reject", by=boris, seen=2, code="other", note="No attack.")
    undo(incident.pk, by=boris, seen=3)

    assert (Wait.objects.open().get().what, Incident.objects.get(pk=incident.pk).review_state) == (
        "a reply",
        "pending",
    )
