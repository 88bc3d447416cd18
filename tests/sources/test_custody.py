"""Through whose hands a document went stands on its page, from the trail."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from casework.accounts.models import Desk, Role, User
from casework.audit.models import Entry
from casework.sources.custody import custody_of
from casework.sources.models import Document, DocumentDesk
from casework.sources.services import add_document
from tests.builders import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(lamine: User, desk: Desk, tmp_path: Path, settings: LazySettings) -> Document:
    settings.CAPTURES_DIR = tmp_path
    return add_document(by=lamine, desk=desk, text="About 20 died.", title="Camp", outlet="News").document


def take(client: Client, user: User, document: Document, what: str = "original") -> int:
    client.force_login(user)
    return client.get(f"/documents/{document.pk}/snapshots/1/{what}/").status_code


def test_who_took_it_is_in_the_custody(client: Client, document: Document, lamine: User, vera: User) -> None:
    assert (take(client, vera, document), take(client, vera, document, "warc")) == (200, 200)

    told = [(entry.verb, entry.actor) for entry in custody_of(document, lamine)]
    assert told == [
        ("sources.export", vera),
        ("sources.take_original", vera),
        ("sources.add_document", lamine),
    ]
    page = client.get(f"/documents/{document.pk}/").content.decode()
    assert "Vera took the original file of Camp." in page


def test_what_another_desk_does_with_a_shared_document_is_theirs(
    client: Client, document: Document, lamine: User, other_desk: Desk
) -> None:
    omar = make_user("omar", other_desk, Role.VIEWER)
    DocumentDesk.objects.create(document=document, desk=other_desk)

    assert take(client, omar, document) == 200

    assert "sources.take_original" not in [entry.verb for entry in custody_of(document, lamine)]
    assert "sources.take_original" in [entry.verb for entry in custody_of(document, omar)]


def test_nobody_else_takes_a_web_archive(client: Client, document: Document, olek: User) -> None:
    assert take(client, olek, document, "warc") == 404
    assert not Entry.objects.filter(actor=olek).exists()
