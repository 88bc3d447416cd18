"""Bytes in a directory: written beside, flushed to the disk, renamed, and the name flushed as well."""

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from casework.sources.storing import is_hash, place_of

# Directories of which this process knows that their own names reached the disk.
_flushed: set[Path] = set()


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
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = _write_beside(path, content)
        try:
            temporary.rename(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        # The new name lives in a directory, and that one's name in the directory above. Whoever made those
        # may not have flushed them yet, so each process does it once.
        _sync_directory(path.parent)
        for directory in (path.parent.parent, path.parent.parent.parent):
            if path.parent not in _flushed:
                _sync_directory(directory)
        _flushed.add(path.parent)

    def hashes(self) -> Iterator[str]:
        """Yield every hash under which bytes are kept, in order."""
        names = (path.name for path in sorted(self.directory.glob("sha256/??/*")))
        yield from filter(is_hash, names)


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
