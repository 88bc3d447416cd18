"""Where the embedded servers are reached. The settings read it, so it may not import models."""

import hashlib
import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.core.exceptions import ImproperlyConfigured
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

# sun_path holds 108 bytes with its final NUL; ".s.PGSQL.5432" and the slash take 14 of them.
LONGEST_SOCKET_DIRECTORY = 107 - 14


def socket_directory(var: Path) -> Path:
    """Return the 0700 directory for unix sockets: `var/run`, or one under /tmp where that cannot be used.

    A path may be too long for a socket; and a comma, to libpq, separates two hosts.
    """
    directory = var.resolve() / "run"
    if len(os.fsencode(directory)) <= LONGEST_SOCKET_DIRECTORY and "," not in str(directory):
        return directory
    digest = hashlib.sha256(os.fsencode(directory)).hexdigest()[:16]
    return Path(f"/tmp/casework-{os.getuid()}-{digest}")  # noqa: S108  created 0700 and checked for its owner


def database(url: str, var: Path) -> dict[str, Any]:
    """Return Django's database settings for `url`, or for the embedded cluster when `url` is empty.

    For the embedded cluster this process forgets PGSERVICE, PGHOST and the like: libpq would follow them.
    """
    if not url:
        for name in [name for name in os.environ if name.startswith("PG")]:
            del os.environ[name]
        parts: dict[str, Any] = {
            "host": str(socket_directory(var)),
            "dbname": "casework",
            "user": "casework",
        }
    else:
        try:
            parts = dict(conninfo_to_dict(url))
        except ProgrammingError as error:
            raise ImproperlyConfigured(
                "DATABASE_URL cannot be read. Write it as postgresql://user:password@host:5432/name."
            ) from error
        if not parts.get("dbname"):
            raise ImproperlyConfigured(
                "DATABASE_URL names no database. Write it as postgresql://user:password@host:5432/name."
            )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", ""),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": parts,
    }


def broker(var: Path) -> str:
    """Return the address of the embedded Valkey."""
    return f"redis+socket://{quote(str(socket_directory(var) / 'valkey.sock'))}"


def secret_key(var: Path) -> str:
    """Return the installation's own key, made at the first call and readable by its owner alone."""
    path = var / "secret-key"
    if not path.exists():
        var.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50), encoding="ascii")
        # A hard link, unlike a rename, never replaces the key that another process made meanwhile.
        try:
            path.hardlink_to(draft)
        except FileExistsError:
            return path.read_text(encoding="ascii")
        finally:
            draft.unlink()
    return path.read_text(encoding="ascii")
