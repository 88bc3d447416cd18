"""Check an exported audit trail: python3 trail_verify.py TRAIL [HEAD]. Needs Python 3.9 and nothing else.

TRAIL is the file that `manage.py export_audit` wrote: one sealed entry a line, in the chain’s order. HEAD is
a digest that was published earlier: in a summary mail, or in the manifest of a release. It says how many
rows it checked, or names the first that is not as it was sealed, and ends with 1 then. Without HEAD it cannot
see that the newest rows were cut off, or that all of it was made anew.
"""

import hashlib
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

# What the first seal has in place of the digest before it.
GENESIS = "0" * 64


def digest_of(number: int, previous: str, entry: Any) -> str:
    """Return what the seal must say: sha256 of its place, the digest before it and the entry."""
    told = {"number": number, "previous": previous, "entry": entry}
    text = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def fault_of(line: bytes, number: int, previous: str) -> str:
    """Return what is wrong with the line that must hold seal `number` after `previous`, or nothing."""
    try:
        row = json.loads(line)
        said, before, digest, entry = row["number"], row["previous"], row["digest"], row["entry"]
        entry_id, computed = entry["id"], digest_of(number, previous, entry)
    except (ValueError, KeyError, TypeError):
        return f"Line {number} cannot be read: it was damaged."
    if said != number:
        return f"Line {number} holds seal {said}: rows were deleted, added, or put into another order there."
    if before != previous:
        return f"Seal {number} does not follow the one before it: it was changed, or is of another trail."
    if digest != computed:
        return f"Entry {entry_id} does not match seal {number}: one of them was changed."
    return ""


def verdict(lines: Iterable[bytes], head: str = "") -> tuple[bool, str]:
    """Walk the chain, and say whether it is whole, in a sentence. Reads line by line."""
    number, previous, is_found = 0, GENESIS, head in ("", GENESIS)
    for number, line in enumerate(lines, 1):
        if fault := fault_of(line, number, previous):
            return False, fault
        previous = json.loads(line)["digest"]
        is_found = is_found or previous == head
    if not is_found:
        return False, (
            f"The given head is not in the trail, which ends at seal {number}: "
            "its newest rows were cut off, or it was made anew."
        )
    return True, f"{number} rows are as they were sealed. The head is {previous}."


def main() -> int:
    """Say what was found, and return 1 where anything does not fit."""
    if not 2 <= len(sys.argv) <= 3:
        sys.stderr.write("Say which file to check: python3 trail_verify.py TRAIL [HEAD]\n")
        return 2
    with Path(sys.argv[1]).open("rb") as lines:
        is_whole, sentence = verdict(lines, sys.argv[2].strip().lower() if len(sys.argv) > 2 else "")
    sys.stdout.write(f"{sentence}\n")
    return 0 if is_whole else 1


if __name__ == "__main__":
    sys.exit(main())
