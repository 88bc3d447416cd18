"""What we say: full, translated sentences to people; nothing about the machine of who wrote it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.reading import ROOT, Module, modules

REFUSALS = {"BadInput", "NotFound", "NotNow", "NotPermitted", "Stale", "ValidationError", "no"}
FOLDERS = ("benchmarks", "casework", "docs", "requirements", "static", "templates", "tests")
TEXT = {".css", ".html", ".in", ".js", ".md", ".py", ".toml", ".txt", ".yml"}
# Written in pieces, because this file is read as well.
STRANGE = {
    "a path of somebody's machine": r"(?<![\w.})])/(?:home|root|Users|mnt|work|builds)/\w",
    "unfinished work": r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b",
    "a number of a tracker": r"(?i)\b(?:issue|ticket) #?\d+|\(#\d+\)",
    "a package index": r"--(?:extra-)?index" + r"-url|--find" + r"-links",
}


def texts() -> Iterator[Path]:
    yield from (path for path in sorted(ROOT.iterdir()) if path.suffix in TEXT or path.name == "Makefile")
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in TEXT and "vendor" not in path.parts:
                yield path


@pytest.mark.parametrize("what", STRANGE)
def test_no_text_names(what: str) -> None:
    assert [place for path in texts() for place in _places(path, STRANGE[what])] == []


def test_refusals_are_translated_sentences() -> None:
    assert [place for module in modules(ROOT, "casework") for place in _rough_refusals(module)] == []


def _places(path: Path, pattern: str) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [
        f"{path.relative_to(ROOT)}:{number}"
        for number, line in enumerate(lines, 1)
        if re.search(pattern, line)
    ]


def _rough_refusals(module: Module) -> Iterator[str]:
    """Yield the places where a person is refused with less than a translated full sentence."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in REFUSALS and node.args:
            for said in _sentences(node.args[0]):
                if said is None or not re.search(r"[.?!]”?$", said):
                    yield f"{module.at(node)} {said or 'is not translated'}"


def _sentences(argument: ast.expr) -> Iterator[str | None]:
    """Yield each literal that the expression may say; None for one outside gettext."""
    if isinstance(argument, ast.BinOp):
        yield from _sentences(argument.left)
    elif isinstance(argument, ast.IfExp):
        yield from _sentences(argument.body)
        yield from _sentences(argument.orelse)
    elif isinstance(argument, ast.JoinedStr) or (
        isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    ):
        yield None
    elif isinstance(argument, ast.Call) and getattr(argument.func, "id", "") in {"_", "gettext", "ngettext"}:
        for each in argument.args:
            if isinstance(each, ast.Constant) and isinstance(each.value, str):
                yield each.value


@pytest.mark.parametrize(
    "text",
    ["BadInput('No.')", "no(_('Not yours'))", "NotNow(_('%(state)s') % {})", "BadInput(f'{name} is wrong.')"],
)
def test_a_rough_refusal_is_found(tmp_path: Path, text: str) -> None:
    path = tmp_path / "rough.py"
    path.write_text(text, encoding="utf-8")

    assert list(_rough_refusals(Module(tmp_path, path)))


def test_a_full_sentence_is_allowed(tmp_path: Path) -> None:
    path = tmp_path / "full.py"
    path.write_text("no(_('Ask a reviewer of %(desk)s.') % {'desk': desk})\nStale(reason)", encoding="utf-8")

    assert not list(_rough_refusals(Module(tmp_path, path)))


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("a path of somebody's machine", "/ho" + "me/boris/casework"),
        ("unfinished work", "# TO" + "DO later"),
        ("a number of a tracker", "see iss" + "ue 12"),
        ("a package index", "--index" + "-url https://example.org/simple"),
    ],
)
def test_strange_text_is_found(what: str, line: str) -> None:
    assert re.search(STRANGE[what], line)
