"""The embedded cluster where the machine makes it hard."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from casework.embedded import account, addresses, children
from casework.embedded.children import CannotStart
from casework.embedded.postgres import Cluster
from tests.embedded.instance import has_ended, wait_until

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="Only root has to become somebody else: run as root.")


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write one cluster that tests copy, because writing one takes a second."""
    var = tmp_path_factory.mktemp("written")
    Cluster(var, throw_away=True).make()
    return var / "postgres"


@pytest.fixture
def var(tmp_path: Path, written: Path) -> Path:
    shutil.copytree(written, tmp_path / "postgres")
    return tmp_path


def starts(var: Path) -> bool:
    """Start the cluster, ask it something, stop it."""
    cluster = Cluster(var, throw_away=True)
    child = cluster.start()
    try:
        with psycopg.connect(host=str(cluster.link), user="postgres", dbname="postgres") as connection:
            return connection.execute("SELECT true").fetchone() == (True,)
    finally:
        cluster.stop(child)


def programs(directory: Path, *names: str) -> str:
    """Return a PATH on which these programs fail as they do where they are forbidden."""
    for name in names:
        (directory / name).write_text("#!/bin/sh\necho Not permitted. >&2\nexit 1\n", encoding="ascii")
        (directory / name).chmod(0o755)
    return f"{directory}:{os.environ['PATH']}"


def test_a_path_too_long_for_a_socket_gets_a_private_one_under_tmp(tmp_path: Path, written: Path) -> None:
    var = tmp_path / ("long" * 30)
    shutil.copytree(written, var / "postgres")

    assert starts(var)
    sockets = addresses.socket_directory(var)
    assert sockets.parent == Path("/tmp")  # noqa: S108
    assert sockets.stat().st_mode & 0o777 == 0o700
    sockets.rmdir()


def test_a_path_with_a_comma_does_not_become_two_hosts(tmp_path: Path, written: Path) -> None:
    var = tmp_path / "Ségou, Mopti"
    shutil.copytree(written, var / "postgres")

    assert starts(var)
    addresses.socket_directory(var).rmdir()


def test_a_pid_that_another_program_has_now_does_not_stop_the_start(var: Path) -> None:
    (var / "postgres" / "postmaster.pid").write_text(f"{os.getpid()}\n{var}\n", encoding="utf-8")

    assert starts(var)


def test_sockets_that_a_crash_left_do_not_stop_the_start(var: Path) -> None:
    (var / "run").mkdir(mode=0o700)
    (var / "run" / ".s.PGSQL.5432").touch()
    (var / "run" / ".s.PGSQL.5432.lock").write_text(f"{os.getpid()}\n", encoding="ascii")

    assert starts(var)


def test_a_server_that_outlived_its_supervisor_is_stopped_first(var: Path) -> None:
    cluster = Cluster(var, throw_away=True)
    left = cluster.start()

    assert starts(var)
    assert left.wait() == 0


def test_a_half_written_cluster_is_written_anew(tmp_path: Path) -> None:
    (tmp_path / "postgres.init").mkdir()
    (tmp_path / "postgres.init" / "PG_VERSION").write_text("18", encoding="ascii")

    Cluster(tmp_path, throw_away=True).make()

    assert (tmp_path / "postgres" / "global").is_dir()
    assert not (tmp_path / "postgres.init").exists()


def test_data_of_another_version_are_refused_with_the_way_out(var: Path) -> None:
    (var / "postgres" / "PG_VERSION").write_text("9\n", encoding="ascii")

    with pytest.raises(CannotStart, match=r"were written by PostgreSQL 9.* Set CASEWORK_PG_BIN to"):
        Cluster(var)


def test_data_that_are_gone_are_not_replaced_by_an_empty_cluster(tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match=r"is gone. Put it back from a backup"):
        Cluster(tmp_path).start()


def test_a_server_that_cannot_start_says_why(var: Path) -> None:
    (var / "postgres" / "postgresql.conf").write_text("shared_buffers = nonsense\n", encoding="ascii")

    with pytest.raises(CannotStart, match=r"PostgreSQL did not start: .*The whole log is .*postgres.log"):
        Cluster(var).start()


def test_a_wrong_directory_for_programs_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEWORK_PG_BIN", str(tmp_path))

    with pytest.raises(CannotStart, match=r"CASEWORK_PG_BIN names .* Correct or unset it."):
        Cluster(tmp_path)


def test_the_server_ends_when_its_starter_is_killed(var: Path) -> None:
    starter = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys, time; from pathlib import Path; from casework.embedded.postgres import Cluster\n"
            "print(Cluster(Path(sys.argv[1]), throw_away=True).start().pid, flush=True); time.sleep(60)",
            str(var),
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert starter.stdout
    server = psutil.Process(int(starter.stdout.readline()))

    starter.kill()
    starter.communicate()

    wait_until(lambda: has_ended(server), "the end of the server", seconds=10)


@pytest.fixture
def without_namespaces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Deny user namespaces; remove afterwards what a start put under /var/lib."""
    before = set(Path("/var/lib").glob("casework-*"))
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", programs(tmp_path / "bin", "unshare"))
    yield
    for directory in set(Path("/var/lib").glob("casework-*")) - before:
        shutil.rmtree(directory)


@as_root
@pytest.mark.usefixtures("without_namespaces")
def test_root_without_user_namespaces_runs_it_as_nobody(written: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="casework-test-") as name:
        var = Path(name)
        var.chmod(0o711)
        shutil.copytree(written, var / "postgres")

        assert starts(var)
        assert (var / "postgres").stat().st_uid == account.NOBODY


@as_root
@pytest.mark.usefixtures("without_namespaces")
def test_nobody_gets_a_lodging_where_the_checkout_is_closed_to_it(var: Path) -> None:
    var.chmod(0o700)

    assert starts(var)
    assert (var / "lodging").resolve().parent == Path("/var/lib")
    assert not (var / "postgres").exists()
    assert starts(var), "The second start finds it there."


@as_root
def test_root_that_may_become_nobody_else_is_told_about_database_url(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", programs(tmp_path, "unshare", "setpriv"))

    with pytest.raises(CannotStart, match=r"set DATABASE_URL to a PostgreSQL server"):
        account.choose()


@as_root
def test_the_data_of_an_ordinary_account_are_left_to_it(var: Path) -> None:
    os.chown(var / "postgres", 4242, -1)

    with pytest.raises(CannotStart, match=r"belongs to the account 4242"):
        Cluster(var).start()


def test_what_would_steer_postgresql_is_not_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PGDATA", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "elsewhere")

    assert "elsewhere" not in children.environment().values()


def test_a_stopped_child_that_does_not_listen_is_killed() -> None:
    deaf = subprocess.Popen(
        ["/bin/sh", "-c", "trap '' TERM; echo; sleep 60"], stdout=subprocess.PIPE, start_new_session=True
    )
    assert deaf.stdout
    deaf.stdout.readline()

    children.stop(deaf, [(signal.SIGTERM, 0.1)])
    deaf.stdout.close()

    assert deaf.returncode == -signal.SIGKILL
