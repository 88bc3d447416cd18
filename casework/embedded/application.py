"""The web server and the worker as services, the same in embedded and in server mode."""

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casework.embedded import children
from casework.embedded.children import CannotStart
from casework.embedded.supervisor import Service

# What a person waits for when they stop Casework: a request, a task. Rows tell what was not finished.
WEB_STOP = [(signal.SIGTERM, 12.0), (signal.SIGQUIT, 2.0)]
CLOCK_STOP = [(signal.SIGTERM, 3.0)]
WORKER_STOP = [(signal.SIGTERM, 10.0), (signal.SIGQUIT, 5.0)]


def web(listener: socket.socket, base: Path, var: Path, lock: int) -> Service:
    """One process with 8 threads, on the socket that the supervisor holds.

    WEB_CONCURRENCY asks for more processes; gunicorn reads it itself.
    """
    log = var / "log" / "web.log"
    command = [
        *(sys.executable, "-m", "gunicorn", "casework.wsgi:application"),
        f"--bind=fd://{listener.fileno()}",
        *("--worker-class=gthread", "--threads=8"),
        *("--timeout=60", "--graceful-timeout=10", "--no-control-socket"),
    ]
    return Service(
        "The web server",
        lambda: children.start(
            command, on_our_death="INT", log=log, cwd=base, pass_fds=[listener.fileno(), lock]
        ),
        WEB_STOP,
        log,
    )


# Heartbeats: nobody listens to them, and one that waits for a broker that is gone would keep a worker from
# ending.
QUIETLY = ("--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel=WARNING")


def worker(base: Path, var: Path, lock: int) -> Service:
    """Two processes for everything that waits for no stranger."""
    options = ("--hostname=casework@%h", "--queues=celery", "--pool=prefork", "--concurrency=2")
    return _worker("The worker", var / "log" / "worker.log", base, lock, options)


def clock(base: Path, var: Path, lock: int) -> Service:
    """The beat that wakes all workers, in a process of its own.

    As a child of a worker it could be killed without anybody seeing it: the worker would go on, and nothing
    would be due any more. What was due when it fell is due when it is back: the rows say so, not the clock.
    """
    log = var / "log" / "clock.log"
    command = [
        *(sys.executable, "-m", "celery", "--app=casework.clock", "beat", "--loglevel=WARNING"),
        # The lock of the supervisor says who runs; a pid file that stayed would keep the clock from starting.
        *("--pidfile=", f"--schedule={var / 'beat-schedule'}"),
    ]
    return Service(
        "The clock",
        lambda: children.start(command, on_our_death="TERM", log=log, cwd=base, pass_fds=[lock]),
        CLOCK_STOP,
        log,
    )


def fetcher(base: Path, var: Path, lock: int) -> Service:
    """One process that fetches four documents at a time. It mostly waits for sites, which threads do well."""
    options = ("--hostname=fetcher@%h", "--queues=fetch", "--pool=threads", "--concurrency=4")
    return _worker("The fetcher", var / "log" / "fetcher.log", base, lock, options)


def _worker(title: str, log: Path, base: Path, lock: int, options: tuple[str, ...]) -> Service:
    command = [*(sys.executable, "-m", "celery", "--app=casework", "worker"), *QUIETLY, *options]
    return Service(
        title,
        # One that waits for a broker that is gone hears nothing softer; rows tell what was left.
        lambda: children.start(command, on_our_death="KILL", log=log, cwd=base, pass_fds=[lock]),
        WORKER_STOP,
        log,
    )


@dataclass(frozen=True, slots=True)
class SettingUp:
    """The program that sets up, waiting for the servers."""

    child: children.Child
    log: Path

    def left_to_do(self) -> dict[str, Any]:
        """Let it begin, and return what it says is to be done once the application runs."""
        self.child.communicate()
        said = self.log.read_text(encoding="utf-8").strip()
        if self.child.returncode:
            silent = (
                f"Setting up ended without a word (status {self.child.returncode}). Start Casework again."
            )
            raise CannotStart(said.removeprefix("CommandError: ") or silent)
        left: dict[str, Any] = json.loads(said.splitlines()[-1])
        return left


@contextmanager
def setting_up(base: Path, var: Path) -> Iterator[SettingUp]:
    """Load what sets up database and files while servers start; it is gone after the block, come what may."""
    log = var / "log" / "setup.log"
    log.unlink(missing_ok=True)
    child = children.start(
        [sys.executable, "manage.py", "setup", "--as-part-of-a-start"],
        on_our_death="TERM",
        log=log,
        cwd=base,
        stdin=subprocess.PIPE,
    )
    try:
        yield SettingUp(child, log)
    finally:
        children.stop(child, [(signal.SIGTERM, 2.0)])


def errand(base: Path, var: Path, *arguments: str) -> children.Child:
    """Run one of our commands beside the services."""
    return children.start(
        ["nice", sys.executable, "manage.py", *arguments],
        on_our_death="TERM",
        log=var / "log" / f"{arguments[0]}.log",
        cwd=base,
    )
