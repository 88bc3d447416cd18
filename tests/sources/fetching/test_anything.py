"""Whatever comes, fetching ends in an answer or in a failure that says why."""

from collections.abc import Callable, Iterator
from ipaddress import ip_address
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.sources.fetching.failure import Failure
from casework.sources.fetching.guard import Guard, is_public
from casework.sources.fetching.inflating import Inflater
from casework.sources.outcomes import Outcome
from tests.sources.fetching.site import Site, redirect, site, transport

MANY = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
T = TypeVar("T")
PIECES = [
    *(
        "http:",
        "https:",
        "//",
        "/",
        "\\",
        "@",
        "[",
        "]",
        ":",
        "::1",
        "127.0.0.1",
        "0x7f",
        "169.254.169.254",
        "%",
    ),
    *(
        "%00",
        "%2f",
        "%0d%0a",
        "?",
        "#",
        ".",
        "..",
        " ",
        "\t",
        "\n",
        "é",
        "。",
        "①",
        "ß",
        "\ud800",
        "80",
        "443",
    ),
    *("99999", "news.example", "10.1", "fe80::1%25eth0", "user:secret", "xn--", "localhost", "ftp:", "-"),
]
ADDRESSES = st.lists(st.sampled_from(PIECES), max_size=9).map("".join)


def looked_up(host: str, _seconds: float) -> list[str]:
    return ["10.0.0.1"] if "localhost" in host else ["93.184.215.14"]


def ended(action: Callable[[], T]) -> T | Failure:
    """What an action gave, or the failure that it ended with; anything else fails the test."""
    try:
        return action()
    except Failure as failure:
        return failure


@given(ADDRESSES | ADDRESSES.map("http://".__add__))
@settings(max_examples=200)
def test_any_address_is_a_public_place_or_refused(address: str) -> None:
    found = ended(lambda: Guard(resolve=looked_up).place(address, seconds=1))

    if isinstance(found, Failure):
        assert found.outcome == Outcome.REFUSED_BY_POLICY
    else:
        assert all(is_public(ip_address(ip)) for ip in found.ips)
        assert found.port in (80, 443)
        assert found.target.isascii()
        assert found.target.startswith("/")


@pytest.fixture(scope="module")
def news() -> Iterator[Site]:
    with site() as server:
        yield server


def answered(news: Site, reply: bytes) -> None:
    """Let the site answer so; what comes of it is an answer or a failure with its outcome and words."""
    news.replies["/camp"] = reply
    found = ended(lambda: transport(seconds=2, body_bytes=2000).get(f"{news.base}/camp"))

    if isinstance(found, Failure):
        assert found.outcome in Outcome
        assert found.detail
    else:
        assert len(found.body) <= 2000


HEADERS = st.lists(
    st.tuples(
        st.sampled_from(
            ["Content-Type", "Content-Encoding", "Content-Length", "Transfer-Encoding", "Retry-After", "X"]
        ),
        st.sampled_from(
            ["", "0", "5", "-1", "9" * 30, "chunked", "gzip", "br", "text/html", "a/b; charset=", "é"]
        )
        | st.binary(max_size=12).map(lambda value: value.decode("latin-1")),
    ),
    max_size=4,
)


@MANY
@given(status=st.integers(0, 1100), headers=HEADERS, body=st.binary(max_size=60))
def test_any_answer_ends_in_a_body_or_a_failure(
    news: Site, status: int, headers: list[tuple[str, str]], body: bytes
) -> None:
    lines = [f"HTTP/1.1 {status} Said", *(f"{name}: {value}" for name, value in headers), "", ""]
    answered(news, "\r\n".join(lines).encode("utf-8", "replace") + body)


@MANY
@given(st.binary(max_size=200))
def test_any_bytes_end_in_a_failure(news: Site, reply: bytes) -> None:
    answered(news, reply)


@MANY
@given(ADDRESSES)
def test_any_redirect_ends(news: Site, onward: str) -> None:
    # Only loopback and what needs no name server: nothing here leaves the machine.
    if "example" not in onward and "localhost" not in onward:
        answered(news, redirect("there").replace(b"there", onward.encode("utf-8", "replace")))


@given(st.lists(st.binary(max_size=300), max_size=4), st.sampled_from(["gzip", "deflate", ""]))
def test_any_compressed_bytes_unpack_or_fail(pieces: list[bytes], encoding: str) -> None:
    inflater = Inflater(encoding, most=500)

    def unpack() -> bytes:
        for piece in pieces:
            inflater.feed(piece)
        return inflater.end()

    found = ended(unpack)

    if isinstance(found, Failure):
        assert found.outcome in (Outcome.TRUNCATED, Outcome.TOO_LARGE)
    else:
        assert len(found) <= 500
