"""The nightly look at the kept bytes: what is damaged or missing is named, once, and mended again."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import transaction
from django.test import Client

from casework.accounts.models import Desk, User
from casework.audit.models import Entry
from casework.sources import store, tasks
from casework.sources.fixity import check_for
from casework.sources.models import Fixity, Snapshot
from casework.sources.services import add_document
from tests.gate import at_once
from tests.truth_tables import truth_table

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def captures(tmp_path: Path, settings: LazySettings) -> Path:
    settings.CAPTURES_DIR = tmp_path
    return tmp_path


@pytest.fixture
def snapshot(lamine: User, desk: Desk) -> Snapshot:
    text, url = "About 20 soldiers died.", "https://news.example/camp"
    added = add_document(by=lamine, desk=desk, text=text, url=url, title="Camp attacked", outlet="News")
    assert added.snapshot
    return added.snapshot


def damage(captures: Path, snapshot: Snapshot) -> Path:
    path = captures / "sha256" / snapshot.sha256[:2] / snapshot.sha256
    path.chmod(0o600)
    path.write_bytes(b"About 19 soldiers died.")
    return path


def look_again() -> tuple[int, int]:
    """A night has passed: the rows are moved, not the clock."""
    Fixity.objects.update(checked_at=None)
    return check_for(5)


def test_sound_bytes_are_looked_at_once_a_night(snapshot: Snapshot) -> None:
    assert check_for(5) == (1, 0)
    assert check_for(5) == (0, 0)
    assert tasks.check_kept_bytes() == 0
    assert Fixity.objects.get().state == "sound"


def test_damage_is_told_once_by_name(snapshot: Snapshot, captures: Path, desk: Desk) -> None:
    check_for(5)
    damage(captures, snapshot)

    assert look_again() == (1, 1)
    assert look_again() == (1, 1)

    entry = Entry.objects.get(verb="sources.found_damaged")
    assert (entry.subject_label, entry.desk, entry.actor) == ("Camp attacked", desk, None)
    assert entry.after == {"sha256": snapshot.sha256, "state": "damaged"}
    assert str(entry) == "Casework found the kept bytes of Camp attacked damaged or missing."


def test_what_is_missing_and_what_came_back_is_told(snapshot: Snapshot, captures: Path) -> None:
    damage(captures, snapshot).unlink()
    assert check_for(5) == (1, 1)
    assert Fixity.objects.get().state == "missing"

    store.put(snapshot.text.encode())
    assert look_again() == (1, 0)

    assert Fixity.objects.get().bad_since is None
    verbs = Entry.objects.filter(verb__startswith="sources.found").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == ["sources.found_damaged", "sources.found_sound"]


@pytest.mark.django_db(transaction=True)
def test_workers_at_once_look_at_each_once(snapshot: Snapshot) -> None:
    """Fails without skip_locked: the other worker waits for the row, and hashes the same bytes again."""
    check_for(5)
    Fixity.objects.update(checked_at=None)

    with transaction.atomic():
        list(Fixity.objects.select_for_update())
        assert at_once(lambda: check_for(0.3)) == [(0, 0)]
    assert check_for(5) == (1, 0)


def test_the_page_names_what_this_person_may_see(
    client: Client, snapshot: Snapshot, captures: Path, lamine: User, olek: User
) -> None:
    damage(captures, snapshot)
    check_for(5)
    client.force_login(lamine)
    ours = client.get("/documents/kept/").content.decode()
    document = client.get(f"/documents/{snapshot.document_id}/").content.decode()
    refused = client.get(f"/documents/{snapshot.document_id}/snapshots/1/original/")
    client.force_login(olek)
    theirs = client.get("/documents/kept/").content.decode()

    assert "Camp attacked" in ours
    assert "damaged or missing" in document
    assert refused.status_code == 409
    assert "Camp attacked" not in theirs
    assert "None of them belongs to a document that you can see" in theirs


def test_since_when_is_said_exactly_of_what_is_unsound() -> None:
    def row(**changes: Any) -> Fixity:
        return Fixity(sha256=f"{Fixity.objects.count():064x}", **changes)

    truth_table(
        "fixity_bad_since_a_moment",
        row,
        [
            ({"state": "sound"}, True),
            ({"state": "unchecked"}, True),
            ({"state": "damaged"}, False),
            ({"state": "missing"}, False),
            ({"state": "damaged", "bad_since": "2020-01-27T06:00Z"}, True),
            ({"state": "sound", "bad_since": "2020-01-27T06:00Z"}, False),
            ({"state": "lost", "bad_since": "2020-01-27T06:00Z"}, False),
        ],
    )
