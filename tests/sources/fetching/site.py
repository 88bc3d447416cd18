"""A site on loopback that answers byte for byte what a test says, with or without TLS."""

import socket
import socketserver
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

from casework.sources.fetching.connection import trusted
from casework.sources.fetching.guard import Guard
from casework.sources.fetching.transport import Limits, Transport
from tests.servers import running

TLS = Path(__file__).with_name("tls")
# The sites that run at this moment: nothing else on loopback may be visited, not even by a test.
OPEN: set[tuple[str, int]] = set()
# Those and all that ran before.
OPENED: set[tuple[str, int]] = set()
# What a path answers: the bytes, or a function that does as it likes with the connection.
Reply = bytes | Callable[[socket.socket], None]


class Site(socketserver.ThreadingTCPServer):
    """Keeps every request. A path without a reply is 404."""

    allow_reuse_address = True
    daemon_threads = True
    # Tests that wait for a deadline leave a handler behind; the end of the site must not wait for it.
    block_on_close = False

    def __init__(self, *, tls: bool) -> None:
        super().__init__(("127.0.0.1", 0), _Visitor)
        self.context = tls_context() if tls else None
        self.port = self.socket.getsockname()[1]
        self.base = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}"
        self.replies: dict[str, Reply] = {}
        self.requests: list[str] = []

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Visitors hang up early in many tests: that is their point."""


class _Visitor(socketserver.BaseRequestHandler):
    server: Site

    def handle(self) -> None:
        connection = self.request
        if self.server.context:
            connection = self.server.context.wrap_socket(connection, server_side=True)
        # Leaving without the TLS farewell is what a cut connection looks like; `closed` says it properly.
        with connection:
            head = b""
            while b"\r\n\r\n" not in head:
                if not (data := connection.recv(4096)):
                    return
                head += data
                if head.startswith(b"\x16\x03"):
                    connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                    return
            self.server.requests.append(head.decode())
            reply = self.server.replies.get(head.decode().split()[1], page(b"", status="404 Not Found"))
            with suppress(OSError):
                if callable(reply):
                    reply(connection)
                else:
                    connection.sendall(reply)


def page(body: bytes, *headers: str, status: str = "200 OK", media_type: str = "text/html") -> bytes:
    """A whole answer with its length."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {media_type}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


def redirect(onward: str, status: int = 302) -> bytes:
    return page(b"", f"Location: {onward}", status=f"{status} Found")


def tls_context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS / "site.pem")
    return context


@contextmanager
def site(*, tls: bool = False, **replies: Reply) -> Iterator[Site]:
    """Run a site for the time of the block; `camp=…` answers at /camp."""
    with running(Site(tls=tls)) as server:
        server.replies = {f"/{path}": reply for path, reply in replies.items()}
        OPEN.add(("127.0.0.1", server.port))
        OPENED.add(("127.0.0.1", server.port))
        try:
            yield server
        finally:
            OPEN.discard(("127.0.0.1", server.port))


def transport(*, guard: Guard | None = None, **limits: Any) -> Transport:
    """A transport that may visit loopback, trusts the authority of these tests, and has little time."""
    return Transport(
        guard or Guard(OPEN),
        "Casework tests",
        Limits(**{"seconds": 5.0, **limits}),
        trusting(),
    )


@cache
def trusting() -> ssl.SSLContext:
    """The product's own context, which trusts the authority of these tests as well."""
    context = trusted()
    context.load_verify_locations(TLS / "authority.pem")
    return context
