"""What is read from pages, PDFs and texts, and what hostile ones cannot do."""

import json
import resource
import socket
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from textwrap import indent

import pytest
from django.utils import timezone

from casework.sources.fetching import extractor, reading
from casework.sources.fetching.asking import Asking
from casework.sources.fetching.failure import Failure
from casework.sources.fetching.reading import extracted, read
from casework.sources.material import HTML, PDF, PLAIN, kind_of
from casework.sources.outcomes import Outcome

ARTICLE = """<!doctype html><html lang="fr-ML"><head><meta charset="utf-8">
<title>Camp attaqué à Sokolo | Le Journal</title><meta property="og:title" content="Camp attaqué à Sokolo">
<meta name="author" content="Awa Traoré">
<meta property="article:published_time" content="2020-01-27T06:00:00Z">
</head><body><nav><ul><li><a href="/">Accueil</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Camp attaqué à Sokolo</h1>
<p>Une vingtaine de soldats sont morts dimanche dans un camp, selon deux habitants joints lundi.</p>
<p>Le gouvernement parle de <b>19 morts</b> &amp; cinq blessés, et promet une enquête sur l’attaque.</p>
</article><footer>© Le Journal. Mentions légales.</footer><script>var seen = 1</script></body></html>"""
NEEDS_JS = """<html><head><title>App</title></head><body><noscript>Please enable JavaScript.</noscript>
<div id="root"></div><script src="app.js"></script></body></html>"""


def pdf(*lines: str) -> bytes:
    """A PDF with one page that says so, made by hand."""
    said = "".join(
        f"BT /F1 12 Tf 72 {700 - 20 * number} Td ({line}) Tj ET\n" for number, line in enumerate(lines)
    )
    stream = zlib.compress(said.encode("latin-1"))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<</Title(Report on Sokolo)>>",
    ]
    content, starts = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        starts.append(len(content))
        content += b"%d 0 obj%s endobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    trailer = b"trailer<</Size %d/Root 1 0 R/Info 6 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        len(content),
    )
    return content + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + trailer


def test_a_page_gives_its_text_and_what_its_head_says() -> None:
    found = read(ARTICLE.encode(), HTML, "")

    assert found.text.splitlines() == [
        "Camp attaqué à Sokolo",
        "Une vingtaine de soldats sont morts dimanche dans un camp, selon deux habitants joints lundi.",
        "Le gouvernement parle de 19 morts & cinq blessés, et promet une enquête sur l’attaque.",
    ]
    assert (found.title, found.byline, found.language) == ("Camp attaqué à Sokolo", "Awa Traoré", "fr")
    assert (found.published_on, found.flaw) == (date(2020, 1, 27), None)
    assert found.extractor.startswith("trafilatura-2.")
    assert (found.content, found.media_type) == (ARTICLE.encode(), HTML)


def test_what_is_read_is_kept_with_where_it_stood() -> None:
    page = """<html lang=fr><head><title>Camp attaqué | Le Journal</title>
    <link rel=canonical href="https://journal.example/camp"><meta property=og:site_name content="Le Journal">
    <script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "Camp attaqué",
    "author": [{"name": "Awa Traoré"}], "datePublished": "2020-01-27T06:00:00Z",
    "isAccessibleForFree": "False"}]}
    </script></head><body><p>Une vingtaine de soldats sont morts dimanche dans un camp."""

    found = read(page.encode(), HTML, "utf-8")

    assert {name: (each["value"], each["from"]) for name, each in found.found.items()} == {
        "title": ("Camp attaqué", "JSON-LD headline"),
        "byline": ("Awa Traoré", "JSON-LD author"),
        "site": ("Le Journal", "meta og:site_name"),
        "published_on": ("2020-01-27", "JSON-LD datePublished"),
        "language": ("fr", "html lang"),
        "canonical": ("https://journal.example/camp", "link canonical"),
        "charset": ("utf-8", "the header"),
    }
    assert found.is_for_subscribers


@pytest.mark.parametrize(
    "data", ["[" * 100_000, '{"author": 5, "headline": [[]]}', "nonsense", '{"a": 1e999}']
)
def test_data_for_search_engines_that_makes_no_sense_does_no_harm(data: str) -> None:
    script = f"<script type='application/ld+json'>{data}</script>"

    assert extractor.read_html(f"<html><head>{script}</head><p>About 20 died.".encode(), "")["text"]


