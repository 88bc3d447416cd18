"""Approval of numbers that no public source stands behind."""

from typing import Any

import pytest

from casework.accounts.models import User
from casework.core.errors import NotNow
from casework.core.tlp import Tlp
from casework.incidents.models import Incident, State
from casework.review.services import move
from tests.incidents.builders import (
    make_assessment,
    make_casualty_claim,
    make_citation,
    make_document,
    make_snapshot,
    make_source,
)
from tests.review.builders import make_complete


def with_number(by: User, citation_tlp: Tlp, document_tlp: Tlp | None, source_tlp: Tlp) -> Incident:
    """Save a reviewed incident whose number of killed rests on one claim."""
    incident = make_complete(by, State.REVIEWED)
    document = make_document(by, source=make_source(tlp=source_tlp), tlp=document_tlp)
    citation = make_citation(incident, snapshot=make_snapshot(by, document=document), tlp=citation_tlp)
    incident.assessments.filter(outcome="killed").update(replaced_at=incident.created_at)
    number = make_assessment(incident, 20, 20, 20)
    number.claims.add(make_casualty_claim(incident, citation=citation))
    return incident


@pytest.mark.parametrize(
    ("tlps", "is_public"),
    [
        ((Tlp.CLEAR, None, Tlp.CLEAR), True),
        ((Tlp.CLEAR, Tlp.CLEAR, Tlp.AMBER), True),
        ((Tlp.GREEN, None, Tlp.CLEAR), False),
        ((Tlp.CLEAR, Tlp.RED, Tlp.CLEAR), False),
        ((Tlp.CLEAR, None, Tlp.AMBER), False),
    ],
)
def test_approval_asks_before_it_publishes_a_number_alone(
    aminata: User, sira: User, tlps: Any, is_public: bool
) -> None:
    incident = with_number(aminata, *tlps)

    if not is_public:
        with pytest.raises(
            NotNow, match=r"No public source stands behind these numbers: Killed, total: 20/20/20"
        ):
            move(incident.pk, "approve", by=sira, seen=1)
    approved = move(incident.pk, "approve", by=sira, seen=1, confirm_no_public_source=not is_public)
    assert approved.review_state == "approved"


def test_an_unknown_number_needs_no_source(aminata: User, sira: User) -> None:
    incident = make_complete(aminata, State.REVIEWED)

    assert move(incident.pk, "approve", by=sira, seen=1).review_state == "approved"
