"""What the database holds true of assessments and revisions."""

from typing import Any

import pytest
from django.utils import timezone

from casework.accounts.models import User
from casework.incidents.models import Incident, Revision
from tests.incidents.builders import build_assessment, make_assessment, make_incident
from tests.truth_tables import truth_table


@pytest.fixture
def incident(aminata: User) -> Incident:
    return make_incident(aminata)


def prove(incident: Incident, name: str, *rows: tuple[dict[str, Any], bool]) -> None:
    truth_table(name, lambda **values: build_assessment(**{"incident": incident, **values}), rows)


def test_an_assessment_is_in_order_or_unknown(incident: Incident) -> None:
    def row(low: int | None, best: int | None, high: int | None) -> dict[str, Any]:
        return {"low": low, "best": best, "high": high}

    prove(
        incident,
        "assessment_ordered",
        (row(19, 20, 20), True),
        (row(None, None, None), True),
        (row(19, 19, None), True),
        (row(None, None, 20), True),
        (row(None, 20, None), True),
        (row(21, 20, 22), False),
        (row(21, 20, None), False),
        (row(19, 21, 20), False),
        (row(None, 21, 20), False),
        (row(21, None, 20), False),
    )


def test_one_assessment_is_current(incident: Incident, aminata: User) -> None:
    make_assessment(incident, 20, 20, 20)
    make_assessment(incident, 9, 9, 9, outcome="missing", replaced_at=timezone.now())

    prove(
        incident,
        "assessment_one_current",
        ({"outcome": "killed"}, False),
        ({"outcome": "killed", "replaced_at": timezone.now()}, True),
        ({"outcome": "killed", "category": "military"}, True),
        ({"outcome": "injured"}, True),
        ({"outcome": "missing"}, True),
        ({"outcome": "killed", "incident": make_incident(aminata)}, True),
    )


def test_a_countersignature_is_whole(incident: Incident, boris: User) -> None:
    now = timezone.now()

    prove(
        incident,
        "assessment_countersignature_whole",
        ({}, True),
        ({"countersigned_by": boris, "countersigned_at": now}, True),
        ({"countersigned_by": boris}, False),
        ({"countersigned_at": now}, False),
    )


def test_nobody_countersigns_their_own_number(incident: Incident, aminata: User, boris: User) -> None:
    now = timezone.now()

    prove(
        incident,
        "assessment_countersigned_by_another",
        ({"countersigned_by": boris, "countersigned_at": now}, True),
        ({"countersigned_by": aminata, "countersigned_at": now}, False),
        ({}, True),
    )


@pytest.mark.parametrize(
    ("name", "field", "good", "bad"),
    [
        ("assessment_outcome_known", "outcome", "injured", "hurt"),
        ("assessment_category_known", "category", "total", "everybody"),
        ("assessment_rule_known", "rule", "majority", "guess"),
    ],
)
def test_an_assessment_uses_listed_words(
    incident: Incident, name: str, field: str, good: str, bad: str
) -> None:
    prove(incident, name, ({field: good}, True), ({field: bad}, False), ({field: ""}, False))


@pytest.mark.parametrize(
    ("name", "values", "allowed"),
    [
        ("revision_version_from_one", {"version": 1}, True),
        ("revision_version_from_one", {"version": 0}, False),
        ("revision_sha256_whole", {"sha256": "a" * 64}, True),
        ("revision_sha256_whole", {"sha256": "a" * 63}, False),
        ("revision_sha256_whole", {"sha256": "A" * 64}, False),
        ("revision_sha256_whole", {"sha256": ""}, False),
        ("revision_reason_said", {"reason": "approve"}, True),
        ("revision_reason_said", {"reason": ""}, False),
        ("revision_one_per_version", {"version": 4}, True),
        ("revision_one_per_version", {"version": 3}, False),
    ],
)
def test_a_revision_is_whole(incident: Incident, name: str, values: dict[str, Any], allowed: bool) -> None:
    fields = {"incident": incident, "content": {}, "sha256": "0" * 64, "by": incident.created_by}
    Revision.objects.create(version=3, reason="submit", **fields)

    truth_table(
        name,
        lambda **changes: Revision(**{**fields, "version": 1, "reason": "submit", **changes}),
        [(values, allowed)],
    )
