"""What a feed lists: RSS, Atom, JSON Feed and maps of a site, each item in the same few words.

Runs in the program that reads bytes of strangers (`extractor.py`), which limits itself first; so this file
imports nothing of the application. No definition of a document type is read: a feed that brings one is
refused, and nothing that it names is opened or expanded.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from lxml import etree

MOST_ITEMS = 1000
_LONGEST, _LONGEST_MARKUP = 2000, 20_000
_PROLOG = re.compile(r"(?:\s+|<\?[^>]{0,2000}\?>|<!--(?:(?!-->).){0,5000}-->)*", re.DOTALL)
_TOTAL_S = {"hourly": 3600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000}
# Namespaces whose elements are those of the feed itself; a picture in one has a title of its own.
_ATOM = ("http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#")
_OWN = {
    *_ATOM,
    "",
    "http://purl.org/rss/1.0/",
    "http://backend.userland.com/rss2",
    "http://my.netscape.com/rdf/simple/0.9/",
}
_DC = "http://purl.org/dc/elements/1.1/"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_PACE = "http://purl.org/rss/1.0/modules/syndication/"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
_XML = "{http://www.w3.org/XML/1998/namespace}"
DEFINED = "It brings a definition of its document type (DTD), and those are not read."

Said = dict[str, Any]


def feed_in(text: str) -> Said:
    """Return what the feed is called and lists, or a flaw: an outcome, with a note that says more."""
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        return _ended(_json_feed(text))
    start = _PROLOG.match(text.lstrip("\ufeff"))
    rest = text.lstrip("\ufeff")[start.end() if start else 0 :][:2000].lower()
    if rest.startswith(("<html", "<!doctype html")):
        return _page(text)
    if rest.startswith("<!"):
        return {"flaw": "bad_type", "note": DEFINED}
    root, note = _tree(text)
    if root is None:
        return {"flaw": "bad_type", "note": "This is neither XML nor JSON, so no feed."}
    if root.getroottree().docinfo.internalDTD is not None:
        return {"flaw": "bad_type", "note": DEFINED}
    said = _read(root, etree.QName(root).localname.lower())
    said["note"] = said.get("note") or note
    return _ended(said)


def _ended(said: Said) -> Said:
    """Take no more items than are read, and say so."""
    if "items" in said:
        found = [item for _number, item in zip(range(MOST_ITEMS + 1), said["items"], strict=False)]
        said["items"] = found[:MOST_ITEMS]
        if len(found) > MOST_ITEMS:
            said["note"] = f"It lists more than {MOST_ITEMS} items; the first were read."
    return said


def _read(root: Any, name: str) -> Said:
    if name == "rss" or name == "rdf":
        channel = _child(root, "channel")
        holder = root if name == "rdf" else channel
        return _rss(channel, holder) if holder is not None else _nothing("The feed has no channel.")
    if name == "feed":
        return _atom(root)
    if name == "urlset":
        return {"kind": "sitemap", "items": (_of_site(each) for each in root if _is(each, "url"))}
    if name == "sitemapindex":
        first = next((_text(each) for each in root.iter() if _is(each, "loc")), "")
        return _nothing(f"This is a list of maps. Give the address of one of them, such as {first[:500]}")
    if name == "html":
        return _page_tree(root)
    return _nothing(f"This is XML of another kind: {name[:60]}.")


def _nothing(note: str) -> Said:
    return {"flaw": "bad_type", "note": note}


# --- RSS and Atom ------------------------------------------------------------------------------------


def _rss(channel: Any, holder: Any) -> Said:
    about = channel if channel is not None else holder
    language = _first(about, "language") or _first(about, "language", _DC)
    return {
        "kind": "rss",
        "title": _plain(_first(about, "title")),
        "language": language,
        "every_s": _pace(about),
        "items": (_of_rss(each, language) for each in holder if _is(each, "item")),
    }


def _of_rss(item: Any, language: str) -> Said:
    guid = _child(item, "guid")
    is_link = guid is not None and (guid.get("isPermaLink") or "true").lower() == "true"
    links = (_first(item, "link"), _alternate(item), _text(guid) if is_link else "", item.get(_rdf("about")))
    return {
        "address": next((link for link in links if link and link.strip()), ""),
        "title": _plain(_first(item, "title")),
        "summary": _plain(_first(item, "description") or _first(item, "encoded", _CONTENT)),
        "published": _moment(_first(item, "pubDate") or _first(item, "date", _DC)),
        "language": _first(item, "language", _DC) or language,
        "tags": _tags(_text(each) for each in _children(item, "category")),
    }


def _rdf(name: str) -> str:
    return f"{{http://www.w3.org/1999/02/22-rdf-syntax-ns#}}{name}"


def _pace(channel: Any) -> int:
    """Return how many seconds lie between two looks that the feed finds useful; 0 where it says nothing."""
    minutes = _first(channel, "ttl").strip()
    if minutes.isascii() and minutes.isdigit():
        return int(minutes[:6]) * 60
    every = _TOTAL_S.get(_first(channel, "updatePeriod", _PACE).strip().lower(), 0)
    times = _first(channel, "updateFrequency", _PACE).strip()
    return every // max(int(times[:6]) if times.isascii() and times.isdigit() else 1, 1)


def _atom(root: Any) -> Said:
    language = root.get(f"{_XML}lang") or ""
    return {
        "kind": "atom",
        "title": _said_in(_child(root, "title")),
        "language": language,
        "every_s": 0,
        "items": (_of_atom(each, language) for each in root if _is(each, "entry")),
    }


def _of_atom(entry: Any, language: str) -> Said:
    return {
        "address": _alternate(entry),
        "title": _said_in(_child(entry, "title")),
        "summary": _said_in(_child(entry, "summary")) or _said_in(_child(entry, "content")),
        "published": _moment(
            _first(entry, "published") or _first(entry, "issued") or _first(entry, "updated")
        ),
        "language": entry.get(f"{_XML}lang") or language,
        "tags": _tags(each.get("label") or each.get("term") for each in _children(entry, "category")),
    }


def _alternate(item: Any) -> str:
    """Return the address of the page that an entry stands for, resolved by its own base where it has one."""
    for link in _children(item, "link"):
        if link.get("href") and (link.get("rel") or "alternate") == "alternate":
            return str(link.get("href"))
    return ""


def _said_in(element: Any) -> str:
    """Return a text of Atom, which may be plain, markup that is written as text, or markup itself."""
    if element is None:
        return ""
    if element.get("type") == "xhtml" or len(element):
        return _line(" ".join(element.itertext()))
    text = element.text or ""
    return _plain(text) if element.get("type") in ("html", "text/html") else _line(text)


def _of_site(url: Any) -> Said:
    news = next((each for each in url if _is(each, "news", _NEWS)), None)
    within = news if news is not None else url
    publication = _child(within, "publication", _NEWS)
    return {
        "address": next((_text(each) for each in url if _is_any(each, "loc")), ""),
        "title": _line(_first(within, "title", _NEWS)),
        "summary": "",
        "published": _moment(_first(within, "publication_date", _NEWS) or _lastmod(url)),
        "language": _first(publication, "language", _NEWS) if publication is not None else "",
        "tags": _tags(_first(within, "keywords", _NEWS).split(",")),
    }


def _lastmod(url: Any) -> str:
    return next((_text(each) for each in url if _is_any(each, "lastmod")), "")


# --- JSON Feed ---------------------------------------------------------------------------------------


def _json_feed(text: str) -> Said:
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError):
        return _nothing("It begins like JSON and is none.")
    version = str(feed.get("version", "")) if isinstance(feed, dict) else ""
    if not version.startswith("https://jsonfeed.org/version/"):
        return _nothing("This is JSON, but no JSON Feed.")
    items = feed.get("items")
    language = _word(feed.get("language"))
    return {
        "kind": "json",
        "title": _line(_word(feed.get("title"))),
        "language": language,
        "every_s": 0,
        "items": (
            _of_json(each, language)
            for each in (items if isinstance(items, list) else [])
            if isinstance(each, dict)
        ),
    }


def _of_json(item: dict[str, Any], language: str) -> Said:
    tags = item.get("tags")
    markup = _word(item.get("content_html"))
    return {
        "address": _word(item.get("url")) or _word(item.get("external_url")),
        "title": _line(_word(item.get("title"))),
        "summary": _line(_word(item.get("summary")) or _word(item.get("content_text"))) or _plain(markup),
        "published": _moment(_word(item.get("date_published")) or _word(item.get("date_modified"))),
        "language": _word(item.get("language")) or language,
        "tags": _tags(tags if isinstance(tags, list) else []),
    }


# --- A page in the place of a feed -------------------------------------------------------------------


def _page(text: str) -> Said:
    return _page_tree(etree.fromstring(text.encode(), etree.HTMLParser(encoding="utf-8", no_network=True)))


def _page_tree(root: Any) -> Said:
    """Say that a page is none, and which feed it names: people copy the address that they see."""
    for link in root.iter("link", "{http://www.w3.org/1999/xhtml}link") if root is not None else ():
        kind = (link.get("type") or "").lower()
        if "alternate" in (link.get("rel") or "").lower() and kind in _FEED_TYPES and link.get("href"):
            return _nothing(f"This is a web page. The feed that it names is {link.get('href')[:200]}")
    return _nothing("This is a web page, and it names no feed.")


_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/json")


# --- Small words -------------------------------------------------------------------------------------


def _tree(text: str) -> tuple[Any, str]:
    """Parse strictly, or else as far as it can be understood: many feeds hold a slip."""
    # The charset that the file names is not the one it has any more.
    content = re.sub(r"^\s*<\?xml[^>]{0,500}\?>", "", text.lstrip("\ufeff")).encode()
    for is_lenient in (False, True):
        parser = etree.XMLParser(
            encoding="utf-8",
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            recover=is_lenient,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(content, parser)
        except etree.XMLSyntaxError:
            continue
        if root is not None:
            return root, "Its XML has mistakes; what could be understood was read." if is_lenient else ""
    return None, ""


def _is(element: Any, name: str, space: str | None = None) -> bool:
    """Whether the element is called so, in the namespace or in one of those of feeds themselves."""
    tag = element.tag
    # A comment, an entity or an instruction has a function in the place of a name.
    if not isinstance(tag, str) or not tag.endswith(name):
        return False
    found, _brace, local = tag[1:].rpartition("}") if tag[0] == "{" else ("", "", tag)
    own = found in _OWN or found.startswith("http://www.sitemaps.org/")
    return bool(local == name and (own if space is None else found == space))


def _is_any(element: Any, name: str) -> bool:
    """Whether the element is called so, whatever map of a site it thinks that it belongs to."""
    return isinstance(element.tag, str) and element.tag.rpartition("}")[2] == name


def _children(element: Any, name: str, space: str | None = None) -> Iterator[Any]:
    return (each for each in element if _is(each, name, space)) if element is not None else iter(())


def _child(element: Any, name: str, space: str | None = None) -> Any:
    return next(_children(element, name, space), None)


def _first(element: Any, name: str, space: str | None = None) -> str:
    return _text(_child(element, name, space))


def _text(element: Any) -> str:
    return "".join(element.itertext())[:_LONGEST_MARKUP].strip() if element is not None else ""


def _plain(markup: str) -> str:
    """Return what markup says to a reader."""
    markup = markup[:_LONGEST_MARKUP]
    if "<" not in markup and "&" not in markup:
        return _line(markup)
    try:
        tree = etree.fromstring(
            f"<div>{markup}</div>".encode(), etree.HTMLParser(encoding="utf-8", no_network=True)
        )
    except etree.XMLSyntaxError:
        return ""
    if tree is None:
        return ""
    etree.strip_elements(tree, "script", "style", with_tail=False)
    return _line(" ".join(tree.itertext()))


def _line(text: str) -> str:
    return " ".join(text[:_LONGEST_MARKUP].split())[:_LONGEST]


def _word(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _tags(values: Iterable[Any]) -> list[str]:
    return [_line(each) for _number, each in zip(range(30), values, strict=False) if isinstance(each, str)]


def _moment(text: str) -> str:
    """Read a time as RFC 822 or ISO 8601 write it; one without a zone is taken for UTC."""
    text = text.strip()[:60]
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            at = read(text)
        except (ValueError, TypeError, OverflowError):
            continue
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).isoformat()
    return ""
