"""The web server and the worker as services, the same in embedded and in server mode."""

import signal
import socket
import sys
from pathlib import Path

from casework.embedded import children
from casework.embedded.supervisor import Service

# What a person waits for when they stop Casework: a request, a task. Rows tell what was not finished.
WEB_STOP = [(signal.SIGTERM, 12.0), (signal.SIGQUIT, 2.0)]
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


def worker(base: Path, var: Path, lock: int) -> Service:
    """Two processes for tasks, and the beat that wakes them.

    Without heartbeats: nobody listens to them, and one that waits for a broker that is gone would keep the
    worker from ending.
    """
    log = var / "log" / "worker.log"
    command = [
        *(sys.executable, "-m", "celery", "--app=casework", "worker", "--hostname=casework@%h"),
        *("--pool=prefork", "--concurrency=2", "--without-gossip", "--without-mingle", "--without-heartbeat"),
        *("--beat", f"--schedule={var / 'beat-schedule'}", "--loglevel=WARNING"),
    ]
    return Service(
        "The worker",
        lambda: children.start(command, on_our_death="QUIT", log=log, cwd=base, pass_fds=[lock]),
        WORKER_STOP,
        log,
    )


def errand(base: Path, var: Path, *arguments: str) -> children.Child:
    """Run one of our commands beside the services."""
    return children.start(
        ["nice", sys.executable, "manage.py", *arguments],
        on_our_death="TERM",
        log=var / "log" / f"{arguments[0]}.log",
        cwd=base,
    )
