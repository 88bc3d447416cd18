"""An incident with a text beside it, and terms to say what kind of attack it was."""

import datetime

import pytest

from casework.accounts.models import User
from casework.codebook.models import Term
from casework.incidents.models import (
    Incident,
    IncidentDocument,
    State,
)
from casework.sources.models import Snapshot
from tests.incidents.builders import (
    make_document,
    make_incident,
    make_snapshot,
)
from tests.incidents.codebook import make_term
from tests.incidents.proving import TEXT


@pytest.fixture
def snapshot(aminata: User) -> Snapshot:
    document = make_document(aminata, published_on=datetime.date(2020, 1, 27), title="Camp attacked")
    return make_snapshot(aminata, TEXT, document=document)


@pytest.fixture
def incident(aminata: User, snapshot: Snapshot) -> Incident:
    """One with a text beside it, and nothing cited."""
    incident = make_incident(aminata, review_state=State.VERIFYING)
    IncidentDocument.objects.create(incident=incident, document=snapshot.document, added_by=aminata)
    return incident


@pytest.fixture
def kinds(db: None) -> dict[str, Term]:
    """Two event types with a sub-event type each, a target and two weapons."""
    battles, protests = make_term(code="Battles"), make_term(code="Protests")
    return {
        "battles": battles,
        "clash": make_term("sub_event_type", "Armed clash", battles),
        "peaceful": make_term("sub_event_type", "Peaceful protest", protests),
        "military": make_term("target_type", "Military"),
        "firearms": make_term("weapon_type", "Firearms"),
        "explosives": make_term("weapon_type", "Explosives"),
    }
