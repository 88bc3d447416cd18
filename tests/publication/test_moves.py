"""From a move through the workflow to what the world sees, in one transaction."""

import pytest

from casework.accounts.models import User
from casework.core.errors import NotNow
from casework.incidents.models import Incident, Revision, State
from casework.publication.models import PublicNotice, PublishedRevision
from casework.review.models import Move
from casework.review.services import move, undo
from tests.incidents.builders import make_assessment
from tests.publication.builders import make_quiet_claim
from tests.review.builders import make_complete, make_incident, make_lease, make_term


@pytest.fixture
def reviewed(aminata: User, boris: User) -> Incident:
    """An incident that Aminata submitted and Boris agreed to."""
    return make_complete(aminata, State.REVIEWED, reviewed_by=boris)


def step(incident: Incident, name: str, by: User, **details: object) -> Incident:
    incident.refresh_from_db()
    return move(incident.pk, name, by=by, seen=incident.version, **details)  # type: ignore[arg-type]


def live() -> list[int]:
    return list(PublishedRevision.objects.live().values_list("version", flat=True))


def test_approval_publishes_the_revision_of_the_approval(reviewed: Incident, sira: User) -> None:
    step(reviewed, "approve", sira)

    row = PublishedRevision.objects.get()
    assert row.revision == Revision.objects.get(incident=reviewed, reason="approve")
    reviewed.refresh_from_db()
    assert reviewed.published_version == row.version == reviewed.version


def test_an_approval_that_cannot_be_published_is_no_approval(reviewed: Incident, sira: User) -> None:
    Incident.objects.filter(pk=reviewed.pk).update(tlp="AMBER")

    with pytest.raises(NotNow, match="only CLEAR"):
        step(reviewed, "approve", sira)

    reviewed.refresh_from_db()
    assert reviewed.review_state == "reviewed"
    assert not Move.objects.filter(transition="approve").exists()


def test_numbers_without_a_public_claim_need_a_confirmation(reviewed: Incident, sira: User) -> None:
    make_assessment(reviewed, 3, 3, 3, outcome="missing").claims.add(make_quiet_claim(reviewed))

    with pytest.raises(NotNow, match="No public source"):
        step(reviewed, "approve", sira)
    step(reviewed, "approve", sira, confirm_no_public_source=True)

    payload = PublishedRevision.objects.get().payload
    assert [claim["kind"] for claim in payload["claims"]] == ["attribution"]
    numbers = {number["outcome"]: (number["best"], number["claims"]) for number in payload["numbers"]}
    assert numbers["missing"] == (3, [])


def test_undoing_an_approval_ends_what_it_published(reviewed: Incident, sira: User) -> None:
    step(reviewed, "approve", sira)
    reviewed.refresh_from_db()

    undo(reviewed.pk, by=sira, seen=reviewed.version)

    assert live() == []
    assert PublishedRevision.objects.get().ended == "undone"
    reviewed.refresh_from_db()
    assert (reviewed.review_state, reviewed.published_version) == ("reviewed", None)


def test_a_reopened_incident_stays_public_until_it_is_approved_anew(reviewed: Incident, sira: User) -> None:
    step(reviewed, "approve", sira)
    published = live()

    step(reviewed, "reopen", sira, note="A second report has come.")

    assert live() == published


def test_a_withdrawal_takes_effect_at_once_and_can_be_undone(reviewed: Incident, sira: User) -> None:
    make_term("withdraw_reason", "wrong")
    step(reviewed, "approve", sira)
    published = live()

    step(reviewed, "withdraw", sira, code="wrong", note="The source took it back.")
    assert live() == []
    assert PublicNotice.objects.open().get().note == "The source took it back."

    reviewed.refresh_from_db()
    undo(reviewed.pk, by=sira, seen=reviewed.version)
    assert live() == published
    assert not PublicNotice.objects.open().exists()


def test_merging_leads_readers_on_and_unmerging_brings_them_back(reviewed: Incident, sira: User) -> None:
    other = make_incident(sira)
    step(reviewed, "approve", sira)
    published = live()

    step(reviewed, "merge", sira, merged_into=other)
    assert live() == []
    assert PublicNotice.objects.open().get().merged_into == other

    step(reviewed, "unmerge", sira, merged_into=other)
    assert live() == published


def test_what_is_not_approved_is_not_public(aminata: User, boris: User) -> None:
    incident = make_complete(aminata)
    make_lease(incident, aminata)

    step(incident, "submit", aminata)
    step(incident, "agree", boris)

    assert Revision.objects.count() == 2
    assert not PublishedRevision.objects.exists()
