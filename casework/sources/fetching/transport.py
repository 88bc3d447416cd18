"""Bring the bytes behind an address, and follow redirects, without trusting any machine on the way.

No cookies are kept, no referrer is sent, and no proxy is taken from the environment.
"""

from __future__ import annotations

import re
import ssl
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from html import unescape
from importlib.metadata import version
from platform import python_version
from time import monotonic, sleep
from urllib.parse import urljoin, urlsplit

import h11
from django.conf import settings

from casework.core.text import storable
from casework.sources.fetching.connection import Deadline, Exchange, trusted
from casework.sources.fetching.failure import Failure, Headers, Hop
from casework.sources.fetching.guard import Guard, Place
from casework.sources.fetching.inflating import ENCODINGS, Inflater
from casework.sources.fetching.statuses import MAY_BE_CHALLENGES, failure_of
from casework.sources.material import GIF, HTML, JPEG, LARGEST, PDF, PLAIN, PNG, WEBP
from casework.sources.outcomes import Outcome

# What a visit was made with, kept in its record.
TOOL = f"Casework’s own transport 2, h11 {version('h11')}, Python {python_version()}, {ssl.OPENSSL_VERSION}"
_SENT_BACK = re.compile(r"[\x20-\x7e]{1,200}")
_REDIRECTS = {301, 302, 303, 307, 308}
# How much is read of the page that comes with a refusal: enough to see who refuses.
_BEGINNING = 64 * 1024
# How long a place is waited for at a host that we are sent on to. After it the document is tried later.
_MOST_WAITING_S = 5
# What is kept of the headers of one answer.
_MOST_HEADERS, _LONGEST_HEADER = 100, 2000


_REFRESH = re.compile(
    r"<meta[^>]{0,100}\bhttp-equiv\s{0,5}=\s{0,5}[\"']?refresh\b[^>]{0,100}\bcontent\s{0,5}=\s{0,5}[\"']?\s{0,5}"
    r"(\d{1,4})\s{0,5}[;,]\s{0,5}url\s{0,5}=\s{0,5}[\"']?([^\"'>\s]{1,2000})",
    re.IGNORECASE,
)
_REFRESH_HEADER = re.compile(
    r"(\d{1,4})\s{0,5}[;,]\s{0,5}url\s{0,5}=\s{0,5}[\"']?([^\"'>\s]{1,2000})", re.IGNORECASE
)
_SOON_S = 5


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for, and what the types that a server may declare are called here."""

    accept: str
    # Empty where the bytes decide.
    readable: Mapping[str, str]


_BYTES_DECIDE = {"application/octet-stream": "", "binary/octet-stream": "", "": ""}
PAGES = Wanted(
    "text/html, application/xhtml+xml, application/pdf, text/plain;q=0.9, image/*;q=0.8",
    {
        "text/html": HTML,
        "application/xhtml+xml": HTML,
        "text/plain": PLAIN,
        "application/pdf": PDF,
        "application/x-pdf": PDF,
        "image/jpeg": JPEG,
        "image/jpg": JPEG,
        "image/png": PNG,
        "image/gif": GIF,
        "image/webp": WEBP,
        # Some of these are pages all the same, and a feed gets a sentence of its own.
        "application/xml": "",
        "text/xml": "",
        "application/rss+xml": "",
        "application/atom+xml": "",
        "application/feed+json": "",
        **_BYTES_DECIDE,
    },
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a stranger's time and bytes is taken. All redirects together share one deadline."""

    seconds: float = 30.0
    redirects: int = 5
    header_bytes: int = 64 * 1024
    # On the wire and unpacked, each.
    body_bytes: int = LARGEST


