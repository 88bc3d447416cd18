"""Supervisors hear of kept bytes that are damaged or missing, by the notifications of all other news."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from casework.accounts.models import Desk, User
from casework.digests.models import Notification, Reason
from casework.digests.notices import line_of
from casework.sources import store
from casework.sources.fixity import check_for
from casework.sources.models import Fixity, Snapshot
from tests.incidents.builders import make_citation, make_incident
from tests.incidents.builders import make_snapshot as make_cited
from tests.sources.builders import make_document, make_snapshot

pytestmark = pytest.mark.django_db


def test_supervisors_of_desks_that_cite_it_are_told_once(
    aminata: User, boris: User, sira: User, olek: User, tmp_path: Path, settings: LazySettings
) -> None:
    """The bytes of these documents were never in the store. The second night finds nothing new."""
    settings.CAPTURES_DIR = tmp_path
    snapshot = make_cited(aminata)
    make_citation(make_incident(aminata), snapshot=snapshot)
    last = make_incident(aminata)
    make_citation(last, snapshot=snapshot)
    make_cited(aminata, "Cited by nobody.")

    check_for(5)
    Fixity.objects.update(checked_at=None)
    check_for(5)

    told = Notification.objects.with_subject().get(incident__isnull=False)
    assert (told.user, told.incident, told.reason, told.times) == (sira, last, Reason.BYTES_UNSOUND, 1)
    line = line_of(told)
    assert line.url == f"/documents/{snapshot.document_id}/"
    assert line.sentence.endswith("Ask an operator to restore them.")


def found_again(captures: Path, snapshot: Snapshot) -> None:
    """The bytes are put back, found sound, lost again, and found missing."""
    path = captures / "sha256" / snapshot.sha256[:2] / snapshot.sha256
    store.put(snapshot.text.encode())
    Fixity.objects.update(checked_at=None)
    check_for(5)
    path.chmod(0o600)
    path.unlink()
    Fixity.objects.update(checked_at=None)
    check_for(5)


def test_operators_are_told_by_name_once_for_each_damage(
    client: Client, lamine: User, nadia: User, desk: Desk, tmp_path: Path, settings: LazySettings
) -> None:
    settings.CAPTURES_DIR = tmp_path
    snapshot = make_snapshot(lamine, document=make_document(desk, title="Camp attacked"))
    for _night in range(3):
        check_for(5)
        Fixity.objects.update(checked_at=None)

    told = Notification.objects.with_subject().get()
    assert (told.user, told.document, told.times) == (nadia, snapshot.document, 1)
    client.force_login(nadia)
    page = client.get("/notifications/").content.decode()
    opened = client.get(f"/notifications/{told.pk}/")
    assert "Camp attacked" in page
    assert "Its kept bytes are damaged or gone. Restore them from a backup." in page
    assert opened["Location"] == "/documents/kept/"

    client.post(f"/notifications/{told.pk}/done/")
    found_again(tmp_path, snapshot)

    assert Notification.objects.of(nadia).open().count() == 1


def test_operators_are_told_no_name_that_few_may_know(
    lamine: User, nadia: User, desk: Desk, tmp_path: Path, settings: LazySettings
) -> None:
    settings.CAPTURES_DIR = tmp_path
    make_snapshot(lamine, document=make_document(desk, title="Camp attacked", tlp="AMBER"))

    check_for(5)

    line = line_of(Notification.objects.with_subject().get())
    assert line.title == "Its title is for few people."


def test_who_is_no_operator_any_more_reads_nothing_of_it(
    lamine: User, nadia: User, desk: Desk, tmp_path: Path, settings: LazySettings
) -> None:
    settings.CAPTURES_DIR = tmp_path
    make_snapshot(lamine, document=make_document(desk))
    check_for(5)

    nadia.is_operator = False

    assert not Notification.objects.of(nadia).exists()
