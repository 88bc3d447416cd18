"""What makes web archives in one zip a collection (WACZ 1.1.1) that players of web archives open as it is.

An index says where each address stands in which archive (CDXJ 0.1.0), a list names the pages to begin with,
and a data package (Frictionless, 1.0) names every file of the zip with its hash. See specs.webrecorder.net.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from casework.sources.models import Snapshot
from casework.sources.warc import Capture, Record, moment

# Where a player looks. Archives lie there unpacked, so that it finds a record without reading the whole zip.
ARCHIVES, INDEX, PAGES = "archive", "indexes/index.cdx", "pages/pages.jsonl"
PACKAGE, DIGEST = "datapackage.json", "datapackage-digest.json"
# Of what is kept, the kinds that packing makes no smaller.
_PACKED = {".jpg", ".png", ".webp", ".gif", ".pdf"}
_WWW = re.compile(r"^www\d*\.")
_USUAL_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A file of the zip, as the data package names it."""

    path: str
    sha256: str
    size: int


@dataclass(slots=True)
class Contents:
    """What stands in the archives of one zip, noted while they are written."""

    _captures: list[str] = field(default_factory=list)
    _pages: list[str] = field(default_factory=list)

    def noted(self, name: str, snapshot: Snapshot, records: Iterable[Record]) -> Iterator[bytes]:
        """Yield the bytes of an archive, which gets this name, and note where everything stands in it."""
        offset, last = 0, None
        for record in records:
            if record.capture is not None:
                last = record.capture
                self._captures.append(_index_line(last, name, offset, len(record.packed)))
            offset += len(record.packed)
            yield record.packed
        if last is not None and last.address.startswith(("http://", "https://")):
            self._pages.append(_page_line(snapshot, last))

    def index(self) -> Iterator[bytes]:
        """Yield the lines of the index, in the order of their bytes, which players search by halves."""
        yield from sorted(line.encode() for line in self._captures)

    def pages(self) -> Iterator[bytes]:
        """Yield the list of pages, one to a line. What was given without an address is no page of it."""
        head = {"format": "json-pages-1.0", "id": "pages", "title": "Documents"}
        yield _line(head).encode()
        yield from (line.encode() for line in self._pages)


def package_of(files: Sequence[PackedFile], said: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    """Return the data package of a zip: `said` of it, and every file with its hash."""
    return {
        **said,
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "software": "Casework",
        "created": moment(at),
        "resources": [
            {
                "name": each.path.lower().replace("/", "-"),
                "path": each.path,
                "hash": f"sha256:{each.sha256}",
                "bytes": each.size,
            }
            for each in files
        ],
    }


def is_packed(path: str) -> bool:
    """Whether a file of the zip is packed already, or has to be found in it without unpacking."""
    return path.startswith(f"{ARCHIVES}/") or PurePosixPath(path).suffix in _PACKED


def searchable(address: str) -> str:
    """Return an address as indexes are ordered by: `https://www.example.org/a?b` is `org,example)/a?b`.

    Without “www.”, and with the parts of its query in order, as those who write and read such indexes do.
    """
    if not address.startswith(("http://", "https://")):
        return address
    parts = urlsplit(address.lower())
    host = _WWW.sub("", parts.hostname or "").split(".")
    port = f":{parts.port}" if parts.port not in (None, _USUAL_PORTS[parts.scheme]) else ""
    query = f"?{'&'.join(sorted(parts.query.split('&')))}" if parts.query else ""
    return f"{','.join(reversed(host))}{port}){parts.path or '/'}{query}"


def _index_line(capture: Capture, name: str, offset: int, length: int) -> str:
    said = {
        "url": capture.address,
        "mime": capture.media_type,
        "status": str(int(capture.status)),
        "digest": capture.digest,
        "length": str(length),
        "offset": str(offset),
        "filename": name,
    }
    return f"{searchable(capture.address)} {capture.at.astimezone(UTC):%Y%m%d%H%M%S} {_line(said)}"


def _page_line(snapshot: Snapshot, capture: Capture) -> str:
    document = snapshot.document
    return _line(
        {
            "id": f"document-{document.pk}-{snapshot.number}",
            "url": capture.address,
            "ts": moment(capture.at),
            "title": document.title,
            "size": snapshot.size,
        }
    )


def _line(said: Mapping[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False) + "\n"
