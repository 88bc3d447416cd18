"""What a site asks of programs in its robots.txt (RFC 9309). It binds us where nobody asked by name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from django.db.models.functions import Now

from casework.sources.fetching.failure import Failure
from casework.sources.fetching.transport import Transport, Wanted
from casework.sources.models import Host
from casework.sources.outcomes import Outcome, Rule

# We are spoken to by this name, whatever else the installation says of itself.
NAME = "casework"
# How long a robots.txt is believed; the standard's own limit.
KEPT_FOR = timedelta(hours=24)
# More need not be read (RFC 9309, section 2.5).
_LONGEST = 500 * 1024
_ROBOTS = Wanted("text/plain, */*;q=0.1", {"text/plain": "text/plain", "text/html": "", "": ""})
_LINE = re.compile(r"\s*([A-Za-z-]+)\s*:\s*([^#]*)")
_NOTHING_ALLOWED = "User-agent: *\nDisallow: /\n"


@dataclass(frozen=True, slots=True)
class _Rule:
    allows: bool
    path: str

    def fits(self, path: str) -> bool:
        """Whether the rule speaks of this path; `*` stands for anything and `$` for the end."""
        first, *others = self.path.removesuffix("$").split("*")
        if not path.startswith(first):
            return False
        at = len(first)
        # Each part where it stands first: a pattern of many stars must not take for ever.
        for part in others[:-1] if self.path.endswith("$") else others:
            if (found := path.find(part, at)) < 0:
                return False
            at = found + len(part)
        if not self.path.endswith("$"):
            return True
        return path.endswith(others[-1]) and len(path) - len(others[-1]) >= at if others else at == len(path)


def allows(robots: str, address: str) -> bool:
    """Whether a robots.txt lets us ask for an address: the longest rule that fits decides."""
    parts = urlsplit(address)
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    if path == "/robots.txt":
        return True
    fitting = [rule for rule in _rules_for_us(robots) if rule.path and rule.fits(path)]
    return max(((len(rule.path), rule.allows) for rule in fitting), default=(0, True))[1]


def refuse_unless_welcome(address: str, transport: Transport) -> None:
    """Raise Failure where the site’s robots.txt asks us to stay away. Read at most once a day for each host.

    A site without one, or that shows it to nobody, has nothing against us; one in trouble is left alone.
    Never call it for what a person asked for by name, and hold no transaction: it may visit the site.
    """
    parts = urlsplit(address)
    if not allows(_robots_of(f"{parts.scheme}://{parts.netloc}", parts.netloc, transport), address):
        raise Failure(Outcome.REFUSED_BY_POLICY, "robots.txt asks programs to stay away.", rule=Rule.ROBOTS)


def _robots_of(site: str, name: str, transport: Transport) -> str:
    known = Host.objects.filter(name=name, robots_read_at__gt=Now() - KEPT_FOR).first()
    if known:
        return known.robots
    robots = _read(f"{site}/robots.txt", transport)
    Host.objects.update_or_create(
        name=name,
        defaults={"robots": robots, "robots_read_at": Now()},
        create_defaults={"robots": robots, "robots_read_at": Now(), "next_visit_at": Now()},
    )
    return robots


def _read(address: str, transport: Transport) -> str:
    try:
        body = transport.get(address, wanted=_ROBOTS).body
    except Failure as failure:
        if failure.outcome in (Outcome.RATE_LIMITED, Outcome.SITE_ERROR, Outcome.TOO_SLOW, Outcome.TRUNCATED):
            # The site cannot say what it wants: RFC 9309, section 2.3.1.4.
            return _NOTHING_ALLOWED
        return ""
    return body[:_LONGEST].decode("utf-8", "ignore").replace("\0", "")


def _rules_for_us(robots: str) -> list[_Rule]:
    """Return the rules of the group that names us, or else of the one for everybody."""
    groups: dict[str, list[_Rule]] = {}
    names: list[str] = []
    is_open = False
    for line in re.split(r"[\r\n]+", robots.removeprefix("\ufeff")):
        if not (match := _LINE.match(line)):
            continue
        key, value = match[1].lower(), match[2].strip()
        if key == "user-agent":
            names = [*names, value.lower()] if is_open else [value.lower()]
            is_open = True
            groups.setdefault(value.lower(), [])
        elif key in ("allow", "disallow"):
            is_open = False
            for name in names:
                groups[name].append(_Rule(key == "allow", value))
    return groups.get(NAME, groups.get("*", []))
