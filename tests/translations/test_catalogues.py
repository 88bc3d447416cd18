"""Every sentence is there in every language, and the compiled catalogues say what the readable ones say."""

import gettext
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from django.conf import settings

from casework.translations.catalogues import compiled, faults, languages, path_of, read
from casework.translations.sentences import all_sentences

# Short words that are written alike in both languages are no sign of a missing translation below this share.
ALIKE = 0.05


@cache
def said() -> Catalog:
    return all_sentences(settings.BASE_DIR)


def keys(catalog: Catalog) -> set[tuple[object, str | None]]:
    return {(message.id, message.context) for message in catalog if message.id}


def test_there_is_more_than_one_language() -> None:
    assert languages() == ["fr", "ar"]


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_catalogue_has_what_the_code_says_and_nothing_else(language: str) -> None:
    """`manage.py messages` brings it up to date."""
    assert keys(read(language)) ^ keys(said()) == set()


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_every_message_is_translated_and_keeps_its_placeholders(language: str) -> None:
    assert list(faults(read(language))) == []


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_translations_are_not_the_source_again(language: str) -> None:
    messages = [message for message in read(language) if message.id]
    alike = [message.id for message in messages if message.string == message.id]

    assert len(alike) < ALIKE * len(messages), alike


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_compiled_catalogue_is_that_of_the_readable_one(language: str, tmp_path: Path) -> None:
    anew = tmp_path / "django.mo"
    anew.write_bytes(compiled(read(language)))

    def table(path: Path) -> dict[object, str]:
        with path.open("rb") as file:
            return dict(gettext.GNUTranslations(file)._catalog)  # type: ignore[attr-defined]

    assert table(path_of(language).with_suffix(".mo")) == table(anew)


def catalogue_with(message: str | tuple[str, str], translation: str | tuple[str, ...]) -> Catalog:
    catalog = Catalog(locale="fr", fuzzy=False)
    catalog.add(message, translation)
    return catalog


@pytest.mark.parametrize(
    ("message", "translation", "fault"),
    [
        ("Save", "Enregistrer", None),
        ("Save", "", "is not translated"),
        ("Save", "Enregistrer ", "begins or ends with a space"),
        ("%(n)s left.", "Il en reste.", "other placeholders"),
        ("%(n)s left.", "Il en reste %(m)s.", "other placeholders"),
        ("See <a href='/x/'>it</a>.", "Voir <a href='/y/'>ceci</a>.", "other placeholders"),
        (("One row.", "%(n)s rows."), ("Une ligne.", "%(n)s lignes."), None),
        (("One row.", "%(n)s rows."), ("%(n)s ligne.", ""), "is not translated"),
        (("One row.", "%(n)s rows."), ("Une ligne.", "%(m)s lignes."), "lacks a placeholder"),
    ],
)
def test_what_is_wrong_with_a_translation_is_said(
    message: str | tuple[str, str], translation: str | tuple[str, ...], fault: str | None
) -> None:
    found = list(faults(catalogue_with(message, translation)))

    assert found == [] if fault is None else fault in found[0]


def test_sentences_are_found_in_code_templates_and_vocabularies() -> None:
    ids = keys(said())

    assert ("Sign out", None) in ids
    assert ("Armed clash", "term") in ids
    assert ("%(actor)s signed in.", None) in ids
    assert (("%(shown)s document", "%(shown)s documents"), None) in ids
