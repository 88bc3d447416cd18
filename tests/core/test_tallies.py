"""Counts of several processes add up, and outlive the processes."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from casework.core.tallies import EVENTS, Tallies

# A process that counts and ends, or counts and waits until it is told to end.
COUNTS = """
import sys
from pathlib import Path
from casework.core.tallies import Tallies
tallies = Tallies(Path(sys.argv[1]))
for _ in range(100):
    tallies.add_status(200)
print("counted", flush=True)
sys.stdin.read()
"""


def counting(folder: Path) -> subprocess.Popen[str]:
    started = subprocess.Popen(
        [sys.executable, "-c", COUNTS, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert started.stdout
    started.stdout.readline()
    return started


def end(process: subprocess.Popen[str]) -> None:
    process.communicate()


def test_threads_lose_no_count(tmp_path: Path) -> None:
    tallies = Tallies(tmp_path)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: tallies.add_status(404), range(2_000)))
        list(pool.map(tallies.add, [EVENTS[1]] * 100))

    statuses, events = tallies.read()
    assert statuses == {404: 2_000}
    assert events == {**dict.fromkeys(EVENTS, 0), EVENTS[1]: 100}


def test_processes_have_a_file_each_and_one_takes_over_where_another_ended(tmp_path: Path) -> None:
    first, second = counting(tmp_path), counting(tmp_path)
    assert len(list(tmp_path.iterdir())) == 2
    end(first)

    third = counting(tmp_path)

    assert len(list(tmp_path.iterdir())) == 2
    assert Tallies(tmp_path).read()[0] == {200: 300}
    end(second)
    end(third)


def test_a_folder_that_cannot_be_written_stops_no_page(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    tallies = Tallies(tmp_path / "file" / "tallies")

    tallies.add_status(200)

    assert tallies.read()[0] == {}


def test_a_status_that_is_none_is_not_counted(tmp_path: Path) -> None:
    tallies = Tallies(tmp_path)

    tallies.add_status(0)
    tallies.add_status(999)

    assert tallies.read()[0] == {}
