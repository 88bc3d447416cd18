"""From competing claims to one signed number, as in the Sokolo story."""

from datetime import date
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from casework.accounts.models import User
from casework.audit.models import Entry
from casework.core.errors import BadInput, NotPermitted, Stale
from casework.incidents.figures import are_contradictory, evidence_of, figures_of, is_out_of_date, out_of_date
from casework.incidents.models import Assessment, CasualtyClaim, Incident
from casework.incidents.services import add_claim, assess, retract_claim, supersede_claim
from casework.sources.models import Source, SourceReliability
from tests.incidents.builders import (
    make_casualty_claim,
    make_citation,
    make_document,
    make_incident,
    make_snapshot,
    make_source,
)


@pytest.fixture
def incident(aminata: User) -> Incident:
    return make_incident(aminata)


def says(
    incident: Incident,
    source: Source,
    *numbers: int | None,
    on: str = "2020-01-27",
    credibility: str = "6",
    **changes: Any,
) -> CasualtyClaim:
    """Let a document of the source claim a number of soldiers killed."""
    by = incident.created_by
    document = make_document(by, source=source, published_on=date.fromisoformat(on))
    snapshot = make_snapshot(by, document=document)
    citation = make_citation(incident, snapshot=snapshot, credibility=credibility)
    return make_casualty_claim(incident, *numbers, citation=citation, **changes)


def total(incident: Incident, rule: str = "range", seen: int | None = None, **changes: Any) -> Assessment:
    incident.refresh_from_db()
    version = incident.version if seen is None else seen
    by = incident.created_by
    return assess(incident.pk, by=by, seen=version, outcome="killed", rule=rule, **changes)


def test_sokolo(incident: Incident) -> None:
    government = says(incident, make_source(name="The wire"), 20, 20, 20, on="2020-01-27")
    at_least = says(incident, make_source(name="The weekly"), 19, 19, None, on="2020-01-26")

    made = total(incident)

    assert (made.low, made.best, made.high, str(made)) == (19, 20, 20, "Killed, total: 19/20/20")
    assert {claim.pk for claim in made.claims.all()} == {government.pk, at_least.pk}
    assert made.signed_by == incident.created_by


def test_wire_copies_are_one_source(incident: Incident) -> None:
    for _ in range(3):
        says(incident, make_source(owner="The agency"), 20, 20, 20)
    says(incident, make_source(owner=" the AGENCY "), 20, 20, 20)
    says(incident, make_source(), 9, 9, 9)

    assert len(figures_of(evidence_of(incident), "killed", "total")) == 2


def test_the_better_rated_source_gives_the_best_number(incident: Incident, aminata: User) -> None:
    good = make_source()
    SourceReliability.objects.create(
        source=good, letter="A", from_on=date(2020, 1, 1), reason="Years of it.", by=aminata
    )
    says(incident, good, 12, 12, 12, on="2020-01-20")
    says(incident, make_source(), 20, 20, 20, on="2020-01-27")

    assert total(incident).best == 12


def test_a_rating_counts_from_its_day_on(incident: Incident, aminata: User) -> None:
    later_good = make_source()
    SourceReliability.objects.create(
        source=later_good, letter="A", from_on=date(2021, 1, 1), reason="Improved.", by=aminata
    )
    says(incident, later_good, 12, 12, 12, on="2020-01-20")
    says(incident, make_source(), 20, 20, 20, on="2020-01-27")

    assert total(incident).best == 20


def test_credible_information_weighs_more(incident: Incident) -> None:
    says(incident, make_source(), 12, 12, 12, credibility="1")
    says(incident, make_source(), 20, 20, 20, credibility="5")

    assert total(incident, "most_reliable").numbers == "12/12/12"


def test_what_a_document_counts_apart_is_added_up(incident: Incident) -> None:
    soldiers = says(incident, make_source(), 20, 20, 20)
    make_casualty_claim(incident, 3, 3, None, category="civilian", citation=soldiers.citation)
    make_casualty_claim(incident, 2, 2, 2, category="children", citation=soldiers.citation)

    assert total(incident).numbers == "23/23/–"
    assert total(incident, category="civilian").numbers == "3/3/–"


def test_a_number_for_everybody_is_not_added_to(incident: Incident) -> None:
    everybody = says(incident, make_source(), 23, 23, 23, category="total")
    make_casualty_claim(incident, 20, 20, 20, citation=everybody.citation)

    assert total(incident).numbers == "23/23/23"


