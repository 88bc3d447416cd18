"""Turn bytes of strangers into text. Runs in a process of its own for each page, with little time and memory.

Parsers of HTML and PDF can be made to hang, to grow and to crash: a million attributes are enough for one of
them. So this file imports nothing of the application, is started with an empty environment, limits itself
before it looks at its input, and says one line of JSON. `reader.py` gets it ready once and lets a child of
its own do the work for each page; `reading.py` believes nothing it says.

Input: one line of JSON with `kind` and `charset`, then the bytes. Output: see `Said`.
"""

import json
import re
import resource
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any, TypedDict

MEMORY = 512 * 1024 * 1024
CPU_S = 15
OUTPUT = 48 * 1024 * 1024
MOST_CHARACTERS = 5_000_000
MOST_PAGES = 2000
# More points than a camera of a telephone makes. Up to the second number all of them are decoded, as a check.
MOST_POINTS, DECODED_POINTS = 250_000_000, 40_000_000
# What is asked for where the items of a feed are wanted, and not the text of a document.
LISTING = "application/feed+items"
IMAGES = ("image/jpeg", "image/png", "image/gif", "image/webp")
FEED = "This is a feed: a list of articles. Give the address of one of them."
# Of unshare(2).
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
# Marks that stand for bytes that no letter has: as many as this are forgiven, one in so many.
FORGIVEN = 1000

# A page of our own, with a part of each kind that pages have, to warm the parser with.
OWN_PAGE = (
    b"<!doctype html><html lang=en><head><meta charset=utf-8><title>News</title>"
    b"<meta name=author content=Nobody><meta property=article:published_time content=2020-01-27></head>"
    b"<body><nav><ul><li><a href=/a>More</a></ul></nav><article><h1>News</h1>"
    + b"<p>There is some news today, and there was some yesterday, said two people on Monday.</p>" * 9
    + b"</article><footer>The end</footer></body></html>"
)

# Labels as the web uses them. Anything else that Python could decode (zip, punycode, utf-7) is no charset.
_FAMILIES = re.compile(
    r"utf-?8|utf-?16(?:le|be)?|us-ascii|ascii|iso-?8859-?\d{1,2}|latin-?1|(?:windows-|cp)125\d|koi8-[ru]"
    r"|macintosh|gbk|gb2312|gb18030|big5|euc-(?:jp|kr)|shift[_-]jis|iso-2022-jp"
)
_AS_BROWSERS_DO = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252"}
_META = re.compile(rb"<meta[^>]{0,200}charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([A-Za-z0-9_-]{2,40})", re.I)
_DECLARED = re.compile(rb"^\s*<\?xml[^>]{0,200}encoding\s{0,5}=\s{0,5}[\"']([A-Za-z0-9_-]{2,40})", re.I)
_LANGUAGE = re.compile(r"<html\b[^>]{0,1000}\blang\s{0,5}=\s{0,5}[\"']?([A-Za-z]{2,3})(?![A-Za-z])", re.I)
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_BINARY = re.compile("[\x00-\x08\x0e-\x1f]")


class Said(TypedDict, total=False):
    """What is said about the bytes. `flaw` names why there is no text: an outcome.

    `found` holds what was read by name, each as [what it is, where it stood].
    """

    text: str
    extractor: str
    found: dict[str, list[str]]
    is_for_subscribers: bool
    note: str
    flaw: str


def decoded(content: bytes, declared: str, marked: re.Pattern[bytes] = _META) -> tuple[str, list[str]] | None:
    """Return the text, its charset, and how that was known: mark, header, page, or guess; None if not.

    `marked` finds the charset that the content itself names.
    """
    for mark, name in _BOMS:
        if content.startswith(mark):
            return content.decode(name, "replace"), [name, "its first bytes"]
    named = marked.search(content[:4096])
    in_page = named[1].decode("ascii").lower() if named else ""
    for name, why in ((declared, "the header"), (in_page, "the page"), ("utf-8", "it fits")):
        if (text := _fitting(content, name)) is not None:
            return text, [name, why]
    from charset_normalizer import from_bytes

    guess = from_bytes(content[:200_000]).best()
    text = _fitting(content, guess.encoding.replace("_", "-")) if guess else None
    return (text, [guess.encoding, "a guess"]) if guess and text is not None else None


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
    return {"text": found[0], "extractor": "plain-1", "found": {"charset": found[1]}, "note": ""}


