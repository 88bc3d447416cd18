"""What the supervisor does when things fall, and that only one runs."""

import fcntl
import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from casework.embedded import children
from casework.embedded.application import SettingUp
from casework.embedded.children import CannotStart
from casework.embedded.supervisor import LONGEST_WAIT, Service, Supervisor, only_one
from tests.embedded.instance import has_ended, wait_until


def service(command: str, log: Path) -> Service:
    return Service(
        "The test",
        lambda: children.start(["/bin/sh", "-c", command], on_our_death="KILL", log=log),
        [(signal.SIGTERM, 5.0)],
        log,
    )


def test_the_wait_doubles_with_every_fall_and_has_an_end(tmp_path: Path) -> None:
    falling = service("exit 1", tmp_path / "log")

    assert [falling.fall(now=float(second)) for second in range(4)] == [0.5, 1.0, 2.0, 4.0]
    assert [falling.fall(now=4.0) for _ in range(9)][-1] == LONGEST_WAIT


def test_falls_are_forgotten_after_a_minute(tmp_path: Path) -> None:
    falling = service("exit 1", tmp_path / "log")
    falling.fall(now=0.0)

    assert falling.fall(now=100.0) == 0.5


def test_what_ran_well_starts_again_at_once_however_often_it_is_killed(tmp_path: Path) -> None:
    killed = service("sleep 60", tmp_path / "log")
    waits = []
    for second in range(0, 60, 6):
        killed.begin()
        killed.started_at = float(second)
        waits.append(killed.fall(now=second + 5.5))

    assert waits == [0.5] * 10


def test_what_fell_is_told_with_its_log_and_started_when_its_time_has_come(tmp_path: Path) -> None:
    told: list[str] = []
    supervisor = Supervisor(told.append)
    falling = service("exit 1", tmp_path / "log")
    supervisor.start(falling)
    first = falling.child
    assert first
    first.wait()

    supervisor.look()
    supervisor.look()

    assert told == [f"The test stopped and starts again in 0.5 s. Its log is {tmp_path / 'log'}."]
    falling.due_at = 0.0
    supervisor.look()
    assert falling.child is not first
    assert falling.child
    supervisor.stop()


def test_an_errand_that_fails_is_told(tmp_path: Path) -> None:
    told: list[str] = []
    supervisor = Supervisor(told.append)
    supervisor.errands["Loading the places"] = service("exit 3", tmp_path / "log").start()
    supervisor.errands["Loading the places"].wait()

    supervisor.look()

    assert told == ["Loading the places did not finish. Its log says why; the next start tries again."]
    assert not supervisor.errands


def test_a_start_waits_for_what_a_killed_one_left(tmp_path: Path) -> None:
    """The left-over child holds the lock; its supervisor, whose number is in the file, is gone."""
    told: list[str] = []
    with (tmp_path / "up.lock").open("w") as lock:
        lock.write("4194305")
        lock.flush()
        fcntl.flock(lock, fcntl.LOCK_EX)
        left = subprocess.Popen(["/bin/sleep", "0.5"], pass_fds=[lock.fileno()])

    with left, only_one(tmp_path, told.append):
        assert told == ["Waiting for the rest of an earlier start to end."]


def test_the_tests_cluster_goes_when_its_pytest_does(tmp_path: Path) -> None:
    """However pytest ends, the kernel closes its end of the guard's input."""
    home = tmp_path / "cluster"
    guard = subprocess.Popen(
        [sys.executable, "-m", "tests.cluster", str(home)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert guard.stdin
    assert guard.stdout
    assert guard.stdout.readline() == b"ready\n"
    server = int((home / "postgres" / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0])

    guard.stdin.close()
    guard.stdout.close()

    assert guard.wait() == 0
    assert not home.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(server, 0)


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("echo 'CommandError: The database cannot be used.'; exit 1", r"^The database cannot be used\.$"),
        ("kill -9 $$", r"^Setting up ended without a word \(status -9\)\. Start Casework again\.$"),
    ],
)
def test_a_start_that_cannot_set_up_says_why(command: str, sentence: str, tmp_path: Path) -> None:
    log = tmp_path / "log"
    child = children.start(["sh", "-c", command], on_our_death="KILL", log=log, stdin=subprocess.PIPE)

    with pytest.raises(CannotStart, match=sentence):
        SettingUp(child, log).left_to_do()


STARTER = """
import sys
from pathlib import Path
from casework.embedded import children
late = ["sh", "-c", 'sleep 0.5; exec "$@"', "late"]
child = children.start(["sleep", "60"], on_our_death="TERM", log=Path(sys.argv[1]), prefix=late)
print(child.pid, flush=True)
child.wait()
"""


def test_what_a_supervisor_starts_in_its_last_instant_ends_with_it(tmp_path: Path) -> None:
    """The kernel was not yet asked to tell when we end, so nothing would be told."""
    with subprocess.Popen(
        [sys.executable, "-c", STARTER, str(tmp_path / "log")], stdout=subprocess.PIPE
    ) as starter:
        assert starter.stdout
        child = psutil.Process(int(starter.stdout.readline()))
        starter.kill()

    wait_until(lambda: has_ended(child), "the end of the child", seconds=10)
