"""Say whether a backup, or this installation, still has what it should have, and name what it has not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.db import connection

from casework.audit.verification import verify as verify_chain
from casework.backups import manifest, programs
from casework.backups.errors import BackupError
from casework.sources import store

# So many names are told; a disk that is gone would fill the screen.
NAMED_AT_MOST = 20


def check_backup(directory: Path) -> list[str]:
    """Read everything in a backup and return a sentence for each thing that is wrong with it."""
    written = manifest.read(directory)
    faults = []
    for name, sha256 in ((manifest.DUMP, written.database_sha256), (manifest.LIST, written.captures_sha256)):
        if not (directory / name).exists():
            faults.append(f"{name} is missing.")
        elif manifest.sha256_of(directory / name) != sha256:
            faults.append(f"{name} was changed or damaged after it was written.")
    if faults:
        return faults
    try:
        programs.run("pg_restore", "--list", str(directory / manifest.DUMP))
    except BackupError as error:
        faults.append(str(error))
    kept = manifest.captures_of(directory)
    unsound = [sha256 for sha256 in manifest.listed(directory) if not store.is_sound(kept, sha256)]
    return [*faults, *_named(unsound, "The archived bytes {} are missing from the backup or damaged.")]


def check_installation() -> list[str]:
    """Read the chain of the audit trail and all archived bytes; return a sentence for each fault."""
    verdict = verify_chain()
    faults = [] if verdict.is_intact else [verdict.sentence]
    kept = store.keeper()
    unsound = [sha256 for sha256 in _should_be_kept() if not store.is_sound(kept, sha256)]
    return [*faults, *_named(unsound, "The archived bytes {} are missing or damaged.")]


def _should_be_kept() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT sha256 FROM sources_snapshot ORDER BY 1")
        return [sha256 for (sha256,) in cursor.fetchall()]


def _named(hashes: list[str], sentence: str) -> Iterator[str]:
    for sha256 in hashes[:NAMED_AT_MOST]:
        yield sentence.format(sha256)
    if len(hashes) > NAMED_AT_MOST:
        yield f"So are {len(hashes) - NAMED_AT_MOST} more."
