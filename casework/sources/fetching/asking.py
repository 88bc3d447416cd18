"""The way to the program that reads pages: start it when it is needed, hand it a page, hear how it ended.

One reader serves all threads of a process. It is started with the first page, ends by itself when nobody asks
for a while, and is started anew where it has gone. A process that was forked starts one of its own.
"""

from __future__ import annotations

import atexit
import os
import socket
import subprocess
import sys
from array import array
from pathlib import Path
from threading import Lock
from typing import IO

from casework.sources.fetching.reader import BROKE, READ, REQUEST, TOO_LONG

__all__ = ["BROKE", "READ", "TOO_LONG", "Asking"]

READER = Path(__file__).with_name("reader.py")
# More than a reader needs to tell that a child was ended, on a machine that does much else.
GRACE_S = 15
# One that went because it was idle or had done enough is no fault of the page.
_ATTEMPTS = 3


class Asking:
    """The other end of a reader. Safe to use from several threads."""

    def __init__(self, program: Path) -> None:
        self.program = program
        self._lock = Lock()
        self._reader: subprocess.Popen[bytes] | None = None
        self._channel: socket.socket | None = None
        os.register_at_fork(after_in_child=self._forget)
        atexit.register(self.stop)

    def read(self, page: IO[bytes], answer: IO[bytes], patience: float) -> bytes:
        """Have a page read within so many seconds; return how that ended: READ, BROKE or TOO_LONG."""
        for _attempt in range(_ATTEMPTS):
            if ended := self._asked(page, answer, patience):
                return ended
        return BROKE

    def stop(self) -> None:
        """End the reader with whatever it does. The next page starts another."""
        with self._lock:
            self._drop(self._channel)

    def _asked(self, page: IO[bytes], answer: IO[bytes], patience: float) -> bytes:
        """Ask once; empty where the reader went before it could tell."""
        ours, theirs = socket.socketpair()
        with ours, theirs:
            channel = self._hand_over(page, answer, theirs, patience)
            theirs.close()
            ours.settimeout(patience + GRACE_S)
            try:
                if said := ours.recv(1):
                    return said
            except TimeoutError:
                said = TOO_LONG
            except OSError:
                said = b""
        # It said nothing: it is gone, or hangs itself.
        with self._lock:
            self._drop(channel)
        return said

    def _hand_over(
        self, page: IO[bytes], answer: IO[bytes], reply: socket.socket, patience: float
    ) -> socket.socket:
        """Send the open files to the reader; return the channel that was used."""
        files = array("i", [page.fileno(), answer.fileno(), reply.fileno()])
        with self._lock:
            channel = self._channel or self._start()
            page.seek(0)
            answer.seek(0)
            answer.truncate()
            try:
                channel.sendmsg(
                    [REQUEST.pack(patience)], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, files.tobytes())]
                )
            except OSError:
                self._drop(channel)
            return channel

    def _start(self) -> socket.socket:
        """Start a reader. It gets no environment, which holds the secrets of the installation."""
        self._channel, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-I", str(READER), str(self.program)]
            nowhere = subprocess.DEVNULL
            self._reader = subprocess.Popen(  # noqa: S603 - our own files, and nothing of a page in the command
                command, stdin=theirs.fileno(), stdout=nowhere, stderr=nowhere, env={}, cwd="/"
            )
        return self._channel

    def _drop(self, channel: socket.socket | None) -> None:
        """End the reader at the other end of this channel, unless that was done already."""
        if channel is None or channel is not self._channel or self._reader is None:
            return
        channel.close()
        # Its children go with it.
        self._reader.kill()
        self._reader.wait()
        self._reader = self._channel = None

    def _forget(self) -> None:
        """Leave the reader to the process that started it."""
        self._lock = Lock()
        if self._channel is not None:
            self._channel.close()
        if self._reader is not None:
            # It is no child of this process, which must not wait for it.
            self._reader.returncode = 0
        self._reader = self._channel = None
