"""One exchange over HTTP/1.1 with a checked machine, within one deadline.

Sockets time out per read: a server that sends one byte a second would hold a worker for ever. Here every
wait, for the connection, the handshake, the headers and each piece of the body, gets what is left of one
deadline.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from time import monotonic

import certifi
import h11

from casework.sources.fetching.failure import Failure
from casework.sources.fetching.guard import Place
from casework.sources.outcomes import Outcome

_READ = 64 * 1024
# A host with several addresses may have some that are down; each gets this long, in seconds, to be reached.
_CONNECT = 10.0
_MOST_ADDRESSES = 4
_MOST_INTERIM_ANSWERS = 8


@dataclass(frozen=True, slots=True)
class Deadline:
    """The moment, by the monotonic clock, at which everything must be over."""

    at: float

    @classmethod
    def after(cls, seconds: float) -> Deadline:
        return cls(monotonic() + seconds)

    def left(self) -> float:
        """Return the seconds that are left; Failure when there are none."""
        if (left := self.at - monotonic()) <= 0:
            raise Failure(Outcome.TOO_SLOW, "The deadline for everything together passed.")
        return left


def trusted() -> ssl.SSLContext:
    """Return a context that trusts what the system trusts, and the authorities of Mozilla's list."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    # Some releases of Python 3.11 take a connection that was cut for one that ended, unless told not to.
    context.options &= ~ssl.OP_IGNORE_UNEXPECTED_EOF
    return context


class Exchange:
    """One request and its answer: `response` first, then the pieces of `body`. Closed by `with`."""

    def __init__(
        self, place: Place, deadline: Deadline, *, tls: ssl.SSLContext, header_bytes: int, wire_bytes: int
    ) -> None:
        self._deadline = deadline
        self._parser = h11.Connection(h11.CLIENT, max_incomplete_event_size=header_bytes)
        self._left = wire_bytes + header_bytes
        self._has_ended = False
        self._socket, self.ip = _connected(place, deadline)
        if place.scheme == "https":
            self._socket = _encrypted(self._socket, place.host, deadline, tls)

    def __enter__(self) -> Exchange:
        return self

    def __exit__(self, *_error: object) -> None:
        self._socket.close()

    def ask(self, place: Place, headers: dict[str, str], body: bytes = b"") -> h11.Response:
        """Send the request and return the head of the answer. A body is posted; headers say its length."""
        method = "POST" if body else "GET"
        request = h11.Request(
            method=method, target=place.target, headers=[("Host", place.host_header), *headers.items()]
        )
        events = (request, h11.Data(data=body), h11.EndOfMessage())
        sent = b"".join(self._parser.send(event) or b"" for event in events)
        self._socket.settimeout(self._deadline.left())
        try:
            self._socket.sendall(sent)
        except OSError as error:
            raise _network_failure(error) from error
        for _number in range(_MOST_INTERIM_ANSWERS):
            event = self._next_event()
            if isinstance(event, h11.Response):
                return event
        raise Failure(Outcome.SITE_ERROR, "The answer did not begin as one of HTTP.")

    def body(self) -> Iterator[bytes]:
        """Yield the pieces of the body; Failure when it ends before it is whole."""
        while not isinstance(event := self._next_event(), h11.EndOfMessage):
            if isinstance(event, h11.Data):
                yield bytes(event.data)

    def _next_event(self) -> h11.Event:
        while True:
            try:
                event = self._parser.next_event()
            except h11.RemoteProtocolError as error:
                raise self._broken(error) from error
            if isinstance(event, h11.Event):
                return event
            self._parser.receive_data(self._received())

    def _received(self) -> bytes:
        self._socket.settimeout(self._deadline.left())
        try:
            data = self._socket.recv(_READ)
        except OSError as error:
            raise _network_failure(error) from error
        self._left -= len(data)
        self._has_ended = not data
        if self._left < 0:
            raise Failure(Outcome.TOO_LARGE, "More bytes came than are kept.")
        return data

    def _broken(self, error: h11.RemoteProtocolError) -> Failure:
        if error.error_status_hint == 431:
            return Failure(Outcome.SITE_ERROR, "The headers are longer than what is read of them.")
        if self._has_ended:
            return Failure(Outcome.TRUNCATED, "The connection ended before the answer did.")
        return Failure(Outcome.SITE_ERROR, "The answer is not proper HTTP.")


def _connected(place: Place, deadline: Deadline) -> tuple[socket.socket, str]:
    """Connect to one of the checked addresses; the name is not looked up again."""
    last: OSError | None = None
    for ip in place.ips[:_MOST_ADDRESSES]:
        try:
            timeout = min(deadline.left(), _CONNECT)
            return socket.create_connection((ip, place.port), timeout=timeout), ip
        except OSError as error:
            last = error
    if isinstance(last, TimeoutError):
        raise Failure(Outcome.TOO_SLOW, "The host did not take the connection in time.") from last
    raise Failure(Outcome.SITE_ERROR, "The host did not take the connection.") from last


def _encrypted(plain: socket.socket, host: str, deadline: Deadline, tls: ssl.SSLContext) -> ssl.SSLSocket:
    plain.settimeout(deadline.left())
    try:
        # Without the ragged ends: a connection that was cut must not look like a body that ended.
        return tls.wrap_socket(plain, server_hostname=host, suppress_ragged_eofs=False)
    except TimeoutError as error:
        plain.close()
        raise Failure(Outcome.TOO_SLOW, "The handshake took too long.") from error
    except ssl.SSLCertVerificationError as error:
        plain.close()
        raise Failure(Outcome.TLS, f"The certificate is not good: {error.verify_message}.") from error
    except (OSError, ValueError) as error:
        plain.close()
        raise Failure(Outcome.TLS, "The handshake failed.") from error


def _network_failure(error: OSError) -> Failure:
    if isinstance(error, TimeoutError):
        return Failure(Outcome.TOO_SLOW, "The deadline for everything together passed.")
    return Failure(Outcome.TRUNCATED, "The connection was cut.")
