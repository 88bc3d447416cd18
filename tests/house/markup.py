"""What our templates may not hold: inline code, words outside translation, components that see everything."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

# Names that stay as they are in every language.
NAMES = {"Casework"}
SPOKEN = {"alt", "aria-description", "aria-label", "content", "data-confirm", "placeholder", "title"}
SILENT = {"code", "kbd", "samp"}
INLINE = re.compile(
    r"""<style\b|\sstyle\s*=|<script\b(?![^>]*\ssrc\s*=)|\s(?:hx-)?on[a-z:-]*\s*=\s*["']|javascript:""",
    re.IGNORECASE,
)
TRANSLATED = re.compile(
    r"{%\s*(?P<tag>blocktranslate|blocktrans|comment)\b.*?{%\s*end(?P=tag)\s*%}", re.DOTALL
)
TAG = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
INCLUDE = re.compile(r"""{%\s*include\s+["']components/[^%]*%}""")


def inline_code(text: str) -> Iterator[int]:
    """Yield the line of each inline style, script or handler, all of which our CSP would refuse."""
    for found in INLINE.finditer(TRANSLATED.sub(_blank, text)):
        yield text.count("\n", 0, found.start()) + 1


def open_components(text: str) -> Iterator[int]:
    """Yield the line of each include of a component that does not end with `only`."""
    for found in INCLUDE.finditer(text):
        if not re.search(r"\sonly\s*%}$", found.group()):
            yield text.count("\n", 0, found.start()) + 1


def untranslated(text: str, *, is_html: bool = True) -> Iterator[tuple[int, str]]:
    """Yield line and words of what a reader would see in English whatever their language."""
    rest = TAG.sub(_blank, TRANSLATED.sub(_blank, text))
    if is_html:
        reader = _Words()
        reader.feed(rest)
        reader.close()
        yield from reader.found
        return
    for number, line in enumerate(rest.splitlines(), 1):
        if _has_words(line):
            yield number, line.strip()


def _blank(found: re.Match[str]) -> str:
    """Keep the line ends, so that line numbers stay true."""
    return "\n" * found.group().count("\n")


def _has_words(text: str) -> bool:
    """Say whether there is a word; an address such as /queue/ is none."""
    spoken = re.sub(r"(?<!\S)/\S*", "", text)
    return any(word not in NAMES for word in re.findall(r"[^\W\d_]{2,}", spoken))


class _Words(HTMLParser):
    """Collects text and spoken attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in SILENT
        # <meta content> is spoken to nobody; the title of a page is text.
        spoken = SPOKEN - {"content"} if tag == "meta" else SPOKEN
        if tag == "input" and dict(attrs).get("type") in {"submit", "button"}:
            spoken = spoken | {"value"}
        for name, value in attrs:
            if name in spoken and _has_words(value or ""):
                self.found.append((self.getpos()[0], f"{name}: {value}"))

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        if not self.silent and _has_words(data):
            self.found.append((self.getpos()[0], " ".join(data.split())))
