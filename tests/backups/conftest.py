"""Installations that a test may fill, empty and leave."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from psycopg import sql

from casework.backups.programs import environment

# Goes on in a new installation: migrated, with nobody and nothing in it.
Elsewhere = Callable[[], None]


@pytest.fixture
def elsewhere(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[Elsewhere]:
    """Offer new installations, each with a database and archived bytes of its own."""
    ours, numbers = settings.DATABASES["default"], count(1)
    # A database that somebody is connected to cannot be copied, and the threads of a server that another test
    # started may be connected to ours for a while.
    origin = ours["TEST"].get("TEMPLATE") or ours["NAME"]
    with django_db_blocker.unblock(), ExitStack() as stack:
        yield lambda: stack.enter_context(_installation(origin, f"{ours['NAME']}_{next(numbers)}", tmp_path))


@contextmanager
def _installation(origin: str, name: str, tmp_path: Path) -> Iterator[None]:
    ours, before = settings.DATABASES["default"], settings.DATABASES["default"]["NAME"]
    captures = settings.CAPTURES_DIR
    connections.close_all()
    _ask("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
    _ask("CREATE DATABASE {} TEMPLATE {}", name, origin)
    ours["NAME"], settings.CAPTURES_DIR = name, tmp_path / name
    settings.CAPTURES_DIR.mkdir()
    try:
        yield
    finally:
        connections.close_all()
        ours["NAME"], settings.CAPTURES_DIR = before, captures
        _ask("DROP DATABASE {} WITH (FORCE)", name)


def _ask(statement: str, *names: str) -> None:
    """Tell the server something that cannot be told from within the database it is about."""
    known = environment()
    with psycopg.connect(
        host=known.get("PGHOST"),
        port=known.get("PGPORT"),
        user=known.get("PGUSER"),
        password=known.get("PGPASSWORD"),
        dbname="postgres",
        autocommit=True,
    ) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
