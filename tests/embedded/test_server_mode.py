"""With addresses of a database and a broker, nothing is started but the application.

These tests use servers of this machine where they answer without a password: a database, a Redis database
number or a RabbitMQ virtual host of their own, which they remove again.
"""

import os
import secrets
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from celery import Celery
from kombu import Connection
from psycopg import sql

from tests.embedded.instance import Instance, wait_until

POSTGRES = os.environ.get("TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/")
# The highest number of a Redis as it is installed.
REDIS = os.environ.get("TEST_REDIS", "redis://127.0.0.1:6379/15")
RABBITMQ = os.environ.get("TEST_RABBITMQ", "amqp://guest:guest@127.0.0.1:5672/")


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    """Make a database, and remove it."""
    try:
        server = psycopg.connect(POSTGRES + "postgres", autocommit=True, connect_timeout=2)
    except psycopg.OperationalError:
        pytest.skip(f"NOT RUN: server mode, because no PostgreSQL lets us in at {POSTGRES}.")
    name = f"casework_test_{secrets.token_hex(4)}"
    with server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield POSTGRES + name
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def redis() -> Iterator[str]:
    """Lend an empty database number, and empty it."""
    if not answers(6379):
        pytest.skip("NOT RUN: server mode with Redis, because none answers at 127.0.0.1:6379.")
    with Connection(REDIS) as broker:
        client = broker.channel().client  # type: ignore[attr-defined]
        if client.dbsize():
            pytest.skip(f"NOT RUN: server mode with Redis, because {REDIS} is in use.")
        yield REDIS
        client.flushdb()


@pytest.fixture
def rabbitmq() -> Iterator[str]:
    """Make a virtual host, and remove it."""
    control = shutil.which("rabbitmqctl")
    if not control or not answers(5672) or os.geteuid() != 0:
        pytest.skip("NOT RUN: server mode with RabbitMQ, because none answers or we may not control it.")
    name = f"casework-test-{secrets.token_hex(4)}"
    for arguments in (["add_vhost", name], ["set_permissions", "-p", name, "guest", ".*", ".*", ".*"]):
        subprocess.run([control, "-q", *arguments], check=True, capture_output=True)
    yield RABBITMQ + name
    subprocess.run([control, "-q", "delete_vhost", name], check=True, capture_output=True)


@pytest.fixture
def outside(checkout: Path, tmp_path: Path) -> Instance:
    """An installation that has yet to be told its servers."""
    return Instance(
        checkout,
        CASEWORK_VAR=str(tmp_path / "var"),
        CASEWORK_SECRET_KEY=secrets.token_urlsafe(50),
        CASEWORK_ALLOWED_HOSTS="127.0.0.1",
        CASEWORK_GEONAMES="no",
    )


def worker_answers(broker: str) -> bool:
    """Ask a worker through the broker, and hear the answer through it."""
    with pytest.MonkeyPatch.context() as patch, Celery(set_as_current=False) as asking:
        # Celery believes the environment before its arguments.
        patch.setenv("CELERY_BROKER_URL", broker)
        return bool(asking.control.ping(timeout=1, limit=1))


def test_only_the_application_runs_and_reaches_postgresql_and_redis(
    outside: Instance, database: str, redis: str
) -> None:
    outside.environment |= {"DATABASE_URL": database, "CELERY_BROKER_URL": redis}

    outside.start()
    try:
        assert not [part for part in outside.family() if part.name() in ("postgres", "valkey-server")]
        assert outside.is_well()
        wait_until(lambda: worker_answers(redis), "the worker's answer")
    finally:
        assert outside.stop() == 0


def test_a_worker_is_reached_through_rabbitmq(outside: Instance, rabbitmq: str) -> None:
    outside.environment |= {"DATABASE_URL": "postgresql://127.0.0.1:1/none", "CELERY_BROKER_URL": rabbitmq}
    worker = subprocess.Popen(
        [sys.executable, "-m", "celery", "--app=casework", "worker", "--concurrency=1"],
        cwd=outside.home,
        env=outside.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until(lambda: worker_answers(rabbitmq), "the worker's answer")
    finally:
        worker.terminate()
        worker.wait()


def test_a_database_that_does_not_answer_is_said_in_a_sentence(outside: Instance) -> None:
    nowhere = {
        "DATABASE_URL": "postgresql://127.0.0.1:1/casework",
        "CELERY_BROKER_URL": "redis://127.0.0.1:1/0",
    }

    refused = outside.manage("up", **nowhere)

    assert refused.returncode == 1
    assert refused.stderr.startswith("The database cannot be used: ")
    assert refused.stderr.rstrip().endswith("or correct DATABASE_URL, then start Casework again.")
