"""The bytes as they came are handed out as a file in which nothing runs, and who took them is recorded."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from casework.accounts.models import Desk, User
from casework.audit.models import Entry
from casework.core.tlp import Tlp
from casework.sources import store
from casework.sources.models import Document
from tests.sources.builders import make_document, make_snapshot

PAGE = b"<script>alert(1)</script><p>About 20 soldiers died."


@pytest.fixture
def document(desk: Desk, tmp_path: Path, settings: LazySettings) -> Document:
    """One whose only snapshot is a page with a script in it."""
    settings.CAPTURES_DIR = tmp_path
    document = make_document(desk)
    make_snapshot(document=document, sha256=store.put(PAGE), media_type="text/html")
    return document


def take(client: Client, user: User, document: Document, number: int = 1) -> Any:
    client.force_login(user)
    return client.get(f"/documents/{document.pk}/snapshots/{number}/original/")


def test_the_bytes_come_as_a_file_in_which_nothing_runs(
    client: Client, lamine: User, document: Document
) -> None:
    answer = take(client, lamine, document)

    assert answer.content == PAGE
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == f'attachment; filename="document-{document.pk}-1.html.txt"'
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_who_took_them_is_recorded(client: Client, lamine: User, document: Document) -> None:
    take(client, lamine, document)

    entry = Entry.objects.get(verb="sources.take_original")
    assert (entry.actor, entry.subject_id, entry.after["snapshot"]) == (lamine, document.pk, 1)


def test_strangers_and_those_who_may_not_see_it_get_nothing(
    client: Client, lamine: User, olek: User, document: Document
) -> None:
    assert take(client, olek, document).status_code == 404
    Document.objects.update(tlp=Tlp.RED)
    assert take(client, lamine, document).status_code == 404
    assert not Entry.objects.filter(verb="sources.take_original").exists()


def test_another_number_is_not_there(client: Client, lamine: User, document: Document) -> None:
    assert take(client, lamine, document, 2).status_code == 404


@pytest.mark.parametrize("damage", ["removed", "changed"])
def test_what_is_not_as_it_was_is_not_handed_out(
    client: Client, lamine: User, document: Document, tmp_path: Path, damage: str
) -> None:
    kept = next(path for path in tmp_path.rglob("*") if path.is_file())
    kept.unlink()
    if damage == "changed":
        kept.write_bytes(PAGE + b"!")

    answer = take(client, lamine, document)

    assert answer.status_code == 409
    assert PAGE not in answer.content
