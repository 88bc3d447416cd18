"""What strangers' servers do, played by a server on loopback: nothing of it may hang, fill or mislead us."""

import gzip
import itertools
import socket
import time
import tracemalloc
import zlib
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from casework.sources.fetching.failure import Failure
from casework.sources.fetching.guard import Guard
from casework.sources.fetching.transport import Transport
from casework.sources.outcomes import Outcome
from tests.sources.fetching.site import OPEN, Reply, page, redirect, site, transport

CAMP = b"<html><p>About 20 soldiers died."


def failure_of(reply: Reply, **limits: Any) -> Failure:
    """Fetch an address that answers so; return how that failed."""
    with site(camp=reply) as news, pytest.raises(Failure) as failure:
        transport(**limits).get(f"{news.base}/camp")
    return failure.value


def outcome_of(reply: Reply, **limits: Any) -> Outcome:
    return failure_of(reply, **limits).outcome


def body_of(reply: Reply) -> bytes:
    with site(camp=reply) as news:
        return transport().get(f"{news.base}/camp").body


def slowly(*pieces: bytes, pause: float) -> Callable[[socket.socket], None]:
    """Send the pieces with a pause after each, for ever if need be."""

    def reply(connection: socket.socket) -> None:
        for piece in itertools.chain(pieces, itertools.repeat(pieces[-1])):
            connection.sendall(piece)
            time.sleep(pause)

    return reply


def chunked(*pieces: bytes, end: bytes = b"0\r\n\r\n") -> bytes:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    return head + b"".join(b"%x\r\n%s\r\n" % (len(each), each) for each in pieces) + end


def test_a_page_is_brought_whole() -> None:
    with site(camp=page(CAMP, media_type="Text/HTML; charset='ISO-8859-1'")) as news:
        answer = transport().get(f"{news.base}/camp?a=1#top".replace("?a=1", ""))

    assert (answer.body, answer.media_type, answer.charset) == (CAMP, "text/html", "iso-8859-1")
    assert (answer.address, answer.hops[0].ip, answer.hops[0].status) == (
        f"{news.base}/camp",
        "127.0.0.1",
        200,
    )


def test_a_request_says_who_asks_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    with site(old=redirect("/camp"), camp=page(CAMP, "Set-Cookie: seen=1")) as news:
        transport().get(f"{news.base}/old")

    assert news.requests[1].splitlines() == [
        "GET /camp HTTP/1.1",
        f"Host: 127.0.0.1:{news.port}",
        "User-Agent: Casework tests",
        "Accept: text/html, application/xhtml+xml, application/pdf, text/plain;q=0.9, image/*;q=0.8",
        "Accept-Encoding: gzip, deflate",
        "Connection: close",
        "",
    ]


@pytest.mark.parametrize(
    "reply",
    [
        chunked(CAMP[:10], CAMP[10:]),
        b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + CAMP,
        b"HTTP/1.1 103 Early Hints\r\n\r\n" + page(CAMP),
        page(gzip.compress(CAMP), "Content-Encoding: gzip"),
        page(gzip.compress(CAMP[:9]) + gzip.compress(CAMP[9:]) + b"\0\0", "Content-Encoding: GZIP"),
        page(zlib.compress(CAMP), "Content-Encoding: deflate"),
        page(zlib.compress(CAMP)[2:-4], "Content-Encoding: deflate"),
    ],
    ids=["chunked", "closed", "hint", "gzip", "members", "deflate", "bare deflate"],
)
def test_every_proper_way_to_send_a_body_is_read(reply: bytes) -> None:
    assert body_of(reply) == CAMP


@pytest.mark.parametrize(
    "reply",
    [
        page(CAMP)[:-1],
        page(CAMP)[:40],
        b"HTTP/1.1 200 OK\r\n",
        b"",
        chunked(CAMP, end=b""),
        chunked(CAMP, end=b"0\r\n"),
        page(gzip.compress(CAMP)[:-9], "Content-Encoding: gzip"),
        page(CAMP, "Content-Encoding: gzip"),
    ],
)
def test_a_body_without_its_end_is_no_success(reply: bytes) -> None:
    assert outcome_of(reply) == Outcome.TRUNCATED


