"""`manage.py up`: from nothing to a page, and everything down again when told to."""

import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from casework import env
from casework.embedded import application, postgres, valkey
from casework.embedded.children import CannotStart
from casework.embedded.supervisor import (
    Knock,
    Say,
    Service,
    Stopped,
    Supervisor,
    listen,
    only_one,
    raise_when_told_to_stop,
)

# How often fallen services are looked for; also the longest that a stop waits to be noticed.
LOOK_EVERY = 0.2


def main() -> None:
    """Run in this process, which need not load the application, until Ctrl-C."""
    # Data, logs and sockets are this account's alone.
    os.umask(0o077)
    try:
        run(lambda sentence: print(sentence, flush=True))  # noqa: T201  the terminal of a person
    except CannotStart as reason:
        sys.exit(str(reason))
    except Stopped:
        print("Stopped before the start was complete.")  # noqa: T201


def run(say: Say) -> None:
    """Start all, watch all, and stop all in order when told to. Raises CannotStart with a sentence."""
    var = settings.VAR_DIR
    raise_when_told_to_stop()
    with only_one(var, say) as lock, listen(settings.WEB_HOST, settings.PORT) as listener:
        supervisor = Supervisor(say)
        try:
            with application.setting_up(settings.BASE_DIR, var) as setting_up:
                _start_servers(supervisor, var, lock)
                left = LeftToDo(**setting_up.left_to_do())
            supervisor.start(application.web(listener, settings.BASE_DIR, var, lock))
            _look_until(supervisor, Knock(settings.WEB_HOST, settings.PORT).answered)
            # Not before the first page: on a small machine they would keep it waiting.
            supervisor.start(application.worker(settings.BASE_DIR, var, lock))
            supervisor.start(application.fetcher(settings.BASE_DIR, var, lock))
            supervisor.start(application.clock(settings.BASE_DIR, var, lock))
            _finish(supervisor, say, left)
            _look_until(supervisor, never)
        except Stopped:
            say("Stopping. What is in progress may finish first.")
        finally:
            supervisor.stop()
    say(f"Stopped. Everything is kept in {var}.")


def _start_servers(supervisor: Supervisor, var: Path, lock: int) -> None:
    """Start the servers that no address was given for."""
    if settings.IS_EMBEDDED:
        cluster = postgres.Cluster(var)
        is_new = cluster.make()
        supervisor.start(
            Service("PostgreSQL", cluster.start, postgres.STOP, cluster.log, holds_data=True),
        )
        cluster.prepare()
        if is_new:
            supervisor.errands["Writing the new database to disk"] = cluster.flush()
    if not env.secret("CELERY_BROKER_URL"):
        supervisor.start(
            Service(
                "Valkey",
                lambda: valkey.start(var, pass_fds=[lock]),
                valkey.STOP,
                valkey.log(var),
                holds_data=True,
            )
        )


@dataclass(frozen=True, slots=True)
class LeftToDo:
    """What is still to be done once the application runs."""

    demo: bool
    places: bool
    invitation: str


def _look_until(supervisor: Supervisor, happened: Callable[[float], bool]) -> None:
    """Keep everything running until something has happened, which is given so many seconds at a time."""
    while not happened(LOOK_EVERY):
        supervisor.look()


def never(seconds: float) -> bool:
    """Wait: only `Stopped` ends it."""
    time.sleep(seconds)
    return False


def _finish(supervisor: Supervisor, say: Say, left: LeftToDo) -> None:
    """Do beside the running application what would have kept its first page waiting."""

    def errand(name: str, command: str) -> None:
        supervisor.errands[name] = application.errand(settings.BASE_DIR, settings.VAR_DIR, command)

    if left.demo:
        errand("Adding the demo", "load_demo")
        _look_until(supervisor, lambda seconds: "Adding the demo" not in supervisor.errands or never(seconds))
    _welcome(say, left)
    if left.places:
        errand("Loading the places", "load_places")


def _welcome(say: Say, left: LeftToDo) -> None:
    """Print the address and how to sign in."""
    say(f"Casework runs at {settings.PUBLIC_URL} — stop it with Ctrl-C. Logs are in {settings.VAR_DIR}/log.")
    accounts = settings.VAR_DIR / "demo-accounts.txt"
    if settings.IS_EMBEDDED and accounts.exists():
        say(accounts.read_text(encoding="utf-8").rstrip())
    if left.invitation:
        say(left.invitation)
