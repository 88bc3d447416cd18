"""Find every sentence that a person can read: in code, in templates and in the vocabularies."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from django.utils.translation.template import templatize

from casework.codebook.models.terms import TERM

# A name of gettext, and which of its arguments are the sentence, its plural and its context.
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# Columns of the vocabularies whose words are shown.
_SHOWN = {"vocabularies.csv": ("name", "origin"), "terms.csv": ("label", "description")}

Message = str | tuple[str, ...]


def all_sentences(root: Path) -> Catalog:
    """Return a catalogue without translations of what `root`, a checkout, says to people."""
    catalog = Catalog(fuzzy=False)
    for message, context in (*_of_code(root), *_of_templates(root), *_of_vocabularies(root)):
        catalog.add(message, context=context)
    return catalog


def _of_code(root: Path) -> Iterator[tuple[Message, str | None]]:
    for path in sorted((root / "casework").rglob("*.py")):
        if "migrations" not in path.parts:
            yield from _extracted(path.read_text("utf-8"))


def _of_templates(root: Path) -> Iterator[tuple[Message, str | None]]:
    for path in sorted((root / "templates").rglob("*")):
        if path.suffix in {".html", ".txt"}:
            # Django turns a template into calls of gettext; without indents, Python's tokenizer reads them.
            calls = templatize(path.read_text("utf-8"), origin=str(path))
            yield from _extracted("\n".join(line.strip() for line in calls.splitlines()))


def _of_vocabularies(root: Path) -> Iterator[tuple[Message, str | None]]:
    for name, columns in _SHOWN.items():
        with (root / "casework" / "codebook" / "data" / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield from ((row[column], TERM) for column in columns if row[column])


def _extracted(source: str) -> Iterable[tuple[Message, str | None]]:
    for _, message, _, context in extract("python", io.BytesIO(source.encode()), KEYWORDS):
        yield message, context