@pytest.mark.parametrize(
    "reply",
    [
        b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent Length: 3\r\n\r\nabc",
        b"HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\n",
        chunked() + b"zz",
        chunked(CAMP, end=b"xyz\r\n"),
        b"HTTP/1.1 100 Continue\r\n\r\n" * 100,
    ],
)
def test_what_is_no_proper_http_is_refused(reply: bytes) -> None:
    if reply.endswith(b"zz"):
        # What follows a whole answer is nobody's business: the connection is closed.
        assert body_of(reply) == b""
    else:
        assert outcome_of(reply) == Outcome.SITE_ERROR


def test_headers_have_a_limit() -> None:
    assert outcome_of(page(CAMP, f"X-Large: {'x' * 200_000}")) == Outcome.SITE_ERROR
    assert (
        outcome_of(page(CAMP, *(f"X-{number}: {'x' * 90}" for number in range(2000)))) == Outcome.SITE_ERROR
    )


@pytest.mark.parametrize(
    ("pieces", "pause"),
    [
        ([b""], 0.02),
        ([b"H"], 0.02),
        ([b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"], 0.02),
        (
            [page(CAMP, media_type="text/html").replace(b"Content-Length: 32", b"Content-Length: 999"), b"x"],
            0.02,
        ),
        ([chunked(end=b""), b"1\r\nx\r\n"], 0.02),
    ],
    ids=["silence", "status line", "headers", "body", "chunks"],
)
def test_a_server_that_drips_is_left_at_the_deadline(pieces: Sequence[bytes], pause: float) -> None:
    began = time.monotonic()

    assert outcome_of(slowly(*pieces, pause=pause), seconds=0.2) == Outcome.TOO_SLOW
    assert time.monotonic() - began < 2


def test_all_redirects_share_one_deadline() -> None:
    def late(connection: socket.socket) -> None:
        time.sleep(0.15)
        connection.sendall(redirect("/b"))

    with site(camp=late, b=late) as news, pytest.raises(Failure) as failure:
        transport(seconds=0.2).get(f"{news.base}/camp")

    assert failure.value.outcome == Outcome.TOO_SLOW
    assert len(failure.value.hops) == 1


def test_a_body_beyond_the_limit_is_not_read() -> None:
    assert outcome_of(page(b"x" * 1001), body_bytes=1000) == Outcome.TOO_LARGE
    assert outcome_of(chunked(b"x" * 600, b"x" * 600), body_bytes=1000) == Outcome.TOO_LARGE
    assert outcome_of(slowly(chunked(b"x" * 9000, end=b""), b"0010\r\n", pause=0), body_bytes=1000) == (
        Outcome.TOO_LARGE
    )


def test_a_bomb_is_not_unpacked() -> None:
    bomb = gzip.compress(bytes(50_000_000))
    tracemalloc.start()

    outcome = outcome_of(page(bomb, "Content-Encoding: gzip"), body_bytes=1_000_000)

    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (len(bomb) < 60_000, outcome) == (True, Outcome.TOO_LARGE)
    assert peak < 5_000_000


def test_many_empty_members_end() -> None:
    reply = page(gzip.compress(b"") * 20_000, "Content-Encoding: gzip")

    assert body_of(reply) == b""


@pytest.mark.parametrize("encoding", ["br", "zstd", "compress", "gzip, gzip"])
def test_encodings_that_nobody_asked_for_are_refused(encoding: str) -> None:
    assert outcome_of(page(CAMP, f"Content-Encoding: {encoding}")) == Outcome.BAD_TYPE


@pytest.mark.parametrize(
    ("media_type", "is_read"),
    [
        ("application/xhtml+xml", True),
        ("application/pdf", True),
        ("application/octet-stream", True),
        ("", True),
        ("image/jpeg", True),
        ("text/xml", True),
        ("image/tiff", False),
        ("application/json", False),
        ("video/mp4", False),
        ("application/zip", False),
        ("text/javascript", False),
        ("html", False),
    ],
)
def test_only_pages_pdfs_and_texts_are_read(media_type: str, is_read: bool) -> None:
    reply = page(CAMP, media_type=media_type)

    assert (body_of(reply) == CAMP) if is_read else (outcome_of(reply) == Outcome.BAD_TYPE)


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (204, "empty"),
        (206, "site_error"),
        (300, "site_error"),
        (304, "site_error"),
        (400, "site_error"),
        (401, "auth"),
        (402, "paywall"),
        (403, "auth"),
        (404, "gone"),
        (408, "too_slow"),
        (410, "gone"),
        (429, "rate_limited"),
        (451, "legal"),
        (500, "site_error"),
        (503, "site_error"),
        (999, "site_error"),
    ],
)
def test_every_status_has_its_outcome(status: int, outcome: str) -> None:
    failure = failure_of(page(b"", status=f"{status} Said"))

    assert (failure.outcome, failure.hops[0].status) == (outcome, status)


