"""Hostile pages: whatever the parser makes of them, reading ends, and nothing read harms who reads it."""

import pytest

from casework.sources.fetching import reading
from tests.sources.hostile.cases import Case, each, html, put_to_the_test

SAYS = "About 20 soldiers died on Sunday, said two people."
P = f"<p>{SAYS}</p>"


IN_ITSELF = '{"a":' * 3000 + "1" + "}" * 3000


def head(inner: str) -> bytes:
    return html(f"<html><head>{inner}</head><body>{P}</body></html>")


PAGES = [
    Case("a million attributes", html(f"<html><body><p {'a ' * 1_000_000}>{P}"), "ok|empty"),
    Case("a hundred thousand boxes in each other", html("<html><body>" + "<div>" * 100_000 + SAYS), "empty"),
    Case(
        "three thousand tables in each other",
        html("<html><body>" + "<table><tr><td>" * 3_000 + P),
        "ok|empty",
    ),
    Case("a hundred thousand open tags", html("<html><body>" + "<b><i><u>" * 33_000 + P), "ok|empty"),
    Case("twenty thousand links", html("<html><body>" + "<a href=/a>More</a> " * 20_000 + P), "ok|empty"),
    Case("a title of a million letters", head(f"<title>{'a' * 1_000_000}</title>"), "ok"),
    Case("a title that is a script", head("<title><script>alert(1)</script></title>"), "ok"),
    Case("a title that runs the other way", head("<title>Camp \u202egpj.exe\u202c</title>"), "ok"),
    Case("a title of line ends", head("<title>Camp\r\nBcc: everybody@news.example\r\n</title>"), "ok"),
    Case("a day that is none", head("<meta property=article:published_time content=2020-99-99>"), "ok"),
    Case("a day to come", head("<meta property=article:published_time content=9999-12-31>"), "ok"),
    Case("a base elsewhere", head("<base href='http://10.0.0.1/'>"), "ok"),
    Case(
        "data without an end",
        head("<script type='application/ld+json'>" + "[" * 500_000),
        "ok|empty|needs_js",
    ),
    Case(
        "data in itself",
        head(f"<script type='application/ld+json'>{IN_ITSELF}</script>"),
        "ok",
    ),
    Case(
        "data of halves of letters",
        head('<script type="application/ld+json">{"headline":"\\ud800 Camp"}</script>'),
        "ok",
    ),
    Case("only a script", html("<html><script>document.write('About 20')</script></html>"), "needs_js"),
    Case(
        "a page that asks for a browser",
        html("<html><body><noscript>Please enable JavaScript.</noscript><script src=a></script>"),
        "needs_js",
    ),
    Case("an empty page", html("<html><head></head><body></body></html>"), "empty"),
    Case(
        "a page of frames", html("<html><frameset><frame src='http://10.0.0.1/'></frameset></html>"), "empty"
    ),
    Case("an inner frame", html(f"<html><body><iframe src='http://10.0.0.1/'></iframe>{P}"), "ok", says=SAYS),
    Case(
        "an image from the inside",
        html(f"<html><body><img src='http://169.254.169.254/'>{P}"),
        "ok",
        says=SAYS,
    ),
    Case("a comment without an end", html(f"<html><body>{P}<!-- {'x' * 1_000_000}"), "ok|empty"),
    Case("a tag without an end", html(f"<html><body>{P}<p title='{'x' * 1_000_000}"), "ok|empty"),
    Case("NUL in tags", html(f"<html><bo\0dy><p\0>{SAYS}</p>"), "ok|empty"),
    Case("NUL in the text", html(f"<html><body><p>{SAYS} More\0 of it.</p>"), "ok"),
    Case("halves of letters as entities", html(f"<html><body><p>{SAYS} &#xD83D;&#xDE00; &#55357;</p>"), "ok"),
    Case("NUL as an entity", html(f"<html><body><p>{SAYS} &#0;&#x0;</p>"), "ok"),
    Case("letters beyond all", html(f"<html><body><p>{SAYS} &#x110000;&#99999999;</p>"), "ok"),
    Case("a million entities", html(f"<html><body>{P}<p>{'&amp;' * 1_000_000}</p>"), "ok"),
    Case("a script that closes itself", html(f"<html><body>{P}<script>'</script><p>Evil'</script>"), "ok"),
    Case(
        "a picture that is a program",
        html(f"<html><body><svg onload=alert(1)><script>1</script></svg>{P}"),
        "ok",
        never="alert",
    ),
    Case("a page that is a poem of brackets", html("<html><body>" + "<" * 1_000_000), "ok|empty|needs_js"),
    Case("a page that asks for charsets slowly", html("<meta " + "charset " * 100_000 + f">{P}"), "ok|empty"),
    Case(
        "a page that sends on slowly",
        html("<meta http-equiv=refresh content=" + " " * 100_000 + f">{P}"),
        "ok|empty",
    ),
    Case("a page of one line", html("<html><body><p>" + SAYS * 20_000), "ok", says=SAYS),
    Case("a page of nothing but spaces", html("<html><body>" + " \n" * 500_000), "empty"),
]


@each(PAGES)
def test_pages(case: Case) -> None:
    put_to_the_test(case)


def test_a_parser_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred thousand attributes of one element are compared with each other."""
    monkeypatch.setattr(reading, "PATIENCE_S", 2)

    attributes = " ".join(f"a{number}=1" for number in range(100_000))

    put_to_the_test(Case("", html(f"<p {attributes}>{P}"), "empty"))
