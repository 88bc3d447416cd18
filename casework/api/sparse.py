"""Less or more than the whole: `fields` picks parts of an answer, `expand` puts in what it only names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.serializers import BaseSerializer, ListSerializer, Serializer

Tree = dict[str, "Tree"]
Data = dict[str, Any]


def wanted(request: Request, serializer: BaseSerializer[Any]) -> Tree | None:
    """Return what `fields` asks for, as a tree of names; None where it asks for all.

    ValidationError for a path that leads nowhere.
    """
    text = request.query_params.get("fields", "")
    paths = [path.strip() for path in text.split(",") if path.strip()]
    if not paths:
        return None
    tree: Tree = {}
    for path in paths:
        _refuse_unknown(path, serializer)
        node = tree
        for name in path.split("."):
            node = node.setdefault(name, {})
    return tree


def _refuse_unknown(path: str, serializer: BaseSerializer[Any]) -> None:
    level: Any = serializer
    for name in path.split("."):
        if isinstance(level, ListSerializer):
            level = level.child
        known = level.fields if isinstance(level, Serializer) else {}
        if name not in known:
            raise ValidationError({"fields": [_no_field(path, name, known)]}, code="unknown_field")
        level = known[name]


def _no_field(path: str, name: str, known: Iterable[str]) -> str:
    nearest = get_close_matches(name, list(known), n=1, cutoff=0.4)
    if nearest:
        return _("There is no “%(path)s”. Did you mean “%(nearest)s”?") % {
            "path": path[:80],
            "nearest": nearest[0],
        }
    return _("There is no “%(path)s”. Known are: %(names)s.") % {
        "path": path[:80],
        "names": ", ".join(sorted(known)) or _("none"),
    }


def pick(value: Any, tree: Tree) -> Any:
    """Return the parts of `value` that the tree names; an empty tree names everything."""
    if not tree:
        return value
    if isinstance(value, list):
        return [pick(each, tree) for each in value]
    if isinstance(value, Mapping):
        return {name: pick(value[name], below) for name, below in tree.items() if name in value}
    return value


def expansions(request: Request, known: Mapping[str, Callable[[Data], None]]) -> list[Callable[[Data], None]]:
    """Return what `expand` asks for. ValidationError for what cannot be expanded."""
    names = [name.strip() for name in request.query_params.get("expand", "").split(",") if name.strip()]
    for name in names:
        if name not in known:
            sentence = _("“%(name)s” cannot be expanded. What can is: %(names)s.")
            said = sentence % {"name": name[:80], "names": ", ".join(sorted(known))}
            raise ValidationError({"expand": [said]}, code="unknown_field")
    return [known[name] for name in dict.fromkeys(names)]
