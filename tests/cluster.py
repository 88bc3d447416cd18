"""A pytest plugin: a PostgreSQL of the run's own, there before Django reads its settings, gone with the run.

With DATABASE_URL set, that server is used instead. Workers of pytest-xdist inherit the environment of the
process that starts them, and so use its cluster.

A guard process owns the cluster: it ends when pytest's end of its input closes, however pytest ended, then
stops the server and removes the files. While the tests are collected it migrates one database, of which each
worker's own is a copy.
"""

import atexit
import fcntl
import gc
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Generator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from casework.embedded import addresses, postgres
from casework.embedded.children import CannotStart
from tests import migrated

WRITTEN_BY_MIGRATING = {"auth_permission", "django_content_type", "sources_agency", "sources_agencyname"}
# How the names of the files begin that take longest, the longest first.
LONGEST = (
    "tests/browser/test_sokolo_story",
    "tests/embedded/test_up",
    "tests/embedded/test_server_mode",
    "tests/house/test_access",
    "tests/house/test_migrations",
    "tests/browser/",
    "tests/embedded/",
    "tests/house/",
)
TEMPLATE_LOCK = migrated.LOCK

guard: subprocess.Popen[str] | None = None


def _start_guard() -> subprocess.Popen[str]:
    """Set the environment for a new cluster and start making it; `pytest_sessionstart` waits for it."""
    home = Path(tempfile.mkdtemp(prefix="casework-test-"))
    # Enterable, because as root the server may run under another account; what lies inside is 0700.
    home.chmod(0o711)
    sockets = quote(str(addresses.socket_directory(home)), safe="")
    os.environ["DATABASE_URL"] = f"postgresql://{postgres.ROLE}@{sockets}/{postgres.DATABASE}"
    os.environ["CASEWORK_VAR"] = str(home / "var")
    os.environ[TEMPLATE_LOCK] = str(home / "template.lock")
    return subprocess.Popen(
        [sys.executable, "-m", "tests.cluster", str(home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def _set_environment() -> None:
    """Leave nothing of the developer's own installation within reach of the tests."""
    global guard
    # A run starts some forty programs in Python. The first compiles our code for the others and the next run.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    os.environ.setdefault(
        "CASEWORK_SECRET_KEY", "for the tests only, and long enough for a server: 0123456789"
    )
    os.environ["CELERY_BROKER_URL"] = "memory://"
    if not os.environ.get("DATABASE_URL"):
        guard = _start_guard()
    elif "CASEWORK_VAR" not in os.environ:
        os.environ["CASEWORK_VAR"] = tempfile.mkdtemp(prefix="casework-test-")
        atexit.register(shutil.rmtree, os.environ["CASEWORK_VAR"], ignore_errors=True)
    (Path(os.environ["CASEWORK_VAR"]) / "static").mkdir(parents=True, exist_ok=True)


_set_environment()


@pytest.hookimpl(tryfirst=True)
def pytest_configure() -> None:
    """Change the settings that would only slow the tests down."""
    from django.conf import settings

    settings.SECOND_FACTOR = "nobody"
    settings.PASSWORD_HASHERS = ["tests.passwords.CheapArgon2PasswordHasher"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    if TEMPLATE_LOCK in os.environ:
        settings.DATABASES["default"].setdefault("TEST", {})["TEMPLATE"] = postgres.DATABASE


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart() -> None:
    """Wait until the cluster takes connections."""
    if guard and guard.stdout:
        answer = guard.stdout.readline().strip()
        if answer != "ready":
            pytest.exit(answer or "The tests' PostgreSQL did not start.", returncode=4)


@pytest.fixture(scope="session")
def template() -> None:
    """Wait until the database to copy has been migrated, or could not be: then the copy says why."""
    if path := os.environ.get(TEMPLATE_LOCK):
        with Path(path).open(encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH)


def pytest_collection_finish() -> None:
    """Let the collector of garbage pass over what was imported: it would look at all of it often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)


@pytest.hookimpl(optionalhook=True, tryfirst=True)
def pytest_xdist_auto_num_workers() -> int:
    """Start one worker more than there are processors: some tests wait for programs more than they work."""
    return len(os.sched_getaffinity(0)) + 1


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put first, after the shuffle, the files that take longest: else one worker would end long after all."""

    def place(item: pytest.Item) -> int:
        return next((n for n, start in enumerate(LONGEST) if item.nodeid.startswith(start)), len(LONGEST))

    items.sort(key=place)


def pytest_unconfigure() -> None:
    """Let the guard go, and wait until the files are gone."""
    if guard:
        guard.communicate()


@pytest.fixture(scope="session", autouse=True)
def _flush_despite_triggers() -> Generator[None]:
    """Let Django empty tables after transactional tests though append-only tables refuse it.

    Only that flush is let through: the triggers are back when it commits. What migrating has written stays,
    so it need not be written again.
    """
    from django.core.management.commands import flush
    from django.db.backends.postgresql.operations import DatabaseOperations

    patch = pytest.MonkeyPatch()
    patch.setattr(DatabaseOperations, "sql_flush", _delete_with_triggers_off)
    patch.setattr(flush, "emit_post_migrate_signal", lambda *_: None)
    yield
    patch.undo()


def _delete_with_triggers_off(self: Any, style: Any, tables: Any, **options: Any) -> list[str]:
    """Delete the rows of the few tables that have any: TRUNCATE of all tables takes a second.

    One statement deletes all, because foreign keys that cannot be deferred are checked at its end.
    """
    emptied = sorted({*tables} - WRITTEN_BY_MIGRATING)
    with self.connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name})" for name in emptied)  # noqa: S608
        )
        filled = [row[0] for row in cursor.fetchall()]
    if not filled:
        return []
    deletions = ", ".join(f"d{number} AS (DELETE FROM {name})" for number, name in enumerate(filled))  # noqa: S608
    return [
        *(f"ALTER TABLE {name} DISABLE TRIGGER USER" for name in filled),
        f"WITH {deletions} SELECT",
        "SET CONSTRAINTS ALL IMMEDIATE",
        *(f"ALTER TABLE {name} ENABLE TRIGGER USER" for name in filled),
    ]


def _start_migration(home: Path) -> subprocess.Popen[bytes]:
    """Migrate the database to copy. The process inherits the lock, so its end, whichever, sets it free."""
    with (home / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return subprocess.Popen(
            [sys.executable, "-m", "tests.migrated"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=[lock.fileno()],
        )


def _guard(home: Path) -> None:
    """Run the cluster in `home` until our input ends."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit())
    try:
        cluster = postgres.Cluster(home, throw_away=True)
        cluster.make()
        child = cluster.start()
        try:
            cluster.prepare(may_create_databases=True)
            migration = _start_migration(home)
            print("ready", flush=True)  # noqa: T201  the answer that pytest waits for
            sys.stdin.read()
            migration.kill()
            migration.wait()
        finally:
            # Nothing here is worth a checkpoint.
            child.send_signal(signal.SIGQUIT)
            child.wait()
    except CannotStart as error:
        print(error, flush=True)  # noqa: T201
    except BrokenPipeError:
        sys.exit("pytest ended before its PostgreSQL had started.")
    finally:
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    _guard(Path(sys.argv[1]))
