"""What an incident still lacks before it can be submitted."""

from typing import Any

import pytest

from casework.accounts.models import User
from casework.core.dates import parse_edtf
from casework.incidents.models import AttributionClaim, ClaimKind, Incident
from tests.incidents.builders import (
    build_claim,
    make_assessment,
    make_casualty_claim,
    make_citation,
    make_incident,
)
from tests.incidents.codebook import make_actor, make_country, make_term


def make_complete_incident(by: User, **changes: Any) -> Incident:
    """Save an incident that lacks nothing."""
    incident = make_incident(
        by,
        **{
            "country": make_country(),
            "location_precision": "near",
            "event_type": make_term(),
            **changes,
        },
    )
    incident.set_date(parse_edtf("2020-01-26"))
    incident.save()
    citation = make_citation(incident)
    build_claim(AttributionClaim, incident, citation=citation, basis="unidentified").save()
    claim = make_casualty_claim(incident, 20, 20, 20, citation=citation)
    make_assessment(incident, 20, 20, 20).claims.add(claim)
    make_assessment(incident, None, None, None, outcome="injured")
    return Incident.objects.get(pk=incident.pk)


def test_a_complete_incident_lacks_nothing(aminata: User) -> None:
    assert make_complete_incident(aminata).missing_for_submission() == []


def test_a_new_incident_is_told_all_at_once(aminata: User) -> None:
    assert make_incident(aminata).missing_for_submission() == [
        "Give the date.",
        "Choose the country.",
        "Give the place and say how exact it is.",
        "Choose the event type.",
        "Cite at least one passage of a source.",
        "Say who did it according to a source, or that nobody is identified.",
        "Assess how many people were killed, or that the number is unknown.",
        "Assess how many people were injured, or that the number is unknown.",
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"country": None}, "Choose the country."),
        ({"location_precision": "unknown"}, "Give the place and say how exact it is."),
        ({"event_type": None}, "Choose the event type."),
    ],
)
def test_each_fact_is_asked_for(aminata: User, changes: dict[str, Any], sentence: str) -> None:
    assert make_complete_incident(aminata, **changes).missing_for_submission() == [sentence]


def test_at_sea_there_is_no_country(aminata: User) -> None:
    incident = make_complete_incident(aminata, country=None, location_precision="sea_or_air")

    assert incident.missing_for_submission() == []


def test_a_retracted_attribution_does_not_count(aminata: User) -> None:
    incident = make_complete_incident(aminata)
    incident.claims.of_kind(ClaimKind.ATTRIBUTION).update(status="retracted")

    assert incident.missing_for_submission() == [
        "Say who did it according to a source, or that nobody is identified."
    ]


def test_a_named_actor_does_as_well(aminata: User) -> None:
    incident = make_complete_incident(aminata)
    incident.claims.of_kind(ClaimKind.ATTRIBUTION).update(status="retracted")
    citation = make_citation(incident)
    build_claim(AttributionClaim, incident, citation=citation, actor=make_actor(), basis="suspected").save()

    assert incident.missing_for_submission() == []


def test_an_assessment_of_soldiers_is_none_of_everybody(aminata: User) -> None:
    incident = make_complete_incident(aminata)
    incident.assessments.filter(outcome="killed").update(replaced_at=incident.created_at)
    make_assessment(incident, 20, 20, 20, category="military").claims.set(
        incident.claims.of_kind(ClaimKind.CASUALTIES).values_list("pk", flat=True)
    )

    assert incident.missing_for_submission() == [
        "Assess how many people were killed, or that the number is unknown."
    ]


def test_an_assessment_that_claims_have_overtaken_is_named(aminata: User) -> None:
    incident = make_complete_incident(aminata)
    make_casualty_claim(incident, 5, 5, 5, outcome="injured")

    assert incident.missing_for_submission() == [
        "Claims changed after “Injured, total” was assessed. Assess it again."
    ]
