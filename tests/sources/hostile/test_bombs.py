"""Bombs: what is small on the wire and has no end when it is unpacked."""

import gzip
import socket
import subprocess
import sys
import tracemalloc
import zlib
from collections.abc import Callable
from functools import cache

from tests.sources.fetching.site import page
from tests.sources.fetching.test_images import png
from tests.sources.hostile.cases import CAMP, Case, chunks, each, endless, html, plain, put_to_the_test, typed
from tests.sources.hostile.papers import paper

OK_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@cache
def packed(size: int, wbits: int = 31) -> bytes:
    """So many zeros, in a thousandth of the bytes."""
    packing = zlib.compressobj(9, zlib.DEFLATED, wbits)
    zeros = b"\0" * 1_000_000
    return b"".join([*(packing.compress(zeros) for _each in range(size // len(zeros))), packing.flush()])


def later(make: Callable[[], bytes]) -> Callable[[socket.socket], None]:
    """Make an answer when it is asked for: bombs take their time, and each run collects all of them."""
    return lambda connection: connection.sendall(make())


def gzipped(body: bytes) -> bytes:
    return html(body, "Content-Encoding: gzip")


def deflated(body: bytes) -> bytes:
    return html(body, "Content-Encoding: deflate")


ENTITIES = "".join(f"<!ENTITY a{number} '{f'&a{number - 1};' * 10}'>" for number in range(1, 10))
LAUGHS = f"<!DOCTYPE html [<!ENTITY a0 'ha'>{ENTITIES}]><html><p>&a9;"
BLOWN_UP = f"<!DOCTYPE html [<!ENTITY a '{'x' * 50_000}'>]><html><p>{'&a;' * 50_000}"
BOMBS = [
    Case("gzip", later(lambda: gzipped(packed(12_000_000))), "too_large"),
    Case("deflate", later(lambda: deflated(packed(12_000_000, 15))), "too_large"),
    Case("bare deflate", later(lambda: deflated(packed(12_000_000, -15))), "too_large"),
    Case(
        "gzip in many members",
        later(lambda: gzipped(gzip.compress(b"\0" * 999_999) * 20)),
        "too_large",
    ),
    Case(
        "gzip of empty members",
        later(lambda: html(gzip.compress(b"") * 20_000, "Content-Encoding: gzip")),
        "empty",
    ),
    Case(
        "gzip in gzip",
        later(lambda: gzipped(gzip.compress(packed(12_000_000)))),
        "empty|bad_type|bad_charset",
    ),
    Case(
        "gzip twice by name",
        later(lambda: html(packed(2_000_000), "Content-Encoding: gzip, gzip")),
        "bad_type",
    ),
    Case("brotli that nobody asked for", html(b"\x8b\x02\x80", "Content-Encoding: br"), "bad_type"),
    Case("zstandard that nobody asked for", html(b"\x28\xb5\x2f\xfd", "Content-Encoding: zstd"), "bad_type"),
    Case(
        "a length beyond all",
        OK_HEAD + b"Content-Length: 99999999999999999999\r\n\r\n",
        "too_large|site_error",
    ),
    Case(
        "a body without end",
        endless(OK_HEAD + b"\r\n", b"x" * 65_536),
        "too_large",
        {},
        {"body_bytes": 500_000},
    ),
    Case(
        "chunks without end",
        endless(chunks(b"<p>", end=b""), b"1000\r\n" + b"x" * 4096 + b"\r\n"),
        "too_large",
        {},
        {"body_bytes": 500_000},
    ),
    Case("headers without end", endless(OK_HEAD, b"X-More: " + b"x" * 900 + b"\r\n"), "site_error|too_large"),
    Case("one header without end", endless(OK_HEAD + b"X-Long: ", b"x" * 4096), "site_error|too_large"),
    Case(
        "trailers without end",
        endless(chunks(CAMP, end=b"0\r\n"), b"X-More: " + b"x" * 900 + b"\r\n"),
        "site_error|too_large",
    ),
    Case(
        "chunk extensions without end",
        endless(chunks(b"<p>", end=b"5;"), b"x" * 4096),
        "site_error|too_large",
    ),
    Case(
        "a PDF with a stream that unpacks to too much",
        later(lambda: typed("application/pdf", paper(packed(200_000_000, 15)))),
        "empty",
    ),
    Case(
        "a PDF that packs twice",
        later(
            lambda: typed(
                "application/pdf", paper(zlib.compress(packed(200_000_000, 15)), "[/FlateDecode/FlateDecode]")
            )
        ),
        "empty",
    ),
    Case(
        "a PDF with a billion pages",
        typed("application/pdf", paper(zlib.compress(b""), count=10**9)),
        "empty",
    ),
    Case(
        "an image of billions of points",
        later(lambda: typed("image/png", png(60_000, 60_000, (b"IDAT", packed(2_000_000, 15))))),
        "too_large",
    ),
    Case(
        "an image that unpacks to too much",
        later(lambda: typed("image/png", png(6_000, 6_000, (b"IDAT", packed(120_000_000, 15))))),
        "bad_type|ok",
    ),
    Case(
        "an image whose notes unpack to too much",
        later(lambda: typed("image/png", png(5, 5, (b"zTXt", b"a\0\0" + packed(200_000_000, 15))))),
        "bad_type",
    ),
    Case("an archive", typed("application/zip", b"PK\x03\x04" + bytes(99)), "bad_type"),
    Case("an archive that is called a page", html(b"PK\x03\x04" + bytes(99)), "bad_type|bad_charset|empty"),
    Case("entities of entities", typed("application/xhtml+xml", LAUGHS.encode()), "ok|empty", never="haha"),
    Case(
        "one entity many times", typed("application/xhtml+xml", BLOWN_UP.encode()), "ok|empty", never="xxxx"
    ),
    Case("a line of two million letters", plain("x" * 2_000_000), "ok"),
]


@each(BOMBS)
def test_bombs(case: Case) -> None:
    """The program that fetches keeps its memory; what the one that reads may take, test_reading.py proves."""
    tracemalloc.start()
    try:
        put_to_the_test(case)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert peak < 128 * 1024 * 1024


def test_no_bomb_makes_the_reader_large() -> None:
    """In a program of its own: the system counts what a child had before it became the reader, too."""
    code = (
        "import django, resource; django.setup()\n"
        "from tests.sources.hostile.test_bombs import BOMBS, put_to_the_test\n"
        "from casework.sources.fetching.reading import READER\n"
        "for case in BOMBS: put_to_the_test(case)\n"
        "READER.stop()\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
    assert 0 < int(done.stdout) < 512 * 1024


def test_a_page_of_the_right_size_is_no_bomb() -> None:
    put_to_the_test(Case("ok", page(gzip.compress(CAMP), "Content-Encoding: gzip"), "ok", says="About 20"))
