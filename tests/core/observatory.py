"""The score that Mozilla's HTTP Observatory gives a site, by its published rules (mdn/mdn-http-observatory).

Every site starts at 100. A test that fails takes points; one that passes better than needed adds some, and
those count only where the rest is at least 90. Here is what of it follows from headers and pages; tests of
certificates and of redirection are the proxy's, which the settings of a server only ask for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from http.cookies import SimpleCookie

HALF_A_YEAR = 15_768_000
BONUS_FROM = 90


@dataclass(frozen=True)
class Page:
    """What a scan sees of a page that came over https."""

    headers: Mapping[str, str]
    html: str
    cookies: SimpleCookie
    session_cookie: str


def score(page: Page) -> tuple[int, dict[str, int]]:
    """Return the score and what each test gave."""
    results = {
        "content security policy": _policy(page),
        "cookies": _cookies(page),
        "cross-origin resource sharing": _sharing(page),
        "cross-origin resource policy": _resources(page),
        "referrer policy": _referrer(page),
        "strict transport security": _transport(page),
        "subresource integrity": _integrity(page),
        "x-content-type-options": 0 if page.headers.get("X-Content-Type-Options") == "nosniff" else -5,
        "x-frame-options": _frames(page),
    }
    base = 100 + sum(points for points in results.values() if points < 0)
    bonus = sum(points for points in results.values() if points > 0)
    return max(0, base + (bonus if base >= BONUS_FROM else 0)), results


def directives(page: Page) -> dict[str, list[str]]:
    """Return the policy as directive → sources."""
    parts = [
        part.split() for part in page.headers.get("Content-Security-Policy", "").split(";") if part.strip()
    ]
    return {name.lower(): sources for name, *sources in parts}


def _policy(page: Page) -> int:
    """-25 without one, -20 with unsafe scripts, +5 for no unsafe-inline.

    +10 where nothing is allowed by default, and forms lead to the site itself or nowhere.
    """
    policy = directives(page)
    if not policy:
        return -25
    scripts = policy.get("script-src", policy.get("default-src"))
    styles = policy.get("style-src", policy.get("default-src"))
    if scripts is None or {"'unsafe-inline'", "data:", "https:", "http:", "*"} & {*scripts}:
        return -20
    if any(source.startswith("http:") for sources in policy.values() for source in sources):
        return -20
    if "'unsafe-eval'" in scripts:
        return -10
    if styles is None or {"'unsafe-inline'", "data:", "https:", "http:", "*"} & {*styles}:
        return 0
    forms = policy.get("form-action")
    is_closed = policy.get("default-src") == ["'none'"] and forms in (["'none'"], ["'self'"])
    return 10 if is_closed else 5


def _cookies(page: Page) -> int:
    """+5 where all are Secure, the session's HttpOnly, and all have SameSite; less where one is open."""
    if not page.cookies:
        return 0
    session = page.cookies.get(page.session_cookie)
    if any(not each["secure"] for each in page.cookies.values()):
        return -40 if session is not None and not session["secure"] else -20
    if session is not None and not session["httponly"]:
        return -30
    if any(each["samesite"] not in ("", "Lax", "Strict") for each in page.cookies.values()):
        return -20
    if any("csrf" in name and not each["samesite"] for name, each in page.cookies.items()):
        return -20
    return 5 if all(each["samesite"] for each in page.cookies.values()) else 0


def _sharing(page: Page) -> int:
    allowed = page.headers.get("Access-Control-Allow-Origin")
    return 0 if allowed is None else -50


def _resources(page: Page) -> int:
    policy = page.headers.get("Cross-Origin-Resource-Policy")
    return {None: 0, "same-origin": 10, "same-site": 10, "cross-origin": 0}.get(policy, -5)


def _referrer(page: Page) -> int:
    private = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
    policy = page.headers.get("Referrer-Policy")
    return 0 if policy is None else 5 if policy in private else -5


def _transport(page: Page) -> int:
    told = page.headers.get("Strict-Transport-Security", "")
    if not (age := re.search(r"max-age=(\d+)", told)):
        return -20
    if int(age[1]) < HALF_A_YEAR:
        return -10
    # A site on the browsers' list adds five; whether it is there is no matter of its headers.
    return 0


def _frames(page: Page) -> int:
    """+5 where the policy says who may frame it, which is stronger than the old header."""
    if "frame-ancestors" in directives(page):
        return 5
    return 0 if page.headers.get("X-Frame-Options") in ("DENY", "SAMEORIGIN") else -20


class _Scripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script":
            self.found.append(dict(attrs))


def _integrity(page: Page) -> int:
    """Nothing where all scripts come from the own origin; less where a strange one has no fingerprint."""
    scripts = _Scripts()
    scripts.feed(page.html)
    strange = [each for each in scripts.found if re.match(r"(?:https?:)?//", each.get("src") or "")]
    if not strange:
        return 0
    if any(not (each["src"] or "").startswith("https:") for each in strange):
        return -50
    return 5 if all(each.get("integrity") for each in strange) else -5
