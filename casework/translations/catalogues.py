"""Keep the catalogues: read them, bring them up to date with the code, compile them for gettext."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings

# What stands in a translation as in the sentence: %(name)s, %s, {name}, tags, addresses of our own pages.
_FIXED = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|<[^>]+>")
# A date in the header would make every catalogue differ from itself.
_WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)
_HEADER = "# Translations of Casework. `manage.py messages` keeps them in step with the code."


def languages() -> list[str]:
    """Return the codes of the languages that have a catalogue: all but the one the code is written in."""
    return [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def path_of(language: str) -> Path:
    """Return where the catalogue lies that people edit; the compiled one lies beside it."""
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """Return the catalogue of a language, an empty one when there is none yet."""
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language, domain="django", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain="django")


def bring_up_to_date(language: str, sentences: Catalog) -> Catalog:
    """Add what is new, drop what is no longer said, and write the catalogue in both forms.

    A sentence that changed is a new sentence: a translation that only resembles it is never taken over.
    """
    catalog = read(language)
    catalog.update(sentences, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    _date(catalog)
    path = path_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, width=110, no_location=True, sort_output=True, ignore_obsolete=True)
    path.with_suffix(".mo").write_bytes(compiled(catalog))
    return catalog


def compiled(catalog: Catalog) -> bytes:
    """Return the catalogue as gettext reads it."""
    _date(catalog)
    target = BytesIO()
    write_mo(target, catalog)
    return target.getvalue()


def faults(catalog: Catalog) -> Iterator[str]:
    """Yield a sentence for each message that lacks a translation or has one that cannot be right."""
    for message in catalog:
        sentences = _forms(message.id)
        if sentences != [""] and (fault := _fault(message, catalog.num_plurals)):
            yield f"“{sentences[0][:80]}” {fault}"


def _forms(said: str | Sequence[str] | None) -> list[str]:
    """Return a sentence as the one form that it has, or its singular and plural forms."""
    return [said or ""] if said is None or isinstance(said, str) else list(said)


def _fault(message: Message, plurals: int) -> str:
    sentences, translations = _forms(message.id), _forms(message.string)
    if message.fuzzy:
        return "is marked as fuzzy."
    if len(sentences) > 1 and len(translations) != plurals:
        return f"needs {plurals} forms and has {len(translations)}."
    if not all(translations):
        return "is not translated."
    kept = [set(_FIXED.findall(each)) for each in sentences]
    found = [set(_FIXED.findall(each)) for each in translations]
    if len(sentences) == 1 and found != kept:
        return "has other placeholders or tags than its translation."
    if not set().union(*found) <= set().union(*kept):
        return "lacks a placeholder that a form of its translation has."
    if any(each != each.strip() for each in translations) != any(each != each.strip() for each in sentences):
        return "begins or ends with a space in one language only."
    return ""


def _date(catalog: Catalog) -> None:
    catalog.header_comment = _HEADER
    catalog.project, catalog.version = "Casework", "1"
    catalog.creation_date = catalog.revision_date = _WRITTEN
    catalog.last_translator = catalog.language_team = catalog.msgid_bugs_address = ""
