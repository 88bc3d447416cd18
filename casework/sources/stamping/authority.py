"""A time-stamping authority, asked over HTTP (RFC 3161, section 3.4).

Who runs the installation names it, so it may well stand in the inner network: the guard of fetching is not
asked. Deadline and limits are those for strangers all the same, for most authorities answer without TLS. What
is sent is a hash and a number at random, and nothing else.
"""

from __future__ import annotations

import hashlib
import ssl
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from cryptography import x509
from django.conf import settings
from django.utils import timezone
from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

from casework.sources.addresses import PORTS
from casework.sources.fetching.connection import Deadline, Exchange, trusted
from casework.sources.fetching.failure import Failure
from casework.sources.fetching.guard import Place, resolve
from casework.sources.stamping.answers import NoStamp, Stamp, checked

# For everything together. Authorities answer within a second; one that does not is asked in the next round.
PATIENCE_S = 10.0
# An answer with three certificates has 6 kB.
LARGEST = 64 * 1024


@dataclass(frozen=True, slots=True)
class Authority:
    """Where an authority is asked, and the roots that its certificates have to lead to."""

    url: str
    roots: tuple[x509.Certificate, ...]
    patience_s: float = PATIENCE_S
    tls: ssl.SSLContext = field(default_factory=trusted)

    @classmethod
    def from_settings(cls) -> Authority | None:
        """Return the authority of this installation, or None where it has none."""
        if not settings.TIMESTAMP_URL:
            return None
        roots = x509.load_pem_x509_certificates(settings.TIMESTAMP_ROOTS.encode())
        return cls(settings.TIMESTAMP_URL, tuple(roots))

    def stamp(self, content: bytes) -> Stamp:
        """Have the hash of these bytes stamped. NoStamp says why nothing came that can be kept."""
        request = TimestampRequestBuilder(content, HashAlgorithm.SHA256, nonce=True, cert_req=True).build()
        if request.nonce is None:
            raise NoStamp("No request could be made.")
        try:
            answer = self._asked(request.as_bytes())
        except Failure as failure:
            raise NoStamp(f"The authority does not answer as it should: {failure.detail}") from failure
        sha256 = hashlib.sha256(content).hexdigest()
        return checked(answer, sha256=sha256, nonce=request.nonce, roots=self.roots, now=timezone.now())

    def _asked(self, question: bytes) -> bytes:
        deadline = Deadline.after(self.patience_s)
        place = self._place(deadline)
        headers = {
            "User-Agent": "Casework",
            "Content-Type": "application/timestamp-query",
            "Content-Length": str(len(question)),
            "Accept": "application/timestamp-reply",
            "Connection": "close",
        }
        with Exchange(place, deadline, tls=self.tls, header_bytes=LARGEST, wire_bytes=LARGEST) as exchange:
            response = exchange.ask(place, headers, question)
            if response.status_code != 200:
                raise NoStamp(f"The authority answered with status {response.status_code}.")
            return b"".join(exchange.body())

    def _place(self, deadline: Deadline) -> Place:
        parts = urlsplit(self.url)
        host = parts.hostname or ""
        ips = tuple(resolve(host, deadline.left()))
        address = parts._replace(path=parts.path or "/").geturl()
        return Place(address, parts.scheme, host, parts.port or PORTS[parts.scheme], ips)
