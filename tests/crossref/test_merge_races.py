"""Merging at the moment at which somebody else does something. A gate makes them meet."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import uuid4

import pytest

from casework.accounts.models import Membership, Role, User
from casework.core.errors import CaseworkError
from casework.crossref import merge_plan, unmerge_plan
from casework.crossref.models import MergeJournal
from casework.crossref.services import link, merge, unmerge
from casework.crossref.services.locking import locked_pair
from casework.crossref.services.merging_several import MERGE_INTO_ONE
from casework.incidents.models import Claim, Incident
from casework.incidents.services import add_claim, edit_incident
from casework.review.models import BatchRow
from casework.review.services.batches import Row, carry_out, foresee
from tests.crossref.builders import make_attack
from tests.crossref.merging import claim, fresh, held, join, seen
from tests.gate import at_once, gated

pytestmark = pytest.mark.django_db(transaction=True)


def refusals(answers: list[Any]) -> list[str]:
    """The kinds of the errors among the answers; anything but a refusal in words is raised."""
    for answer in answers:
        if isinstance(answer, Exception) and not isinstance(answer, CaseworkError):
            raise answer
    return [type(answer).__name__ for answer in answers if isinstance(answer, CaseworkError)]


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Hold a merge back after it has read both incidents, until the other is there or waits for a lock."""

    def put() -> None:
        services = "casework.crossref.services"
        monkeypatch.setattr(f"{services}.merging.plan_of", gated(merge_plan.plan_of, 2))
        monkeypatch.setattr(f"{services}.unmerging.plan_of", gated(unmerge_plan.plan_of, 2))

    return put


def test_of_two_merges_that_cross_one_happens(aminata: User, sira: User, gate: Callable[[], None]) -> None:
    """Without the first locks, PostgreSQL ended one of the two as a deadlock."""
    one, other = make_attack(aminata), make_attack(aminata)
    second = User.objects.get(pk=sira.pk)
    looked_at = seen(one, other)
    gate()

    answers = at_once(
        partial(merge, one.pk, other.pk, by=sira, seen=looked_at),
        partial(merge, other.pk, one.pk, by=second, seen=looked_at),
    )

    assert refusals(answers) == ["Stale"]
    assert MergeJournal.objects.open().count() == 1


def test_a_claim_that_is_added_meanwhile_is_lost_to_nobody(
    aminata: User, sira: User, gate: Callable[[], None]
) -> None:
    """Without the locks the merge was worked out before the claim came, and never saw it."""
    donor, survivor = make_attack(aminata), make_attack(aminata)
    theirs = claim(donor)
    looked_at = seen(donor, survivor)
    number = {"outcome": "injured", "category": "military", "low": 3, "best": 3, "high": 3}
    add = partial(add_claim, donor.pk, by=aminata, kind="casualties", citation=theirs.citation, fields=number)
    gate()

    answers = at_once(partial(merge, donor.pk, survivor.pk, by=sira, seen=looked_at), add)

    # Whoever was first: the claim lies on the survivor, or one of the two was told.
    assert len(refusals(answers)) == 1 or held(donor) == set()
    assert Claim.objects.filter(incident=donor).exists() is (fresh(donor).review_state != "merged")


def test_a_form_that_is_saved_meanwhile_is_refused(
    aminata: User, sira: User, gate: Callable[[], None]
) -> None:
    donor, survivor = make_attack(aminata), make_attack(aminata, title="Attack")
    looked_at = seen(donor, survivor)
    gate()

    answers = at_once(
        partial(merge, donor.pk, survivor.pk, by=sira, seen=looked_at),
        partial(edit_incident, survivor.pk, by=aminata, seen=1, fields={"title": "Raid"}),
    )

    assert refusals(answers) == ["Stale"]
    assert fresh(survivor).title == ("Attack" if MergeJournal.objects.exists() else "Raid")


