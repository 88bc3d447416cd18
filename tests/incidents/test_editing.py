"""Logging an incident and changing what is filled in."""

from typing import Any

import pytest

from casework.accounts.models import Desk, User
from casework.audit.models import Entry
from casework.core.errors import NotPermitted
from casework.incidents.models import Incident, State
from casework.incidents.services import create_incident, edit_incident
from tests.incidents.builders import make_incident


def edit(incident: Incident, by: User, seen: int | None = None, **fields: Any) -> Incident:
    return edit_incident(incident.pk, by=by, seen=incident.version if seen is None else seen, fields=fields)


def test_a_logger_logs_an_incident(lamine: User, desk: Desk) -> None:
    incident = create_incident(by=lamine, desk=desk, title="  Camp attacked ", date_edtf="2020-01-26")

    incident.refresh_from_db()
    assert (incident.title, incident.review_state, incident.version) == ("Camp attacked", State.NEW, 1)
    assert incident.contributor_ids == [lamine.pk]
    assert incident.uid == f"CW-{incident.pk:06}"


def test_logging_leaves_a_trace(lamine: User, desk: Desk) -> None:
    incident = create_incident(by=lamine, desk=desk, title="Camp attacked")

    entry = Entry.objects.get(verb="incident.create")
    assert (entry.actor, entry.subject_label) == (lamine, incident.uid)
    assert entry.after == {"title": "Camp attacked"}


def test_a_viewer_and_another_desk_log_nothing(vera: User, olek: User, desk: Desk) -> None:
    for person in (vera, olek):
        with pytest.raises(NotPermitted, match="cannot log incidents"):
            create_incident(by=person, desk=desk, title="Camp attacked")


def test_an_edit_is_one_version_more(aminata: User) -> None:
    incident = edit(make_incident(aminata), aminata, title="Attack at dawn", admin1="Segou")

    incident.refresh_from_db()
    assert (incident.title, incident.admin1, incident.version) == ("Attack at dawn", "Segou", 2)


def test_a_number_of_seven_digits_keeps_them_all(aminata: User) -> None:
    incident = make_incident(aminata, pk=1_234_567)

    assert incident.uid == "CW-1234567"
