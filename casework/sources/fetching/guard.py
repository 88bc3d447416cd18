"""Which hosts may be connected to. Every connection of ours to a stranger's host is decided here.

An address that a person or a page gave could lead into our own network: to the database, to the metadata of a
cloud, to a router. So a name is resolved once, every address that the answer holds is checked, and the
connection goes to one of those, never to the name again: the second answer could be another one.
"""

import ipaddress
import socket
import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from casework.core.errors import BadInput
from casework.sources.addresses import PORTS, visitable
from casework.sources.fetching.failure import Failure
from casework.sources.outcomes import Outcome, Rule

Resolve = Callable[[str, float], Sequence[str]]

# `is_global` of Python 3.11 lets these through: shared address space, relays of 6to4, and more of the kind.
_NOT_PUBLIC = [
    IPv4Network(each)
    for each in (
        "0.0.0.0/8",
        "100.64.0.0/10",
        "192.0.0.0/24",
        "192.88.99.0/24",
        "198.18.0.0/15",
        "240.0.0.0/4",
    )
]
# All that is given to hosts of the world. Outside lie ::1, fc00::, fe80::, ff00::, and the spellings of an
# IPv4 address: ::ffff:0:0/96 (mapped), ::/96 (compatible) and 64:ff9b::/32 (NAT64).
_PUBLIC_V6 = IPv6Network("2000::/3")
# Inside of it: protocols and Teredo, documentation, 6to4, documentation again.
_NOT_PUBLIC_V6 = [IPv6Network(each) for each in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")]


@dataclass(frozen=True, slots=True)
class Place:
    """Where to connect: a host by its name, and the addresses that it has and that were checked."""

    address: str
    scheme: str
    host: str
    port: int
    ips: tuple[str, ...]

    @property
    def target(self) -> str:
        """What is asked of the host: path and query."""
        parts = urlsplit(self.address)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path

    @property
    def host_header(self) -> str:
        """What the host is called in a request: with its port where that is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def resolve(host: str, seconds: float) -> list[str]:
    """Ask the system for all addresses of a name, for so many seconds at most.

    The system's call has no time limit, so a thread waits for it, and is left behind when it takes too long.
    """
    found: list[str] = []
    errors: list[OSError] = []

    def ask() -> None:
        try:
            rows = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
            found.extend(dict.fromkeys(str(row[4][0]) for row in rows))
        except OSError as error:
            errors.append(error)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        raise Failure(Outcome.TOO_SLOW, "Looking the name up took too long.")
    if errors:
        raise Failure(Outcome.DNS, "The name has no address.") from errors[0]
    return list(found)


@dataclass(frozen=True, slots=True)
class Guard:
    """What may be visited: the public internet.

    `test_sites` are exact pairs of address and port that may be visited nevertheless. Only tests give any.
    """

    test_sites: Collection[tuple[str, int]] = ()
    resolve: Resolve = resolve

    @classmethod
    def from_settings(cls) -> "Guard":
        """Return the guard of this installation. No file of settings and no variable names a test site."""
        return cls(getattr(settings, "FETCH_TEST_SITES", ()))

    def place(self, address: str, *, seconds: float) -> Place:
        """Return where `address` leads, or raise Failure: it is not allowed, or nobody knows the name."""
        try:
            spelled = visitable(address)
        except BadInput as error:
            raise Failure(Outcome.REFUSED_BY_POLICY, error.message, rule=Rule.SPELLING) from error
        parts = urlsplit(spelled)
        host = parts.hostname or ""
        port = PORTS[parts.scheme] if parts.port is None else parts.port
        ips = self._checked(host, port, seconds)
        return Place(spelled, parts.scheme, host, port, ips)

    def refuse_at_sight(self, address: str) -> None:
        """Raise BadInput for an address that needs no look at a name server to be refused."""
        parts = urlsplit(address)
        named = _literal(parts.hostname or "")
        port = PORTS[parts.scheme] if parts.port is None else parts.port
        is_test_site = named is not None and self._is_test_site(named, port)
        if named and not is_test_site and not is_public(named):
            raise BadInput(
                _("This address is not on the public internet. Paste the text or upload the file instead."),
                field="url",
            )
        if port not in PORTS.values() and not is_test_site:
            raise BadInput(
                _("Only ports 80 and 443 are visited. Paste the text or upload the file instead."),
                field="url",
            )

    def _checked(self, host: str, port: int, seconds: float) -> tuple[str, ...]:
        named = _literal(host)
        found = [named] if named else [ipaddress.ip_address(each) for each in self.resolve(host, seconds)]
        if not found:
            raise Failure(Outcome.DNS, "The name has no address.")
        are_test_sites = [self._is_test_site(each, port) for each in found]
        if not all(is_ours or is_public(each) for is_ours, each in zip(are_test_sites, found, strict=True)):
            raise Failure(
                Outcome.REFUSED_BY_POLICY, "The host is not on the public internet.", rule=Rule.NOT_PUBLIC
            )
        if port not in PORTS.values() and not all(are_test_sites):
            detail = f"Port {port} is not one of the web: 80 and 443 are."
            raise Failure(Outcome.REFUSED_BY_POLICY, detail, rule=Rule.PORT)
        return tuple(map(str, found))

    def _is_test_site(self, ip: IPv4Address | IPv6Address, port: int) -> bool:
        return (str(ip), port) in self.test_sites


def is_public(ip: IPv4Address | IPv6Address) -> bool:
    """Whether this is an address of one host of the public internet, in its own plain spelling."""
    if not ip.is_global or ip.is_multicast or ip.is_reserved:
        return False
    if isinstance(ip, IPv4Address):
        return not any(ip in network for network in _NOT_PUBLIC)
    if ip not in _PUBLIC_V6 or ip.scope_id:
        return False
    return not any(ip in network for network in _NOT_PUBLIC_V6)


def _literal(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