def test_a_pdf_gives_its_text_layer() -> None:
    found = read(pdf("About 20 soldiers died.", "Five were injured."), "", "")

    assert found.text.splitlines() == ["About 20 soldiers died.", "Five were injured."]
    assert (found.media_type, found.title, found.note) == (PDF, "Report on Sokolo", "1 pages.")
    assert found.extractor.startswith("pypdf-")


def test_a_page_that_needs_a_browser_is_told_from_an_empty_one() -> None:
    assert extractor.read_html(NEEDS_JS.encode(), "")["flaw"] == Outcome.NEEDS_JS
    assert extractor.read_html(b"<html><body></body></html>", "")["flaw"] == Outcome.EMPTY
    assert extractor.read_pdf(pdf())["flaw"] == Outcome.EMPTY


def test_a_page_that_the_parser_loses_is_a_flaw_and_no_success() -> None:
    """lxml gives an empty text for a hundred thousand nested blocks, without an error."""
    deep = b"<html><body>" + b"<div>" * 100_000 + b"About 20 soldiers died."

    said = extractor.read_html(deep, "")

    assert (said["text"], said["flaw"]) == ("", Outcome.EMPTY)
    assert "500035 characters" in said["note"]


@pytest.mark.parametrize(
    ("content", "declared"),
    [(b"II*\0\x08\0\0\0", ""), (b"MZ\x90\0\x03\0\0\0", PLAIN), (b"PK\x03\x04\0\0\0", "")],
)
def test_what_is_neither_page_nor_pdf_nor_text_is_refused(content: bytes, declared: str) -> None:
    with pytest.raises(Failure) as failure:
        read(content, declared, "")
    assert failure.value.outcome in (Outcome.BAD_TYPE, Outcome.BAD_CHARSET)


def test_an_empty_body_says_nothing() -> None:
    with pytest.raises(Failure) as failure:
        read(b" \r\n", HTML, "utf-8")
    assert failure.value.outcome == Outcome.EMPTY


def test_the_bytes_decide_about_the_type() -> None:
    assert kind_of(ARTICLE.encode()) == HTML
    assert kind_of(ARTICLE.encode("utf-16")) == HTML
    assert kind_of(b"\n" + pdf("About 20.")) == PDF
    assert kind_of(b"About 20 <html>") == ""
    assert read(b"About 20 soldiers died.", "", "").media_type == PLAIN


def test_what_is_read_can_be_stored() -> None:
    found = read(
        b"<html><title>A\0 title</title><body><p>About &#xD83D; 20\0 soldiers&#0; died on Sunday.", HTML, ""
    )

    assert not {"\0", "\ud83d"} & {*found.text, *found.title}
    found.text.encode()


SEGOU = "Vingt morts à Ségou, selon l’armée."


@pytest.mark.parametrize(
    ("content", "declared", "known_by"),
    [
        (SEGOU.encode(), "", ["utf-8", "it fits"]),
        (SEGOU.encode(), "utf-8", ["utf-8", "the header"]),
        (SEGOU.encode("utf-8-sig"), "windows-1252", ["utf-8-sig", "its first bytes"]),
        (SEGOU.encode("utf-16"), "utf-8", ["utf-16", "its first bytes"]),
        (SEGOU.encode("cp1252"), "iso-8859-1", ["iso-8859-1", "the header"]),
        (b"<meta charset=windows-1252>" + SEGOU.encode("cp1252"), "", ["windows-1252", "the page"]),
        (b"<meta charset=windows-1252>" + SEGOU.encode("cp1252"), "utf-8", ["windows-1252", "the page"]),
        (SEGOU.encode(), "zip", ["utf-8", "it fits"]),
        (SEGOU.encode(), "punycode", ["utf-8", "it fits"]),
        ((SEGOU * 60).encode() + b"\xe9", "utf-8", ["utf-8", "the header"]),
    ],
)
def test_the_charset_is_known_by_mark_header_page_or_what_fits(
    content: bytes, declared: str, known_by: list[str]
) -> None:
    found = extractor.decoded(content, declared)

    assert found
    assert SEGOU in found[0]
    assert found[1] == known_by


