"""Slow sites: one deadline covers everything, whatever trickles in meanwhile."""

import socket
import time

import pytest

from casework.sources.fetching.failure import Failure
from casework.sources.fetching.guard import Guard
from tests.sources.fetching.site import OPENED, page, redirect, site, transport
from tests.sources.hostile.cases import (
    CAMP,
    SHORT_S,
    Case,
    chunks,
    each,
    html,
    put_to_the_test,
    slowly,
    then_silence,
)

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
SOON = {"seconds": SHORT_S}
SLOW = [
    Case("says nothing", then_silence(b""), "too_slow", {}, SOON),
    Case("says half a status", then_silence(b"HTTP/1.1 2"), "too_slow", {}, SOON),
    Case("says half a header", then_silence(HEAD + b"X-Ha"), "too_slow", {}, SOON),
    Case("says no body", then_silence(HEAD + b"Content-Length: 99\r\n\r\n"), "too_slow", {}, SOON),
    Case("keeps the last byte", then_silence(page(CAMP)[:-1]), "too_slow", {}, SOON),
    Case("keeps the last chunk", then_silence(chunks(CAMP, end=b"0\r\n")), "too_slow", {}, SOON),
    Case("never hangs up", then_silence(HEAD + b"\r\n" + CAMP), "too_slow", {}, SOON),
    Case("a header at a time", slowly(HEAD, b"X: 1\r\n"), "too_slow", {}, SOON),
    Case("a letter of a header at a time", slowly(HEAD + b"X: ", b"x"), "too_slow", {}, SOON),
    Case(
        "a byte of the body at a time",
        slowly(HEAD + b"Content-Length: 9999\r\n\r\n", b"x"),
        "too_slow",
        {},
        SOON,
    ),
    Case("a byte at a time without a length", slowly(HEAD + b"\r\n", b"x"), "too_slow", {}, SOON),
    Case("a chunk at a time", slowly(chunks(b"<p>", end=b""), b"1\r\nx\r\n"), "too_slow", {}, SOON),
    Case(
        "a digit of a chunk at a time", slowly(chunks(b"<p>", end=b""), b"0"), "too_slow|site_error", {}, SOON
    ),
    Case(
        "hints for ever",
        slowly(b"HTTP/1.1 103 Early Hints\r\n\r\n", pause=0.2),
        "too_slow|site_error",
        {},
        SOON,
    ),
    Case(
        "a packed byte at a time",
        slowly(html(b"x" * 99, "Content-Encoding: gzip")[:-90], b"\x1f\x8b"),
        "too_slow|truncated",
        {},
        SOON,
    ),
    Case("slow only after the redirect", redirect("/a"), "too_slow", {"a": then_silence(HEAD)}, SOON),
    Case(
        "slow with a refusal",
        then_silence(b"HTTP/1.1 403 No\r\nContent-Length: 999\r\n\r\n<p>"),
        "auth",
        {},
        SOON,
    ),
]


@each(SLOW)
def test_slow_sites_are_left(case: Case) -> None:
    began = time.monotonic()

    put_to_the_test(case)

    assert time.monotonic() - began < SHORT_S + 2


def test_a_handshake_that_never_comes() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        OPENED.add(("127.0.0.1", port))
        with pytest.raises(Failure) as failure:
            transport(guard=Guard({("127.0.0.1", port)}), **SOON).get(f"https://127.0.0.1:{port}/")

    assert failure.value.outcome == "too_slow"


def test_a_name_server_that_takes_its_time_uses_up_the_same_deadline() -> None:
    def resolve(host: str, seconds: float) -> list[str]:
        time.sleep(SHORT_S)
        return ["127.0.0.1"]

    with site(camp=page(CAMP)) as news:
        way = transport(guard=Guard({("127.0.0.1", news.port)}, resolve=resolve), **SOON)
        with pytest.raises(Failure) as failure:
            way.get(f"http://news.example:{news.port}/camp")

    assert (failure.value.outcome, news.requests) == ("too_slow", [])
