"""Have the database answer, also where Casework is stopped and its own PostgreSQL with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import OperationalError, connection, connections

from casework.backups.errors import BackupError
from casework.embedded import postgres
from casework.embedded.children import CannotStart
from casework.embedded.supervisor import Say, only_one


@contextmanager
def database(say: Say, *, alone: bool = False) -> Iterator[None]:
    """Have the database answer for as long as the block runs.

    A PostgreSQL of ours that is stopped is started for the block. With `alone`, it must have been stopped:
    then nothing else works on it meanwhile.
    """
    if _answers() and not (alone and settings.IS_EMBEDDED):
        yield
        return
    if not settings.IS_EMBEDDED:
        raise BackupError("The database does not answer. Start it, or correct DATABASE_URL.")
    connections.close_all()
    try:
        with only_one(settings.VAR_DIR, say):
            cluster = postgres.Cluster(settings.VAR_DIR)
            cluster.make()
            child = cluster.start()
            try:
                cluster.prepare()
                yield
            finally:
                connections.close_all()
                cluster.stop(child)
    except CannotStart as error:
        raise BackupError(str(error)) from error


def _answers() -> bool:
    try:
        connection.ensure_connection()
    except OperationalError:
        return False
    return True
