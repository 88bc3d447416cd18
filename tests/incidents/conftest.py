"""An incident with a text beside it."""

import datetime

import pytest

from casework.accounts.models import User
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
