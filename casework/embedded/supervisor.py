"""Starts what Casework is made of, starts again what falls, and stops all of it in order."""

import fcntl
import os
import select
import signal
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from casework.embedded import children
from casework.embedded.children import CannotStart, Child

Say = Callable[[str], object]

# What is left of a killed supervisor ends within seconds; its web server may finish a request first.
LEFT_OVER_SECONDS = 20.0
# A fall is forgotten after this long; the wait before a new start doubles with each that is remembered.
MEMORY = 60.0
LONGEST_WAIT = 30.0
# What ran for longer did start well: whatever ended it, waiting would mend nothing.
STEADY = 5.0


class Stopped(BaseException):
    """The person pressed Ctrl-C, closed the terminal, or the machine shuts down."""


@dataclass(slots=True)
class Service:
    """Something that is to run for as long as the supervisor does."""

    name: str
    start: Callable[[], Child]
    stop: Sequence[tuple[signal.Signals, float]]
    log: Path
    # Others work on what it holds, so it is stopped after them.
    holds_data: bool = False
    child: Child | None = None
    due_at: float = 0.0
    started_at: float = 0.0
    falls: list[float] = field(default_factory=list)

    def begin(self) -> None:
        """Start the program; CannotStart is the caller's."""
        self.child, self.started_at = self.start(), time.monotonic()

    def has_fallen(self) -> bool:
        return self.child is not None and self.child.poll() is not None

    def fall(self, now: float) -> float:
        """Note the fall, kill what is left of the service, and return the seconds to wait."""
        if self.child:
            children.stop(self.child, [])
            self.child = None
            if now - self.started_at > STEADY:
                self.falls = []
        self.falls = [at for at in self.falls if now - at < MEMORY] + [now]
        wait = min(0.25 * 2.0 ** len(self.falls), LONGEST_WAIT)
        self.due_at = now + wait
        return wait


class Supervisor:
    """Holds the services, in the order in which they need each other."""

    def __init__(self, say: Say) -> None:
        self.say = say
        self.services: list[Service] = []
        # Programs that run once beside the services, such as loading the places: name and process.
        self.errands: dict[str, Child] = {}

    def start(self, service: Service) -> None:
        """Start a service for the first time; its failure is the caller's."""
        self.services.append(service)
        service.begin()

    def look(self) -> None:
        """Start again, after a growing wait, what has fallen; sweep up errands that are done."""
        now = time.monotonic()
        for service in self.services:
            if service.has_fallen():
                wait = service.fall(now)
                self.say(f"{service.name} stopped and starts again in {wait:g} s. Its log is {service.log}.")
            elif service.child is None and now >= service.due_at:
                self._start_again(service, now)
        for name, child in list(self.errands.items()):
            if child.poll() is not None:
                del self.errands[name]
                if child.returncode:
                    self.say(f"{name} did not finish. Its log says why; the next start tries again.")

    def _start_again(self, service: Service, now: float) -> None:
        try:
            service.begin()
        except CannotStart as reason:
            wait = service.fall(now)
            self.say(f"{reason} The next attempt is in {wait:g} s.")

    def stop(self) -> None:
        """Stop everything, last started first, and what holds the data after all others."""
        for child in self.errands.values():
            children.stop(child, [(signal.SIGTERM, 2.0)])
        # Each may need seconds to finish what it does, so all of them are told before one is waited for.
        for service in self.services:
            if service.child and service.child.poll() is None and not service.holds_data:
                service.child.send_signal(service.stop[0][0])
        for service in reversed(self.services):
            if service.child:
                children.stop(service.child, service.stop)


def raise_when_told_to_stop() -> None:
    """Turn Ctrl-C, a closed terminal and a termination into `Stopped`, once; then they are ignored."""
    numbers = [signal.SIGINT, signal.SIGTERM]
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # nohup asked for it
        numbers.append(signal.SIGHUP)

    def stop(number: int, frame: FrameType | None) -> None:
        for each in numbers:
            signal.signal(each, signal.SIG_IGN)
        raise Stopped

    for each in numbers:
        signal.signal(each, stop)


@contextmanager
def only_one(var: Path, say: Say) -> Iterator[int]:
    """Hold the lock of this installation and yield its descriptor, which children inherit.

    So the lock is free only when the children of a killed supervisor have ended too.
    """
    var.mkdir(parents=True, exist_ok=True)
    with (var / "up.lock").open("a+") as lock:
        deadline = time.monotonic() + LEFT_OVER_SECONDS
        told = False
        while not _locked(lock.fileno()):
            lock.seek(0)
            holder = lock.read().strip()
            if _is_supervisor(holder):
                raise CannotStart(
                    f"Casework already runs here, as process {holder}. Stop that one with Ctrl-C in its "
                    f"terminal or “kill {holder}”. For a second installation set CASEWORK_VAR and PORT."
                )
            if time.monotonic() > deadline:
                raise CannotStart(
                    f"A part of an earlier start still runs and holds {var / 'up.lock'}. "
                    "End it, then start again."
                )
            if not told:
                say("Waiting for the rest of an earlier start to end.")
                told = True
            time.sleep(0.1)
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield lock.fileno()


def _locked(descriptor: int) -> bool:
    with suppress(BlockingIOError):
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


def _is_supervisor(pid: str) -> bool:
    with suppress(OSError):
        return b"up" in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    return False


def listen(host: str, port: int) -> socket.socket:
    """Take the port before anything is started, and keep it while the web server starts again."""
    try:
        return socket.create_server((host, port), backlog=128)
    except OSError as error:
        raise CannotStart(
            f"Port {port} on {host} cannot be used: {os.strerror(error.errno or 0)}. "
            "Stop the program that uses it, or choose another: PORT=8001 make run."
        ) from error


class Knock:
    """One request, sent before anybody can answer it, that tells when the web server is there."""

    def __init__(self, host: str, port: int) -> None:
        self.connection = socket.create_connection((host, port))
        self.connection.sendall(b"GET /health/live HTTP/1.0\r\nHost: localhost\r\n\r\n")

    def answered(self, within: float) -> bool:
        """Wait for the answer for so many seconds and say whether it came."""
        ready, _, _ = select.select([self.connection], [], [], within)
        if ready:
            self.connection.close()
        return bool(ready)
