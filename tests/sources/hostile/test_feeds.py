"""Hostile feeds: definitions, bombs, depths, lies about addresses and letters. Nothing inside is reached."""

from __future__ import annotations

import pytest

from casework.sources.fetching.failure import Failure
from casework.sources.fetching.listing import FEEDS, Listing, read_listing
from tests.sources.fetching.site import page, redirect, site, transport
from tests.sources.hostile.cases import Case, each, endless, guard_with, slowly, typed
from tests.sources.hostile.test_bombs import later, packed

RSS, ATOM, JSON = "application/rss+xml", "application/atom+xml", "application/feed+json"
FILE = "<!DOCTYPE rss [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
INNER = "<!DOCTYPE rss SYSTEM 'http://169.254.169.254/a.dtd'>"
PARAMETER = "<!DOCTYPE rss [<!ENTITY % a SYSTEM 'http://10.0.0.1/a.dtd'> %a;]>"
LAUGHS = "".join(f"<!ENTITY a{number} '{f'&a{number - 1};' * 10}'>" for number in range(1, 10))
ATTRIBUTES = " ".join(f"a{number}='1'" for number in range(100_000))
INCLUDED = "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='/etc/passwd' parse='text'/>"


def rss(item: str, start: str = "", title: str = "Raid") -> bytes:
    channel = f"<channel><item><title>{title}</title><link>https://herald.example/raid</link>{item}</item></channel>"
    return typed(
        RSS,
        f"<?xml version='1.0'?>{start}<rss version='2.0'>{channel}</rss>".encode("utf-8", "surrogatepass"),
    )


def linked(address: str) -> bytes:
    return typed(RSS, f"<rss><channel><item><link>{address}</link></item></channel></rss>".encode())


def json(items: str) -> bytes:
    return typed(JSON, b'{"version": "https://jsonfeed.org/version/1.1", "items": %s}' % items.encode())


