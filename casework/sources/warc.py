"""A snapshot as records of a web archive (WARC 1.1, ISO 28500), which the field's own players open.

Written from what is kept: the way of the visit with its headers, and the bytes. The same snapshot gives the
same file at any time. Bodies are kept unpacked, so their headers say so, as other crawlers of browsers do.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from base64 import b32encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from casework.sources.models import Collected, Snapshot, Visit

# What the body is not any more; a reader of the archive would try to unpack it again.
_UNDONE = ("content-encoding", "transfer-encoding", "content-length")
Fields = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Capture:
    """What was brought from one address, as an index of archives names it."""

    address: str
    at: datetime
    media_type: str
    # Of the answer. What a person gave came with none, and is as good as 200 (OK).
    status: int
    digest: str


@dataclass(frozen=True, slots=True)
class Record:
    """One record, packed by itself, and what it captures; a request or a note captures nothing."""

    packed: bytes
    capture: Capture | None = None


def warc_of(snapshot: Snapshot, content: bytes) -> Iterator[bytes]:
    """Yield the records of a snapshot, each packed by itself: a whole file of type .warc.gz.

    `content` are its bytes, which the caller has read and checked. Two queries.
    """
    return (record.packed for record in records_of(snapshot, content))


def records_of(snapshot: Snapshot, content: bytes) -> Iterator[Record]:
    """Yield the records of a snapshot as `warc_of` does, with what each of them captures."""
    made_at = snapshot.fetched_at
    yield _record(snapshot, "warcinfo", "info", made_at, "application/warc-fields", _about(snapshot))
    visit = snapshot.visits.order_by("pk").first()
    if snapshot.collected == Collected.FETCHED and visit is not None and visit.hops:
        yield from _way(snapshot, visit, content)
    else:
        target = snapshot.document.canonical_url or f"urn:sha256:{snapshot.sha256}"
        given = Capture(target, made_at, snapshot.media_type, HTTPStatus.OK, _digest(content))
        address = [("WARC-Target-URI", target)]
        yield _record(
            snapshot, "resource", "body", made_at, snapshot.media_type, content, address, capture=given
        )
    fields = [("WARC-Refers-To", _id(snapshot, "body")), ("WARC-Target-URI", _target(snapshot))]
    about = json.dumps(_known(snapshot, visit), ensure_ascii=False, indent=1, sort_keys=True).encode()
    yield _record(snapshot, "metadata", "about", made_at, "application/json", about, fields)
    if snapshot.text:
        text = snapshot.text.encode()
        yield _record(snapshot, "conversion", "text", made_at, "text/plain; charset=utf-8", text, fields)


def _way(snapshot: Snapshot, visit: Visit, content: bytes) -> Iterator[Record]:
    """Yield request and answer of each address on the way; the last answer carries the body."""
    for number, hop in enumerate(visit.hops, 1):
        is_last = number == len(visit.hops)
        at = datetime.fromisoformat(hop["at"]) if hop.get("at") else visit.began_at
        answer = "body" if is_last else f"answer-{number}"
        common = [("WARC-Target-URI", hop["address"]), ("WARC-IP-Address", hop["ip"])]
        body = content if is_last else b""
        media_type = snapshot.media_type if is_last else "unk"
        brought = Capture(hop["address"], at, media_type, hop["status"], _digest(body))
        yield _record(
            snapshot,
            "response",
            answer,
            at,
            "application/http; msgtype=response",
            _answer(hop, body) + body,
            [*common, ("WARC-Payload-Digest", brought.digest)],
            capture=brought,
        )
        yield _record(
            snapshot,
            "request",
            f"request-{number}",
            at,
            "application/http; msgtype=request",
            _request(hop),
            [*common, ("WARC-Concurrent-To", _id(snapshot, answer))],
        )


def _request(hop: Mapping[str, Any]) -> bytes:
    parts = urlsplit(hop["address"])
    target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    sent = hop.get("sent") or [("Host", parts.netloc)]
    return _lines([f"GET {target} HTTP/1.1", *(f"{name}: {value}" for name, value in sent)])


def _answer(hop: Mapping[str, Any], body: bytes) -> bytes:
    """Write the head of an answer so that it fits the body that is kept."""
    lines = [f"HTTP/1.1 {hop['status']} {hop.get('reason') or 'Status'}"]
    for name, value in hop.get("received") or ():
        label = f"X-Archive-Orig-{name}" if name.lower() in _UNDONE else name
        lines.append(f"{label}: {value}")
    return _lines([*lines, f"Content-Length: {len(body)}"])


def _about(snapshot: Snapshot) -> bytes:
    return _lines(
        [
            "software: Casework",
            "format: WARC File Format 1.1",
            "description: one snapshot of one document, with the way on which it was brought",
            f"isPartOf: document {snapshot.document_id}, snapshot {snapshot.number}",
        ],
        end="",
    )


def _known(snapshot: Snapshot, visit: Visit | None) -> dict[str, Any]:
    """Return what we know of the snapshot beside its bytes and its text."""
    return {
        "document": snapshot.document_id,
        "snapshot": snapshot.number,
        "address": snapshot.document.canonical_url,
        "final_address": snapshot.final_url,
        "sha256": snapshot.sha256,
        "size": snapshot.size,
        "media_type": snapshot.media_type,
        "text_sha256": snapshot.text_sha256,
        "extractor": snapshot.extractor,
        "collected": snapshot.collected,
        "collected_by": snapshot.collected_by.username if snapshot.collected_by else None,
        "collected_at": moment(snapshot.fetched_at),
        "found": snapshot.found,
        "began_at": moment(visit.began_at) if visit else None,
        "ended_at": moment(visit.ended_at) if visit else None,
        "outcome": visit.outcome if visit else None,
        "made_for": visit.why if visit else None,
        "tool": visit.tool if visit else None,
        "worker": visit.worker if visit else None,
    }


def _record(
    snapshot: Snapshot,
    kind: str,
    part: str,
    at: datetime,
    media_type: str,
    content: bytes,
    fields: Fields | None = None,
    *,
    capture: Capture | None = None,
) -> Record:
    head = [
        ("WARC-Type", kind),
        ("WARC-Record-ID", _id(snapshot, part)),
        ("WARC-Date", moment(at)),
        *(fields or []),
        ("WARC-Block-Digest", _digest(content)),
        ("Content-Type", media_type),
        ("Content-Length", str(len(content))),
    ]
    block = _lines(["WARC/1.1", *(f"{name}: {value}" for name, value in head)]) + content + b"\r\n\r\n"
    # Without the time of packing: the same snapshot gives the same file.
    return Record(gzip.compress(block, mtime=0), capture)


def _lines(lines: list[str], end: str = "\r\n") -> bytes:
    """Write lines that end with CR LF; one of a stranger's headers cannot become two."""
    return ("\r\n".join(" ".join(line.splitlines()) for line in lines) + "\r\n" + end).encode()


def _id(snapshot: Snapshot, part: str) -> str:
    name = f"casework:{snapshot.document_id}:{snapshot.number}:{snapshot.sha256}:{part}"
    return f"<urn:uuid:{uuid5(NAMESPACE_URL, name)}>"


def _target(snapshot: Snapshot) -> str:
    return snapshot.final_url or snapshot.document.canonical_url or f"urn:sha256:{snapshot.sha256}"


def _digest(content: bytes) -> str:
    return f"sha256:{b32encode(hashlib.sha256(content).digest()).decode()}"


def moment(at: datetime) -> str:
    """Spell a moment as archives do: in UTC, to the millisecond."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
