"""One reader reads many pages, and a page harms nothing but the child that reads it."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryFile

import pytest

from casework.sources.fetching import reading
from casework.sources.fetching.asking import BROKE, READ, READER, TOO_LONG, Asking

# The page is a program, as if its bytes had taken over the child that reads it.
OBEYS = """
import json, os, resource, signal, sys, time
seen = []
def get_ready(): pass
def main(): exec(json.loads(sys.stdin.buffer.readline())["kind"])
"""
SAY_PARENT = "sys.stdout.write(str(os.getppid()))"
EAT = "resource.setrlimit(resource.RLIMIT_AS, (2**28,) * 2); print(len(bytearray(2**29)))"
HOSTILE = [
    ("time.sleep(60)", TOO_LONG),
    ("os.closerange(0, 64); time.sleep(60)", TOO_LONG),
    ("signal.raise_signal(signal.SIGSEGV)", BROKE),
    ("sys.exit(3)", BROKE),
    (EAT, BROKE),
]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[str], Asking]]:
    """Start a reader with another program in the extractor's place; it ends with the test."""
    reader = Asking(tmp_path / "program.py")

    def start(code: str) -> Asking:
        reader.program.write_text(code, "utf-8")
        return reader

    yield start
    reader.stop()


@pytest.fixture
def reader(start: Callable[[str], Asking]) -> Asking:
    return start(OBEYS)


def read(reader: Asking, code: str, patience: float = 20) -> tuple[bytes, str]:
    with TemporaryFile() as page, TemporaryFile() as answer:
        page.write(json.dumps({"kind": code, "charset": ""}).encode() + b"\n")
        ended = reader.read(page, answer, patience)
        answer.seek(0)
        return ended, answer.read().decode()


def test_a_page_that_harms_takes_its_own_child_and_nothing_else(reader: Asking) -> None:
    """All at the same time, harmless pages beside them, and one reader for all of them."""
    harmless = f"time.sleep(0.2); {SAY_PARENT}"

    with ThreadPoolExecutor(10) as pool:
        harmed = [pool.submit(read, reader, code, 1) for code, _ended in HOSTILE]
        others = [pool.submit(read, reader, harmless) for _number in range(5)]

    assert [each.result()[0] for each in harmed] == [ended for _code, ended in HOSTILE]
    assert {each.result() for each in others} == {read(reader, SAY_PARENT)}


def test_nothing_of_a_page_is_left_for_the_next(reader: Asking) -> None:
    read(reader, "seen.append('a secret'); os.environ['A'] = '1'")

    said = read(reader, 'sys.stdout.write(f\'{seen} {os.getenv("A")} {os.listdir("/proc/self/fd")}\')')

    # The fourth is the folder itself, while it is listed.
    assert said[1] == "[] None ['0', '1', '2', '3']"


def test_a_reader_that_was_ended_is_started_anew(reader: Asking) -> None:
    ended, first = read(reader, SAY_PARENT)

    os.kill(int(first), signal.SIGKILL)

    assert read(reader, SAY_PARENT)[0] == ended == READ
    assert read(reader, "os.kill(os.getppid(), signal.SIGKILL); time.sleep(60)", 5)[0] == BROKE
    assert read(reader, SAY_PARENT)[0] == READ


def test_a_reader_that_never_gets_ready_is_given_up(
    start: Callable[[str], Asking], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("casework.sources.fetching.asking.GRACE_S", 0.2)
    reader = start("while True: pass")

    assert read(reader, "", 0.2)[0] == TOO_LONG
    assert read(start(OBEYS), SAY_PARENT)[0] == READ


def test_a_process_that_was_forked_starts_a_reader_of_its_own(reader: Asking) -> None:
    ours = read(reader, SAY_PARENT)

    if (pid := os.fork()) == 0:
        theirs = read(reader, SAY_PARENT)
        reader.stop()
        os._exit(0 if theirs[0] == READ and theirs != ours else 1)

    assert os.waitpid(pid, 0)[1] == 0
    assert read(reader, SAY_PARENT) == ours


def test_a_reader_ends_when_nobody_asks(reader: Asking) -> None:
    code = f"""
import runpy, sys
sys.argv = ["reader", {str(reader.program)!r}]
program = runpy.run_path({str(READER)!r})
program["Reader"].serve.__globals__["IDLE_S"] = 0.1
program["main"]()
"""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        done = subprocess.run(
            [sys.executable, "-I", "-c", code], stdin=theirs.fileno(), timeout=20, check=False
        )

    assert done.returncode == 0


def test_a_reader_that_has_read_much_makes_room_for_a_new_one(
    reader: Asking, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Its pages share the layout of its memory, which one of them may have found out."""
    renewed = tmp_path / "reader.py"
    renewed.write_text(READER.read_text("utf-8").replace("MOST_PAGES = 2000", "MOST_PAGES = 2"), "utf-8")
    monkeypatch.setattr("casework.sources.fetching.asking.READER", renewed)

    parents = [read(reader, SAY_PARENT)[1] for _page in range(5)]

    assert [len(parents), len(set(parents)), parents[0]] == [5, 3, parents[1]]


def test_pages_are_read_without_a_network(start: Callable[[str], Asking]) -> None:
    reader = start(f"""
import os, runpy, socket, sys
real = runpy.run_path({str(reading.EXTRACTOR)!r})
def get_ready():
    global is_apart
    is_apart = real["leave_the_network"]()
def main():
    real["limit_myself"]()
    def tried(what):
        try: return what() and "done"
        except OSError as error: return error.strerror
    sys.stdout.write(f"{{is_apart}}, {{tried(lambda: socket.create_connection(('127.0.0.1', 1)))}}")
""")

    said = read(reader, "")[1]

    assert said in ("True, Network is unreachable", "False, Connection refused")
