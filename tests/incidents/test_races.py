"""Two people at the same incident at the same moment. Each test fails without the row lock (seen)."""

from functools import partial

import pytest

from casework.accounts.models import User
from casework.audit.models import Entry
from casework.core.errors import Stale
from casework.incidents import policies
from casework.incidents.models import CasualtyClaim, ClaimKind, State
from casework.incidents.services import add_claim, assess, cite, edit_incident, prove, supersede_claim
from tests.gate import at_once, gated
from tests.incidents.builders import make_casualty_claim, make_citation, make_incident, make_snapshot

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hold everybody back between the decision that they may change the incident and the change."""
    monkeypatch.setattr(policies, "is_open", gated(policies.is_open, parties=2))


def test_of_two_edits_of_the_same_version_one_wins(gate: None, aminata: User, boris: User) -> None:
    """Fails without the row lock."""
    incident = make_incident(aminata)

    answers = at_once(
        *(
            partial(edit_incident, incident.pk, by=person, seen=1, fields={"title": f"By {person}"})
            for person in (aminata, boris)
        )
    )

    incident.refresh_from_db()
    winner = next(each for each in answers if not isinstance(each, Exception))
    assert [type(each) for each in answers if isinstance(each, Exception)] == [Stale]
    assert (incident.title, incident.version) == (winner.title, 2)
    assert Entry.objects.filter(verb="incident.edit").count() == 1


def test_citations_that_meet_are_counted_one_by_one(gate: None, aminata: User, boris: User) -> None:
    """Fails without the row lock."""
    incident = make_incident(aminata)
    snapshot = make_snapshot(aminata)

    answers = at_once(
        partial(cite, incident.pk, by=aminata, snapshot=snapshot, quote="about 20 soldiers"),
        partial(cite, incident.pk, by=boris, snapshot=snapshot, quote="Before dawn"),
    )

    incident.refresh_from_db()
    assert {each.exact for each in answers} == {"about 20 soldiers", "Before dawn"}
    assert incident.version == 3
    assert incident.contributor_ids == sorted([aminata.pk, boris.pk])


def test_a_passage_cited_twice_at_once_is_one_citation(gate: None, aminata: User) -> None:
    """Fails without the row lock."""
    incident = make_incident(aminata)
    twice = partial(cite, incident.pk, by=aminata, snapshot=make_snapshot(aminata), quote="about 20 soldiers")

    answers = at_once(twice, twice)

    assert answers[0] == answers[1]
    assert incident.citations.count() == 1


def test_a_passage_proved_twice_at_once_is_one_claim(gate: None, aminata: User) -> None:
    """Fails without the row lock."""
    incident = make_incident(aminata)
    twice = partial(
        prove,
        incident.pk,
        by=aminata,
        snapshot=make_snapshot(aminata),
        quote="about 20 soldiers",
        kind=ClaimKind.CASUALTIES,
        fields={"outcome": "killed", "low": 20},
    )

    answers = at_once(twice, twice)

    assert answers[0] == answers[1]
    assert (incident.citations.count(), incident.claims.count()) == (1, 1)


def test_a_claim_meets_an_edit(gate: None, aminata: User, boris: User) -> None:
    """Fails without the row lock: one of the two versions would be lost."""
    incident = make_incident(aminata)
    claim = partial(
        add_claim,
        incident.pk,
        by=boris,
        kind=ClaimKind.CASUALTIES,
        citation=make_citation(incident),
        fields={"outcome": "killed", "low": 20},
    )

    at_once(claim, partial(edit_incident, incident.pk, by=aminata, seen=1, fields={"title": "Dawn"}))

    incident.refresh_from_db()
    assert incident.version == Entry.objects.count() + 1


def test_a_claim_is_corrected_once(gate: None, aminata: User, boris: User) -> None:
    """Fails without the row lock: the second would meet the unique constraint instead of a sentence."""
    claim = make_casualty_claim(make_incident(aminata))

    answers = at_once(
        *(
            partial(supersede_claim, claim.pk, by=person, seen=1, fields={"low": low})
            for person, low in ((aminata, 18), (boris, 19))
        )
    )

    assert sorted(type(each).__name__ for each in answers) == ["CasualtyClaim", "Stale"]
    assert CasualtyClaim.objects.live().count() == 1


def test_a_number_is_assessed_once(gate: None, aminata: User, boris: User) -> None:
    """Fails without the row lock."""
    incident = make_incident(aminata, review_state=State.VERIFYING)

    answers = at_once(
        *(partial(assess, incident.pk, by=person, seen=1, outcome="killed") for person in (aminata, boris))
    )

    assert sorted(type(each).__name__ for each in answers) == ["Assessment", "Stale"]
    assert incident.assessments.current().count() == 1
