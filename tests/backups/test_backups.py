"""Out with one command and back with one: whole, or not at all."""

import json
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection
from django.utils import timezone

from casework.accounts.models import Role, User
from casework.audit.chain import head, seal_new_entries
from casework.audit.models import Entry
from casework.backups import manifest, programs
from casework.backups.checking import check_backup, check_installation
from casework.backups.errors import BackupError
from casework.backups.making import Made, back_up, count_rows
from casework.backups.restoring import restore
from casework.incidents.models import Incident
from casework.incidents.services import create_incident
from casework.sources import store
from casework.sources.models import Snapshot
from casework.sources.services import add_document
from tests.backups.conftest import Elsewhere
from tests.builders import make_desk, make_user


@pytest.fixture
def made(elsewhere: Elsewhere, tmp_path: Path) -> Made:
    """A backup of an installation with an incident, an archived text and a sealed trail, which runs on."""
    elsewhere()
    desk = make_desk()
    sira = make_user("sira", desk, Role.SUPERVISOR)
    create_incident(by=sira, desk=desk, title="Camp attacked")
    add_document(by=sira, desk=desk, text="Twenty soldiers were killed.", title="Attack", outlet="Daily")
    Session.objects.create(session_key="k" * 32, session_data="", expire_date=timezone.now())
    seal_new_entries()
    return back_up(tmp_path / "backups")


def spoil(path: Path) -> None:
    path.chmod(0o600)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def capture_of(made: Made) -> Path:
    return next((made.directory.parent / manifest.CAPTURES).glob("sha256/*/*"))


def test_what_was_backed_up_comes_back_elsewhere_and_goes_on(made: Made, elsewhere: Elsewhere) -> None:
    before = head()
    elsewhere()

    restore(made.directory)

    sira = User.objects.get()
    assert store.get(Snapshot.objects.get().sha256) == b"Twenty soldiers were killed."
    assert head() == before
    assert Entry.objects.filter(verb="operation.restore").count() == 1
    assert check_installation() == []
    assert not Session.objects.exists()
    assert create_incident(by=sira, desk=sira.memberships.get().desk, title="Another attack")
    with pytest.raises(IntegrityError, match="never"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_entry")


def test_people_are_replaced_on_purpose_only(made: Made) -> None:
    make_user("later")
    with pytest.raises(BackupError, match="holds 2 people and 1 incidents"):
        restore(made.directory)

    restore(made.directory, replace=True)

    assert list(User.objects.values_list("username", flat=True)) == ["sira"]


def test_what_is_spoiled_is_named_and_a_used_database_left_alone(made: Made) -> None:
    for name in (manifest.DUMP, manifest.LIST):
        spoil(made.directory / name)
        with pytest.raises(BackupError, match=f"{name} was changed or damaged"):
            restore(made.directory, replace=True)
        spoil(made.directory / name)

    spoil(path := capture_of(made))
    said = f"The archived bytes {path.name} are missing from the backup or damaged."
    assert check_backup(made.directory) == [said]
    spoil(path)

    with closing(connection.copy()) as other:
        other.ensure_connection()
        with pytest.raises(BackupError, match="Stop the web server and the workers"):
            restore(made.directory, replace=True)


def test_the_backup_is_of_one_moment_and_says_which(made: Made) -> None:
    written = manifest.read(made.directory)

    assert written.rows == count_rows() | {"audit_entry": written.rows["audit_entry"]}
    assert (written.rows["incidents_incident"], written.captures) == (1, 1)
    assert written.audit_number == written.rows["audit_seal"]


def test_a_second_backup_copies_only_what_is_new(made: Made) -> None:
    before = capture_of(made).stat().st_ino
    made.directory.rename(made.directory.with_name("yesterday"))

    again = back_up(made.directory.parent)

    assert capture_of(again).stat().st_ino == before
    assert check_backup(again.directory) == check_backup(made.directory.with_name("yesterday")) == []


def test_a_dump_that_breaks_off_leaves_the_database_as_it_was(made: Made) -> None:
    # As if the disk failed between checking the hash and reading: the hash is that of the broken file.
    dump = made.directory / manifest.DUMP
    dump.write_bytes(dump.read_bytes()[:-2000])
    written = json.loads((made.directory / manifest.NAME).read_text())
    written["database_sha256"] = manifest.sha256_of(dump)
    (made.directory / manifest.NAME).write_text(json.dumps(written))

    with pytest.raises(BackupError, match=r"(pg_restore|psql) failed"):
        restore(made.directory, replace=True)

    assert Incident.objects.get().title == "Camp attacked"


def test_lost_bytes_are_said_by_name_and_the_rest_is_backed_up(made: Made) -> None:
    sha256 = Snapshot.objects.get().sha256
    for place in (settings.CAPTURES_DIR, made.directory.parent / manifest.CAPTURES):
        next(place.glob(f"sha256/*/{sha256}")).unlink()
    made.directory.rename(made.directory.with_name("yesterday"))

    with pytest.raises(CommandError, match=f"But 1 archived files were missing .*{sha256}"):
        call_command("backup", made.directory.parent)

    (again,) = (each.parent for each in made.directory.parent.glob("20*/manifest.json"))
    assert check_backup(again) == []
    assert check_installation() == [f"The archived bytes {sha256} are missing or damaged."]


def test_a_place_that_cannot_be_written_is_said(elsewhere: Elsewhere, tmp_path: Path) -> None:
    elsewhere()
    (tmp_path / "file").touch()

    with pytest.raises(CommandError, match=r"could not be written to .*file"):
        call_command("backup", tmp_path / "file")


def test_another_directory_is_no_backup(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="is no backup"):
        call_command("verify", tmp_path)


def test_a_password_is_on_no_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.DATABASES["default"], "PASSWORD", "hidden")

    assert programs.environment()["PGPASSWORD"] == "hidden"
