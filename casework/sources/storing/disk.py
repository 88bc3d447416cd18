"""Bytes in a directory: written beside, flushed to the disk, renamed, and the name flushed as well."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from casework.sources.storing import is_hash, place_of

# Directories that this process made ready.
_ready: set[Path] = set()


@dataclass(frozen=True, slots=True)
class Disk:
    """A directory of ours, with a file for each hash."""

    directory: Path

    def read(self, sha256: str) -> bytes:
        """Return the bytes; FileNotFoundError where there are none."""
        return (self.directory / place_of(sha256)).read_bytes()

    def write(self, sha256: str, content: bytes) -> None:
        """Keep the bytes. When this returns, they and their name survive a power cut."""
        path = self.directory / place_of(sha256)
        folder = path.parent
        if self.directory not in _ready or not folder.is_dir():
            self._make_ready()
        beside = folder / f".incoming-{token_hex(8)}"
        try:
            _write(beside, content)
            beside.rename(path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
        _sync_directory(folder)

    def hashes(self) -> Iterator[str]:
        """Yield every hash under which bytes are kept, in order."""
        names = (path.name for path in sorted(self.directory.glob("sha256/??/*")))
        yield from filter(is_hash, names)

    def _make_ready(self) -> None:
        """Make the folders for all first two digits at once, and flush their names once.

        Whoever made one before may not have flushed its name yet, so each process does it for all of them.
        """
        above = self.directory / "sha256"
        for number in range(256):
            (above / f"{number:02x}").mkdir(parents=True, exist_ok=True)
        _sync_directory(above)
        _sync_directory(self.directory)
        _ready.add(self.directory)


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fchmod(file.fileno(), 0o440)
        os.fsync(file.fileno())


def _sync_directory(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
