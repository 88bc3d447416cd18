"""The decisions on every field: who may see it, and whether lists may be filtered by it. Written by hand.

The tables lie in `fields/`, one per layer: a model's name on a line of its own, below it one line per field
with who may see it, `filter` or `-`, and the reason.
"""

from dataclasses import dataclass
from pathlib import Path

TABLES = Path(__file__).with_name("fields")

AUDIENCES = {
    "public": "anybody, once it is published",
    "staff": "everybody who signs in",
    "desk": "who may see the row: the desk's people, fewer where it is RED",
    "own": "the person it belongs to, and operators",
    "nobody": "no page, no API, no admin: the program alone",
}


@dataclass(frozen=True)
class Decision:
    """What was decided on one field."""

    audience: str
    is_filter: bool
    reason: str


def decisions() -> dict[str, dict[str, Decision]]:
    """Read every table: model label → field name → decision."""
    found: dict[str, dict[str, Decision]] = {}
    for path in sorted(TABLES.glob("*.txt")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            where = f"{path.name}:{number}"
            if not line.strip():
                continue
            if not line.startswith(" "):
                model = found.setdefault(f"{path.stem}.{line.strip()}", {})
                continue
            name, audience, by, reason = line.split(maxsplit=3)
            if audience not in AUDIENCES or by not in {"filter", "-"} or not reason.endswith("."):
                raise ValueError(f"{where} is not “field audience filter|- Reason.”: {line}")
            if name in model:
                raise ValueError(f"{where} decides twice on {name}.")
            model[name] = Decision(audience, by == "filter", reason)
    return found
