"""Broken HTTP: what is no proper answer is a failure, and no half of one is taken for the whole."""

import gzip
import zlib

import pytest

from tests.sources.fetching import site
from tests.sources.hostile.cases import Case, chunks, each, put_to_the_test

OK = b"HTTP/1.1 200 OK\r\n"
PLAIN = b"Content-Type: text/plain\r\n"
CAMP = b"About 20 soldiers died on Sunday, said two people."


def page(body: bytes, *headers: str, **changes: str) -> bytes:
    """An answer that needs no parser of pages: this family is about what is around the body."""
    return site.page(body, *headers, **{"media_type": "text/plain", **changes})


BROKEN = [
    Case("nothing at all", b"", "truncated"),
    Case("another protocol", b"SSH-2.0-OpenSSH_9.2\r\n\r\n", "site_error"),
    Case("the next version of HTTP", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "site_error"),
    Case("the first version of HTTP", CAMP, "site_error|truncated"),
    Case("a mail server", b"220 mail.news.example ESMTP\r\n\r\n", "site_error"),
    Case(
        "TLS on a plain port",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(64) + b"\r\n\r\n",
        "site_error",
    ),
    Case("a status of two digits", b"HTTP/1.1 20 OK\r\n\r\n", "site_error"),
    Case("a status of four digits", b"HTTP/1.1 2000 OK\r\n\r\n", "site_error"),
    Case("a status of letters", b"HTTP/1.1 OK 200\r\n\r\n", "site_error"),
    Case("a version that is none", b"HTTP/9.9.9 200 OK\r\n\r\n", "site_error"),
    Case("half a head", OK + PLAIN, "truncated"),
    Case("half a status", b"HTTP/1.1 2", "truncated"),
    Case("a header without a colon", OK + b"Nonsense\r\n\r\n", "site_error"),
    Case("a header with a space in its name", OK + b"Content Length: 3\r\n\r\nabc", "site_error"),
    Case("a header with NUL", OK + b"X: a\0b\r\n\r\n", "site_error"),
    Case("a header without a name", OK + b": a\r\n\r\n", "site_error"),
    Case("a length below zero", OK + b"Content-Length: -1\r\n\r\n", "site_error"),
    Case("a length of letters", OK + b"Content-Length: many\r\n\r\n", "site_error"),
    Case("a length in hexadecimal", OK + b"Content-Length: 0x10\r\n\r\n" + CAMP, "site_error"),
    Case("two lengths", OK + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", "site_error"),
    Case("a list of lengths", OK + b"Content-Length: 3, 4\r\n\r\nabcd", "site_error"),
    Case(
        "a length and chunks",
        OK + PLAIN + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "site_error|empty",
    ),
    Case("a transfer that nobody knows", OK + PLAIN + b"Transfer-Encoding: gzip\r\n\r\nabc", "site_error"),
    Case(
        "chunks inside of chunks",
        OK + PLAIN + b"Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
        "site_error",
    ),
    Case("a chunk without a size", chunks(end=b"zz\r\n"), "site_error"),
    Case("a chunk below zero", chunks(end=b"-5\r\nhello\r\n"), "site_error"),
    Case("a chunk of a billion digits", chunks(end=b"f" * 400), "site_error|truncated"),
    Case("a chunk that is longer than it says", chunks(end=b"1\r\nabc\r\n0\r\n\r\n"), "site_error"),
    Case("chunks without an end", chunks(CAMP, end=b""), "truncated"),
    Case("chunks without their last line", chunks(CAMP, end=b"0\r\n"), "truncated"),
    Case("a body that is too short", page(CAMP)[:-1], "truncated"),
    Case("a body that is missing", page(CAMP)[: -len(CAMP)], "truncated"),
    Case("a body that is too long", page(CAMP) + b"and more", "ok", says="About 20", never="and more"),
    Case(
        "a second answer behind the first",
        page(CAMP) + page(b"<p>Evil."),
        "ok",
        says="About 20",
        never="Evil",
    ),
    Case("hints without end", b"HTTP/1.1 100 Continue\r\n\r\n" * 100, "site_error"),
    Case("hints before the answer", b"HTTP/1.1 103 Hints\r\n\r\n" + page(CAMP), "ok", says="About 20"),
    Case(
        "an offer to switch",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n",
        "site_error|truncated",
    ),
    Case("only a part", page(CAMP, "Content-Range: bytes 0-9/99", status="206 Partial"), "site_error"),
    Case("not changed, though nobody asked", b"HTTP/1.1 304 Not Modified\r\n\r\n", "site_error"),
    Case("no content", b"HTTP/1.1 204 No Content\r\n\r\n", "empty"),
    Case("an answer of no length", page(b""), "empty"),
    Case("an answer of spaces", page(b" \r\n\t"), "empty"),
    Case("packed and cut", page(gzip.compress(CAMP)[:-9], "Content-Encoding: gzip"), "truncated"),
    Case(
        "packed and damaged",
        page(gzip.compress(CAMP * 9)[:-8] + b"\0" * 8, "Content-Encoding: gzip"),
        "truncated",
    ),
    Case("packed, it says", page(CAMP, "Content-Encoding: gzip"), "truncated"),
    Case("packed in nothing we know", page(CAMP, "Content-Encoding: compress"), "bad_type"),
    Case(
        "packed with padding",
        page(gzip.compress(CAMP) + b"\0\0", "Content-Encoding: gzip"),
        "ok",
        says="About 20",
    ),
    Case(
        "unpacked, though it says deflate",
        page(zlib.compress(CAMP), "Content-Encoding: DEFLATE"),
        "ok",
        says="About 20",
    ),
    Case("no type", OK + b"Content-Length: %d\r\n\r\n" % len(CAMP) + CAMP, "ok", says="About 20"),
    Case("a type that is none", page(CAMP, media_type="html"), "bad_type"),
    Case("a type with everything", page(CAMP, media_type="text/plain;;;charset=;=;charset=utf-8;x"), "ok"),
    Case("line ends of one byte", page(CAMP).replace(b"\r\n", b"\n"), "ok|site_error"),
    Case(
        "a folded header",
        OK + b"X: a\r\n b\r\n" + PLAIN + b"Content-Length: %d\r\n\r\n" % len(CAMP) + CAMP,
        "ok|site_error",
    ),
    Case(
        "a thousand headers",
        OK + PLAIN + b"X: 1\r\n" * 1000 + b"Content-Length: %d\r\n\r\n" % len(CAMP) + CAMP,
        "ok",
    ),
    Case("headers in letters of another script", page(CAMP, "X-Ville: S\xe9gou"), "ok"),
    Case("an end of the session in a header", page(CAMP, "Set-Cookie: a=b\tc"), "ok"),
]


@each(BROKEN)
def test_broken_http(case: Case) -> None:
    put_to_the_test(case)


STATUSES = {
    400: "site_error",
    401: "auth",
    402: "paywall",
    403: "auth",
    404: "gone",
    405: "site_error",
    407: "auth",
    408: "too_slow",
    410: "gone",
    413: "too_large",
    415: "bad_type",
    418: "site_error",
    429: "rate_limited",
    451: "legal",
    500: "site_error",
    502: "site_error",
    503: "site_error",
    504: "site_error",
    520: "site_error",
    999: "site_error",
}


@pytest.mark.parametrize("status", STATUSES)
def test_statuses(status: int) -> None:
    put_to_the_test(Case(str(status), page(CAMP, status=f"{status} Said"), STATUSES[status]))