FEED_DEFINITIONS = [
    Case("an entity from a file", rss("&a;", FILE), "bad_type", never="root:"),
    Case("a definition from the inside", rss("", INNER), "bad_type"),
    Case("an entity of parameters", rss("", PARAMETER), "bad_type"),
    Case("entities of entities", rss("&a9;", f"<!DOCTYPE rss [<!ENTITY a0 'ha'>{LAUGHS}]>"), "bad_type"),
    Case("a definition behind a comment", rss("", f"<!-- a --><?b c?>{FILE}"), "bad_type"),
    Case("a definition in small letters", rss("", "<!doctype rss [<!ENTITY a 'ha'>]>"), "bad_type"),
    Case(
        "a definition behind a long comment", rss("", f"<!--{'a' * 9000}-->{FILE}"), "bad_type", never="root:"
    ),
    Case("an entity alone", rss("", "<!ENTITY a SYSTEM 'file:///etc/passwd'>"), "bad_type", never="root:"),
    Case("an entity that nobody defined", rss("&a;"), "ok", says="Raid", never="&a;"),
    Case("a definition in UTF-16", typed(RSS, f"{FILE}<rss>&a;</rss>".encode("utf-16")), "bad_type"),
    Case("an inclusion", rss(f"<description>{INCLUDED}</description>"), "ok", never="root:"),
    Case("a style sheet that is a program", rss("", "<?xml-stylesheet href='http://10.0.0.1/a.xsl'?>"), "ok"),
    Case(
        "a definition that is only spoken of",
        rss("<description><![CDATA[<!DOCTYPE a>]]></description>"),
        "ok",
    ),
]
FEED_BOMBS = [
    Case(
        "gzip", later(lambda: page(packed(12_000_000), "Content-Encoding: gzip", media_type=RSS)), "too_large"
    ),
    Case(
        "without end",
        endless(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n", b"<a>" * 9000),
        "too_large",
    ),
    Case("a byte at a time", slowly(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n", b"<"), "too_slow"),
    Case("deep", typed(RSS, b"<rss>" + b"<a>" * 200_000), "bad_type|empty"),
    Case("deep within an item", rss("<a>" * 5000), "ok|bad_type|empty"),
    Case("deep in JSON", json("[" * 200_000), "bad_type|empty"),
    Case("deep in the markup of an item", rss(f"<description>{'&lt;b&gt;' * 4000}x</description>"), "ok"),
    Case("attributes without end", rss(f"<a {ATTRIBUTES}/>"), "ok|empty"),
    Case("items without end", rss("</item><item><link>/a</link>" * 9_000), "ok", says="Raid"),
    Case("a title of a million letters", rss("", title="x" * 1_000_000), "ok"),
    Case("tags without end", rss("<category>a</category>" * 20_000), "ok", says="Raid"),
    Case("scripts that never end", rss(f"<description>{'&lt;script&gt;' * 1500}</description>"), "ok|empty"),
    Case(
        "numbers without end in JSON",
        json('[{"url": "https://herald.example/a", "title": ' + "9" * 5000 + "}]"),
        "ok|bad_type|empty",
    ),
    Case(
        "a pace beyond all", typed(RSS, b"<rss><channel><ttl>%s</ttl></channel></rss>" % (b"9" * 5000)), "ok"
    ),
]
FEED_LIES = [
    Case("an item of the inside", linked("http://127.0.0.1/admin"), "ok", never="127.0.0.1"),
    Case("an item of a cloud", linked("http://169.254.169.254/latest/"), "ok", never="169.254"),
    Case("an item that is a program", linked("javascript:alert(1)"), "ok", never="javascript"),
    Case("an item that is a file", linked("file:///etc/passwd"), "ok", never="passwd"),
    Case("an item with a user", linked("https://herald.example@10.0.0.1/"), "ok", never="10.0.0.1"),
    Case("an item of another port", linked("https://herald.example:6379/"), "ok", never="6379"),
    Case("an address of 9,000 letters", linked("https://herald.example/" + "a" * 9000), "ok"),
    Case("an open bracket", linked("http://[::1"), "ok", never="::1"),
    Case(
        "a script in a title",
        rss("", title="Raid &lt;script&gt;alert(1)&lt;/script&gt;"),
        "ok",
        never="alert",
    ),
    Case(
        "a script in JSON",
        json('[{"url": "https://herald.example/a", "content_html": "<script>alert(1)</script>x"}]'),
        "ok",
        never="alert",
    ),
    Case(
        "half a character in JSON",
        json('[{"url": "https://herald.example/a", "title": "Raid \\ud800"}]'),
        "ok",
        says="Raid",
    ),
    Case(
        "NUL in JSON",
        json('[{"url": "https://herald.example/a", "title": "Ra\\u0000id"}]'),
        "ok",
        says="Raid",
    ),
    Case("other types in JSON", json('[{"url": {"a": 1}, "title": []}, 5, null, []]'), "ok"),
    Case("no list in JSON", json('{"url": "https://herald.example/a"}'), "ok"),
    Case("a day that never was", rss("<pubDate>Mon, 99 Jan 99999 06:00 GMT</pubDate>"), "ok", says="Raid"),
    Case("a day of the future", rss("<pubDate>Mon, 27 Jan 2920 06:00:00 GMT</pubDate>"), "ok", never="2920"),
    Case("an offset beyond all", rss("<pubDate>Mon, 27 Jan 2020 06:00 +9999</pubDate>"), "ok", says="Raid"),
    Case("a charset that is a program", typed(f"{RSS}; charset=zip", b"<rss><channel/></rss>"), "ok"),
    Case(
        "letters that are none",
        typed(RSS, b"<rss><channel><title>\xff\xfe\xfd</title></channel></rss>"),
        "ok|bad_charset|bad_type",
    ),
    Case("an archive", typed(RSS, b"PK\x03\x04" + bytes(99)), "bad_type|bad_charset"),
    Case(
        "a picture that is called a feed",
        typed(RSS, b"\x89PNG\r\n\x1a\n" + bytes(99)),
        "bad_type|bad_charset|empty",
    ),
    Case("a redirect to the inside", redirect("http://10.0.0.1/feed"), "refused_by_policy"),
    Case("a redirect to a file", redirect("file:///etc/passwd"), "refused_by_policy"),
]


def put_to_the_test(case: Case) -> None:
    """Fetch and read what the case answers, by the whole way that a feed takes."""
    limits = {"body_bytes": 2_000_000, "seconds": 1.0, **case.limits} if callable(case.reply) else case.limits
    outcome, listing = "ok", None
    with site(camp=case.reply) as news:
        try:
            answer = transport(guard=guard_with([]), **limits).get(f"{news.base}/camp", wanted=FEEDS)
            listing = read_listing(answer)
        except Failure as failure:
            outcome = failure.outcome
    assert outcome in case.outcome.split("|")
    said = _said(listing)
    assert case.says in said
    assert not case.never or case.never not in said
    assert "\0" not in said
    said.encode()


def _said(listing: Listing | None) -> str:
    if listing is None:
        return ""
    for item in listing.items:
        assert len(item.address) <= 2000
        assert len(item.title) <= 500
        assert len(item.summary) <= 1000
    return listing.title + "\n".join(map(repr, listing.items))


@each(FEED_DEFINITIONS)
def test_definitions(case: Case) -> None:
    put_to_the_test(case)


@each(FEED_BOMBS)
def test_bombs(case: Case) -> None:
    put_to_the_test(case)


@each(FEED_LIES)
def test_lies(case: Case) -> None:
    put_to_the_test(case)


@pytest.mark.parametrize(
    "kind", ["text/html", "text/plain", "application/xml", "application/octet-stream", ""]
)
def test_a_feed_is_read_whatever_it_is_called(kind: str) -> None:
    body = (
        b"<rss><channel><item><title>Raid</title><link>https://herald.example/a</link></item></channel></rss>"
    )
    put_to_the_test(Case("a feed", typed(kind, body), "ok", says="Raid"))
