"""`manage.py up`, as a person at a terminal meets it."""

import signal
import stat
from pathlib import Path

import psutil
import pytest

from tests.embedded.instance import Instance, wait_until

pytestmark = pytest.mark.xdist_group("embedded")


def test_it_says_where_it_runs_and_the_page_is_there(running: Instance) -> None:
    assert f"Casework runs at http://localhost:{running.port}" in running.printed()
    assert running.status("/accounts/login/") == 200


def test_without_demo_people_it_prints_a_link_for_the_first_operator(running: Instance) -> None:
    link = next(word for word in running.printed().split() if "/set-up/" in word)

    assert running.status(link.removeprefix(f"http://localhost:{running.port}")) == 200


def test_only_the_web_server_listens_and_only_on_this_machine(running: Instance) -> None:
    heard = {
        connection.laddr
        for process in running.family()
        for connection in process.net_connections(kind="inet")
        if connection.status == psutil.CONN_LISTEN
    }

    assert heard == {("127.0.0.1", running.port)}


def test_sockets_lie_where_only_their_owner_can_enter(running: Instance) -> None:
    assert stat.S_IMODE((running.home / "var" / "run").stat().st_mode) == 0o700
    assert stat.S_IMODE((running.home / "var" / "log" / "web.log").stat().st_mode) == 0o600


def test_a_second_start_says_who_runs_already(running: Instance) -> None:
    second = running.manage("up")

    assert second.returncode == 1
    assert running.process
    assert f"Casework already runs here, as process {running.process.pid}." in second.stderr


def test_a_taken_port_is_said_before_anything_is_started(running: Instance, tmp_path: Path) -> None:
    other = running.manage("up", CASEWORK_VAR=str(tmp_path / "var"))

    assert other.returncode == 1
    assert f"Port {running.port} on 127.0.0.1 cannot be used: Address already in use." in other.stderr
    assert not (tmp_path / "var" / "postgres").exists()


@pytest.mark.parametrize("word", ["gunicorn", "celery", "valkey-server", "postgres"])
def test_what_is_killed_comes_back(running: Instance, word: str) -> None:
    killed = running.child(word)

    killed.kill()

    wait_until(lambda: not killed.is_running(), f"the end of {word}")
    assert running.child(word).pid != killed.pid
    wait_until(running.is_well, "everything answers again")


def test_ctrl_c_stops_everything_and_the_next_start_finds_everything(running: Instance) -> None:
    running.manage(
        "shell", "-c", "from casework.accounts.models import Desk; Desk.objects.create(name='Kept')"
    )
    family = running.family()

    assert running.stop() == 0

    assert not [process for process in family if process.is_running()]
    assert running.printed().rstrip().endswith(f"Stopped. Everything is kept in {running.home / 'var'}.")
    running.start()
    assert "Kept" in running.manage("shell", "-c", "print(*Desk.objects.all())").stdout


def test_a_killed_supervisor_takes_everything_down_and_the_next_start_works(running: Instance) -> None:
    family = running.family()

    running.stop(signal.SIGKILL)

    wait_until(lambda: not [process for process in family if process.is_running()], "all end", seconds=10)
    running.start()
    assert running.is_well()