@dataclass(frozen=True, slots=True)
class Validators:
    """What a site said about the state of a page, to be asked “has it changed since?” (RFC 9110, section 13).

    They hold for the address that gave them, and are sent to no other.
    """

    address: str = ""
    etag: str = ""
    last_modified: str = ""

    def headers(self, address: str) -> dict[str, str]:
        """Return the conditions to send to `address`: none where it is another one."""
        if address != self.address:
            return {}
        conditions = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in conditions.items() if value}


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole body, as it was after unpacking, with how it was reached; none where it is unchanged."""

    body: bytes
    # "text/html", "application/pdf" and so on, or empty where the server named none of them.
    media_type: str
    charset: str
    hops: tuple[Hop, ...]
    validators: Validators = Validators()
    # The site says that nothing changed since it gave the validators that were sent.
    is_unchanged: bool = False

    @property
    def address(self) -> str:
        """The address that gave the body, after all redirects."""
        return self.hops[-1].address


@cache
def _trusted_once() -> ssl.SSLContext:
    return trusted()


@dataclass(frozen=True, slots=True)
class Transport:
    """A way to the web, with what it may visit, how much it takes and whom it trusts."""

    guard: Guard
    user_agent: str = "Casework"
    limits: Limits = Limits()
    tls: ssl.SSLContext = field(default_factory=_trusted_once)
    # Gives a place at a host that we are sent on to; the caller holds one at the first. None: nobody counts.
    turn_at: Callable[[str], AbstractContextManager[bool]] | None = None

    @classmethod
    def from_settings(cls) -> Transport:
        """Return the transport of this installation."""
        return cls(Guard.from_settings(), settings.FETCH_USER_AGENT)

    def get(self, address: str, *, since: Validators = Validators(), wanted: Wanted = PAGES) -> Answer:
        """Return what `address` gives after redirects, or raise Failure with the outcome and every hop.

        With `since`, a site may answer that nothing changed: the answer then has no body.
        """
        deadline = Deadline.after(self.limits.seconds)
        hops: list[Hop] = []
        with ExitStack() as turns:
            return self._followed(address, deadline, hops, since, wanted, turns)

    def _followed(
        self,
        address: str,
        deadline: Deadline,
        hops: list[Hop],
        since: Validators,
        wanted: Wanted,
        turns: ExitStack,
    ) -> Answer:
        try:
            while True:
                place = self.guard.place(address, seconds=deadline.left())
                if any(hop.address == place.address for hop in hops):
                    raise Failure(Outcome.SITE_ERROR, "The site sends us round in a circle.")
                if len(hops) > self.limits.redirects:
                    raise Failure(
                        Outcome.SITE_ERROR, f"The site sent us on more than {self.limits.redirects} times."
                    )
                self._wait_for_turn(place, deadline, hops, turns)
                given = self._visit(place, deadline, hops, since, wanted)
                if isinstance(given, Answer):
                    return given
                address = given
        except Failure as failure:
            failure.hops = tuple(hops)
            raise

    def _wait_for_turn(self, place: Place, deadline: Deadline, hops: list[Hop], turns: ExitStack) -> None:
        """Wait for a place at a host that we were sent on to, for a moment; Failure where it has enough."""
        if self.turn_at is None or not hops:
            return
        if place.host_header in {urlsplit(hop.address).netloc for hop in hops}:
            return
        until = monotonic() + min(_MOST_WAITING_S, deadline.left())
        while True:
            with ExitStack() as attempt:
                if attempt.enter_context(self.turn_at(place.host_header)):
                    turns.enter_context(attempt.pop_all())
                    return
            if monotonic() >= until:
                raise Failure(
                    Outcome.RATE_LIMITED, f"We were sent on to {place.host_header}, which is busy with us."
                )
            sleep(0.1)

    def _visit(
        self, place: Place, deadline: Deadline, hops: list[Hop], since: Validators, wanted: Wanted
    ) -> Answer | str:
        """Return the answer of one machine, or the address that it sends us on to."""
        limits = self.limits
        conditions = since.headers(place.address)
        headers = {
            "User-Agent": self.user_agent,
            "Accept": wanted.accept,
            "Accept-Encoding": ENCODINGS,
            "Connection": "close",
            **conditions,
        }
        with Exchange(
            place,
            deadline,
            tls=self.tls,
            header_bytes=limits.header_bytes,
            wire_bytes=limits.body_bytes,
        ) as exchange:
            response = exchange.ask(place, headers)
            hop = _hop(place, exchange, headers, response)
            hops.append(hop)
            if hop.status in _REDIRECTS and (onward := hop.header("location")):
                return _joined(place.address, onward)
            if hop.status == 304 and conditions:
                return Answer(b"", "", "", tuple(hops), since, is_unchanged=True)
            if hop.status != 200:
                raise failure_of(hop, _beginning(exchange, hop) if hop.status in MAY_BE_CHALLENGES else b"")
            media_type, charset = _declared(hop, wanted.readable, limits.body_bytes)
            body = _body(exchange, hop, limits.body_bytes)
        if media_type == HTML and (onward := _sent_on_by_header(hop) or sent_on_by_page(body)):
            joined = _joined(place.address, onward)
            if joined.partition("#")[0] != place.address:
                return joined
        return Answer(body, media_type, charset, tuple(hops), _validators(hop))


def _hop(place: Place, exchange: Exchange, sent: dict[str, str], response: h11.Response) -> Hop:
    return Hop(
        address=place.address,
        ip=exchange.ip,
        status=response.status_code,
        reason=_words(response.reason)[:200],
        at=datetime.now(UTC).isoformat(timespec="milliseconds"),
        sent=(("Host", place.host_header), *sent.items()),
        received=_received(response),
    )


def _received(response: h11.Response) -> Headers:
    rows = response.headers.raw_items()[:_MOST_HEADERS]
    return tuple((_words(name), _words(value)[:_LONGEST_HEADER]) for name, value in rows)


def _words(value: bytes) -> str:
    """Read a header; what is no UTF-8 is read as Latin-1, as HTTP once said."""
    try:
        return storable(bytes(value).decode()).strip()
    except UnicodeDecodeError:
        return storable(bytes(value).decode("latin-1")).strip()


def _beginning(exchange: Exchange, hop: Hop) -> bytes:
    """Return how the page of a refusal begins. It is only looked at: its end may be missing."""
    read = bytearray()
    with suppress(Failure):
        inflater = Inflater(hop.header("content-encoding").lower(), most=_BEGINNING)
        read = inflater.body
        for piece in exchange.body():
            inflater.feed(piece)
    return bytes(read[:_BEGINNING])


def _body(exchange: Exchange, hop: Hop, most: int) -> bytes:
    inflater = Inflater(hop.header("content-encoding").lower(), most=most)
    for piece in exchange.body():
        inflater.feed(piece)
    return inflater.end()


def _validators(hop: Hop) -> Validators:
    """Keep what is no longer than such headers ever are, and sent back without changing it."""
    etag, date = hop.header("etag"), hop.header("last-modified")
    return Validators(hop.address, *(value if _SENT_BACK.fullmatch(value) else "" for value in (etag, date)))


def _joined(address: str, onward: str) -> str:
    try:
        # What browsers escape silently. Anything else that does not belong there is for the guard to refuse.
        return urljoin(address, onward.replace(" ", "%20"))
    except ValueError as error:
        raise Failure(Outcome.SITE_ERROR, "The site sends us on to what is no address.") from error


def _sent_on_by_header(hop: Hop) -> str:
    found = _REFRESH_HEADER.match(hop.header("refresh"))
    return found[2] if found and int(found[1]) <= _SOON_S else ""


def sent_on_by_page(body: bytes) -> str:
    """Return where the head of a page sends its readers on within seconds, or an empty string."""
    found = _REFRESH.search(body[:4096].decode("latin-1"))
    if not found or int(found[1]) > _SOON_S:
        return ""
    return unescape(found[2].encode("latin-1").decode("utf-8", "replace"))


def _declared(hop: Hop, readable: Mapping[str, str], most: int) -> tuple[str, str]:
    """Return type and charset as declared; Failure for a type that is not read, or a size beyond `most`."""
    declared, _separator, parameters = hop.header("content-type").partition(";")
    name = declared.strip().lower()
    if name not in readable:
        raise Failure(Outcome.BAD_TYPE, f"The site says that this is {name[:80]}.")
    length = hop.header("content-length")
    if length.isdigit() and int(length[:18]) > most:
        raise Failure(Outcome.TOO_LARGE, f"The site says that this has {length[:18]} bytes.")
    return readable[name], _charset(parameters.split(";"))


def _charset(parameters: Sequence[str]) -> str:
    for parameter in parameters:
        name, _equals, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip(" \t'\"").lower()[:40]
    return ""
