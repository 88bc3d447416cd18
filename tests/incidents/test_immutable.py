"""What was said, quoted and kept stays as it was; only where it counts may change."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from casework.accounts.models import User
from casework.incidents.models import Incident, PlaceClaim
from tests.incidents.builders import (
    build_claim,
    make_assessment,
    make_casualty_claim,
    make_citation,
    make_incident,
)


@pytest.fixture
def incident(aminata: User) -> Incident:
    return make_incident(aminata)


def change(row: models.Model, **values: Any) -> None:
    type(row)._default_manager.filter(pk=row.pk).update(**values)


def refuse(row: models.Model, **values: Any) -> None:
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        change(row, **values)


@pytest.mark.parametrize(
    "values",
    [
        {"as_reported": "fewer"},
        {"kind": "place"},
        {"created_at": timezone.now()},
        {"low": 1},
        {"qualifier": "about"},
    ],
)
def test_a_claim_is_never_edited(incident: Incident, values: dict[str, Any]) -> None:
    refuse(make_casualty_claim(incident), **values)


def test_a_claim_of_another_kind_is_never_edited_either(incident: Incident) -> None:
    claim = build_claim(PlaceClaim, incident, place_name="Sokolo")
    claim.save()

    refuse(claim, place_name="Niono")


def test_a_claim_may_be_superseded_and_may_move_with_its_citation(incident: Incident, aminata: User) -> None:
    claim, elsewhere = make_casualty_claim(incident), make_incident(aminata)

    change(claim, status="superseded", incident=elsewhere, origin=incident)
    change(claim.citation, incident=elsewhere)

    claim.refresh_from_db()
    assert (claim.status, claim.incident, claim.origin) == ("superseded", elsewhere, incident)


@pytest.mark.parametrize("values", [{"exact": "at least 20"}, {"start": 0}, {"end": 9}, {"prefix": "no"}])
def test_a_quote_is_never_edited(incident: Incident, values: dict[str, Any]) -> None:
    refuse(make_citation(incident), **values)


def test_a_citation_may_be_judged_anew(incident: Incident) -> None:
    citation = make_citation(incident)

    change(citation, credibility="2", attributed_to="the government", tlp="GREEN")

    citation.refresh_from_db()
    assert (citation.credibility, citation.attributed_to, citation.tlp) == ("2", "the government", "GREEN")


@pytest.mark.parametrize("values", [{"low": 1}, {"high": 99}, {"rule": "majority"}, {"reason": "why not"}])
def test_an_assessed_number_is_never_edited(incident: Incident, values: dict[str, Any]) -> None:
    refuse(make_assessment(incident), **values)


def test_an_assessment_may_be_replaced_and_signed(incident: Incident, boris: User) -> None:
    assessment = make_assessment(incident)

    change(assessment, countersigned_by=boris, countersigned_at=timezone.now(), replaced_at=timezone.now())

    assessment.refresh_from_db()
    assert assessment.replaced_at is not None


@pytest.mark.parametrize("make", [make_casualty_claim, make_citation, make_assessment])
def test_nothing_is_deleted(incident: Incident, make: Any) -> None:
    row = make(incident)

    with pytest.raises(IntegrityError, match="never deleted"), transaction.atomic():
        type(row)._default_manager.filter(pk=row.pk)._raw_delete("default")


@pytest.mark.parametrize("table", ["claim", "casualtyclaim", "citation", "assessment", "revision"])
def test_no_table_is_emptied(db: None, table: str) -> None:
    with (
        pytest.raises(IntegrityError, match="never deleted"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"TRUNCATE incidents_{table} CASCADE")