def test_a_challenge_for_browsers_is_told_from_a_refusal() -> None:
    assert outcome_of(page(b"", "cf-mitigated: challenge", status="403 No")) == Outcome.BOT_BLOCKED
    challenge = gzip.compress(b"<script src='https://ct.captcha-delivery.com/c.js'></script>" + b" " * 99_999)
    assert outcome_of(page(challenge, "Content-Encoding: gzip", status="403 No")) == Outcome.BOT_BLOCKED
    assert outcome_of(page(b"<p>Editors only.", status="403 No")) == Outcome.AUTH


def test_the_headers_of_both_sides_are_kept() -> None:
    with site(camp=page(CAMP, 'ETag: "7"', "Server: \xe9", status="200 Fine")) as news:
        hop = transport().get(f"{news.base}/camp").hops[0]

    assert hop.sent[:2] == (("Host", f"127.0.0.1:{news.port}"), ("User-Agent", "Casework tests"))
    assert ("ETag", '"7"') in hop.received
    assert (hop.reason, hop.header("etag"), hop.header("server")) == ("Fine", '"7"', "é")
    assert hop.at.startswith("20")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed_and_kept(status: int) -> None:
    with site(old=redirect("camp?utm_source=a b#c", status)) as news:
        news.replies["/camp?utm_source=a%20b"] = page(CAMP)
        answer = transport().get(f"{news.base}/old")

    assert [(hop.address.removeprefix(news.base), hop.status) for hop in answer.hops] == [
        ("/old", status),
        ("/camp?utm_source=a%20b", 200),
    ]


def test_a_redirect_to_letters_that_are_not_ascii_is_followed() -> None:
    """As UTF-8 or as Latin-1, in the path and in the host."""
    asked: list[str] = []

    def resolve(host: str, seconds: float) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    with site() as news:
        path = f"http://éthique.example:{news.port}/ségou".encode()
        news.replies["/camp"] = redirect("there").replace(b"there", path)
        news.replies["/s%C3%A9gou"] = redirect("there").replace(b"there", "/été".encode("latin-1"))
        news.replies["/%C3%A9t%C3%A9"] = page(CAMP)
        answer = transport(guard=Guard(OPEN, resolve=resolve)).get(f"http://news.example:{news.port}/camp")

    assert answer.body == CAMP
    assert asked == ["news.example", "xn--thique-9ua.example", "xn--thique-9ua.example"]


@pytest.mark.parametrize(
    "onward",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "//10.0.0.1/",
        "http://user@127.0.0.1/",
        "file:///etc/passwd",
        "http://127.0.0.1\\@news.example/",
        "gopher://127.0.0.1/",
    ],
)
def test_every_redirect_passes_the_guard(onward: str) -> None:
    failure = failure_of(redirect(onward))

    assert (failure.outcome, len(failure.hops)) == (Outcome.REFUSED_BY_POLICY, 1)


def test_redirects_end() -> None:
    assert outcome_of(redirect("/camp")) == Outcome.SITE_ERROR
    replies: dict[str, Any] = {"camp": redirect("/1"), **{str(n): redirect(f"/{n + 1}") for n in range(1, 9)}}
    with site(**replies) as news, pytest.raises(Failure, match="more than 5 times") as failure:
        transport().get(f"{news.base}/camp")
    assert len(failure.value.hops) == 6


@pytest.mark.parametrize("onward", ["http://[", "http://a:b:c/", ""])
def test_a_redirect_to_nowhere_is_a_failure(onward: str) -> None:
    assert outcome_of(redirect(onward)) in (Outcome.SITE_ERROR, Outcome.REFUSED_BY_POLICY)


def test_a_name_that_changes_its_address_is_connected_where_it_was_checked() -> None:
    """DNS rebinding: the second answer would lead inside. Fails when the connection goes to the name."""
    answers = iter([["127.0.0.1"]])
    guard = Guard(OPEN, resolve=lambda host, seconds: next(answers))
    with site(camp=page(CAMP)) as news:
        answer = transport(guard=guard).get(f"http://news.example:{news.port}/camp")

    assert (answer.body, answer.hops[0].ip) == (CAMP, "127.0.0.1")
    assert f"Host: news.example:{news.port}" in news.requests[0]


