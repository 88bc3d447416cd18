"""What a change changed."""

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict


class Difference(TypedDict):
    """The values of the fields that differ, as the trail keeps them."""

    before: Mapping[str, Any]
    after: Mapping[str, Any]


def difference(before: Any, after: Any, fields: Sequence[str]) -> Difference:
    """Return the fields that differ between two rows; `before` is None for something new: then all of them.

    Both rows must hold what the database holds.
    """
    changed = [name for name in fields if before is None or getattr(before, name) != getattr(after, name)]
    return {
        "before": {name: getattr(before, name) for name in changed} if before else {},
        "after": {name: getattr(after, name) for name in changed},
    }
