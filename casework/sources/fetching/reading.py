"""What bytes of strangers say: a text, a title, a day. They are read by a program of their own."""

import datetime
import json
import logging
import os
import re
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from casework.core.text import storable
from casework.sources.fetching.asking import READ, TOO_LONG, Asking
from casework.sources.fetching.failure import Failure
from casework.sources.material import FEED, IMAGES, PLAIN, Found, Material, kind_of
from casework.sources.outcomes import Outcome

log = logging.getLogger(__name__)

EXTRACTOR = Path(__file__).with_name("extractor.py")
READER = Asking(EXTRACTOR)
# More than its limit of processor time, for a machine that does much else.
PATIENCE_S = 30
_LANGUAGE = re.compile(r"[a-z]{2,3}")
# Everything that may be found, in the order in which it is shown.
FINDS = (
    "title",
    "byline",
    "site",
    "published_on",
    "language",
    "canonical",
    "charset",
    "taken_at",
    "place",
    "camera",
    "points",
    "author",
    "made_at",
)
_UNREADABLE = (Outcome.BAD_TYPE, Outcome.BAD_CHARSET)
# Not a set: what a reader says may be of a kind that has no hash.
_OUTCOMES = tuple(Outcome.values)
_EARLIEST = datetime.date(1900, 1, 1)


def read(content: bytes, media_type: str, charset: str) -> Material:
    """Return fetched bytes with what was read from them; Failure where they are of no readable type.

    The bytes decide about the type; `media_type` and `charset`, as declared, where they leave it open.
    """
    if not content.strip():
        raise Failure(Outcome.EMPTY, "The body is empty.")
    kind = kind_of(content) or media_type or PLAIN
    material = extracted(content, kind, charset=charset)
    if material.flaw == Outcome.TOO_LARGE or (kind in (PLAIN, FEED) and material.flaw in _UNREADABLE):
        raise Failure(material.flaw, material.note)
    return material


def extracted(content: bytes, kind: str, *, charset: str = "") -> Material:
    """Return bytes of a known type with what was read from them; a flaw says why there is no text.

    Whatever the bytes do to the parsers, this ends within PATIENCE_S seconds.
    """
    said = ask_reader(content, kind, charset)
    text = storable(_word(said, "text")).strip("\n")
    flaw = _flaw(said, kind, text)
    found = _found(said)
    value = {name: each["value"] for name, each in found.items()}
    return Material(
        content,
        kind,
        text="" if flaw else text,
        extractor="" if flaw else _line(said, "extractor", 60) or "unknown",
        title=value.get("title", "")[:500],
        byline=value.get("byline", "")[:300],
        published_on=_day(value.get("published_on", "")),
        language=language if _LANGUAGE.fullmatch(language := value.get("language", "")) else "",
        found=found,
        is_for_subscribers=said.get("is_for_subscribers") is True,
        note=_line(said, "note", 300),
        flaw=flaw,
    )


def ask_reader(content: bytes, kind: str, charset: str) -> dict[str, Any]:
    """Have the bytes read; an answer that is none becomes a flaw."""
    with _unnamed_file() as given, _unnamed_file() as answer:
        given.write(json.dumps({"kind": kind, "charset": charset}).encode() + b"\n" + content)
        ended = READER.read(given, answer, PATIENCE_S)
        if ended == TOO_LONG:
            return {"note": "Reading it took too long."}
        if ended != READ:
            log.warning("The reader broke on %d bytes of %s.", len(content), kind)
            return {"note": "Reading it took too much time or memory."}
        answer.seek(0)
        try:
            said = json.load(answer)
        except (ValueError, RecursionError):
            return {"note": "What the reader said made no sense."}
        return said if isinstance(said, dict) else {}


def _unnamed_file() -> IO[bytes]:
    """Return a file that lies in memory where the system has such files: nothing of a page is left on a disk.

    A file system that takes no inode again for a while would have to pass over those of thousands of pages
    for each file that is kept.
    """
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("page"), "w+b")
    return TemporaryFile()


def _flaw(said: dict[str, Any], kind: str, text: str) -> Outcome | None:
    if said.get("flaw") in _OUTCOMES:
        return Outcome(said["flaw"])
    if kind in IMAGES and said.get("extractor"):
        return None
    return None if text.strip() else Outcome.EMPTY


def _found(said: dict[str, Any]) -> Found:
    """Return what was found by its known names, each a line with where it stood."""
    given = said.get("found")
    rows: dict[str, Any] = given if isinstance(given, dict) else {}
    found: Found = {}
    for name in FINDS:
        match rows.get(name):
            case [str(value), str(origin)] if line := _cut(value, 2000):
                found[name] = {"value": line, "from": _cut(origin, 60)}
    if (canonical := found.get("canonical")) and not canonical["value"].startswith(("http://", "https://")):
        del found["canonical"]
    return found


def _word(said: dict[str, Any], name: str) -> str:
    value = said.get(name, "")
    return value if isinstance(value, str) else ""


def _line(said: dict[str, Any], name: str, longest: int) -> str:
    return _cut(_word(said, name), longest)


def _cut(text: str, longest: int) -> str:
    return " ".join(storable(text).split())[:longest].rstrip()


def _day(text: str) -> datetime.date | None:
    """Read a day; one before newspapers had pages like these, or after tomorrow, is a mistake of the page."""
    try:
        day = datetime.date.fromisoformat(text[:10])
    except ValueError:
        return None
    tomorrow = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=1)
    return day if _EARLIEST <= day <= tomorrow else None
