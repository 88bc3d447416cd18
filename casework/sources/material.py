"""What a person gave us: its bytes, its type as recognised from the bytes, and its text where it is one."""

import datetime
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from casework.core.errors import BadInput
from casework.core.text import storable
from casework.sources.outcomes import Outcome

LARGEST = 10 * 1024 * 1024
PLAIN, HTML, PDF = "text/plain", "text/html", "application/pdf"
# Changes when the same bytes would give another text; part of every snapshot.
EXTRACTOR = "plain-1"

_HTML_START = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_BINARY = re.compile("[\x00-\x08\x0e-\x1f]")


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
    """Accept the bytes of a file that a person uploaded: plain text, HTML or PDF, told by the bytes."""
    if not content:
        raise BadInput(_("The file is empty. Choose another one."), field="file")
    refuse_too_large(len(content), "file")
    if content.lstrip()[:5] == b"%PDF-":
        return Material(content, PDF, flaw=Outcome.EMPTY)
    text = _decoded(content)
    if _HTML_START.match(text):
        return Material(content, HTML, flaw=Outcome.EMPTY)
    if not text.strip():
        raise BadInput(_("The file holds no text. Choose another one."), field="file")
    return Material(content, PLAIN, storable(text), EXTRACTOR)


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
    is_page = _HTML_START.match(content[:4096].decode("latin-1"))
    try:
        # A page is kept as it is, whatever its letters: only its bytes count here.
        text = content.decode("latin-1" if is_page else encoding)
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
        _("This file is neither text, nor HTML, nor PDF. Save it as PDF, or paste its text."), field="file"
    )
