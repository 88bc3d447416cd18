"""What is left of three hundred documents to fetch when their worker is killed every five seconds.

    DATABASE_URL=… CASEWORK_SECRET_KEY=… python -m benchmarks.killing [DOCUMENTS] [SECONDS]

A worker of four threads is killed without warning every five seconds for a minute, and started again at once.
Goal: two minutes after the last kill every document has its final state, each was kept once, and no visit
that brought it was written down twice. The site and the store are `benchmarks.fetching`'s, the pause of a
second between two visits to a host holds. The database is one of its own, dropped at the end.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models import Count, Q
from psycopg.conninfo import make_conninfo

from benchmarks.fetching import THREADS, a_database_and_a_store, file_documents, site
from benchmarks.news_pages import bare_pages
from casework.sources.collecting import collect_next
from casework.sources.fetching.guard import Guard
from casework.sources.fetching.transport import Transport
from casework.sources.models import Document, FetchState, Snapshot, Source, Visit

EVERY_S = 5
GOAL_S = 120
STORE = "CASEWORK_BENCHMARK_STORE"


def worker(port: int) -> None:
    """Fetch until killed."""
    from concurrent.futures import ThreadPoolExecutor

    settings.CAPTURES_DIR, settings.CAPTURES_S3_URL = Path(os.environ[STORE]), ""
    guard = Guard({("127.0.0.1", port)}, resolve=lambda host, limit: ["127.0.0.1"])
    transport = Transport(guard, "Casework benchmark")

    def work(_number: int) -> None:
        while True:
            if not collect_next(transport):
                time.sleep(0.1)

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(work, range(THREADS)))


def start(port: int) -> subprocess.Popen[bytes]:
    """Start a worker at the database that the benchmark has made."""
    environment = {
        "DATABASE_URL": make_conninfo(os.environ["DATABASE_URL"], dbname=connection.settings_dict["NAME"]),
        STORE: str(settings.CAPTURES_DIR),
    }
    command = [sys.executable, "-m", "benchmarks.killing", "worker", str(port)]
    return subprocess.Popen(command, env={**os.environ, **environment})


def left() -> int:
    return Document.objects.filter(fetch_state=FetchState.DUE).count()


def kill_for(seconds: float, port: int) -> int:
    """Start workers and kill each after five seconds; return how many fell while documents were waiting."""
    until, killed = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        process = start(port)
        time.sleep(EVERY_S)
        assert process.poll() is None, "The worker ended by itself."
        killed += bool(left())
        process.kill()
        process.wait()
    return killed


def wait_for_the_rest(port: int) -> float:
    """Let one worker finish, and return the seconds it took; the goal's double at most."""
    began, process = time.monotonic(), start(port)
    try:
        while left() and time.monotonic() - began < 2 * GOAL_S:
            time.sleep(0.5)
    finally:
        process.kill()
        process.wait()
    return time.monotonic() - began


def main() -> int:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    seconds = int(sys.argv[2]) if len(sys.argv) > 2 else 60
    with site(bare_pages(number)) as port, a_database_and_a_store():
        source = Source.objects.create(name="News", slug="news")
        file_documents(source, 0, number, port)
        killed = kill_for(seconds, port)
        waiting = left()
        took = wait_for_the_rest(port)
        brought = Count("visits", filter=Q(visits__outcome="ok"))
        once = Document.objects.annotate(brought=brought, kept=Count("snapshots", distinct=True))
        final = number - left()
        exactly = once.filter(outcome="ok", brought=1, kept=1).count()
        lost = Visit.objects.exclude(outcome="ok").count()
        kept = Snapshot.objects.count()
    print(
        f"{number} documents, the worker killed {killed} times in {seconds} s, {waiting} left then: all but "
        f"{number - final} final after {took:.0f} s (goal {GOAL_S}); {exactly} kept exactly once, {kept} "
        f"kept in all, {lost} visits that brought nothing; load {os.getloadavg()[0]:.1f}."
    )
    return int(final != number or exactly != number or took > GOAL_S)


if __name__ == "__main__":
    if sys.argv[1:2] == ["worker"]:
        worker(int(sys.argv[2]))
    else:
        sys.exit(main())