def test_a_charset_may_be_guessed_and_says_so() -> None:
    text = "Двадцать солдат погибли в воскресенье при нападении на лагерь, сообщили жители. " * 5

    found = extractor.decoded(text.encode("windows-1251"), "")

    assert found
    assert found[0] == text
    assert found[1][1] == "a guess"


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2020-01-27", date(2020, 1, 27)),
        ("2020-01-27T06:00", date(2020, 1, 27)),
        ("1066-10-14", None),
        ((timezone.now() + timedelta(days=9)).date().isoformat(), None),
        ("2020-02-31", None),
        ("soon", None),
    ],
)
def test_only_days_that_can_be_are_believed(said: str, day: date | None) -> None:
    assert reading._day(said) == day


# --- The program of its own ----------------------------------------------------------------------------


@pytest.fixture
def replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Put a program in the extractor's place, as if hostile bytes had taken a child of the reader over."""
    reader = Asking(tmp_path / "extractor.py")

    def replace(code: str) -> None:
        lines = f"def get_ready(): pass\ndef main():\n{indent(code or 'pass', '    ')}\n"
        reader.program.write_text(lines, "utf-8")
        monkeypatch.setattr(reading, "READER", reader)

    yield replace
    reader.stop()


def test_a_parser_that_hangs_is_ended(
    replaced: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "PATIENCE_S", 0.3)
    replaced("while True: pass")

    found = extracted(b"<html>", HTML)

    assert (found.text, found.flaw, found.note) == ("", Outcome.EMPTY, "Reading it took too long.")


@pytest.mark.parametrize(
    "code",
    [
        "import os; os.kill(os.getpid(), 11)",
        "raise SystemExit(3)",
        "print('nonsense')",
        "print('[' * 100_000)",
        "print('[]')",
        'print(\'{"text": 5, "flaw": [], "found": {"title": null, "site": [1, 2], "byline": ["a"]}}\')',
        'print(\'{"flaw": "ok, trust me"}\')',
        "",
    ],
)
def test_a_reader_that_breaks_gives_a_flaw(code: str, replaced: Callable[[str], None]) -> None:
    replaced(code)

    found = extracted(b"<html>", HTML)

    assert (found.text, found.title, found.flaw) == ("", "", Outcome.EMPTY)


def test_what_a_reader_says_is_cut_to_what_can_be_kept(replaced: Callable[[str], None]) -> None:
    replaced(r"""print('{"text": "a\\u0000b\\ud83d", "found": {"title": ["' + "x" * 9000 + '", "h1"],'
        ' "language": ["en-GB", ""], "canonical": ["javascript:1", ""], "more": ["a", "b"]}}')""")

    found = extracted(b"<html>", HTML)

    assert (found.text, len(found.title), found.language) == ("ab", 500, "")
    assert (found.extractor, list(found.found)) == ("unknown", ["title", "language"])


def test_the_program_knows_no_secrets(
    replaced: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASEWORK_SECRET_KEY", "a secret")
    replaced("import json, os; print(json.dumps({'text': ' '.join(os.environ) or 'nothing'}))")

    assert extracted(b"<html>", HTML).text in ("nothing", "LC_CTYPE")


def test_the_program_has_little_memory_and_time() -> None:
    code = f"""
import runpy, resource
program = runpy.run_path({str(reading.EXTRACTOR)!r})
program["limit_myself"]()
print(resource.getrlimit(resource.RLIMIT_CPU)[1])
try:
    bytearray(program["MEMORY"])
except MemoryError:
    print("no more")
"""
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.split("\n")[:2] == [str(extractor.CPU_S), "no more"]
    assert resource.getrlimit(resource.RLIMIT_CPU)[0] == resource.RLIM_INFINITY


def test_the_program_reaches_no_network() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        code = f"""
import runpy, socket
if not runpy.run_path({str(reading.EXTRACTOR)!r})["leave_the_network"]():
    raise SystemExit("not allowed here")
socket.create_connection({server.getsockname()!r}, timeout=2)
"""
        done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=False)

    if "not allowed here" in done.stderr:
        pytest.skip("This system gives programs no network of their own.")
    assert "Network is unreachable" in done.stderr


def test_the_program_answers_in_ascii_whatever_it_reads() -> None:
    asked = json.dumps({"kind": PLAIN, "charset": ""}).encode() + b"\n" + "Ségou 🌍".encode()

    done = subprocess.run(
        [sys.executable, "-I", str(reading.EXTRACTOR)], input=asked, capture_output=True, check=True, env={}
    )

    assert done.stdout.isascii()
    assert json.loads(done.stdout)["text"] == "Ségou 🌍"
