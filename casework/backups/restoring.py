"""Bring a backup back: checked before anything is touched, all of it or nothing, and checked again after."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import IO, cast

from django.db import connection, connections, transaction

from casework import installation
from casework.accounts.models import User
from casework.audit.services import record
from casework.audit.verification import verify as verify_chain
from casework.backups import checking, manifest, programs
from casework.backups.errors import BackupError
from casework.backups.making import count_rows
from casework.backups.manifest import Manifest
from casework.incidents.models import Incident
from casework.sources import store

# In the transaction that brings the rows back. Extensions go with the schema and are in the dump.
_EMPTY = "DROP SCHEMA public CASCADE; CREATE SCHEMA public"


def restore(directory: Path, *, replace: bool = False) -> Manifest:
    """Bring a backup back into this installation, whose web server and workers must be stopped.

    Refuses, in a sentence, a backup that is not whole, a database that others use, and one with people in
    it unless it may be replaced. What fails before the last row leaves the database as it was.
    """
    if faults := checking.check_backup(directory):
        raise BackupError(f"The backup is not whole, so nothing was restored. {' '.join(faults)}")
    written = manifest.read(directory)
    _refuse_if_in_use()
    if not replace:
        _refuse_if_full()
    _bring_captures(directory)
    connections.close_all()
    _bring_rows(directory / manifest.DUMP)
    _compare(written)
    installation.set_up()
    with transaction.atomic():
        record(None, "operation.restore", None, after={"name": directory.name, "head": written.audit_head})
    return written


def _refuse_if_in_use() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        others = int(cursor.fetchone()[0])
    if others:
        raise BackupError(
            f"Others use the database, on {others} of its connections. Stop the web server and the workers, "
            "then restore."
        )


def _refuse_if_full() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('accounts_user') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return
        people, incidents = User.objects.count(), Incident.objects.count()
    if people or incidents:
        raise BackupError(
            f"This database holds {people} people and {incidents} incidents. Back them up, then add "
            "--replace to put what is in the backup in their place."
        )


def _bring_captures(directory: Path) -> None:
    kept, here = manifest.captures_of(directory), store.keeper()
    for sha256 in manifest.listed(directory):
        if not store.is_sound(here, sha256):
            store.put(kept.read(sha256))


def _bring_rows(dump: Path) -> None:
    """Empty the database and fill it from the dump in one transaction.

    psql commits when its input ends, so it is ended for it if the program that reads the dump fails.
    """
    reading: list[str | Path] = [
        programs.program("pg_restore"),
        "--no-owner",
        "--no-privileges",
        "--file=-",
        dump,
    ]
    writing: list[str | Path] = [
        programs.program("psql"),
        "--no-psqlrc",
        "--quiet",
        "--single-transaction",
        "--set=ON_ERROR_STOP=1",
    ]
    with (
        subprocess.Popen(reading, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as reader,  # noqa: S603
        subprocess.Popen(  # noqa: S603
            [*writing, f"--command={_EMPTY}", "--file=-"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=programs.environment(),
        ) as writer,
    ):
        _pass_on(cast(IO[bytes], reader.stdout), cast(IO[bytes], writer.stdin))
        if reader.wait():
            writer.kill()
            raise BackupError(programs.complaint("pg_restore", cast(IO[bytes], reader.stderr).read()))
        _, said = writer.communicate()
    if writer.returncode:
        raise BackupError(programs.complaint("psql", said) + " The database is as it was.")


def _pass_on(source: IO[bytes], target: IO[bytes]) -> None:
    try:
        shutil.copyfileobj(source, target)
    except BrokenPipeError:
        # The one who writes has given up and says why.
        source.read()


def _compare(written: Manifest) -> None:
    """Refuse to call it restored when a row is missing or the audit trail is another one."""
    found = count_rows()
    if wrong := [name for name, count in written.rows.items() if found.get(name) != count]:
        raise BackupError(
            f"Restored, {wrong[0]} has {found.get(wrong[0], 0)} rows and not {written.rows[wrong[0]]}. "
            "Do not work with this database; restore another backup with --replace."
        )
    verdict = verify_chain(written.audit_head)
    if not verdict.is_intact:
        raise BackupError(f"The audit trail came back otherwise than it was sealed. {verdict.sentence}")
