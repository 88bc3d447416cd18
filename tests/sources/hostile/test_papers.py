"""Hostile PDFs: locked, broken, huge and going round in circles."""

import io
import zlib
from functools import cache

from pypdf import PdfReader, PdfWriter

from tests.sources.fetching.site import Reply
from tests.sources.hostile.cases import Case, each, put_to_the_test, typed
from tests.sources.hostile.papers import paper, writing

GOOD = paper(zlib.compress(writing("About 20 soldiers died.")))


@cache
def locked(password: str) -> bytes:
    writer, kept = PdfWriter(PdfReader(io.BytesIO(GOOD))), io.BytesIO()
    writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
    writer.write(kept)
    return kept.getvalue()


def pdf(content: bytes) -> Reply:
    return typed("application/pdf", content)


PAPERS = [
    Case("as it should be", pdf(GOOD), "ok", says="About 20 soldiers died."),
    Case("locked", pdf(locked("secret")), "auth"),
    Case("locked without a password", pdf(locked("")), "ok", says="About 20"),
    Case(
        "locked in a way that nobody knows",
        pdf(GOOD.replace(b"trailer<<", b"trailer<</Encrypt<</Filter/Own/V 9>>/ID[<00><00>]")),
        "empty|auth",
    ),
    Case("without its table", pdf(GOOD.replace(b"xref\n", b"xxxx\n")), "ok|empty"),
    Case(
        "with a table that lies", pdf(GOOD.replace(b"0000000009 00000 n", b"9999999999 00000 n")), "ok|empty"
    ),
    Case("cut in the middle", pdf(GOOD[: len(GOOD) // 2]), "empty|ok"),
    Case("only its first line", pdf(b"%PDF-1.7\n"), "empty"),
    Case("noise behind its first line", pdf(b"%PDF-1.7\n" + bytes(range(256)) * 2000), "empty"),
    Case("no pages", pdf(paper(zlib.compress(b""), kids="", count=0)), "empty"),
    Case("pages that hold each other", pdf(paper(zlib.compress(b""), kids="2 0 R")), "empty"),
    Case(
        "a page many times",
        pdf(paper(zlib.compress(writing("About 20.")), kids="3 0 R " * 500, count=500)),
        "ok|empty",
    ),
    Case("less pages than it says", pdf(paper(zlib.compress(writing("About 20.")), count=5)), "ok|empty"),
    Case("a filter that nobody knows", pdf(paper(b"About 20.", "/OwnDecode")), "empty|ok"),
    Case(
        "a stream that is longer than the file", pdf(GOOD.replace(b"/Length ", b"/Length 99999")), "ok|empty"
    ),
    Case("a stream that is damaged", pdf(paper(zlib.compress(writing("About 20."))[:-9])), "ok|empty"),
    Case(
        "an action when it opens",
        pdf(
            paper(
                zlib.compress(writing("About 20 died.")), more="/OpenAction<</S/JavaScript/JS(app.alert(1))>>"
            )
        ),
        "ok",
        says="About 20",
    ),
    Case(
        "a file of the inside",
        pdf(paper(zlib.compress(writing("About 20 died.")), more="/OpenAction<</S/GoToR/F(/etc/passwd)>>")),
        "ok",
        never="root:",
    ),
    Case("a scan", pdf(paper(zlib.compress(b"0 0 600 800 re f"))), "empty"),
    Case("brackets without end", pdf(paper(zlib.compress(b"[" * 1_000_000))), "empty"),
    Case(
        "dictionaries in each other",
        pdf(b"%PDF-1.4\n1 0 obj" + b"<</A" * 50_000 + b"\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF"),
        "empty",
    ),
    Case("a PDF that is called a page", typed("text/html", GOOD), "ok", says="About 20"),
    Case(
        "a page that is called a PDF",
        pdf(b"<html><p>About 20 soldiers died on Sunday, said two people."),
        "ok",
        says="About 20",
    ),
    Case("neither", pdf(b"About 20 soldiers died."), "empty"),
]


@each(PAPERS)
def test_papers(case: Case) -> None:
    put_to_the_test(case)
