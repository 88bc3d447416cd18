"""One spelling for each web address, so that a document is known again whoever brings it."""

import ipaddress
import re
from collections.abc import Callable
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

from django.utils.translation import gettext as _

from casework.core.errors import BadInput

LONGEST = 2000
PORTS = {"http": 80, "https": 443}
# Parameters that say where a reader came from, not what they read.
TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|twclid|yclid|igshid|mc_cid|mc_eid|_ga|_gl"
    r"|at_medium|at_campaign|at_custom\d|ns_mchannel|ns_campaign|ns_source|cmpid|ocid|xtor)",
    re.IGNORECASE,
)
_CONTROL = re.compile(r"[\x00-\x20\x7f-\x9f\ud800-\udfff\u2028\u2029]")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")
_HOST = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
# Kept as they are by quote(): everything that RFC 3986 allows in a path or query, and escapes.
_SAFE = "!$&'()*+,;=:@/?%~"


def canonical(url: str) -> str:
    """Return the one spelling of `url` under which its document is filed; BadInput says what is wrong.

    After RFC 3986, section 6: scheme and host in small letters, host in punycode, no default port, escapes
    and dots resolved. Beyond it: no fragment and no tracking parameters. The order of parameters is kept.
    Applying it twice changes nothing. It says nothing about whether the address may be visited.
    """
    return _spelled(url, kept=lambda name: not TRACKING.fullmatch(name))


def visitable(url: str) -> str:
    """Return `url` as it is asked of its host: spelled as in `canonical`, with every parameter that it has.

    A site that sends us on to an address with a tracking parameter would do so for ever if we left it out.
    """
    return _spelled(url, kept=lambda name: True)


def _spelled(url: str, kept: Callable[[str], bool]) -> str:
    given = url.strip(" \t\r\n")
    _refuse_too_long(given)
    _refuse_what_parsers_disagree_on(given)
    try:
        parts = urlsplit(given)
        port = parts.port
    except ValueError as error:
        raise BadInput(_("This is not a web address. Copy it again."), field="url") from error
    scheme, query = _scheme(parts), _query(parts.query, kept)
    address = urlunsplit((scheme, _place(parts, scheme, port), _path(parts.path), query, ""))
    # Letters of other scripts became three characters each or more.
    _refuse_too_long(address)
    return address


def domain(address: str) -> str:
    """Return the host of a canonical address without `www.`, as sources list their domains."""
    return (urlsplit(address).hostname or "").removeprefix("www.")


def _refuse_too_long(address: str) -> None:
    if len(address) > LONGEST:
        raise BadInput(
            _("The address is longer than %(longest)d characters. Shorten it to the part that is needed.")
            % {"longest": LONGEST},
            field="url",
        )


def _refuse_what_parsers_disagree_on(given: str) -> None:
    if not given:
        raise BadInput(_("The address is empty. Paste the address of the document."), field="url")
    if _CONTROL.search(given):
        raise BadInput(
            _("The address holds a space or a character that cannot be seen. Copy it again."), field="url"
        )
    if "\\" in given:
        raise BadInput(_("The address holds a backslash. Web addresses have forward slashes."), field="url")


def _scheme(parts: SplitResult) -> str:
    if parts.scheme not in PORTS:
        raise BadInput(_("Only addresses that begin with http:// or https:// can be filed."), field="url")
    if "@" in parts.netloc:
        raise BadInput(_("The address holds a user name or password. Leave that part out."), field="url")
    return parts.scheme


def _place(parts: SplitResult, scheme: str, port: int | None) -> str:
    host = _host(parts.netloc)
    return host if port in (None, PORTS[scheme]) else f"{host}:{port}"


def _host(netloc: str) -> str:
    if netloc.startswith("[") and "%" not in netloc:
        try:
            return f"[{ipaddress.IPv6Address(netloc[1 : netloc.index(']')]).compressed}]"
        except ValueError as error:
            raise _no_host() from error
    try:
        # The codec refuses labels that are empty or too long, which the pattern below says too.
        host = netloc.partition(":")[0].encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError as error:
        raise _no_host() from error
    if len(host) > 253 or not _HOST.fullmatch(host):
        raise _no_host()
    if re.fullmatch(r"[0-9]+|0x[0-9a-f]*", host.rpartition(".")[2]):
        return _number(host)
    return host


def _number(host: str) -> str:
    """Allow numbers as hosts in their one plain spelling: 127.1 and 0x7f000001 are for tricks."""
    try:
        return str(ipaddress.IPv4Address(host))
    except ValueError as error:
        raise _no_host() from error


def _no_host() -> BadInput:
    return BadInput(_("The address has no valid host name. Copy it from the browser again."), field="url")


def _path(path: str) -> str:
    return _without_dots(_escaped(path)) or "/"


def _query(query: str, kept: Callable[[str], bool]) -> str:
    pairs = _escaped(query).split("&")
    return "&".join(pair for pair in pairs if pair and kept(pair.partition("=")[0]))


def _escaped(text: str) -> str:
    """Escape what must be, write escapes in capitals, and undo those of letters that need none."""
    stray = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", text)
    return _ESCAPE.sub(_plain, quote(stray, safe=_SAFE))


def _plain(match: re.Match[str]) -> str:
    letter = chr(int(match[1], 16))
    return letter if _UNRESERVED.fullmatch(letter) else match[0].upper()


def _without_dots(path: str) -> str:
    """Resolve `.` and `..` as RFC 3986, section 5.2.4, does."""
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments[1:]:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)
