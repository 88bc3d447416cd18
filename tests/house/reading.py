"""Read the code base as a tree of modules, without importing it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Module:
    """One Python file under `root`."""

    root: Path
    path: Path

    @property
    def parts(self) -> tuple[str, ...]:
        """Its dotted name in parts; a package is named without `__init__`."""
        parts = self.path.relative_to(self.root).with_suffix("").parts
        return parts[:-1] if parts[-1] == "__init__" else parts

    @property
    def package(self) -> tuple[str, ...]:
        """Where its relative imports start."""
        return self.parts if self.path.name == "__init__.py" else self.parts[:-1]

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    def at(self, node: ast.AST) -> str:
        """Name a line of this file as an editor understands it."""
        return f"{self.path.relative_to(self.root)}:{getattr(node, 'lineno', 1)}"


@cache
def modules(root: Path, *folders: str) -> tuple[Module, ...]:
    """Return every Python file of `folders` under `root`; each is parsed once for all tests."""
    return tuple(Module(root, path) for folder in folders for path in sorted((root / folder).rglob("*.py")))


def enclosing(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """Yield every node with the dotted name of the classes and functions around it."""

    def walk(node: ast.AST, name: str) -> Iterator[tuple[str, ast.AST]]:
        for child in ast.iter_child_nodes(node):
            inner = name
            if isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                inner = f"{name}.{child.name}".lstrip(".")
            yield inner, child
            yield from walk(child, inner)

    yield from walk(tree, "")
