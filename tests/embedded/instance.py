"""A real `manage.py up` to be started, harmed and stopped by tests."""

import json
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import psutil
import psycopg

from casework.embedded import addresses, children

# Far above what any step needs; reached only when something is broken.
PATIENCE = 90.0


def wait_until(happened: Callable[[], Any], what: str, seconds: float = PATIENCE) -> Any:
    """Return the first true answer of `happened`; fail when none comes."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if answer := happened():
            return answer
        time.sleep(0.05)
    raise AssertionError(f"Not within {seconds:g} s: {what}.")


def has_ended(process: psutil.Process) -> bool:
    """Say whether a process runs no more, be it that nobody has taken notice yet."""
    try:
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def free_port() -> int:
    """Return a port that nobody uses, and that the kernel gives to no outgoing connection meanwhile."""
    while True:
        port = 15_000 + secrets.randbelow(15_000)
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


def outside_environment(**changes: str) -> dict[str, str]:
    """Return the environment of somebody who knows nothing of the test run."""
    ours = ("CASEWORK_", "DATABASE_URL", "CELERY_", "PYTEST_", "DJANGO_", "PORT", "DEMO")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**kept, **changes}


class Instance:
    """Casework in `home`, at a port of its own."""

    def __init__(self, home: Path, **environment: str) -> None:
        self.home = home
        self.port = free_port()
        self.environment = outside_environment(PORT=str(self.port), **environment)
        self.process: subprocess.Popen[bytes] | None = None
        self.output = home / "printed.txt"

    def start(self) -> None:
        """Start it and return when it says that it runs; one that does not start is ended."""
        self.output.unlink(missing_ok=True)
        # Ends with the run, also with one that is killed.
        self.process = children.start(
            [sys.executable, "manage.py", "up"],
            on_our_death="INT",
            log=self.output,
            cwd=self.home,
            env=self.environment,
        )
        try:
            wait_until(lambda: "Casework runs at" in self.printed() or self.has_ended(), "the start")
            assert not self.has_ended(), self.printed()
        except BaseException:
            self.end()
            raise

    def printed(self) -> str:
        return self.output.read_text(encoding="utf-8")

    def has_ended(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def family(self) -> list[psutil.Process]:
        """Return the supervisor and everything below it."""
        assert self.process
        above = psutil.Process(self.process.pid)
        return [above, *above.children(recursive=True)]

    def child(self, word: str) -> psutil.Process:
        """Return the supervisor's own child whose command has this word in it."""
        assert self.process
        found: psutil.Process = wait_until(
            lambda: next(
                (c for c in psutil.Process(self.process.pid).children() if _has(c, word)),  # type: ignore[union-attr]
                None,
            ),
            f"a process {word}",
        )
        return found

    def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        """Stop it as Ctrl-C does, and return its exit status."""
        assert self.process
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)

    def end(self) -> None:
        """End whatever runs of it, without asking; what it had begun is of no use to anybody."""
        assert self.process
        for part in [] if self.has_ended() else reversed(self.family()):
            with suppress(psutil.NoSuchProcess):
                part.kill()
        self.process.wait(PATIENCE)

    def status(self, path: str = "/health/live") -> int:
        """Return the status of a page, 0 when nobody answers."""
        try:
            with urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
                return int(answer.status)
        except HTTPError as error:
            return error.code
        except (URLError, OSError):
            return 0

    def is_well(self) -> bool:
        """Say whether the page, the database and the broker answer."""
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/health/ready", timeout=5) as answer:
                return bool(json.load(answer)["status"] == "ok")
        except OSError:
            return False

    @property
    def sockets(self) -> Path:
        return addresses.socket_directory(self.home / "var")

    def database(self) -> psycopg.Connection[Any]:
        """Connect to the embedded database as the application does."""
        return psycopg.connect(host=str(self.sockets), dbname="casework", user="casework")

    def manage(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run another command in the same home."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=self.home,
            env=self.environment | environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )


def _has(process: psutil.Process, word: str) -> bool:
    try:
        # Whole words: a worker is told to do “--without-heartbeat” and is no beat.
        return any(re.search(rf"(?:^|/){word}(?: |$)", part) for part in process.cmdline())
    except psutil.Error:
        return False
