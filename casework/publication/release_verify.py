"""Check a release: python3 release_verify.py FOLDER-OR-ADDRESS. Needs Python 3.9 and nothing else.

FOLDER holds manifest.json, items.txt, incidents.ndjson and changes.ndjson as they were downloaded; an address
is that of a release, such as https://casework.example.org/api/v1/releases/26.0.1, with a key in CASEWORK_KEY.
Every file is compared with its hash in the manifest, every incident with its fingerprint, and the numbers are
counted again. It says what it checked, and ends with 1 where anything does not fit. Note the hash of the
manifest that it prints: nothing inside can vouch for that.
"""

import hashlib
import json
import os
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

FILES = ("items.txt", "incidents.ndjson", "changes.ndjson")


def opened(place: str) -> Callable[[str], bytes]:
    """Return a function that reads a file of a folder, or of a release on a server, by its name."""
    if not place.startswith(("https://", "http://")):
        return lambda name: (Path(place) / name).read_bytes()

    def fetch(name: str) -> bytes:
        request = urllib.request.Request(f"{place.rstrip('/')}/{name}")  # noqa: S310  # http(s), as checked
        if os.environ.get("CASEWORK_KEY"):
            request.add_header("Authorization", f"Bearer {os.environ['CASEWORK_KEY']}")
        with urllib.request.urlopen(request, timeout=300) as answer:  # noqa: S310  # likewise
            content: bytes = answer.read()
        return content

    return fetch


def faults(manifest: bytes, read: Callable[[str], bytes]) -> Iterator[str]:
    """Yield a sentence for everything that does not fit."""
    told = json.loads(manifest)
    content = {}
    for name in FILES:
        try:
            content[name] = read(name)
        except OSError:
            yield f"{name} is missing."
            return
        if hashlib.sha256(content[name]).hexdigest() != told["files"][name]["sha256"]:
            yield f"{name} was changed."
    items = [line.split(" ") for line in content["items.txt"].decode().splitlines()]
    lines = content["incidents.ndjson"].split(b"\n")[:-1]
    if not len(items) == len(lines) == told["incidents"]:
        yield f"The manifest tells of {told['incidents']} incidents, there are {len(items)} and {len(lines)}."
        return
    for (uid, version, sha256), line in zip(items, lines):  # noqa: B905  # Python 3.9 has no strict, and the lengths are equal
        payload = json.loads(line)
        if hashlib.sha256(line).hexdigest() != sha256:
            yield f"{uid} does not have its fingerprint."
        if (payload["uid"], str(payload["version"])) != (uid, version):
            yield f"{uid} stands at the place of another incident."
    kinds: dict[str, int] = {}
    for line in content["changes.ndjson"].split(b"\n")[:-1]:
        change = json.loads(line)["change"]
        kinds[change] = kinds.get(change, 0) + 1
    if kinds != told["changes"]:
        yield "The changes are others than those the manifest counts."


def main() -> int:
    """Say what was found, and return 1 where anything does not fit."""
    read = opened(sys.argv[1] if len(sys.argv) > 1 else ".")
    manifest = read("manifest.json")
    found = list(faults(manifest, read))
    told = json.loads(manifest)
    lines = [*found, f"Release {told['name']}: {told['incidents']} incidents checked, {len(found)} faults."]
    lines.append(f"SHA-256 of the manifest: {hashlib.sha256(manifest).hexdigest()}")
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
