"""The order of the layers, and the ways of reaching up that Python offers."""

import ast
import re
from collections.abc import Iterator

from tests.house.reading import Module, enclosing

LAYERS = [
    "core",
    "accounts",
    "audit",
    "codebook",
    "extraction",
    "sources",
    "incidents",
    "review",
    "coding",
    "crossref",
    "publication",
    "digests",
    "api",
]
FLOOR = {name: number for number, name in enumerate(LAYERS)}
FRONT_DOOR = len(LAYERS)

# The same keyword reads in these calls and writes in every other.
READING_CALLS = {"filter", "exclude", "get", "Q", "When", "get_object_or_404", "alias", "annotate"}


def floor(parts: tuple[str, ...]) -> int:
    """Return the floor of a dotted name in our package; what lies in no layer is the front door."""
    return FLOOR.get(parts[1], FRONT_DOOR) if len(parts) > 1 else FRONT_DOOR


def upward(module: Module) -> list[str]:
    """Return each place where the module names one that lies above it, with what it names."""
    own = floor(module.parts)
    return [
        f"{module.at(node)} reaches up to {'.'.join(target)}"
        for node in ast.walk(module.tree)
        for target in _named(module, node)
        if target[:1] == ("casework",) and len(target) > 1 and floor(target) > own
    ]


def _named(module: Module, node: ast.AST) -> Iterator[tuple[str, ...]]:
    """Yield the dotted names that a node imports, or would import from a string."""
    if isinstance(node, ast.Import):
        for name in node.names:
            yield tuple(name.name.split("."))
    elif isinstance(node, ast.ImportFrom):
        start = module.package[: len(module.package) - node.level + 1] if node.level else ()
        base = (*start, *node.module.split(".")) if node.module else start
        for name in node.names:
            yield (*base, name.name)
    elif isinstance(node, ast.Call):
        yield from _model_by_name(node)
    elif isinstance(node, ast.Constant) and re.fullmatch(r"casework(\.[a-z]\w*)+(\.\w+)?", str(node.value)):
        yield tuple(str(node.value).split("."))


def _model_by_name(call: ast.Call) -> Iterator[tuple[str, ...]]:
    """Yield what `get_model("review", "Lease")` or `get_model("review.Lease")` reaches."""
    if isinstance(call.func, ast.Attribute) and call.func.attr in {"get_model", "get_app_config"}:
        for argument in call.args[:1]:
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield ("casework", *argument.value.split("."))


def writers(module: Module, field: str) -> list[str]:
    """Return the functions that write `field`, as `dotted.module:Class.function`."""
    found = [
        f"{'.'.join(module.parts)}:{name}"
        for name, node in enclosing(module.tree)
        if _assigns(node, field) or _passes(node, field) or _names_in_sql(node, field)
    ]
    return sorted(set(found))


def _assigns(node: ast.AST, field: str) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    if not isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
        return False
    flat = [each for target in targets if target for each in ast.walk(target)]
    return any(isinstance(each, ast.Attribute) and each.attr == field for each in flat)


def _passes(node: ast.AST, field: str) -> bool:
    if not isinstance(node, ast.Call):
        return False
    function = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if function in {"setattr", "bulk_update", "__setattr__"}:
        return any(isinstance(each, ast.Constant) and each.value == field for each in ast.walk(node))
    if function in READING_CALLS:
        return False
    unpacked = [
        key
        for keyword in node.keywords
        if keyword.arg in {None, "defaults", "create_defaults"} and isinstance(keyword.value, ast.Dict)
        for key in keyword.value.keys
    ]
    return any(keyword.arg == field for keyword in node.keywords) or any(
        isinstance(key, ast.Constant) and key.value == field for key in unpacked
    )


def _names_in_sql(node: ast.AST, field: str) -> bool:
    if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
        return False
    return (
        re.search(rf"\bUPDATE\b.*\bSET\b.*\b{field}\b\"?\s*=", node.value, re.DOTALL | re.IGNORECASE)
        is not None
    )
