"""One move: what it needs, what it writes, and that it writes all of it or nothing."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from casework.accounts.models import Desk, User
from casework.audit.models import Entry
from casework.core.errors import BadInput, NotFound, NotNow, NotPermitted, Stale, VersionMissing
from casework.core.tlp import Tlp
from casework.incidents.models import Assessment, Incident, Revision, State
from casework.review.models import Lease, Move, Wait
from casework.review.services import move
from casework.review.signals import moved
from casework.review.workflow import available_moves
from tests.review.builders import make_complete, make_incident, make_lease, make_term

WAIT: dict[str, Any] = {"waits_for": "a reply", "waits_on": "the ministry", "until": date(2100, 1, 1)}
RETURN: dict[str, Any] = {"code": "date-wrong", "note": "The report is of Monday.", "field": "date_edtf"}


def held(by: User, state: State = State.VERIFYING, **changes: Any) -> Incident:
    incident = make_complete(by, state, **changes)
    make_lease(incident, by)
    return incident


def test_a_move_needs_the_version_that_was_seen(aminata: User) -> None:
    incident = held(aminata)

    with pytest.raises(VersionMissing):
        move(incident.pk, "submit", by=aminata, seen=None)
    with pytest.raises(Stale, match="Aminata changed this incident") as caught:
        move(incident.pk, "submit", by=aminata, seen=0)

    assert caught.value.current["version"] == 1


def test_a_hidden_incident_is_not_there(aminata: User, boris: User, sira: User, olek: User) -> None:
    incident = make_incident(sira, State.SUBMITTED, tlp=Tlp.RED)

    for stranger in (olek, boris):
        with pytest.raises(NotFound):
            move(incident.pk, "agree", by=stranger, seen=None)
    with pytest.raises(NotFound):
        move(0, "agree", by=boris, seen=1)


@pytest.mark.parametrize("name", ["publish", "", "SUBMIT"])
def test_an_unknown_move_is_refused(aminata: User, name: str) -> None:
    with pytest.raises(BadInput, match="is not a move"):
        move(make_incident(aminata).pk, name, by=aminata, seen=1)


@pytest.mark.parametrize("name", ["merge", "unmerge"])
def test_a_form_cannot_merge_by_name(aminata: User, sira: User, name: str) -> None:
    incident = make_incident(aminata, State.MERGED if name == "unmerge" else State.NEW)

    with pytest.raises(BadInput, match="on the page of the pair"):
        move(incident.pk, name, by=sira, seen=1)


def test_an_incident_is_not_merged_into_itself(aminata: User, sira: User) -> None:
    incident = make_incident(aminata)

    with pytest.raises(BadInput, match="into itself"):
        move(incident.pk, "merge", by=sira, seen=1, merged_into=incident)


def test_revising_is_done_by_editing(aminata: User) -> None:
    with pytest.raises(BadInput, match="Change the content itself"):
        move(make_incident(aminata, State.SUBMITTED).pk, "revise", by=aminata, seen=1)


def test_without_a_hold_there_is_no_submitting(aminata: User, boris: User) -> None:
    incident = make_complete(aminata)

    with pytest.raises(NotNow, match="Take this incident first"):
        move(incident.pk, "submit", by=aminata, seen=1)
    make_lease(incident, boris)
    with pytest.raises(NotNow, match="Boris is working on this incident"):
        move(incident.pk, "submit", by=aminata, seen=1)


def test_what_is_missing_is_said_in_full(aminata: User) -> None:
    incident = make_incident(aminata, State.VERIFYING)
    make_lease(incident, aminata)

    with pytest.raises(NotNow) as caught:
        move(incident.pk, "submit", by=aminata, seen=1)

    assert caught.value.message == " ".join(incident.missing_for_submission())
    assert "Give the date." in caught.value.message


def test_submitting_leaves_its_marks(aminata: User) -> None:
    Desk.objects.update(people_required=2)
    incident = held(aminata, contributor_ids=[])

    returned = move(incident.pk, "submit", by=aminata, seen=1)

    incident.refresh_from_db()
    assert (returned.version, incident.version, incident.review_state) == (2, 2, "submitted")
    assert (incident.submitted_by, incident.contributor_ids) == (aminata, [aminata.pk])
    assert (incident.people_required, incident.changed_by) == (2, aminata)
    assert (Lease.objects.get().outcome, Lease.objects.get().ended_by) == ("completed", aminata)


def signatures(incident: Incident) -> set[tuple[User, User | None]]:
    return {(each.signed_by, each.countersigned_by) for each in incident.assessments.all()}


def test_the_submitter_signs_and_the_reviewer_countersigns(aminata: User, boris: User, lamine: User) -> None:
    incident = held(aminata)
    Assessment.objects.update(signed_by=lamine)

    move(incident.pk, "submit", by=aminata, seen=1)
    assert signatures(incident) == {(aminata, None)}

    move(incident.pk, "agree", by=boris, seen=2)
    assert signatures(incident) == {(aminata, boris)}


def test_a_number_signed_anew_is_countersigned_anew(aminata: User, boris: User) -> None:
    incident = held(aminata)
    move(incident.pk, "submit", by=aminata, seen=1)
    move(incident.pk, "agree", by=boris, seen=2)
    make_term("return_reason", "date-wrong")
    move(incident.pk, "return", by=boris, seen=3, **RETURN)
    make_lease(incident, aminata)

    move(incident.pk, "start", by=aminata, seen=4)
    move(incident.pk, "submit", by=aminata, seen=5)

    assert signatures(incident) == {(aminata, None)}


def test_a_revision_is_kept_at_each_signature(aminata: User, boris: User, sira: User) -> None:
    incident = held(aminata)
    move(incident.pk, "submit", by=aminata, seen=1)
    move(incident.pk, "agree", by=boris, seen=2)
    move(incident.pk, "approve", by=sira, seen=3)

    kept = Revision.objects.order_by("version").values_list("version", "reason", "by__username")
    assert list(kept) == [(2, "submit", "aminata"), (3, "agree", "boris"), (4, "approve", "sira")]


def test_a_move_is_written_down(aminata: User, boris: User) -> None:
    incident = make_incident(aminata, State.REVIEWED, reviewed_by=boris)
    make_term("return_reason", "date-wrong")

    move(incident.pk, "return", by=boris, seen=1, **RETURN)

    row = Move.objects.get()
    assert (row.by, row.source, row.target) == (boris, "reviewed", "returned")
    assert {"code": row.code, "note": row.note, "field": row.field} == RETURN
    assert row.marks == {
        "submitted_by_id": aminata.pk,
        "reviewed_by_id": boris.pk,
        "approved_by_id": None,
        "people_required": 3,
        "contributor_ids": [aminata.pk],
    }


def test_a_move_is_recorded_in_the_trail(aminata: User) -> None:
    incident = held(aminata, State.NEW)

    move(incident.pk, "start", by=aminata, seen=1, note="From the morning's list.")

    entry = Entry.objects.get()
    assert (entry.verb, entry.actor, entry.desk_id) == ("review.start", aminata, incident.desk_id)
    assert (entry.before["review_state"], entry.after["review_state"]) == ("new", "verifying")
    assert entry.note == "From the morning's list."


@pytest.mark.parametrize("missing", ["code", "note", "field"])
def test_returning_needs(aminata: User, boris: User, missing: str) -> None:
    make_term("return_reason", "date-wrong")
    incident = make_incident(aminata, State.SUBMITTED)

    with pytest.raises(BadInput) as caught:
        move(incident.pk, "return", by=boris, seen=1, **(RETURN | {missing: " "}))

    assert caught.value.field == missing
    assert caught.value.message.endswith(".")


def test_a_reason_is_of_its_vocabulary_and_in_use(aminata: User, boris: User) -> None:
    make_term("reject_reason", "no-attack")
    retired = make_term("return_reason", "date-wrong")
    retired.retired = retired.since.__class__.objects.create(
        number=2, published_on=date(2021, 1, 1), note="-"
    )
    retired.save()
    incident = make_incident(aminata, State.SUBMITTED)

    for code in ("no-attack", "date-wrong", "none such"):
        with pytest.raises(BadInput, match="Choose a reason from the list"):
            move(incident.pk, "return", by=boris, seen=1, **(RETURN | {"code": code}))


@pytest.mark.parametrize(
    ("missing", "value"),
    [("waits_for", ""), ("waits_on", " "), ("until", None), ("until", date(2020, 1, 1))],
)
def test_waiting_needs(aminata: User, missing: str, value: Any) -> None:
    incident = held(aminata)

    with pytest.raises(BadInput) as caught:
        move(incident.pk, "wait", by=aminata, seen=1, **(WAIT | {missing: value}))

    assert caught.value.field == missing


def test_waiting_begins_and_ends(aminata: User) -> None:
    incident = held(aminata)
    move(incident.pk, "wait", by=aminata, seen=1, **WAIT)
    wait = Wait.objects.open().get()
    assert (wait.what, wait.from_whom, wait.until) == ("a reply", "the ministry", date(2100, 1, 1))
    assert wait.began_with == Move.objects.get()

    make_lease(incident, aminata)
    move(incident.pk, "start", by=aminata, seen=2)

    wait.refresh_from_db()
    assert (wait.ended_with, wait.ended_at is None) == (Move.objects.get(transition="start"), False)


def test_rejecting_what_is_public_is_refused(aminata: User, boris: User) -> None:
    incident = make_incident(aminata, published_version=1)

    with pytest.raises(NotNow, match=r"This incident is public\. Ask a supervisor to withdraw it"):
        move(incident.pk, "reject", by=boris, seen=1, code="other", note="No attack.")


def test_a_reopened_incident_counts_its_contributors_anew(aminata: User, sira: User) -> None:
    incident = make_incident(aminata, State.APPROVED)

    move(incident.pk, "reopen", by=sira, seen=1, note="A second report.")

    incident.refresh_from_db()
    assert incident.contributor_ids == []
    assert (incident.submitted_by, incident.reviewed_by, incident.approved_by) == (None, None, None)


def test_a_rejected_incident_keeps_its_contributors(aminata: User, sira: User) -> None:
    incident = make_incident(aminata, State.REJECTED)

    move(incident.pk, "reopen", by=sira, seen=1, note="It was an attack after all.")

    incident.refresh_from_db()
    assert incident.contributor_ids == [aminata.pk]


def test_a_supervisor_who_decides_ends_the_hold_of_another(aminata: User, boris: User, sira: User) -> None:
    incident = make_incident(aminata, State.SUBMITTED)
    make_lease(incident, boris)
    make_term("return_reason", "date-wrong")

    move(incident.pk, "return", by=sira, seen=1, **RETURN)

    assert (Lease.objects.get().outcome, Lease.objects.get().ended_by) == ("broken", sira)
    assert Entry.objects.get().after["hold"] == "broken"


def test_starting_keeps_the_hold(aminata: User) -> None:
    incident = held(aminata, State.NEW)

    move(incident.pk, "start", by=aminata, seen=1)

    assert Lease.objects.open().get().holder == aminata


def test_merging_and_unmerging_leave_everything_as_it_was(aminata: User, sira: User) -> None:
    incident, other = make_complete(aminata, State.REVIEWED), make_incident(aminata)
    names = (incident.submitted_by, incident.reviewed_by, incident.contributor_ids)

    merged = move(incident.pk, "merge", by=sira, seen=1, merged_into=other)
    assert (merged.review_state, merged.merged_into) == ("merged", other)
    back = move(incident.pk, "unmerge", by=sira, seen=2, merged_into=other)

    assert (back.review_state, back.merged_into, back.version) == ("reviewed", None, 3)
    assert (back.submitted_by, back.reviewed_by, back.contributor_ids) == names
    assert set(incident.revisions.values_list("reason", flat=True)) == {"merge", "unmerge"}


def test_unmerging_resumes_the_wait(aminata: User, sira: User) -> None:
    incident, other = held(aminata), make_incident(aminata)
    move(incident.pk, "wait", by=aminata, seen=1, **WAIT)

    move(incident.pk, "merge", by=sira, seen=2, merged_into=other)
    assert not Wait.objects.open().exists()
    move(incident.pk, "unmerge", by=sira, seen=3, merged_into=other)

    assert Wait.objects.open().get().incident == incident


class ReceiverFailed(Exception):
    """What a receiver raises that no service knows."""


@pytest.fixture
def failing_receiver() -> Iterator[None]:
    def fail(sender: type[Incident], **kwargs: Any) -> None:
        raise ReceiverFailed

    moved.connect(fail)
    yield
    moved.disconnect(fail)


@pytest.mark.usefixtures("failing_receiver")
def test_a_crash_in_the_middle_leaves_nothing_half_written(aminata: User) -> None:
    incident = held(aminata)

    with pytest.raises(ReceiverFailed):
        move(incident.pk, "submit", by=aminata, seen=1)

    incident.refresh_from_db()
    assert (incident.review_state, incident.version, incident.submitted_by) == ("verifying", 1, None)
    assert Lease.objects.open().get().holder == aminata
    assert not any(model.objects.exists() for model in (Move, Revision, Entry))


def test_layers_above_are_told_inside_the_transaction(aminata: User) -> None:
    told: dict[str, Any] = {}

    def listen(sender: type[Incident], **kwargs: Any) -> None:
        told.update(kwargs, sender=sender)

    moved.connect(listen)
    incident = held(aminata)
    move(incident.pk, "submit", by=aminata, seen=1)
    moved.disconnect(listen)

    assert (told["sender"], told["incident"], told["transition"]) == (Incident, incident, "submit")
    assert (told["by"], told["move"], told["revision"]) == (
        aminata,
        Move.objects.get(),
        Revision.objects.get(),
    )


def offered(user: User, incident: Incident) -> dict[str, bool]:
    return {transition.name: bool(decision) for transition, decision in available_moves(user, incident)}


def test_pages_are_offered_the_moves_of_the_state(aminata: User, boris: User, vera: User) -> None:
    incident = make_incident(aminata, State.SUBMITTED)

    assert offered(boris, incident) == {"take_back": False, "agree": True, "return": True, "reject": True}
    assert offered(aminata, incident) == {"take_back": True, "agree": False, "return": False, "reject": False}
    assert not any(offered(vera, incident).values())


def test_withdraw_is_offered_only_while_public(aminata: User, sira: User) -> None:
    incident = make_incident(aminata, State.APPROVED)
    assert offered(sira, incident) == {"reopen": True}

    incident.published_version = 1
    assert offered(sira, incident) == {"reopen": True, "withdraw": True}


def test_undo_is_offered_after_a_move_of_ones_own(aminata: User, boris: User) -> None:
    incident = move(held(aminata, State.NEW).pk, "start", by=aminata, seen=1)

    assert "undo" in offered(aminata, incident)
    assert "undo" not in offered(boris, incident)


def test_a_role_that_has_ended_moves_nothing(aminata: User) -> None:
    incident = held(aminata)
    aminata.memberships.update(role="viewer")

    with pytest.raises(NotPermitted, match="Only verifiers of Sahel"):
        move(incident.pk, "submit", by=User.objects.get(pk=aminata.pk), seen=1)
