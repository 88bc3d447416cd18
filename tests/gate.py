"""Make two people meet inside a decision, so that a race is run on every test run and not now and then."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from time import monotonic
from typing import Any

from django.db import connection, connections

# A thread that waits for a row lock shows up here; it can then never reach the gate.
WAITING = """
SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()
"""
PATIENCE = 20


class Gate:
    """Opens when `parties` threads stand before it or wait for a lock in the database."""

    def __init__(self, parties: int) -> None:
        self.parties = parties
        self.arrived = 0
        self.condition = threading.Condition()

    def wait(self) -> None:
        with self.condition:
            self.arrived += 1
            self.condition.notify_all()
            give_up_at = monotonic() + PATIENCE
            while self.arrived + self._locked_out() < self.parties:
                assert monotonic() < give_up_at, "The others neither came nor wait for a lock."
                self.condition.wait(timeout=0.02)

    def _locked_out(self) -> int:
        with connection.cursor() as cursor:
            # Within a transaction PostgreSQL would show the same picture again.
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(WAITING)
            return int(cursor.fetchone()[0])


def gated(function: Callable[..., Any], parties: int) -> Callable[..., Any]:
    """Return the function with a gate behind it: its answer is held back until the others are there too."""
    gate = Gate(parties)

    def held_back(*args: Any, **kwargs: Any) -> Any:
        answer = function(*args, **kwargs)
        gate.wait()
        return answer

    return held_back


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Run the calls in threads with a database connection each; return their answers or exceptions."""

    def run(call: Callable[[], Any]) -> Any:
        try:
            return call()
        except Exception as error:  # noqa: BLE001  the test looks at whatever it was
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))
