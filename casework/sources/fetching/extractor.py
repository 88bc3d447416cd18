"""Turn bytes of strangers into text. Runs as a program of its own, with little time and memory.

Parsers of HTML and PDF can be made to hang, to grow and to crash: a million attributes are enough for one of
them. So this file imports nothing of the application, is started with an empty environment, limits itself
before it looks at its input, and says one line of JSON. `reading.py` starts it and believes nothing it says.

Input: one line of JSON with `kind` and `charset`, then the bytes. Output: see `Said`.
"""

import json
import re
import resource
import sys
from io import BytesIO
from typing import TypedDict

MEMORY = 512 * 1024 * 1024
CPU_S = 15
OUTPUT = 48 * 1024 * 1024
MOST_CHARACTERS = 5_000_000
MOST_PAGES = 2000
# Of unshare(2).
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
# Marks that stand for bytes that no letter has: as many as this are forgiven, one in so many.
FORGIVEN = 1000

# Labels as the web uses them. Anything else that Python could decode (zip, punycode, utf-7) is no charset.
_FAMILIES = re.compile(
    r"utf-?8|utf-?16(?:le|be)?|us-ascii|ascii|iso-?8859-?\d{1,2}|latin-?1|(?:windows-|cp)125\d|koi8-[ru]"
    r"|macintosh|gbk|gb2312|gb18030|big5|euc-(?:jp|kr)|shift[_-]jis|iso-2022-jp"
)
_AS_BROWSERS_DO = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252"}
_META = re.compile(rb"<meta[^>]{0,200}charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([A-Za-z0-9_-]{2,40})", re.I)
_LANGUAGE = re.compile(r"<html\b[^>]{0,1000}\blang\s{0,5}=\s{0,5}[\"']?([A-Za-z]{2,3})(?![A-Za-z])", re.I)
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_BINARY = re.compile("[\x00-\x08\x0e-\x1f]")


class Said(TypedDict, total=False):
    """What is said about the bytes. `flaw` names why there is no text: an outcome."""

    text: str
    extractor: str
    title: str
    byline: str
    published_on: str
    language: str
    note: str
    flaw: str


def decoded(content: bytes, declared: str) -> tuple[str, str] | None:
    """Return the text and a word on how its charset was known: mark, header, page, or guess; None if not."""
    for mark, name in _BOMS:
        if content.startswith(mark):
            return content.decode(name, "replace"), f"{name} (its first bytes)"
    named = _META.search(content[:4096])
    in_page = named[1].decode("ascii").lower() if named else ""
    for name, why in ((declared, "as declared"), (in_page, "as the page says"), ("utf-8", "which fits")):
        if (text := _fitting(content, name)) is not None:
            return text, f"{name} ({why})"
    from charset_normalizer import from_bytes

    guess = from_bytes(content[:200_000]).best()
    text = _fitting(content, guess.encoding.replace("_", "-")) if guess else None
    return (text, f"{guess.encoding} (a guess)") if guess and text is not None else None


def _fitting(content: bytes, label: str) -> str | None:
    """Decode, unless the label is unknown or too many bytes are no letters in it."""
    if not _FAMILIES.fullmatch(label):
        return None
    try:
        text = content.decode(_AS_BROWSERS_DO.get(label, label), "replace")
    except LookupError:
        return None
    return text if text.count("\ufffd") <= len(text) // FORGIVEN else None


def read_plain(content: bytes, charset: str) -> Said:
    found = decoded(content, charset)
    if found is None:
        return {"flaw": "bad_charset", "note": "The letters fit no charset."}
    if _BINARY.search(found[0]):
        return {"flaw": "bad_type", "note": "This is no text."}
    return {"text": found[0], "extractor": "plain-1", "note": f"Read as {found[1]}."}


def read_html(content: bytes, charset: str) -> Said:
    """Return the main text of a page, without menus and comments, and what its head says."""
    import trafilatura

    found = decoded(content, charset)
    if found is None:
        return {"flaw": "bad_charset", "note": "The letters of the page fit no charset."}
    page, known_by = found
    document = trafilatura.bare_extraction(
        # The charset that the page names is not the one it has any more.
        re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", page),
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    said: Said = {"note": f"Read as {known_by}.", "extractor": f"trafilatura-{trafilatura.__version__}"}
    if language := _LANGUAGE.search(page[:20_000]):
        said["language"] = language[1].lower()
    if document is not None and not isinstance(document, dict):
        said |= {
            "text": document.text or "",
            "title": document.title or "",
            "byline": document.author or "",
            "published_on": document.date or "",
        }
    return _judged(said, page)


def _judged(said: Said, page: str) -> Said:
    """Tell a page that only asks for a browser, or says nothing at all, from one with a text."""
    text = said.get("text", "").strip()
    asks = len(text) < 300 and "javascript" in text.lower()
    if text and not asks:
        return said
    has_script = "<script" in page[:2_000_000].lower()
    said["text"], said["flaw"] = "", "needs_js" if asks or has_script else "empty"
    said["note"] = f"No text was found in {len(page)} characters of the page. {said['note']}"
    return said


def read_pdf(content: bytes) -> Said:
    """Return the text layer of a PDF, page after page."""
    import pypdf

    reader = pypdf.PdfReader(BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        return {"flaw": "auth", "note": "The PDF asks for a password."}
    pages = [page.extract_text() for _number, page in zip(range(MOST_PAGES), reader.pages, strict=False)]
    text = "\n\n".join(page.strip() for page in pages).strip()
    title = reader.metadata.title if reader.metadata else None
    said: Said = {
        "text": text,
        "title": title or "",
        "extractor": f"pypdf-{pypdf.__version__}",
        "note": f"{len(pages)} pages.",
    }
    if not text:
        said |= {"flaw": "empty", "note": f"{len(pages)} pages without a text layer, such as scans have."}
    return said


def limit_myself() -> None:
    """Give up time, memory and output, for good."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_S),
        (resource.RLIMIT_FSIZE, OUTPUT),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def leave_the_network() -> bool:
    """Move into a network of my own that leads nowhere; false where the system does not allow that."""
    import ctypes

    try:
        unshare = ctypes.CDLL(None).unshare
    except (AttributeError, OSError):
        return False
    return bool(unshare(_NEW_NETWORK) == 0 or unshare(_NEW_USER | _NEW_NETWORK) == 0)


def main() -> None:
    """Read standard input, say what it is on standard output."""
    leave_the_network()
    limit_myself()
    asked = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    readers = {
        "text/html": lambda: read_html(content, asked["charset"]),
        "application/pdf": lambda: read_pdf(content),
        "text/plain": lambda: read_plain(content, asked["charset"]),
    }
    try:
        said = readers[asked["kind"]]()
    except MemoryError:
        said = {"flaw": "empty", "note": "Reading it needs more memory than it gets."}
    except Exception as error:  # noqa: BLE001 - parsers raise anything; all of it means the same
        said = {"flaw": "empty", "note": f"It cannot be read: {type(error).__name__}."}
    if len(said.get("text", "")) > MOST_CHARACTERS:
        said["text"] = said["text"][:MOST_CHARACTERS]
        said["note"] += f" Cut after {MOST_CHARACTERS} characters."
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main()
