"""The database that the tests copy: migrated once, and kept as SQL for the next run with the same migrations.

Migrating an empty database is most of a short run; reading what it comes to is not. What was kept is read
first and migrated all the same, which finds nothing left to do but what follows every migration.
"""

import hashlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import django
from django.core.management import call_command

from casework.embedded import children, postgres

# Names the file that is locked while the database is being migrated; it lies in the directory of the run.
LOCK = "CASEWORK_TEST_TEMPLATE_LOCK"
ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".test-database"
# Other branches' databases that are worth a place on the disk, of about a megabyte each.
HOW_MANY = 5


def main() -> None:
    """Bring the empty database of DATABASE_URL to where the migrations lead."""
    binaries = next(postgres.candidates())
    kept = KEPT / f"{key(binaries)}.sql"
    was_kept = read_back(binaries, kept)
    if was_kept:
        _mark().touch()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casework.settings")
    django.setup()
    call_command("migrate", verbosity=0)
    if not was_kept:
        keep(binaries, kept)


def was_read_back() -> bool:
    """Say whether the database that the tests copy comes from what was kept."""
    return LOCK in os.environ and _mark().exists()


def _mark() -> Path:
    return Path(os.environ[LOCK]).with_name("read-back")


def key(binaries: Path) -> str:
    """Return a name for what migrating comes to: it depends on these files and on nothing else of ours."""
    digest = hashlib.sha256(postgres.major_version(binaries).encode())
    for path in sorted(_files()):
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def _files() -> Iterator[Path]:
    yield from (ROOT / "casework").glob("*/migrations/*.py")
    yield from (ROOT / "requirements").glob("*.txt")


def read_back(binaries: Path, kept: Path) -> bool:
    """Fill the empty database with what was kept, all of it or nothing, and say whether that was done."""
    if not kept.exists():
        return False
    done = _run(
        binaries / "psql", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", f"--file={kept}"
    )
    return done == 0


def keep(binaries: Path, kept: Path) -> None:
    """Write the migrated database beside its place and rename it, then forget the oldest ones."""
    KEPT.mkdir(exist_ok=True)
    draft = kept.with_suffix(f".{os.getpid()}")
    if _run(binaries / "pg_dump", "--no-owner", f"--file={draft}"):
        draft.unlink(missing_ok=True)
        return
    draft.rename(kept)
    newest_first = sorted(KEPT.glob("*.sql"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in newest_first[HOW_MANY:]:
        old.unlink(missing_ok=True)


def _run(program: Path, *options: str) -> int:
    command: list[str | Path] = [program, f"--dbname={os.environ['DATABASE_URL']}", *options]
    return subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=children.environment(),
        check=False,
    ).returncode


if __name__ == "__main__":
    main()
