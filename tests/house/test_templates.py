"""Templates are clean, translated, and free of inline code; components see only what they are given."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.house.markup import inline_code, open_components, untranslated
from tests.house.reading import ROOT

TEMPLATES = ROOT / "templates"


def templates(*suffixes: str) -> Iterator[tuple[str, str]]:
    for path in sorted(TEMPLATES.rglob("*")):
        if path.suffix in suffixes:
            yield str(path.relative_to(TEMPLATES)), path.read_text("utf-8")


def test_templates_hold_no_inline_code() -> None:
    found = [f"{name}:{line}" for name, text in templates(".html", ".svg") for line in inline_code(text)]

    # A mail has no stylesheet to link to, and no policy that would refuse an inline style.
    assert [place for place in found if not place.startswith("emails/")] == []


def test_components_are_given_what_they_show() -> None:
    assert [f"{name}:{line}" for name, text in templates(".html") for line in open_components(text)] == []


def test_every_word_is_translated() -> None:
    found = [
        f"{name}:{line} {words}"
        for name, text in templates(".html", ".txt")
        for line, words in untranslated(text, is_html=name.endswith(".html"))
    ]

    assert found == []


def test_djlint_finds_nothing() -> None:
    command = [sys.executable, "-m", "djlint", "--quiet", "--lint", str(TEMPLATES)]
    said = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)

    assert said.returncode == 0, said.stdout


@pytest.mark.parametrize(
    "text",
    [
        "<p style='color: red'>",
        '<p class="a"\nstyle="color: red">',
        "<style>p {}</style>",
        "<script>alert(1)</script>",
        '<button onclick="go()">',
        '<button hx-on:click="go()">',
        '<a href="javascript:go()">',
    ],
)
def test_inline_code_is_found(text: str) -> None:
    assert list(inline_code(text))


@pytest.mark.parametrize(
    "text",
    ['<script src="/a.js"></script>', '<p class="style">', '<a href="?on=1">', '<p data-one="1">'],
)
def test_linked_code_is_allowed(text: str) -> None:
    assert not list(inline_code(text))


@pytest.mark.parametrize(
    "text",
    [
        "<p>Approve</p>",
        '<p title="Approve"></p>',
        '<input type="submit" value="Approve">',
        "{% if a %}Approve{% endif %}",
        "{{ a }} and {{ b }}",
    ],
)
def test_words_outside_translation_are_found(text: str) -> None:
    assert list(untranslated(text))


@pytest.mark.parametrize(
    "text",
    [
        '<p>{% translate "Approve" %}</p>',
        "{% blocktranslate with a=b %}Approve {{ a }}{% endblocktranslate %}",
        "{# Approve #}{% comment %}Approve{% endcomment %}",
        '<p title="{% translate "Approve" %}">{{ a }} · 5</p>',
        "<kbd>Enter</kbd> <code>low</code>",
        "<title>Casework</title>",
    ],
)
def test_translated_words_are_allowed(text: str) -> None:
    assert not list(untranslated(text))


def test_the_line_of_a_word_is_told() -> None:
    assert list(untranslated("{% comment %}\na\n{% endcomment %}\n<p>\nYes</p>")) == [(4, "Yes")]


def test_an_open_component_is_found() -> None:
    text = (
        '{% include "components/state.html" with a=b only %}\n{% include "components/state.html" with a=b %}'
    )

    assert list(open_components(text)) == [2]
