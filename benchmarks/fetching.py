"""How fast documents are fetched, read and stored, beside reading alone on the same machine.

    DATABASE_URL=… CASEWORK_SECRET_KEY=… python -m benchmarks.fetching [PAGES] [BATCH]

Pages like those of newspapers, see `benchmarks.news_pages`, or those of a folder that `DATA=` names; then
bare pages, which are read in half the time, so that all the rest weighs more. The goal is that of the first.

Limit: the same pages, read by the same program of its own, with as many threads, and nothing else. Ours: rows
of documents taken from the queue, looked up, fetched over HTTP from a server of its own on loopback, read,
and stored with bytes, snapshot, visit and trail. Batches of both by turns, after a first one that does not
count: in it the reader starts, and statements are planned. The pause between two visits to a host is off; two
at a time at each of 40 hosts holds. The database is one of its own, dropped at the end. Files that were
deleted in the last minutes, such as those of a run before, make new ones slower on ext4.
"""

import multiprocessing
import os
import resource
import socket
import socketserver
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casework.settings")
django.setup()

from django.conf import settings  # noqa: E402 - settings come first
from django.db import connection, connections  # noqa: E402
from django.db.models.functions import Now  # noqa: E402

from benchmarks.news_pages import SEED, bare_pages, news_pages  # noqa: E402
from casework.sources.collecting import collect_next  # noqa: E402
from casework.sources.fetching.guard import Guard  # noqa: E402
from casework.sources.fetching.reading import READER, extracted  # noqa: E402
from casework.sources.fetching.transport import Transport  # noqa: E402
from casework.sources.material import HTML  # noqa: E402
from casework.sources.models import Document, Source  # noqa: E402

# As many as the fetcher has.
THREADS = 4
HOSTS = 40
# Pages of the batch that does not count.
WARMING = 40
GOAL = 0.70
MEMORY_MB = 512


class _Visitor(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        # One piece, sent at once: otherwise the pauses of Nagle's algorithm would be measured.
        self.request.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        head = b""
        while b"\r\n\r\n" not in head:
            if not (data := self.request.recv(8192)):
                return
            head += data
        number = int(head.split(b" ", 2)[1].rpartition(b"/")[2])
        self.request.sendall(self.server.answers[number])  # type: ignore[attr-defined]


# Without threads: to start one takes longer than to send a page.
class _Site(socketserver.TCPServer):
    request_queue_size = 64


def _serve(pages: list[bytes], listening: socket.socket) -> None:
    server = _Site(listening.getsockname(), _Visitor, bind_and_activate=False)
    server.socket.close()
    server.socket = listening
    said = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n"
    server.answers = [said % len(page) + page for page in pages]  # type: ignore[attr-defined]
    server.serve_forever()


@contextmanager
def site(pages: list[bytes]) -> Iterator[int]:
    """Serve the pages from a process of its own, so that it is not in our figures; give its port."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listening:
        process = multiprocessing.get_context("fork").Process(target=_serve, args=(pages, listening))
        process.start()
        try:
            yield listening.getsockname()[1]
        finally:
            process.terminate()
            process.join()


@contextmanager
def a_database_and_a_store() -> Iterator[None]:
    """A database and a folder of their own for the block."""
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        with tempfile.TemporaryDirectory() as folder:
            settings.CAPTURES_DIR, settings.CAPTURES_S3_URL = Path(folder), ""
            yield
    finally:
        connections.close_all()
        connection.creation.destroy_test_db(name, verbosity=0)


def read_alone(workers: Executor, pages: list[bytes]) -> None:
    def read(page: bytes) -> None:
        assert extracted(page, HTML, charset="utf-8").text

    list(workers.map(read, pages))


def fetch_all(workers: Executor, transport: Transport) -> None:
    def work(number: int) -> None:
        while collect_next(transport, pause=0) or is_more_to_do():
            pass

    list(workers.map(work, range(THREADS)))


def is_more_to_do() -> bool:
    """Whether documents wait whose host has enough visitors at this moment; if so, after a short wait."""
    time.sleep(0.005)
    return Document.objects.due().exists()


@contextmanager
def fetcher() -> Iterator[Executor]:
    """The threads of a fetcher. As there, each keeps its connection to the database from task to task."""
    together = threading.Barrier(THREADS)

    def close(number: int) -> None:
        together.wait()
        connections.close_all()

    with ThreadPoolExecutor(THREADS) as workers:
        try:
            yield workers
        finally:
            list(workers.map(close, range(THREADS)))


def file_documents(source: Source, first: int, number: int, port: int) -> None:
    addresses = [f"http://news{each % HOSTS}.example:{port}/{each}" for each in range(first, first + number)]
    due = {"source": source, "fetch_state": "due", "next_attempt_at": Now()}
    Document.objects.bulk_create(
        Document(url=each, canonical_url=each, title=each, **due) for each in addresses
    )


def seconds(work: Callable[[], None]) -> float:
    before = time.perf_counter()
    work()
    return time.perf_counter() - before


def megabytes(whose: int) -> float:
    return resource.getrusage(whose).ru_maxrss / 1024


def compare(kind: str, pages: list[bytes], port: int, batch: int) -> float:
    """Print and return how fast such pages are fetched, read and stored, beside reading them alone."""
    number = len(pages) - WARMING
    with fetcher() as workers:
        guard = Guard({("127.0.0.1", port)}, resolve=lambda host, limit: ["127.0.0.1"])
        transport = Transport(guard, "Casework benchmark")
        source = Source.objects.create(name=kind, slug=kind)
        alone, ours, ratios = 0.0, 0.0, []
        file_documents(source, number, WARMING, port)
        read_alone(workers, pages[number:])
        fetch_all(workers, transport)
        for first in range(0, number, batch):
            some = pages[first : min(first + batch, number)]
            file_documents(source, first, len(some), port)
            limit = seconds(partial(read_alone, workers, some))
            took = seconds(partial(fetch_all, workers, transport))
            alone, ours = alone + limit, ours + took
            ratios.append(limit / took)
        fetched = Document.objects.filter(source=source, outcome="ok").count()
    assert fetched == number + WARMING, f"Only {fetched} of {number + WARMING} were fetched."
    size = statistics.median(map(len, pages)) / 1000
    print(
        f"{number:,} {kind} pages of {size:.0f} kB, {THREADS} threads, seed {SEED}: reading alone "
        f"{number / alone:.1f} a second; fetched, read and stored {number / ours:.1f} a second: "
        f"{alone / ours:.0%} of the limit ({min(ratios):.0%} to {max(ratios):.0%}, median "
        f"{statistics.median(ratios):.0%})."
    )
    return alone / ours


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    batch = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    news, bare = news_pages(number + WARMING), bare_pages(number + WARMING)
    with site(news) as newspaper, site(bare) as other, a_database_and_a_store():
        reached = compare("news", news, newspaper, batch)
        compare("bare", bare, other, batch)
        # Only of children that have ended does the system say how large they were: now, and not when the
        # sites have ended, which are larger. Before a child runs its program it is as large as its parent.
        READER.stop()
        readers = megabytes(resource.RUSAGE_CHILDREN)
    print(f"Goal: {GOAL:.0%} with news pages; reached: {reached:.1%}.")
    ours, pages = megabytes(resource.RUSAGE_SELF), sum(map(len, news + bare)) / 1e6
    print(
        f"Most memory: this process {ours:.0f} MB, of which {pages:.0f} MB are the pages of the sites; "
        f"the largest of its readers at most {readers:.0f} MB; goal {MEMORY_MB} MB for both together."
    )


if __name__ == "__main__":
    main()
