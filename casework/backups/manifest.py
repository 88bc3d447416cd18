"""What a backup holds: a directory with a dump, a list of captures, and a manifest that names their hashes.

backups/captures/sha256/ab/ab12…      archived bytes, shared by all backups in the same place
backups/2026-11-27T02-00-00Z/         one backup
    database.dump                     pg_dump's own format
    captures.txt                      the hash of everything that the database says is kept
    manifest.json                     counts, hashes, versions, the end of the audit chain
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from casework.backups.errors import BackupError
from casework.sources.storing.disk import Disk

NAME = "manifest.json"
DUMP = "database.dump"
LIST = "captures.txt"
CAPTURES = "captures"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was backed up, so that it can be proved later that all of it is there."""

    format: int
    made_at: str
    version: str
    postgresql: str
    # Of pg_dump's file, and of the list of captures.
    database_sha256: str
    captures_sha256: str
    captures: int
    # What the installation had lost before the backup was made; no backup of the place has it either.
    unsound: list[str]
    # Rows by table, counted in the very moment that the dump shows.
    rows: dict[str, int]
    # The newest seal of the audit trail in that moment.
    audit_number: int
    audit_head: str

    def write(self, directory: Path) -> None:
        """Write it as JSON that a person can read."""
        text = json.dumps(asdict(self), indent=2, sort_keys=True)
        (directory / NAME).write_text(f"{text}\n", encoding="utf-8")


def read(directory: Path) -> Manifest:
    """Return the manifest of a backup; BackupError where there is none that can be read."""
    try:
        data: dict[str, Any] = json.loads((directory / NAME).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise BackupError(
            f"{directory} is no backup: it has no {NAME}. Give the directory that “manage.py backup” named."
        ) from error
    except (OSError, ValueError) as error:
        raise BackupError(f"{directory / NAME} cannot be read. Take another backup.") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise BackupError(
            f"{directory} was written by another version of Casework. Restore it with that one."
        )
    if missing := [field.name for field in fields(Manifest) if field.name not in data]:
        raise BackupError(f"{directory / NAME} lacks “{missing[0]}”. Take another backup.")
    return Manifest(**{field.name: data[field.name] for field in fields(Manifest)})


def captures_of(directory: Path) -> Disk:
    """Return where the archived bytes of a backup lie: beside it, for all backups of that place."""
    return Disk(directory.parent / CAPTURES)


def listed(directory: Path) -> list[str]:
    """Return the hashes of the captures that belong to the backup."""
    return (directory / LIST).read_text(encoding="ascii").split()


def sha256_of(path: Path) -> str:
    """Return the hash of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
