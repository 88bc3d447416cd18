"""Supervisors hear of kept bytes that are damaged or missing, by the notifications of all other news."""

from pathlib import Path

import pytest
from django.conf import LazySettings

from casework.accounts.models import User
from casework.digests.models import Notification, Reason
from casework.digests.notices import line_of
from casework.sources.fixity import check_for
from casework.sources.models import Fixity
from tests.incidents.builders import make_citation, make_incident, make_snapshot

pytestmark = pytest.mark.django_db


def test_supervisors_of_desks_that_cite_it_are_told_once(
    aminata: User, boris: User, sira: User, olek: User, tmp_path: Path, settings: LazySettings
) -> None:
    """The bytes of these documents were never in the store. The second night finds nothing new."""
    settings.CAPTURES_DIR = tmp_path
    snapshot = make_snapshot(aminata)
    make_citation(make_incident(aminata), snapshot=snapshot)
    last = make_incident(aminata)
    make_citation(last, snapshot=snapshot)
    make_snapshot(aminata, "Cited by nobody.")

    check_for(5)
    Fixity.objects.update(checked_at=None)
    check_for(5)

    told = Notification.objects.select_related("incident", "by").get()
    assert (told.user, told.incident, told.reason, told.times) == (sira, last, Reason.BYTES_UNSOUND, 1)
    line = line_of(told)
    assert line.url == f"/documents/{snapshot.document_id}/"
    assert line.sentence.endswith("Ask an operator to restore them.")