def read_html(content: bytes, charset: str) -> Said:
    """Return the main text of a page, without menus and comments, and what its head says."""
    import trafilatura

    known = decoded(content, charset)
    if known is None:
        return {"flaw": "bad_charset", "note": "The letters of the page fit no charset."}
    # The charset that the page names is not the one it has any more.
    page = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", known[0])
    tree = trafilatura.load_html(page)
    stated = list(_stated(tree)) if tree is not None else []
    document = trafilatura.bare_extraction(
        page if tree is None else tree,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    found = {"charset": known[1]}
    said: Said = {"note": "", "extractor": f"trafilatura-{trafilatura.__version__}", "found": found}
    if language := _LANGUAGE.search(page[:20_000]):
        found["language"] = [language[1].lower(), "html lang"]
    if document is not None and not isinstance(document, dict):
        said["text"] = document.text or ""
        names = ("title", document.title), ("byline", document.author), ("published_on", document.date)
        for name, value in (*names, ("site", document.sitename)):
            if value:
                found[name] = [value, _origin(name, value, stated)]
    # What the extractor missed. A page without a text has a title all the same, which may say why: “404”.
    for name, value, origin in stated:
        if value and name != "free" and origin != "time":
            found.setdefault(name, [value, origin])
    said["is_for_subscribers"] = any(name == "free" and value == "no" for name, value, _origin in stated)
    return _judged(said, page)


_METAS = {
    "og:title": "title",
    "twitter:title": "title",
    "author": "byline",
    "article:author": "byline",
    "dc.creator": "byline",
    "og:site_name": "site",
    "application-name": "site",
    "article:published_time": "published_on",
    "date": "published_on",
    "pubdate": "published_on",
    "publishdate": "published_on",
    "dc.date": "published_on",
    "dcterms.created": "published_on",
    "og:url": "canonical",
}
_IN_DATA = {"headline": "title", "author": "byline", "publisher": "site", "datePublished": "published_on"}


def _stated(tree: Any) -> Iterator[tuple[str, str, str]]:
    """Yield what the page says of itself: name, value, and where it stands."""
    for link in tree.iterfind(".//link[@rel='canonical']"):
        yield "canonical", link.get("href", ""), "link canonical"
    for script in list(tree.iterfind(".//script[@type='application/ld+json']"))[:20]:
        yield from _in_data((script.text or "")[:500_000])
    for meta in tree.iterfind(".//meta"):
        label = (meta.get("property") or meta.get("name") or "").lower()
        if label in _METAS:
            yield _METAS[label], meta.get("content", ""), f"meta {label}"
    for tag, name in (("h1", "title"), ("title", "title"), ("time", "published_on")):
        for element in list(tree.iterfind(f".//{tag}"))[:20]:
            yield name, element.get("datetime") or "".join(element.itertext())[:2000], tag


def _in_data(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield the same from the data that pages carry for search engines (JSON-LD)."""
    try:
        waiting = [json.loads(text)]
    except (ValueError, RecursionError):
        return
    for _number in range(500):
        if not waiting:
            return
        each = waiting.pop(0)
        if isinstance(each, list):
            waiting += each
        elif isinstance(each, dict):
            waiting += [value for value in each.values() if isinstance(value, dict | list)]
            if "isAccessibleForFree" in each:
                is_free = str(each["isAccessibleForFree"]).lower() not in ("false", "no", "0")
                yield "free", "yes" if is_free else "no", "JSON-LD"
            for key, name in _IN_DATA.items():
                yield from ((name, value, f"JSON-LD {key}") for value in _names(each.get(key)))


def _names(value: Any) -> Iterator[str]:
    """Yield a value that is a text, a thing with a name, or a list of those."""
    for each in value if isinstance(value, list) else [value]:
        name = each.get("name") if isinstance(each, dict) else each
        if isinstance(name, str):
            yield name


def _origin(name: str, value: str, stated: list[tuple[str, str, str]]) -> str:
    """Return where a value stands that the extractor chose, which may have cut the name of the site off."""
    wanted = _bare(value)
    for stated_name, text, origin in stated:
        if stated_name == name and wanted and (wanted in _bare(text) or _bare(text) in wanted != ""):
            return origin
    return "the text of the page"


def _bare(text: str) -> str:
    return "".join(text.split()).casefold()


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


def read_image(content: bytes) -> Said:
    """Return what an image says of itself: its size, and when, where and with what it was taken."""
    import PIL
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None
    image = Image.open(BytesIO(content), formats=("JPEG", "PNG", "GIF", "WEBP"))
    width, height = image.size
    if width * height > MOST_POINTS:
        return {"flaw": "too_large", "note": f"The image has {width} by {height} points."}
    found, note = {"points": [f"{width} × {height}", "the image"]}, ""
    if width * height <= DECODED_POINTS:
        image.load()
        found |= _taken(image.getexif())
    else:
        note = "The image is too large to be decoded as a check."
        # Asked for its EXIF, a PNG would decode itself. This is what stands before the points.
        exif = Image.Exif()
        exif.load(image.info.get("exif") or b"")
        found |= _taken(exif)
    return {"text": "", "extractor": f"pillow-{PIL.__version__}", "found": found, "note": note}


def _taken(exif: Any) -> dict[str, list[str]]:
    """Return what the camera noted. Whoever had the file since could have written it."""
    inner, place = exif.get_ifd(0x8769), exif.get_ifd(0x8825)
    found = {}
    if at := str(inner.get(36867) or inner.get(36868) or exif.get(306) or "").strip("\x00 "):
        zone = str(inner.get(36881) or "").strip("\x00 ")
        origin = "EXIF DateTimeOriginal" if inner.get(36867) else "EXIF DateTime"
        found["taken_at"] = [f"{at[:10].replace(':', '-')}{at[10:]} {zone}".strip(), origin]
    north, east = _degrees(place.get(2), place.get(1), "S"), _degrees(place.get(4), place.get(3), "W")
    if north is not None and east is not None:
        found["place"] = [f"{north:.5f}, {east:.5f}", "EXIF GPS"]
    if camera := " ".join(str(exif.get(tag) or "").strip("\x00 ") for tag in (271, 272)).strip():
        found["camera"] = [camera, "EXIF Make and Model"]
    return found


def _degrees(parts: Any, side: Any, negative: str) -> float | None:
    """Read degrees, minutes and seconds; None where they are none."""
    try:
        degrees, minutes, seconds = (float(each) for each in parts)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    value = degrees + minutes / 60 + seconds / 3600
    if not 0 <= value <= 180:
        return None
    return -value if str(side).strip("\x00 ").upper() == negative else value


def read_pdf(content: bytes) -> Said:
    """Return the text layer of a PDF, page after page."""
    import pypdf

    reader = pypdf.PdfReader(BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        return {"flaw": "auth", "note": "The PDF asks for a password."}
    pages = [page.extract_text() for _number, page in zip(range(MOST_PAGES), reader.pages, strict=False)]
    text = "\n\n".join(page.strip() for page in pages).strip()
    said: Said = {
        "text": text,
        "found": _of_pdf(reader),
        "extractor": f"pypdf-{pypdf.__version__}",
        "note": f"{len(pages)} pages.",
    }
    if not text:
        said |= {"flaw": "empty", "note": f"{len(pages)} pages without a text layer, such as scans have."}
    return said


def _of_pdf(reader: Any) -> dict[str, list[str]]:
    """Return what the PDF says of itself; its dates are those of the file, not of what it says."""
    metadata = reader.metadata
    if metadata is None:
        return {}
    found = {}
    if isinstance(metadata.title, str) and metadata.title.strip():
        found["title"] = [metadata.title, "PDF Title"]
    if isinstance(metadata.author, str) and metadata.author.strip():
        found["author"] = [metadata.author, "PDF Author"]
    try:
        made = metadata.creation_date
    except ValueError:
        made = None
    if isinstance(made, datetime):
        at = made if made.tzinfo is None else made.astimezone(UTC)
        found["made_at"] = [at.isoformat(sep=" "), "PDF CreationDate"]
    return found


def read_feed(content: bytes, charset: str) -> dict[str, Any]:
    """Return what a feed lists, as `feed_items.py` beside this file reads it."""
    known = decoded(content, charset, _DECLARED)
    if known is None:
        return {"flaw": "bad_charset", "note": "The letters of the feed fit no charset."}
    said: dict[str, Any] = _feed_items().feed_in(known[0])
    return said


@cache
def _feed_items() -> ModuleType:
    """Load the neighbour by its place: this program has no path to search."""
    spec = spec_from_file_location("feed_items", Path(__file__).with_name("feed_items.py"))
    if spec is None or spec.loader is None:
        raise RuntimeError("The reader of feeds is missing.")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def limit_myself() -> None:
    """Give up time, memory and output, for good."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_S),
        (resource.RLIMIT_FSIZE, OUTPUT),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_NPROC, 0),
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


def get_ready() -> None:
    """Leave the network, and do once what every page needs: import the parsers and warm them up.

    Nothing of a stranger is looked at here, so nothing is limited yet.
    """
    leave_the_network()
    import charset_normalizer  # noqa: F401 - each is imported where it is used, too: here it is only early
    import pypdf  # noqa: F401
    from PIL import Image

    Image.init()
    read_html(OWN_PAGE, "utf-8")
    _feed_items()


def main() -> None:
    """Read standard input, say what it is on standard output."""
    limit_myself()
    asked = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    readers: dict[str, Callable[[], Said | dict[str, Any]]] = {
        "text/html": lambda: read_html(content, asked["charset"]),
        "application/pdf": lambda: read_pdf(content),
        LISTING: lambda: read_feed(content, asked["charset"]),
        "application/feed": lambda: {"flaw": "bad_type", "note": FEED},
        **dict.fromkeys(IMAGES, lambda: read_image(content)),
        "text/plain": lambda: read_plain(content, asked["charset"]),
    }
    try:
        said = readers[asked["kind"]]()
    except MemoryError:
        said = {"flaw": "empty", "note": "Reading it needs more memory than it gets."}
    except Exception as error:  # noqa: BLE001 - parsers raise anything; all of it means the same
        flaw = "bad_type" if asked["kind"] in IMAGES else "empty"
        said = {"flaw": flaw, "note": f"It cannot be read: {type(error).__name__}."}
    text = said.get("text", "")
    if isinstance(text, str) and len(text) > MOST_CHARACTERS:
        said["text"] = text[:MOST_CHARACTERS]
        said["note"] = f"{said['note']} Cut after {MOST_CHARACTERS} characters."
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    get_ready()
    main()
