"""Back up: one moment of the database, then the bytes that it speaks of."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection, transaction
from psycopg import sql

from casework import __version__
from casework.audit.chain import head
from casework.audit.services import record
from casework.backups import manifest, programs
from casework.backups.errors import BackupError
from casework.backups.manifest import Manifest
from casework.sources import store
from casework.sources.storing.disk import Disk

# Sessions would come back to life, and counters of a cache mean nothing later. Their tables stay, empty.
LEFT_OUT = ("django_session", "cache")


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that is whole and on the disk."""

    directory: Path
    manifest: Manifest


def back_up(place: Path) -> Made:
    """Write a backup into a new directory in `place` and return it. Casework may run meanwhile.

    The directory gets its name when everything in it has reached the disk, so that one with a manifest is
    whole. Bytes that an earlier backup in the same place has are not copied again, but hashed.
    """
    made_at = datetime.now(UTC)
    directory = place / made_at.strftime("%Y-%m-%dT%H-%M-%SZ")
    draft = place / f".{directory.name}.{os.getpid()}"
    try:
        draft.mkdir(parents=True, mode=0o700)
        written = _write(draft, place, made_at)
        _flush(draft)
        draft.rename(directory)
        _flush(place)
    except OSError as error:
        raise BackupError(
            f"The backup could not be written to {place}: {error.strerror or error}. "
            "Free some space or choose another place, then start again."
        ) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    with transaction.atomic():
        record(None, "operation.back_up", None, after={"name": directory.name, "head": written.audit_head})
    return Made(directory, written)


def _write(draft: Path, place: Path, made_at: datetime) -> Manifest:
    with _one_moment() as snapshot:
        left_out = [f"--exclude-table-data={name}" for name in LEFT_OUT]
        file = f"--file={draft / manifest.DUMP}"
        programs.run("pg_dump", "--format=custom", "--no-owner", f"--snapshot={snapshot}", file, *left_out)
        rows, named, end = count_rows(), _named(), head()
        server = str(connection.connection.info.server_version)
    # What nobody names may be named by a row that is written just now; it is copied all the same.
    hashes = sorted(named | set(store.keeper().hashes()))
    unsound = _copy(hashes, manifest.captures_of(place / "any"))
    sound = [sha256 for sha256 in hashes if sha256 not in unsound]
    (draft / manifest.LIST).write_text("".join(f"{sha256}\n" for sha256 in sound), encoding="ascii")
    written = Manifest(
        format=manifest.FORMAT,
        made_at=made_at.isoformat(timespec="seconds"),
        version=__version__,
        postgresql=server,
        database_sha256=manifest.sha256_of(draft / manifest.DUMP),
        captures_sha256=manifest.sha256_of(draft / manifest.LIST),
        captures=len(sound),
        unsound=unsound,
        rows=rows,
        audit_number=end.number,
        audit_head=end.digest,
    )
    written.write(draft)
    return written


@contextmanager
def _one_moment() -> Iterator[str]:
    """Hold the database still for us, and yield the name by which pg_dump sees the same moment."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        yield str(cursor.fetchone()[0])


def count_rows() -> dict[str, int]:
    """Return how many rows each table has whose rows are backed up."""
    counts = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        )
        names = sorted(name for (name,) in cursor.fetchall() if name not in LEFT_OUT)
        for name in names:
            cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name)))
            counts[name] = int(cursor.fetchone()[0])
    return counts


def _named() -> set[str]:
    """Return the hash of everything that the database says is kept."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT sha256 FROM sources_snapshot")
        return {sha256 for (sha256,) in cursor.fetchall()}


def _copy(hashes: list[str], kept: Disk) -> list[str]:
    """Copy what the place does not have yet, or no longer as it was; return what cannot be had anywhere."""
    unsound = []
    for sha256 in hashes:
        if store.is_sound(kept, sha256):
            continue
        try:
            kept.write(sha256, store.get(sha256))
        except (FileNotFoundError, store.Damaged):
            unsound.append(sha256)
    return unsound


def _flush(directory: Path) -> None:
    """Have the files of a directory, and their names, reach the disk."""
    for path in [*(each for each in directory.iterdir() if each.is_file()), directory]:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
