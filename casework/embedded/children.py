"""Processes that do not outlive the one that started them."""

import os
import signal
import subprocess
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

Child = subprocess.Popen[bytes]

# We may have ended before the wish was heard, then no signal ever comes: whoever has another parent by now
# does not begin.
_UNLESS_ALONE = ("sh", "-c", '[ "$PPID" = "$0" ] || exit 1; exec "$@"')


class CannotStart(Exception):
    """Something stands in the way of the start; the message is a sentence for the person at the terminal."""


def environment(**changes: str) -> dict[str, str]:
    """Return our environment without what would steer PostgreSQL's programs or change their language."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PG", "LC_")) and name not in ("LANG", "LANGUAGE")
    }
    return {**kept, "LC_ALL": "C.UTF-8", **changes}


def start(
    command: Sequence[str | Path],
    *,
    on_our_death: str,
    log: Path,
    prefix: Iterable[str] = (),
    env: dict[str, str] | None = None,
    cwd: Path | None = None,
    pass_fds: Sequence[int] = (),
    stdin: int = subprocess.DEVNULL,
) -> Child:
    """Start `command` in a session of its own, so that Ctrl-C reaches only us, and return it.

    The kernel sends it the signal `on_our_death` when the calling *thread* ends: call from the main thread.
    `prefix` changes the account; the kernel forgets the wish at such a change, so the wish comes after it.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        try:
            return subprocess.Popen(  # noqa: S603  our own programs, no shell
                [*prefix, "setpriv", "--pdeathsig", on_our_death, *_UNLESS_ALONE, str(os.getpid()), *command],
                stdin=stdin,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                env=env,
                cwd=cwd,
                pass_fds=pass_fds,
            )
        except FileNotFoundError as error:
            raise CannotStart(
                f"The program {error.filename} is missing. Install the package util-linux, which has it."
            ) from error


def stop(child: Child, signals: Sequence[tuple[signal.Signals, float]]) -> None:
    """Send each signal in turn and wait for so many seconds; what is left of its session is killed."""
    for number, seconds in signals:
        if child.poll() is not None:
            break
        child.send_signal(number)
        with suppress(subprocess.TimeoutExpired):
            child.wait(seconds)
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def last_line(log: Path) -> str:
    """Return the last line of a log that says something, to be shown in a sentence."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines() if log.exists() else []
    return next((line.strip() for line in reversed(lines) if line.strip()), "it said nothing")
