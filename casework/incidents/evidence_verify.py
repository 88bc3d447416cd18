"""Check the evidence of an incident: python3 verify.py [ZIP OR FOLDER]. Needs Python 3.9 and nothing else.

Every file is compared with its hash in datapackage.json, every text with the hash that snapshots and
citations give it, and every quote with the words that stand at its place. It says what it checked, and ends
with 1 where anything does not fit. Note the hash of the whole zip that it prints: nothing inside can vouch
for it. Without an argument it checks the folder that it was unpacked in.
"""

import hashlib
import json
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path


def opened(place: Path) -> Callable[[str], bytes]:
    """Return a function that reads a file of a folder or a zip by its name."""
    if place.is_dir():
        return lambda name: (place / name).read_bytes()
    return zipfile.ZipFile(place).read


def faults(read: Callable[[str], bytes]) -> Iterator[str]:
    """Yield a sentence for everything that does not fit."""
    listed = [*json.loads(read("datapackage.json"))["resources"], json.loads(read("datapackage-digest.json"))]
    for file in listed:
        try:
            content = read(file["path"])
        except (KeyError, OSError):
            yield f"{file['path']} is missing."
            continue
        if f"sha256:{hashlib.sha256(content).hexdigest()}" != file["hash"]:
            yield f"{file['path']} was changed."
    for snapshot in json.loads(read("evidence/snapshots.json")):
        what = f"document {snapshot['document']}, snapshot {snapshot['snapshot']}"
        if snapshot.get("trouble"):
            yield f"The bytes of {what} were {snapshot['trouble']} when this was made."
        elif hashlib.sha256(read(snapshot["bytes"])).hexdigest() != snapshot["sha256"]:
            yield f"The bytes of {what} do not have their hash."
    for citation in json.loads(read("evidence/citations.json")):
        text = read(f"texts/{citation['text_sha256']}.txt")
        if hashlib.sha256(text).hexdigest() != citation["text_sha256"]:
            yield f"The text of citation {citation['citation']} does not have its hash."
        if text.decode("utf-8")[citation["start"] : citation["end"]] != citation["exact"]:
            yield f"Citation {citation['citation']} does not stand at its place."


def main() -> int:
    """Say what was found, and return 1 where anything does not fit."""
    place = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent
    read = opened(place)
    found = list(faults(read))
    files = len(json.loads(read("datapackage.json"))["resources"])
    quotes = len(json.loads(read("evidence/citations.json")))
    lines = [*found, f"{files} files and {quotes} quotes checked, {len(found)} faults."]
    if place.is_file():
        lines.append(f"SHA-256 of the whole file: {hashlib.sha256(place.read_bytes()).hexdigest()}")
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
