"""`manage.py up`, as a person at a terminal meets it."""

import signal
import stat
from contextlib import suppress

import psutil
import pytest
from redis import Redis

from casework.embedded import addresses
from casework.embedded.children import CannotStart
from casework.embedded.supervisor import listen
from tests.embedded.instance import Instance, has_ended, wait_until


def test_it_says_where_it_runs_and_the_page_is_there(running: Instance) -> None:
    assert f"Casework runs at http://localhost:{running.port}" in running.printed()
    assert running.status("/accounts/login/") == 200


def test_without_demo_people_it_prints_a_link_for_the_first_operator(running: Instance) -> None:
    link = next(word for word in running.printed().split() if "/set-up/" in word)

    assert running.status(link.removeprefix(f"http://localhost:{running.port}")) == 200


def test_only_the_web_server_listens_and_only_on_this_machine(running: Instance) -> None:
    heard = {each for process in running.family() for each in _listens(process)}

    assert heard == {("127.0.0.1", running.port)}


def _listens(process: psutil.Process) -> list[tuple[str, int]]:
    """Return the addresses that the process takes connections at; none where it has just ended."""
    with suppress(psutil.NoSuchProcess):
        found = process.net_connections(kind="inet")
        return [each.laddr for each in found if each.status == psutil.CONN_LISTEN]
    return []


def test_sockets_lie_where_only_their_owner_can_enter(running: Instance) -> None:
    assert stat.S_IMODE(running.sockets.stat().st_mode) == 0o700
    assert stat.S_IMODE((running.home / "var" / "log" / "web.log").stat().st_mode) == 0o600


def test_what_only_watches_and_wakes_does_not_load_the_application(running: Instance) -> None:
    """Both run for as long as Casework does, and would weigh twice as much."""
    wait_until(
        lambda: any("numpy" in _mapped(each) for each in running.child("gunicorn").children()),
        "a web server that has loaded it",
    )

    assert "numpy" not in _mapped(running.family()[0])
    assert "numpy" not in _mapped(running.child("beat"))


def _mapped(process: psutil.Process) -> str:
    """Return the names of all files that the process has in its memory."""
    return " ".join(each.path for each in process.memory_maps())


def test_a_second_start_says_who_runs_already(running: Instance) -> None:
    second = running.manage("up")

    assert second.returncode == 1
    assert running.process
    assert f"Casework already runs here, as process {running.process.pid}." in second.stderr


def test_a_taken_port_is_said_with_the_way_out(running: Instance) -> None:
    with pytest.raises(
        CannotStart, match=rf"Port {running.port} on 127.0.0.1 cannot be used: Address already"
    ):
        listen("127.0.0.1", running.port)


@pytest.mark.parametrize("word", ["gunicorn", "worker", "beat", "valkey-server", "postgres"])
def test_what_is_killed_comes_back(running: Instance, word: str) -> None:
    killed = running.child(word)

    killed.kill()

    wait_until(lambda: has_ended(killed), f"the end of {word}")
    assert running.child(word).pid != killed.pid
    wait_until(running.is_well, "everything answers again")


def test_nothing_is_lost_with_the_broker(running: Instance) -> None:
    """What was in it is gone; what is due says so in its row, and the clock wakes again."""
    sockets = addresses.socket_directory(running.home / "var")
    with Redis(unix_socket_path=str(sockets / "valkey.sock")) as broker:
        broker.flushall()
    running.child("valkey-server").kill()
    with running.database() as database:
        database.execute(
            "INSERT INTO audit_entry (at, verb, subject_kind, subject_label, before, after, note, request_id)"
            " VALUES (now(), 'accounts.sign_out', '', '', '{}', '{}', 'of nobody', '')"
        )

    def is_sealed() -> bool:
        with running.database() as database:
            found = database.execute(
                "SELECT 1 FROM audit_seal JOIN audit_entry entry ON entry.id = entry_id"
                " WHERE note = 'of nobody'"
            )
            return found.fetchone() is not None

    wait_until(is_sealed, "the row is sealed")


def test_a_killed_supervisor_and_ctrl_c_take_everything_down_and_lose_nothing(running: Instance) -> None:
    with running.database() as database:
        database.execute("CREATE TABLE kept AS SELECT 1 AS row")
    family = running.family()

    running.stop(signal.SIGKILL)

    wait_until(lambda: all(map(has_ended, family)), "all end", seconds=10)
    running.start()
    with running.database() as database:
        assert database.execute("TABLE kept").fetchall() == [(1,)]
    family = running.family()
    assert running.stop(signal.SIGINT) == 0
    assert all(map(has_ended, family))
    assert running.printed().rstrip().endswith(f"Stopped. Everything is kept in {running.home / 'var'}.")
