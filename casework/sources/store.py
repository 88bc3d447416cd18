"""Bytes kept under the hash of what they are. A file is written once and never changed."""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

_SHA256 = re.compile(r"[0-9a-f]{64}")


class Damaged(Exception):
    """The bytes under a hash are no longer the bytes that have this hash."""


def put(content: bytes) -> str:
    """Keep `content` and return its sha256. When this returns, the bytes survive a power cut.

    Any number of writers may put the same bytes at once. An unsound file of that name is replaced.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    path = _path(sha256)
    if _is_sound(path, sha256):
        return sha256
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = _write_beside(path, content)
    try:
        temporary.rename(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    # The new name lives in a directory, and that one's name in the directory above.
    for directory in (path.parent, path.parent.parent, path.parent.parent.parent):
        _sync_directory(directory)
    return sha256


def get(sha256: str) -> bytes:
    """Return the bytes with this hash; FileNotFoundError when they are not kept, Damaged when changed."""
    content = _path(sha256).read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Damaged(f"The bytes kept under {sha256} have another hash. Restore them from a backup.")
    return content


def verify() -> Iterator[tuple[str, bool]]:
    """Yield the hash of every kept file, and whether its bytes still have it."""
    for path in sorted(settings.CAPTURES_DIR.glob("sha256/??/*")):
        if _SHA256.fullmatch(path.name):
            yield path.name, _is_sound(path, path.name)


def _path(sha256: str) -> Path:
    """Return where the bytes with this hash lie. The hash is checked, because it becomes part of a path."""
    if not _SHA256.fullmatch(sha256):
        raise ValueError("A sha256 has 64 hexadecimal digits in small letters.")
    return Path(settings.CAPTURES_DIR) / "sha256" / sha256[:2] / sha256


def _is_sound(path: Path, sha256: str) -> bool:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except FileNotFoundError:
        return False


def _write_beside(path: Path, content: bytes) -> Path:
    descriptor, name = tempfile.mkstemp(prefix=".incoming-", dir=path.parent)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fchmod(file.fileno(), 0o440)
        os.fsync(file.fileno())
    return Path(name)


def _sync_directory(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
