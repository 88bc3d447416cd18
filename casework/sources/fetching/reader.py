"""The program that reads pages: it has imported the parsers once, and lets a child of its own read each page.

To import them takes longer than to read a page, so this program does it once and forks. It never looks at
bytes of strangers: it is handed open files, lets a child read one and write the other, and says how the child
ended. The child limits itself, has nothing open but its own page, and is gone with it: a page that eats
memory or time, or crashes the parser, takes its own child and nothing else.

Like the extractor, this file imports nothing of the application and is started with an empty environment.
`asking.py` starts it and talks with it. It ends when nobody is at the other end any more, or asked for a
while, and after so many pages, because all its children share the layout of its memory.
"""

import array
import contextlib
import ctypes
import gc
import importlib.util
import os
import resource
import selectors
import signal
import socket
import struct
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import ModuleType

# What is asked: the most seconds it may take, with the page, the file for the answer, and where to say so.
REQUEST = struct.Struct("d")
READ, BROKE, TOO_LONG = b"r", b"b", b"t"
# It costs 60 MB to keep it ready for the next page.
IDLE_S = 60
MOST_PAGES = 2000
_FILES = 3
# More than enough for all threads of a process, and soon closed in a child.
_MOST_OPEN = 256
# Of prctl(2): end with the parent; be closed to the looks of others.
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE = 1, 4


@dataclass(slots=True)
class Reading:
    """A child at work: until when it may be, and where its end is told."""

    ends_at: float
    reply: socket.socket


@dataclass(slots=True)
class Reader:
    """The parent of the children that read."""

    channel: socket.socket
    work: Callable[[], None]
    at_work: dict[int, Reading] = field(default_factory=dict)
    pages: int = 0

    def serve(self) -> None:
        """Start a child for each request and tell how it ended, until there is nothing more to do."""
        with selectors.DefaultSelector() as selector, _ends_of_children() as ended:
            selector.register(self.channel, selectors.EVENT_READ)
            selector.register(ended, selectors.EVENT_READ)
            asked_at = time.monotonic()
            while self.at_work or time.monotonic() < asked_at + IDLE_S:
                for key, _events in selector.select(self._patience(asked_at)):
                    if key.fileobj is self.channel:
                        if self.pages >= MOST_PAGES or not self._start():
                            return
                        asked_at = time.monotonic()
                    else:
                        ended.recv(4096)
                self._tell_ends()

    def end(self) -> None:
        """End the children that are still at work."""
        for pid in self.at_work:
            os.kill(pid, signal.SIGKILL)

    def _patience(self, asked_at: float) -> float:
        ends = [each.ends_at for each in self.at_work.values()] or [asked_at + IDLE_S]
        return max(0.0, min(ends) - time.monotonic())

    def _start(self) -> bool:
        """Start a child for the next request; false where nobody will ask any more."""
        message, files = _received(self.channel)
        if len(message) != REQUEST.size or len(files) != _FILES:
            for each in files:
                os.close(each)
            return False
        page, answer, reply = files
        pid = os.fork()
        if pid == 0:
            _read_one(page, answer, self.work)
        os.close(page)
        os.close(answer)
        self.pages += 1
        ends_at = time.monotonic() + REQUEST.unpack(message)[0]
        self.at_work[pid] = Reading(ends_at, socket.socket(fileno=reply))
        return True

    def _tell_ends(self) -> None:
        """Tell those who wait how their children ended, and end the ones that took too long."""
        for pid, each in list(self.at_work.items()):
            is_late = time.monotonic() >= each.ends_at
            if is_late:
                os.kill(pid, signal.SIGKILL)
            ended, status = os.waitpid(pid, 0 if is_late else os.WNOHANG)
            if not ended:
                continue
            del self.at_work[pid]
            with each.reply, contextlib.suppress(OSError):
                each.reply.send(READ if status == 0 else TOO_LONG if is_late else BROKE)


def _received(channel: socket.socket) -> tuple[bytes, list[int]]:
    """Return the next message with the files that came with it; none where the other end is closed."""
    files = array.array("i")
    space = socket.CMSG_SPACE(_FILES * files.itemsize)
    message, extras, _flags, _address = channel.recvmsg(REQUEST.size, space)
    for level, kind, data in extras:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            files.frombytes(data[: len(data) - len(data) % files.itemsize])
    return message, list(files)


def _read_one(page: int, answer: int, work: Callable[[], None]) -> None:
    """Be the child: see one page and its answer, and nothing else, and never come back."""
    code = 1
    try:
        _ask_the_system(_PR_SET_PDEATHSIG, signal.SIGKILL)
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.dup2(page, 0)
        os.dup2(answer, 1)
        os.closerange(3, os.sysconf("SC_OPEN_MAX"))
        work()
        sys.stdout.flush()
        code = 0
    except SystemExit as asked:
        code = asked.code if isinstance(asked.code, int) else 1
    finally:
        # Whatever was raised ends here: the rest of this function's callers is the parent's.
        os._exit(code)


@contextlib.contextmanager
def _ends_of_children() -> Iterator[socket.socket]:
    """Give a socket that can be read whenever a child has ended."""
    told, tells = socket.socketpair()
    with told, tells:
        tells.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
        signal.set_wakeup_fd(tells.fileno(), warn_on_full_buffer=False)
        yield told


def _ask_the_system(option: int, value: int) -> None:
    """Ask for what Linux has and others have not; without it, the limits of a child still hold."""
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def program(path: str) -> ModuleType:
    """Import the extractor from its file: this program has no path to search."""
    spec = importlib.util.spec_from_file_location("extractor", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is no program.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    """Get ready, then serve whoever is at the other end of standard input."""
    extractor = program(sys.argv[1])
    extractor.get_ready()
    _ask_the_system(_PR_SET_DUMPABLE, 0)
    resource.setrlimit(resource.RLIMIT_NOFILE, (_MOST_OPEN, _MOST_OPEN))
    # What is there now is there for good: children would copy it by counting references to it.
    gc.collect()
    gc.freeze()
    reader = Reader(socket.socket(fileno=os.dup(0)), extractor.main)
    try:
        reader.serve()
    finally:
        reader.end()


if __name__ == "__main__":
    main()