def test_of_two_who_part_them_one_does(aminata: User, sira: User, gate: Callable[[], None]) -> None:
    donor, survivor = make_attack(aminata), make_attack(aminata)
    claim(donor)
    journal = join(donor, survivor, sira)
    looked_at = seen(donor, survivor)
    second = User.objects.get(pk=sira.pk)
    gate()

    answers = at_once(*(partial(unmerge, journal.pk, by=by, seen=looked_at) for by in (sira, second)))

    assert refusals(answers) == ["Stale"]
    assert fresh(donor).version == looked_at[donor.pk] + 1  # type: ignore[operator]


def test_a_link_and_a_merge_never_wait_in_a_circle(
    aminata: User, sira: User, gate: Callable[[], None]
) -> None:
    """The link holds the higher number and points at the lower one, which the merge locks first."""
    lower, higher = make_attack(aminata), make_attack(aminata)
    looked_at = seen(lower, higher)
    gate()

    answers = at_once(
        partial(merge, lower.pk, higher.pk, by=sira, seen=looked_at),
        partial(link, higher.pk, "part_of", lower.pk, by=aminata, seen=1),
    )

    assert len(refusals(answers)) <= 1
    assert Membership.objects.filter(role=Role.SUPERVISOR).count() == 1
    assert Incident.objects.filter(review_state="merged").count() == len(
        [each for each in answers if isinstance(each, MergeJournal)]
    )


def test_a_step_on_several_that_is_sent_twice_at_once_is_done_once(
    aminata: User, sira: User, gate: Callable[[], None]
) -> None:
    """Without the lock on its row, the second one wrote down that the merge was refused."""
    one, two = make_attack(aminata), make_attack(aminata)
    rows, details, token = [Row(one.pk, 1), Row(two.pk, 1)], {"into": f"{one.pk}:1", "note": "One."}, uuid4()
    send = partial(carry_out, MERGE_INTO_ONE, rows, by=sira, details=details, token=token)
    gate()

    answers = at_once(send, send)

    assert refusals(answers) == []
    assert list(BatchRow.objects.values_list("outcome", flat=True)) == ["unchanged", "done"]
    assert MergeJournal.objects.open().count() == 1


def test_of_two_steps_on_several_that_cross_one_happens(
    aminata: User, sira: User, gate: Callable[[], None]
) -> None:
    """Each wants to keep what the other merges: whoever comes second is told that both have changed."""
    one, two = make_attack(aminata), make_attack(aminata)
    rows, second = [Row(one.pk, 1), Row(two.pk, 1)], User.objects.get(pk=sira.pk)
    gate()

    answers = at_once(
        *(
            partial(carry_out, MERGE_INTO_ONE, rows, by=by, details=details, token=uuid4())
            for by, details in (
                (sira, {"into": f"{one.pk}:1", "note": "One."}),
                (second, {"into": f"{two.pk}:1", "note": "Two."}),
            )
        )
    )

    assert refusals(answers) == []
    outcomes = sorted(BatchRow.objects.values_list("outcome", flat=True))
    assert outcomes == ["done", "refused", "unchanged", "unchanged"]


def test_what_is_looked_at_from_two_lists_at_once_never_waits_in_a_circle(
    aminata: User, sira: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the locks at the beginning, PostgreSQL ended one of the two as a deadlock."""
    one, two, three, four = (make_attack(aminata) for _ in range(4))
    second = User.objects.get(pk=sira.pk)
    monkeypatch.setattr("casework.crossref.services.merging.locked_pair", gated(locked_pair, 2))

    answers = at_once(
        *(
            partial(foresee, MERGE_INTO_ONE, [Row(each.pk, 1) for each in rows], by=by, details=details)
            for by, rows, details in (
                (sira, (one, two, three), {"into": f"{one.pk}:1", "note": "One."}),
                (second, (four, three, two), {"into": f"{four.pk}:1", "note": "Two."}),
            )
        )
    )

    assert refusals(answers) == []
    assert not MergeJournal.objects.exists()
