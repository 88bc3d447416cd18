"""Hostile XML: no definition is expanded, no other file is opened, and a feed is no document."""

from tests.sources.hostile.cases import Case, each, put_to_the_test, typed

SAYS = "<body><p>About 20 soldiers died on Sunday, said two people.</p></body>"
XHTML = "application/xhtml+xml"


def xhtml(doctype: str, body: str = SAYS) -> bytes:
    return typed(
        XHTML,
        f"<?xml version='1.0'?>{doctype}<html xmlns='http://www.w3.org/1999/xhtml'>{body}</html>".encode(),
    )


def xml(body: str) -> bytes:
    return typed("application/xml", body.encode())


FILE = "<!DOCTYPE html [<!ENTITY inside SYSTEM 'file:///etc/passwd'>]>"
XMLS = [
    Case("an entity from a file", xhtml(FILE, f"<p>&inside;</p>{SAYS}"), "ok|empty", never="root:"),
    Case(
        "an entity from the inside",
        xhtml("<!DOCTYPE html [<!ENTITY a SYSTEM 'http://10.0.0.1/'>]>", f"<p>&a;</p>{SAYS}"),
        "ok|empty",
    ),
    Case(
        "a definition from the inside",
        xhtml("<!DOCTYPE html SYSTEM 'http://169.254.169.254/a.dtd'>"),
        "ok|empty",
    ),
    Case(
        "an entity of parameters",
        xhtml("<!DOCTYPE html [<!ENTITY % a SYSTEM 'file:///etc/passwd'> %a;]>"),
        "ok|empty",
        never="root:",
    ),
    Case(
        "an inclusion",
        xhtml(
            "",
            "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='/etc/passwd' parse='text'/>" + SAYS,
        ),
        "ok|empty",
        never="root:",
    ),
    Case(
        "a style sheet that is a program",
        xhtml("<?xml-stylesheet type='text/xsl' href='http://10.0.0.1/a.xsl'?>"),
        "ok|empty|bad_type",
    ),
    Case(
        "a section of characters",
        xhtml("", f"<![CDATA[<script>alert(1)</script>]]>{SAYS}"),
        "ok|empty",
        never="<script",
    ),
    Case("a page that is XML", typed("text/xml", f"<html>{SAYS}</html>".encode()), "ok", says="About 20"),
    Case(
        "XML in another charset than it says",
        typed(XHTML, f"<?xml version='1.0' encoding='utf-16'?><html>{SAYS}</html>".encode()),
        "ok",
        says="About 20",
    ),
    Case("a feed", xml("<?xml version='1.0'?><rss version='2.0'><channel/></rss>"), "bad_type"),
    Case("a feed as a page", typed("text/html", b"<rss version='2.0'><channel/></rss>"), "bad_type"),
    Case(
        "a feed of Atom",
        typed("application/atom+xml", b"<feed xmlns='http://www.w3.org/2005/Atom'/>"),
        "bad_type",
    ),
    Case("a feed of the first version", xml("<?xml version='1.0'?><rdf:RDF/>"), "bad_type"),
    Case(
        "a feed of JSON",
        typed("application/feed+json", b'{"version": "https://jsonfeed.org/version/1.1"}'),
        "bad_type",
    ),
    Case("a map of a site", xml("<?xml version='1.0'?><urlset/>"), "bad_type"),
    Case(
        "a feed that laughs",
        xml("<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a 'ha'>]><rss>&a;</rss>"),
        "bad_type|ok",
    ),
]


@each(XMLS)
def test_xml(case: Case) -> None:
    put_to_the_test(case)
