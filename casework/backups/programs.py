"""PostgreSQL's own programs, pointed at the database of this installation."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import IO

from django.conf import settings

from casework.backups.errors import BackupError
from casework.embedded import children, postgres

# What libpq calls what Django's settings hold.
_VARIABLES = {
    "HOST": "PGHOST",
    "PORT": "PGPORT",
    "NAME": "PGDATABASE",
    "USER": "PGUSER",
    "PASSWORD": "PGPASSWORD",
}


def run(name: str, *options: str, output: IO[bytes] | None = None) -> None:
    """Run one of PostgreSQL's programs to its end; BackupError says what it said when it failed."""
    done = subprocess.run(  # noqa: S603  PostgreSQL's own program, no shell
        [program(name), *options],
        stdin=subprocess.DEVNULL,
        stdout=output or subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment(),
        check=False,
    )
    if done.returncode:
        raise BackupError(complaint(name, done.stderr))


def program(name: str) -> Path:
    """Return where the program lies: beside the PostgreSQL that is started here, or on the PATH."""
    with suppress(children.CannotStart):
        for directory in postgres.candidates():
            if (directory / name).exists():
                return directory / name
    if found := shutil.which(name):
        return Path(found)
    raise BackupError(
        f"PostgreSQL's program {name} was not found. Install PostgreSQL's client programs, or set "
        "CASEWORK_PG_BIN to the directory that holds them."
    )


def environment() -> dict[str, str]:
    """Return an environment in which the programs find the database. A password is on no command line."""
    database = settings.DATABASES["default"]
    known = {variable: str(database[name]) for name, variable in _VARIABLES.items() if database.get(name)}
    others = {
        f"PG{name.upper()}": str(value) for name, value in database["OPTIONS"].items() if name in _OPTIONS
    }
    return children.environment(**known, **others)


# What may stand behind the “?” of DATABASE_URL and has a variable of the same name.
_OPTIONS = {"sslmode", "sslrootcert", "sslcert", "sslkey", "passfile", "options", "hostaddr"}


def complaint(name: str, said: bytes) -> str:
    """Return a sentence with the last thing that a program said."""
    lines = said.decode("utf-8", "replace").strip().splitlines() or ["it said nothing"]
    return f"{name} failed: {lines[-1].rstrip('.')}."
