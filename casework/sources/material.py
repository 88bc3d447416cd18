"""What a person gave us: its bytes, its type as recognised from the bytes, and its text where it is one."""

import datetime
import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from casework.core.errors import BadInput
from casework.core.text import storable
from casework.sources.outcomes import Outcome

LARGEST = 10 * 1024 * 1024
PLAIN, HTML, PDF = "text/plain", "text/html", "application/pdf"
JPEG, PNG, GIF, WEBP = IMAGES = ("image/jpeg", "image/png", "image/gif", "image/webp")
# Not a type that is kept: a feed lists documents, and is none itself.
FEED = "application/feed"
# Changes when the same bytes would give another text; part of every snapshot.
EXTRACTOR = "plain-1"

_HTML_START = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_FEED_START = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.*?-->\s*)*"
    r"(?:<(?:rss|rdf:RDF|feed|urlset|sitemapindex)\b|\{\s*\"version\"\s*:\s*\"https:\\?/\\?/jsonfeed\.org)",
    re.I | re.S,
)
_MAGIC = ((b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG), (b"GIF87a", GIF), (b"GIF89a", GIF))
_BINARY = re.compile("[\x00-\x08\x0e-\x1f]")

Found = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Material:
    """Bytes with what is known about them, and what they say where it could be read."""

    content: bytes
    media_type: str
    text: str = ""
    extractor: str = ""
    title: str = ""
    byline: str = ""
    published_on: datetime.date | None = None
    language: str = ""
    # What was read, by name, each with what it is and where it stood: {"title": {"value": …, "from": …}}.
    found: Found = field(default_factory=dict)
    # The page says of itself that only subscribers read all of it.
    is_for_subscribers: bool = False
    # How it was read, in English and for the record.
    note: str = ""
    # Why no text was read; None where there is one.
    flaw: Outcome | None = None


def pasted(text: str) -> Material:
    """Accept a text that a person pasted; BadInput says in a sentence why not."""
    if "\x00" in text:
        raise BadInput(
            _("The text holds a NUL character, which no document does. Copy the text again."), field="text"
        )
    try:
        content = text.encode()
    except UnicodeEncodeError as error:
        raise BadInput(
            _("The text holds half of a character at position %(position)d. Copy the text again.")
            % {"position": error.start + 1},
            field="text",
        ) from error
    if not text.strip():
        raise BadInput(_("The text is empty. Paste the text of the document."), field="text")
    refuse_too_large(len(content), "text")
    # A browser sends CR LF, a program LF: what was pasted is the same.
    kept = storable(text)
    return Material(kept.encode(), PLAIN, kept, EXTRACTOR)


def uploaded(content: bytes) -> Material:
    """Accept the bytes of a file that a person uploaded: text, HTML, PDF or an image, told by the bytes.

    All but plain text come back without text: it is for `fetching.reading` to read them.
    """
    if not content:
        raise BadInput(_("The file is empty. Choose another one."), field="file")
    refuse_too_large(len(content), "file")
    kind = kind_of(content)
    if kind == FEED:
        raise BadInput(_("This file is a feed. Give the articles that it lists, one by one."), field="file")
    if kind:
        return Material(content, kind)
    text = _decoded(content)
    if not text.strip():
        raise BadInput(_("The file holds no text. Choose another one."), field="file")
    return Material(content, PLAIN, storable(text), EXTRACTOR)


def kind_of(content: bytes) -> str:
    """Return the type that the bytes show, `FEED` included, or an empty string where they leave it open."""
    if content[:1024].lstrip()[:5] == b"%PDF-":
        return PDF
    if image := next((kind for mark, kind in _MAGIC if content.startswith(mark)), ""):
        return image
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return WEBP
    start = content[:4096]
    encoding = next((name for mark, name in _BOMS if start.startswith(mark)), "latin-1")
    words = start.decode(encoding, "ignore")
    if _HTML_START.match(words):
        return HTML
    return FEED if _FEED_START.match(words) else ""


def refuse_too_large(size: int, field: str) -> None:
    """Raise BadInput where this many bytes are more than we keep; ask before reading them into memory."""
    if size > LARGEST:
        raise BadInput(
            _("This has %(size).1f MB. At most 10 MB can be kept: give the part that matters.")
            % {"size": size / 1024 / 1024},
            field=field,
        )


def _decoded(content: bytes) -> str:
    encoding = next((name for mark, name in _BOMS if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        if b"\x00" in content:
            raise _binary() from error
        raise BadInput(
            _("The letters of this file cannot be read. Save it as UTF-8, or paste the text."), field="file"
        ) from error
    if _BINARY.search(text):
        raise _binary()
    return text


def _binary() -> BadInput:
    return BadInput(
        _("This file is neither text, nor HTML, nor PDF, nor an image. Save it as PDF, or paste its text."),
        field="file",
    )
