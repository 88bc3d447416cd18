"""Files, classes and functions stay small enough to read at once; no file is a drawer for odds and ends."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.reading import ROOT, Module, modules

FOLDERS = ("casework", "tests", "benchmarks")
SHORTER_THAN = {"templates": 200, "casework": 500, "tests": 500, "benchmarks": 500, "static": 500}
MODELS = 250
CLASS = 250
FUNCTION = 50
DRAWERS = {"utils", "helpers", "misc", "manager", "common", "lib"}


def test_files_are_short() -> None:
    assert list(_long_files(ROOT)) == []


def test_files_of_models_are_short() -> None:
    found = [
        f"{module.at(module.tree)} has {_lines(module.path)} lines"
        for module in modules(ROOT, "casework")
        if "models" in module.parts and _lines(module.path) > MODELS
    ]

    assert found == []


def test_functions_and_classes_are_short() -> None:
    assert [place for module in modules(ROOT, *FOLDERS) for place in _long_definitions(module)] == []


def test_no_file_is_a_drawer() -> None:
    found = [module.at(module.tree) for module in modules(ROOT, *FOLDERS) if DRAWERS & set(module.parts)]

    assert found == []


def _long_files(root: Path) -> Iterator[str]:
    for folder, limit in SHORTER_THAN.items():
        for path in sorted((root / folder).rglob("*")):
            is_ours = path.suffix in {".py", ".html", ".txt", ".css", ".js"} and "vendor" not in path.parts
            if is_ours and _lines(path) >= limit:
                yield f"{path.relative_to(root)} has {_lines(path)} lines, the limit is {limit}"


def _long_definitions(module: Module) -> Iterator[str]:
    if "migrations" in module.parts:
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > (CLASS if isinstance(node, ast.ClassDef) else FUNCTION):
                yield f"{module.at(node)} {node.name} has {length} lines"


def _lines(path: Path) -> int:
    return path.read_text(encoding="utf-8").count("\n")


def test_a_long_file_is_found(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "long.html").write_text("<p></p>\n" * 200)

    assert list(_long_files(tmp_path)) == ["templates/long.html has 200 lines, the limit is 200"]


def test_a_long_function_is_found(tmp_path: Path) -> None:
    path = tmp_path / "long.py"
    path.write_text("def long():\n" + "    a = 1\n" * FUNCTION)

    assert list(_long_definitions(Module(tmp_path, path))) == ["long.py:1 long has 51 lines"]
