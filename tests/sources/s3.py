"""A store on loopback that speaks as much S3 as we use, and checks every signature."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

from casework.sources.storing.signing import Account, signed
from tests.servers import running

ACCOUNT = Account("tester", "a lantern", "sahel-1")


class Store(ThreadingHTTPServer):
    """Keeps objects in memory. A listing names `page_size` keys; `trouble` is a status to answer with."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Asked)
        self.objects: dict[str, bytes] = {}
        self.page_size = 1000
        self.trouble = 0
        self.url = f"http://127.0.0.1:{self.server_address[1]}/captures"


class _Asked(BaseHTTPRequestHandler):
    server: Store

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if not self._is_known(b""):
            self._say(403)
        elif parts.query:
            self._list({name: values[0] for name, values in parse_qs(parts.query).items()})
        elif (content := self.server.objects.get(unquote(parts.path))) is None:
            self._say(404, b"<Error><Code>NoSuchKey</Code></Error>")
        else:
            self._say(200, content)

    def do_PUT(self) -> None:
        content = self.rfile.read(int(self.headers["Content-Length"]))
        if not self._is_known(content):
            self._say(403)
            return
        self.server.objects[unquote(urlsplit(self.path).path)] = content
        self._say(200)

    def _list(self, asked: dict[str, str]) -> None:
        after = asked.get("continuation-token", "")
        keys = [key for key in sorted(self.server.objects) if key > after]
        named, more = keys[: self.server.page_size], keys[self.server.page_size :]
        rows = "".join(f"<Contents><Key>{key.removeprefix('/captures/')}</Key></Contents>" for key in named)
        token = f"<NextContinuationToken>{named[-1]}</NextContinuationToken>" if more else ""
        self._say(200, f"<ListBucketResult>{rows}{token}</ListBucketResult>".encode())

    def _is_known(self, content: bytes) -> bool:
        """Sign what came as its sender should have, and compare."""
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        at = datetime.strptime(self.headers["x-amz-date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        ours = signed(
            self.command, unquote(parts.path), query, {"Host": self.headers["Host"]}, content, ACCOUNT, at
        )
        return ours["Authorization"] == self.headers["Authorization"]

    def _say(self, status: int, content: bytes = b"") -> None:
        self.send_response(self.server.trouble or status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_said: object) -> None:
        """Say nothing."""


@contextmanager
def store() -> Iterator[Store]:
    """Run a store for the time of the block."""
    with running(Store()) as server:
        yield server
