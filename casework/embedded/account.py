"""Under which account PostgreSQL runs. It refuses root, so for root another one has to be found."""

import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from casework.embedded.children import CannotStart

NOBODY = 65534


@dataclass(frozen=True, slots=True)
class Account:
    """What to write before a command, and whose its files must be for it to reach them."""

    prefix: tuple[str, ...]
    uid: int

    def can(self, *command: str | Path) -> bool:
        """Say whether the command succeeds under this account."""
        try:
            done = subprocess.run([*self.prefix, *command], capture_output=True, cwd="/", check=False)  # noqa: S603
        except FileNotFoundError:
            return False
        return done.returncode == 0

    def own(self, directory: Path) -> None:
        """Make `directory`, if need be, and give it and what it holds to this account alone.

        Root may take over what root or nobody left there, from a start under the other account of the two.
        """
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        owner = directory.stat().st_uid
        if owner != self.uid:
            if os.geteuid() != 0 or owner not in (0, NOBODY):
                raise CannotStart(
                    f"{directory} belongs to the account {_name(owner)}. Start Casework under that account."
                )
            for root, _, files in os.walk(directory):
                for path in (root, *(os.path.join(root, file) for file in files)):  # noqa: PTH118
                    os.chown(path, self.uid, -1, follow_symlinks=False)
        directory.chmod(0o700)

    def lodging(self, var: Path) -> Path:
        """Return the directory to keep this account's files in: `var`, if it can be entered.

        A checkout under /root cannot be entered by nobody. Then it is a directory under /var/lib, to which
        a link in `var` leads.
        """
        link = var / "lodging"
        if link.is_symlink():
            return link.resolve()
        var.mkdir(parents=True, exist_ok=True)
        if self.can("test", "-x", var):
            return var
        home = Path(tempfile.mkdtemp(prefix="casework-", dir="/var/lib"))
        self.own(home)
        link.symlink_to(home)
        for left in ("postgres", "postgres.init"):
            with suppress(FileNotFoundError):
                shutil.move(var / left, home / left)
        return home


def choose() -> Account:
    """Return the first account that this machine allows.

    Our own; for root itself under the name of nobody, in a user namespace; then the account nobody.
    """
    if os.geteuid() != 0:
        return Account((), os.geteuid())
    for account in (
        Account(("unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}"), 0),
        Account(("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"), NOBODY),
    ):
        if account.can("true"):
            return account
    raise CannotStart(
        "PostgreSQL refuses to run as root, and this machine allows neither a user namespace nor a change to "
        "the account nobody. Start Casework as an ordinary user, or set DATABASE_URL to a PostgreSQL server."
    )


def private(directory: Path) -> None:
    """Make a directory that only we can enter; refuse what another person put in its place."""
    if not directory.is_symlink():
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    owner = directory.lstat().st_uid
    if owner != os.geteuid() and (os.geteuid() != 0 or owner != NOBODY):
        raise CannotStart(
            f"{directory} belongs to the account {_name(owner)}. "
            "Remove it, or start Casework under that account."
        )


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