def test_the_same_name_is_checked_again_at_the_next_hop() -> None:
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    guard = Guard(OPEN, resolve=lambda host, seconds: next(answers))
    with site(camp=redirect("/inside")) as news, pytest.raises(Failure) as failure:
        transport(guard=guard).get(f"http://news.example:{news.port}/camp")

    assert failure.value.outcome == Outcome.REFUSED_BY_POLICY


def test_a_second_address_is_tried_when_the_first_is_down() -> None:
    with site(camp=page(CAMP)) as news:
        both = {("127.0.0.99", news.port), ("127.0.0.1", news.port)}
        guard = Guard(both, resolve=lambda host, seconds: ["127.0.0.99", "127.0.0.1"])
        assert transport(guard=guard).get(f"http://news.example:{news.port}/camp").hops[0].ip == "127.0.0.1"


def test_a_port_where_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

    with pytest.raises(Failure) as failure:
        transport(guard=Guard({("127.0.0.1", port)})).get(f"http://127.0.0.1:{port}/")
    assert failure.value.outcome == Outcome.SITE_ERROR


# --- TLS -----------------------------------------------------------------------------------------------


def named(host: str, way: Transport | None = None) -> Transport:
    guard = Guard(OPEN, resolve=lambda name, seconds: ["127.0.0.1"])
    return Transport(guard, tls=(way or transport()).tls)


def test_a_certificate_for_the_name_is_accepted() -> None:
    with site(tls=True, camp=page(CAMP)) as news:
        assert named("news.example").get(f"https://news.example:{news.port}/camp").body == CAMP


def test_a_certificate_for_another_name_is_refused() -> None:
    with site(tls=True, camp=page(CAMP)) as news, pytest.raises(Failure) as failure:
        named("other.example").get(f"https://other.example:{news.port}/camp")

    assert failure.value.outcome == Outcome.TLS
    assert "certificate is not good" in failure.value.detail


def test_an_authority_that_nobody_knows_is_refused() -> None:
    with site(tls=True, camp=page(CAMP)) as news, pytest.raises(Failure) as failure:
        Transport(Guard(OPEN)).get(f"{news.base}/camp")

    assert failure.value.outcome == Outcome.TLS


def test_a_server_without_tls_is_refused() -> None:
    with site(camp=page(CAMP)) as news, pytest.raises(Failure) as failure:
        transport().get(f"{news.base}/camp".replace("http:", "https:"))

    assert failure.value.outcome == Outcome.TLS


def test_a_connection_that_is_cut_is_not_a_body_that_ended() -> None:
    """The body has no length: only the farewell of TLS says that it is whole."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"

    def politely(connection: socket.socket) -> None:
        connection.sendall(head + CAMP)
        connection.unwrap()  # type: ignore[attr-defined]

    with site(tls=True, cut=head + CAMP, whole=politely) as news:
        assert transport().get(f"{news.base}/whole").body == CAMP
        with pytest.raises(Failure) as failure:
            transport().get(f"{news.base}/cut")

    assert failure.value.outcome == Outcome.TRUNCATED


def test_a_handshake_that_never_comes_is_left_at_the_deadline() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(Failure) as failure:
            transport(guard=Guard({("127.0.0.1", port)}), seconds=0.2).get(f"https://127.0.0.1:{port}/")

    assert failure.value.outcome == Outcome.TOO_SLOW


# --- Pages that send their readers on -------------------------------------------------------------------


def onward(content: str) -> bytes:
    return f"<html><head><meta http-equiv='refresh' content='{content}'></head><p>Please wait.".encode()


def test_a_page_that_sends_its_readers_on_is_followed_through_the_guard() -> None:
    with site(old=page(onward("0; url=/camp?a=1&amp;b=2"))) as news:
        news.replies["/camp?a=1&b=2"] = page(CAMP)
        assert transport().get(f"{news.base}/old").body == CAMP

    assert outcome_of(page(onward("1;URL=http://169.254.169.254/"))) == Outcome.REFUSED_BY_POLICY
    assert outcome_of(page(onward("0;url=/back")), redirects=0) == Outcome.SITE_ERROR


@pytest.mark.parametrize(
    "content", ["300", "300;url=/later", "0;url=/camp", "0;url=#top", "soon;url=/a", "0;url="]
)
def test_a_page_that_only_shows_itself_anew_is_the_document(content: str) -> None:
    assert body_of(page(onward(content))) == onward(content)