def test_a_part_is_left_out_of_the_total_and_counts_for_its_category(incident: Incident) -> None:
    whole = says(incident, make_source(), 20, 20, 20, category="unknown")
    make_casualty_claim(incident, 18, 18, 18, category="peacekeeper", part_of=whole, citation=whole.citation)

    assert total(incident).numbers == "20/20/20"
    assert total(incident, category="peacekeeper").numbers == "18/18/18"


def test_a_part_stays_out_when_its_whole_is_corrected(incident: Incident, aminata: User) -> None:
    whole = says(incident, make_source(), 20, 20, 20)
    part = {"part_of": whole, "citation": whole.citation, "category": "peacekeeper"}
    make_casualty_claim(incident, 18, 18, 18, **part)
    supersede_claim(whole.pk, by=aminata, seen=1, fields={"low": 21, "best": 21, "high": 21})

    assert total(incident).numbers == "21/21/21"


def test_retracted_claims_do_not_count(incident: Incident, aminata: User) -> None:
    retract_claim(says(incident, make_source(), 99, 99, 99).pk, by=aminata, seen=1, note="A mistake.")

    assert total(incident).is_unknown


def test_no_claims_are_an_explicit_unknown(incident: Incident) -> None:
    assert str(total(incident)) == "Killed, total: unknown"


def test_a_newer_assessment_replaces_the_older(incident: Incident) -> None:
    says(incident, make_source(), 20, 20, 20)
    first = total(incident)

    second = total(incident, "majority", reason="Most say so.")

    first.refresh_from_db()
    assert first.replaced_at is not None
    assert list(incident.assessments.current()) == [second]
    assert Entry.objects.latest("pk").before == {
        "number": "Killed, total",
        "assessed": "20/20/20",
        "rule": "range",
    }


def test_assessing_again_with_the_same_answer_changes_nothing(incident: Incident) -> None:
    says(incident, make_source(), 20, 20, 20)
    first = total(incident)

    assert total(incident) == first

    incident.refresh_from_db()
    assert incident.version == 2


def test_an_assessment_is_out_of_date_when_claims_change(incident: Incident, aminata: User) -> None:
    claim = says(incident, make_source(), 20, 20, 20)
    made = total(incident)
    assert not out_of_date(incident)

    add_claim(
        incident.pk,
        by=aminata,
        kind="casualties",
        citation=make_citation(incident),
        fields={"outcome": "killed", "low": 20, "best": 20, "high": 20},
    )

    assert out_of_date(incident) == [made]
    retract_claim(claim.pk, by=aminata, seen=3, note="A mistake.")
    assert is_out_of_date(made, evidence_of(incident))


def test_a_claim_of_another_outcome_changes_nothing(incident: Incident) -> None:
    says(incident, make_source(), 20, 20, 20)
    total(incident)

    says(incident, make_source(), 5, 5, 5, outcome="injured")

    assert not out_of_date(incident)


def test_contradictions_between_independent_sources_are_seen(incident: Incident) -> None:
    says(incident, make_source(), 20, 20, 20)
    says(incident, make_source(), 30, 30, None)

    assert are_contradictory(figures_of(evidence_of(incident), "killed", "total"))


@pytest.mark.parametrize(
    "values",
    [{"outcome": "hurt"}, {"outcome": "killed", "category": "all"}, {"outcome": "killed", "rule": "guess"}],
)
def test_unknown_words_are_refused(incident: Incident, aminata: User, values: dict[str, Any]) -> None:
    with pytest.raises(BadInput, match="Choose"):
        assess(incident.pk, by=aminata, seen=1, **values)


def test_a_stale_page_assesses_nothing(incident: Incident) -> None:
    with pytest.raises(Stale):
        total(incident, seen=9)


def test_viewers_assess_nothing(incident: Incident, vera: User) -> None:
    with pytest.raises(NotPermitted):
        assess(incident.pk, by=vera, seen=1, outcome="killed")


def test_weighing_many_claims_takes_as_many_queries_as_few(
    incident: Incident, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    says(incident, make_source(), 20, 20, 20)
    total(incident)
    with django_assert_num_queries(5):
        out_of_date(incident)
    for number in range(4):
        says(incident, make_source(), number, number, number)

    with django_assert_num_queries(5):
        out_of_date(incident)
