"""One step on several incidents: foreseen, done, reported and taken back row by row."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F

from casework.accounts.models import User
from casework.audit.models import Entry
from casework.core.errors import BadInput, NotFound, NotNow
from casework.incidents.models import Incident, State
from casework.review.models import Batch, BatchRow, Move
from casework.review.services.batches import (
    Row,
    action_named,
    actions_for,
    carry_out,
    foresee,
    undo_batch,
)
from tests.review.builders import make_complete, make_incident, make_lease, make_term
from tests.truth_tables import truth_table

REASON = {"code": "date-wrong", "field": "date", "note": "The wire report gives Monday."}


def seen(*incidents: Incident) -> list[Row]:
    return [Row(incident.pk, incident.version) for incident in incidents]


def do(name: str, rows: list[Row], by: User, **details: Any) -> Batch:
    return carry_out(action_named(name, by), rows, by=by, details=details, token=uuid.uuid4())


def outcomes(batch: Batch) -> list[str]:
    return list(batch.rows.order_by("pk").values_list("outcome", flat=True))


def test_each_role_is_offered_what_it_may_do(vera: User, aminata: User, boris: User, sira: User) -> None:
    verifier = ["assign", "tag", "untag", "take_back"]
    reviewer = [*verifier, "prioritise", "set_due", "agree", "return", "reject"]

    assert list(actions_for(vera)) == []
    assert list(actions_for(aminata)) == verifier
    assert set(actions_for(boris)) == set(reviewer)
    assert set(actions_for(sira)) == {*reviewer, "approve", "reopen", "withdraw", "merge_into_one"}


def test_nobody_does_what_is_not_theirs(aminata: User) -> None:
    for name in ("approve", "submit", "undo", "merge", "explode", ""):
        with pytest.raises(BadInput, match="Choose what to do"):
            action_named(name, aminata)


def test_what_would_happen_is_told_row_by_row_and_nothing_does(
    aminata: User, boris: User, sira: User
) -> None:
    ready, own = make_complete(aminata, State.SUBMITTED), make_complete(boris, State.SUBMITTED)
    early, stale = make_incident(aminata), make_incident(aminata, State.SUBMITTED)
    rows = [*seen(ready, own, early), Row(stale.pk, 9)]

    told = foresee(action_named("agree", boris), rows, by=boris, details={})

    assert [type(each.error).__name__ for each in told] == ["NoneType", "NotPermitted", "NotNow", "Stale"]
    ready.refresh_from_db()
    assert (ready.review_state, ready.version) == (State.SUBMITTED, 1)
    assert not Move.objects.exists()
    assert not Entry.objects.exists()


def test_what_the_form_still_lacks_is_told_with_its_field(aminata: User, boris: User) -> None:
    make_term("return_reason", "date-wrong")
    rows = seen(make_incident(aminata, State.SUBMITTED))

    (told,) = foresee(action_named("return", boris), rows, by=boris, details={})

    assert told.error is not None
    assert told.error.field == "code"


def test_rows_are_done_one_by_one(aminata: User, boris: User) -> None:
    make_term("return_reason", "date-wrong")
    ready = [make_incident(aminata, State.SUBMITTED) for _ in range(2)]
    early = make_incident(aminata)

    batch = do("return", seen(ready[0], early, ready[1]), boris, **REASON)

    assert outcomes(batch) == ["done", "refused", "done"]
    row = batch.rows.get(incident=early)
    assert "does not start from the state “New”" in row.sentence
    assert {move.note for move in Move.objects.all()} == {REASON["note"]}
    assert Incident.objects.filter(review_state=State.RETURNED).count() == 2


def test_only_what_was_seen_is_changed(aminata: User, boris: User) -> None:
    incident = make_complete(aminata, State.SUBMITTED)
    rows = seen(incident)
    Incident.objects.filter(pk=incident.pk).update(version=2, changed_by=aminata)

    batch = do("agree", rows, boris)

    assert outcomes(batch) == ["refused"]
    assert "Aminata changed this incident at" in batch.rows.get().sentence


def test_a_form_that_is_sent_twice_is_done_once(aminata: User, sira: User) -> None:
    incident = make_incident(aminata)
    token = uuid.uuid4()
    action = action_named("assign", sira)

    reports = [
        carry_out(action, seen(incident), by=sira, details={"to": aminata.pk}, token=token) for _ in range(2)
    ]

    assert reports[0] == reports[1]
    assert outcomes(reports[0]) == ["done"]
    assert Entry.objects.filter(verb="review.assign").count() == 1


def test_nobody_sends_the_form_of_another(aminata: User, sira: User) -> None:
    batch = do("tag", seen(make_incident(aminata)), sira, tag="night")

    with pytest.raises(NotFound):
        carry_out(action_named("tag", aminata), [Row(1, 1)], by=aminata, details={}, token=batch.token)


def test_rows_that_were_not_reached_are_done_when_the_form_comes_again(aminata: User, sira: User) -> None:
    """As after a power cut between two rows."""
    incident, token = make_incident(aminata), uuid.uuid4()
    cut = Batch.objects.create(token=token, by=sira, action="tag", details={"tag": "night"})
    BatchRow.objects.create(batch=cut, incident=incident, seen=1)

    carry_out(action_named("tag", sira), seen(incident), by=sira, details={"tag": "night"}, token=token)

    assert outcomes(cut) == ["done"]


def test_hidden_and_unknown_incidents_are_left_out(aminata: User, olek: User) -> None:
    rows = [*seen(make_incident(aminata)), Row(10**9, 1)]

    assert foresee(action_named("tag", olek), rows, by=olek, details={"tag": "x"}) == []
    assert outcomes(do("tag", rows, olek, tag="x")) == []


@pytest.mark.parametrize("number", [0, 51])
def test_as_many_as_a_page_shows(aminata: User, number: int) -> None:
    rows = [Row(pk, 1) for pk in range(number)]

    with pytest.raises(BadInput):
        foresee(action_named("tag", aminata), rows, by=aminata, details={})
    with pytest.raises(BadInput):
        do("tag", rows, aminata, tag="x")
    assert not Batch.objects.exists()


def test_what_is_so_already_is_said(aminata: User, sira: User) -> None:
    theirs, free = make_incident(aminata, assigned_to=aminata), make_incident(aminata)

    assert outcomes(do("assign", seen(theirs, free), sira, to=aminata.pk)) == ["unchanged", "done"]
    assert outcomes(do("tag", seen(free_again(free)), sira, tag="night")) == ["done"]
    assert outcomes(do("tag", seen(free_again(free)), sira, tag="night")) == ["unchanged"]
    assert outcomes(do("untag", seen(free_again(free), theirs), sira, tag="night")) == ["done", "unchanged"]


def free_again(incident: Incident) -> Incident:
    incident.refresh_from_db()
    return incident


def test_moves_are_undone_by_their_own_rules(aminata: User, boris: User) -> None:
    make_term("return_reason", "date-wrong")
    untouched, changed = (make_incident(aminata, State.SUBMITTED) for _ in range(2))
    batch = do("return", seen(untouched, changed), boris, **REASON)
    Incident.objects.filter(pk=changed.pk).update(version=3)

    _batch, undone = undo_batch(batch.pk, by=boris)

    assert undone == 1
    assert outcomes(batch) == ["undone", "done"]
    assert batch.rows.get(incident=changed).sentence
    assert free_again(untouched).review_state == State.SUBMITTED
    assert free_again(changed).review_state == State.RETURNED


def test_assigning_and_tagging_are_undone(aminata: User, boris: User, sira: User) -> None:
    theirs, free = make_incident(aminata, assigned_to=boris), make_incident(aminata)
    given = do("assign", seen(theirs, free), sira, to=aminata.pk)
    undo_batch(given.pk, by=sira)
    assert [free_again(each).assigned_to for each in (theirs, free)] == [boris, None]

    tagged = do("tag", seen(theirs), sira, tag="night")
    undo_batch(tagged.pk, by=sira)
    assert not theirs.tags.exists()
    do("tag", seen(theirs), sira, tag="night")
    taken_off = do("untag", seen(theirs), sira, tag="night")
    undo_batch(taken_off.pk, by=sira)

    assert theirs.tags.get().name == "night"


def test_undoing_twice_undoes_once(aminata: User, sira: User) -> None:
    batch = do("assign", seen(make_incident(aminata)), sira, to=aminata.pk)

    assert [undo_batch(batch.pk, by=sira)[1] for _ in range(2)] == [1, 0]
    assert Entry.objects.filter(verb="review.unassign").count() == 1


def test_undo_ends_after_ten_minutes(aminata: User, sira: User) -> None:
    batch = do("assign", seen(make_incident(aminata)), sira, to=aminata.pk)
    Batch.objects.update(at=F("at") - timedelta(minutes=11))

    with pytest.raises(NotNow, match="ten minutes"):
        undo_batch(batch.pk, by=sira)


def test_nobody_undoes_the_step_of_another(aminata: User, boris: User, sira: User) -> None:
    batch = do("assign", seen(make_incident(aminata)), sira, to=aminata.pk)

    with pytest.raises(NotFound):
        undo_batch(batch.pk, by=boris)


def test_a_row_that_somebody_holds_is_returned_and_the_hold_ends(aminata: User, boris: User) -> None:
    make_term("return_reason", "date-wrong")
    incident = make_incident(aminata, State.SUBMITTED)
    make_lease(incident, boris)

    assert outcomes(do("return", seen(incident), boris, **REASON)) == ["done"]
    assert incident.leases.get().outcome == "completed"


def test_batch_row_once(aminata: User) -> None:
    batch = Batch.objects.create(by=aminata, action="tag")
    incident, other = make_incident(aminata), make_incident(aminata)
    BatchRow.objects.create(batch=batch, incident=incident, seen=1)

    truth_table(
        "batch_row_once",
        lambda **changes: BatchRow(batch=batch, seen=1, **changes),
        [({"incident": incident}, False), ({"incident": other}, True)],
    )


def test_batch_row_done_with_version(aminata: User) -> None:
    batch = Batch.objects.create(by=aminata, action="tag")
    incident = make_incident(aminata)

    truth_table(
        "batch_row_done_with_version",
        lambda **changes: BatchRow(batch=batch, incident=incident, seen=1, **changes),
        [
            *(({"outcome": name}, True) for name in ("waiting", "refused")),
            *(({"outcome": name, "version_after": 2}, False) for name in ("waiting", "refused", "odd")),
            *(({"outcome": name}, False) for name in ("done", "unchanged", "undone", "odd")),
            *(({"outcome": name, "version_after": 2}, True) for name in ("done", "unchanged", "undone")),
        ],
    )
