"""What a feed that was brought lists, with nothing of it believed: each value is cut and checked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urljoin

from casework.core.errors import BadInput
from casework.core.text import storable
from casework.sources.addresses import canonical
from casework.sources.fetching.failure import Failure
from casework.sources.fetching.guard import Guard
from casework.sources.fetching.kinds import FeedKind
from casework.sources.fetching.reading import ask_reader
from casework.sources.fetching.transport import Answer, Wanted
from casework.sources.outcomes import Outcome

# What `extractor.py` is asked for; the two do not import each other.
LISTING = "application/feed+items"
FEEDS = Wanted(
    "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9,"
    " text/xml;q=0.9, application/json;q=0.8, text/html;q=0.1, */*;q=0.1",
    dict.fromkeys(
        (
            "application/rss+xml",
            "application/atom+xml",
            "application/rdf+xml",
            "application/feed+json",
            "application/json",
            "application/xml",
            "text/xml",
            "text/plain",
            # Many feeds are called so; a real page is told which feed it names.
            "text/html",
            "application/xhtml+xml",
            "application/octet-stream",
            "binary/octet-stream",
            "",
        ),
        "",
    ),
)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?![a-z])", re.IGNORECASE)
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Listed:
    """One item that a feed lists, ready to be kept."""

    address: str
    title: str
    summary: str = ""
    tags: str = ""
    language: str = ""
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """What a feed said at one visit."""

    kind: FeedKind
    title: str
    items: tuple[Listed, ...]
    # Items without an address that can be filed.
    unusable: int
    # How often a look is useful, as the feed says; zero where it says nothing.
    every: timedelta
    note: str


def read_listing(answer: Answer) -> Listing:
    """Return what a feed lists, each address once and in the order of the feed; Failure says why nothing."""
    if not answer.body.strip():
        raise _failure(answer, Outcome.EMPTY, "The body is empty.")
    said = ask_reader(answer.body, LISTING, answer.charset)
    if said.get("kind") not in FeedKind.values:
        flaw = said.get("flaw")
        outcome = Outcome(flaw) if flaw in Outcome.values else Outcome.EMPTY
        raise _failure(answer, outcome, _line(said.get("note"), 300))
    rows = said.get("items")
    given = [each for each in rows if isinstance(each, dict)] if isinstance(rows, list) else []
    guard = Guard.from_settings()
    found = [(_address(each, answer.address, guard), each) for each in given]
    items: dict[str, Listed] = {}
    for address, each in found:
        if address and address not in items:
            items[address] = _listed(address, each)
    return Listing(
        FeedKind(said["kind"]),
        _line(said.get("title"), 300),
        tuple(items.values()),
        sum(not address for address, _each in found),
        timedelta(seconds=min(_number(said.get("every_s")), 24 * 3600)),
        _line(said.get("note"), 300),
    )


def _failure(answer: Answer, outcome: Outcome, note: str) -> Failure:
    failure = Failure(outcome, note)
    failure.hops = answer.hops
    return failure


def _listed(address: str, row: dict[str, Any]) -> Listed:
    summary = _line(row.get("summary"), 1000)
    tags = row.get("tags")
    words = [_line(each, 80) for each in tags] if isinstance(tags, list) else []
    return Listed(
        address,
        _line(row.get("title"), 500) or summary[:120] or address[:500],
        summary,
        ", ".join(filter(None, words))[:500],
        found[0].lower() if (found := _LANGUAGE.match(_line(row.get("language"), 20))) else "",
        _moment(_line(row.get("published"), 60)),
    )


def _address(row: dict[str, Any], base: str, guard: Guard) -> str:
    """Return the one spelling of where the item lies; empty where that cannot be filed."""
    given = _line(row.get("address"), 2000)
    try:
        address = canonical(urljoin(base, given)) if given else ""
        if address:
            guard.refuse_at_sight(address)
    except (BadInput, ValueError):
        return ""
    return address


def _line(value: Any, longest: int) -> str:
    return " ".join(storable(value).split())[:longest].rstrip() if isinstance(value, str) else ""


def _number(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0


def _moment(text: str) -> datetime | None:
    """Read a time; one before there were feeds, or after tomorrow, is a mistake of the feed."""
    try:
        at = datetime.fromisoformat(text)
        at = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
    return at if _EARLIEST <= at <= datetime.now(UTC) + _A_DAY else None
