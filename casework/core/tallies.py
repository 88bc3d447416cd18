"""Counts that every web process adds to and one page reads: answers by status, sign-ins by outcome.

Each process has a file of its own and is the only one to write it, so that no request waits for another's
count. It takes the file of a process that has ended before it makes a new one: counts go on where they were,
and there are never more files than there were processes at once.
"""

from __future__ import annotations

import fcntl
import logging
import mmap
import os
import struct
import threading
from pathlib import Path

from django.conf import settings

logger = logging.getLogger(__name__)

# Answers by their status.
STATUSES = range(100, 600)
# In this order for good: files hold numbers by place. New ones come at the end.
EVENTS = (
    "sign_in",
    "sign_in_failed",
    "second_factor_failed",
    "passkey_failed",
)
_NUMBER = struct.Struct("<Q")
_SIZE = _NUMBER.size * (len(STATUSES) + 64)
# More processes than one machine serves pages with.
MOST_FILES = 512


class Tallies:
    """The counts in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._process = 0
        self._map: mmap.mmap | None = None

    def add_status(self, status: int) -> None:
        """Count an answer."""
        if status in STATUSES:
            self._add(status - STATUSES.start)

    def add(self, event: str) -> None:
        """Count one of EVENTS."""
        self._add(len(STATUSES) + EVENTS.index(event))

    def read(self) -> tuple[dict[int, int], dict[str, int]]:
        """Return what all processes counted: answers by status, without those never seen, and events."""
        sums = [0] * (_SIZE // _NUMBER.size)
        for path in sorted(self.folder.glob("*.tally")):
            content = path.read_bytes()[:_SIZE].ljust(_SIZE, b"\0")
            sums = [a + b[0] for a, b in zip(sums, _NUMBER.iter_unpack(content), strict=True)]
        statuses = {status: count for status, count in zip(STATUSES, sums, strict=False) if count}
        return statuses, dict(zip(EVENTS, sums[len(STATUSES) :], strict=False))

    def _add(self, place: int) -> None:
        with self._lock:
            # A fork has its parent's memory, and needs a file of its own.
            if self._process != os.getpid():
                self._map, self._process = self._own_file(), os.getpid()
            if self._map is None:
                return
            at = place * _NUMBER.size
            count = _NUMBER.unpack_from(self._map, at)[0]
            _NUMBER.pack_into(self._map, at, count + 1)

    def _own_file(self) -> mmap.mmap | None:
        """Return a file that no running process has, as memory; the lock on it ends with this process.

        Nothing where no file can be had: a page that nobody could count is still a page.
        """
        try:
            return self._first_free()
        except OSError as error:
            logger.warning("Nothing is counted: %s cannot be written (%s).", self.folder, error)
            return None

    def _first_free(self) -> mmap.mmap:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for number in range(MOST_FILES):
            handle = os.open(self.folder / f"{number}.tally", os.O_RDWR | os.O_CREAT, 0o600)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(handle)
                continue
            os.ftruncate(handle, _SIZE)
            # The handle stays open as long as the process lives: the lock is on it.
            return mmap.mmap(handle, _SIZE)
        raise OSError(f"{MOST_FILES} processes count already in {self.folder}.")


TALLIES = Tallies(settings.VAR_DIR / "tallies")
