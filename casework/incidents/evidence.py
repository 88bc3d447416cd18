"""An incident's whole evidence as one file: what was quoted, from which bytes, through whose hands.

The file is made while it is sent, so that its size does not matter. Nothing but Python is needed to check it:
`verify.py` inside compares every file with its hash, every quote with its text, and every text with its hash.
It is a web archive collection as well (WACZ), which players open as it is.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, cast

from django.db import transaction
from django.db.models import Q

from casework.accounts.models import User
from casework.audit.services import record
from casework.core.errors import NotPermitted
from casework.incidents.models import Citation, Incident
from casework.incidents.policies import may_export_evidence
from casework.incidents.reading import citations_of
from casework.sources import store
from casework.sources.custody import hands_of
from casework.sources.models import Document, Snapshot, TimeStamp
from casework.sources.originals import ending
from casework.sources.wacz import (
    ARCHIVES,
    DIGEST,
    INDEX,
    PACKAGE,
    PAGES,
    Contents,
    PackedFile,
    is_packed,
    package_of,
)
from casework.sources.warc import records_of

VERIFY = Path(__file__).with_name("evidence_verify.py")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What goes into the file: only what the person may see."""

    incident: Incident
    by: User
    at: datetime
    citations: list[Citation]
    # Without their texts, which are fetched one by one.
    snapshots: list[Snapshot]
    hands: list[dict[str, Any]]


def export_evidence(incident: Incident, *, by: User) -> Evidence:
    """Gather an incident's evidence for a person, and write into the trail that it leaves the house.

    NotPermitted says why not. A handful of queries, whatever its size.
    """
    if not (decision := may_export_evidence(by, incident)):
        raise NotPermitted(decision.reason)
    citations = list(citations_of(incident, by).order_by("pk"))
    cited = [citation.snapshot.document_id for citation in citations]
    documents = Document.objects.visible_to(by).filter(Q(pk__in=cited) | Q(incident_links__incident=incident))
    snapshots = (
        Snapshot.objects.filter(document__in=documents)
        .select_related("document__source", "collected_by", "time_stamp")
        .defer("text")
        .order_by("document", "number")
    )
    with transaction.atomic():
        found = list(snapshots)
        for document in {each.document_id: each.document for each in found}.values():
            record(by, "sources.export", document, after={"incident": incident.uid}, desk=incident.desk)
        after = {"snapshots": len(found), "citations": len(citations)}
        record(by, "incident.export_evidence", incident, after=after)
        hands = hands_of([each.document_id for each in found])
    visible = {each.document_id for each in found}
    kept = [each for each in citations if each.snapshot.document_id in visible]
    return Evidence(incident, by, datetime.now(UTC), kept, found, hands)


def packed(evidence: Evidence) -> Iterator[bytes]:
    """Yield the file of an incident's evidence, piece by piece. It names bytes that are gone or changed."""
    archive, contents = _Archive(evidence.at), Contents()
    texts: set[str] = set()
    rows = []
    for snapshot in evidence.snapshots:
        row = _row(snapshot)
        # One at a time: the texts of all of them together may be large.
        snapshot.text = Snapshot.objects.values_list("text", flat=True).get(pk=snapshot.pk)
        try:
            content = store.get(snapshot.sha256)
        except (FileNotFoundError, store.Damaged) as error:
            row["trouble"] = "missing" if isinstance(error, FileNotFoundError) else "damaged"
        else:
            yield from archive.add(row["bytes"], [content])
            records = records_of(snapshot, content)
            yield from archive.add(row["warc"], contents.noted(Path(row["warc"]).name, snapshot, records))
        if row["stamp"]:
            yield from archive.add(row["stamp"]["file"], [bytes(snapshot.time_stamp.answer)])
        if snapshot.text and row["text"] not in texts:
            texts.add(row["text"])
            yield from archive.add(row["text"], [snapshot.text.encode()])
        snapshot.text = ""
        rows.append(row)
    yield from archive.add("evidence/citations.json", [_json([_quoted(each) for each in evidence.citations])])
    yield from archive.add("evidence/snapshots.json", [_json(rows)])
    yield from archive.add("evidence/custody.json", [_json(evidence.hands)])
    yield from archive.add("evidence/verify.py", [VERIFY.read_bytes()])
    yield from archive.add(INDEX, contents.index())
    yield from archive.add(PAGES, contents.pages())
    yield from archive.end(evidence)


def _row(snapshot: Snapshot) -> dict[str, Any]:
    document = snapshot.document
    return {
        "document": document.pk,
        "snapshot": snapshot.number,
        "title": document.title,
        "source": document.source.name,
        "address": document.canonical_url,
        "final_address": snapshot.final_url,
        "published_on": document.published_on,
        "collected": snapshot.collected,
        "collected_at": snapshot.fetched_at,
        "collected_by": snapshot.collected_by.username if snapshot.collected_by else None,
        "sha256": snapshot.sha256,
        "text_sha256": snapshot.text_sha256,
        "bytes": f"bytes/{snapshot.sha256}.{ending(snapshot)}",
        "text": f"texts/{snapshot.text_sha256}.txt",
        "warc": f"{ARCHIVES}/document-{document.pk}-{snapshot.number}.warc.gz",
        "stamp": _stamp(snapshot),
    }


def _stamp(snapshot: Snapshot) -> dict[str, Any] | None:
    """Return what an authority stated about the bytes, where one did. Its answer is a file of its own."""
    stamp: TimeStamp | None = getattr(snapshot, "time_stamp", None)
    if stamp is None:
        return None
    return {
        "file": f"stamps/document-{snapshot.document_id}-{snapshot.number}.tsr",
        "stated_at": stamp.stated_at,
        "authority": stamp.authority,
        "serial": stamp.serial,
    }


def _quoted(citation: Citation) -> dict[str, Any]:
    return {
        "citation": citation.pk,
        "document": citation.snapshot.document_id,
        "snapshot": citation.snapshot.number,
        "text_sha256": citation.snapshot.text_sha256,
        "start": citation.start,
        "end": citation.end,
        "exact": citation.exact,
        "prefix": citation.prefix,
        "suffix": citation.suffix,
        "attributed_to": citation.attributed_to,
        "credibility": citation.credibility,
        "tlp": citation.tlp,
    }


def _json(said: object) -> bytes:
    return json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True, default=str).encode()


class _Pieces(io.RawIOBase):
    """What a zip file is written to: it only goes forward, and is emptied as it grows."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._waiting.append(bytes(data))
        return len(data)

    def taken(self) -> Iterator[bytes]:
        waiting, self._waiting = self._waiting, []
        yield from waiting


@dataclass(slots=True)
class _Archive:
    """A zip file in the making, with the hash of everything that was put into it."""

    at: datetime
    files: list[PackedFile] = field(default_factory=list)
    _pieces: _Pieces = field(default_factory=_Pieces)
    _names: set[str] = field(default_factory=set)
    _zip: zipfile.ZipFile = field(init=False)

    def __post_init__(self) -> None:
        self._zip = zipfile.ZipFile(cast(IO[bytes], self._pieces), "w")

    def add(self, name: str, content: Iterable[bytes]) -> Iterator[bytes]:
        """Put a file in, once under each name."""
        if name in self._names:
            return
        self._names.add(name)
        digest, size = hashlib.sha256(), 0
        about = zipfile.ZipInfo(name, self.at.timetuple()[:6])
        about.compress_type = zipfile.ZIP_STORED if is_packed(name) else zipfile.ZIP_DEFLATED
        # None is as large as 2 GB, and players take the head of a file for as short as it is without ZIP64.
        with self._zip.open(about, "w") as entry:
            for piece in content:
                digest.update(piece)
                size += len(piece)
                entry.write(piece)
                yield from self._pieces.taken()
        self.files.append(PackedFile(name, digest.hexdigest(), size))
        yield from self._pieces.taken()

    def end(self, evidence: Evidence) -> Iterator[bytes]:
        """Write the list of all files and its hash, which no hash inside can vouch for, and close."""
        incident = evidence.incident
        said = {
            "title": f"{incident.uid}: {incident.title}",
            "description": "What this person may see. Passages and documents for fewer people are left out.",
            "incident": incident.uid,
            "version": str(incident.version),
            "made_by": evidence.by.username,
        }
        package = _json(package_of(self.files, said, evidence.at))
        digest = {"path": PACKAGE, "hash": f"sha256:{hashlib.sha256(package).hexdigest()}"}
        yield from self.add(PACKAGE, [package])
        yield from self.add(DIGEST, [_json(digest)])
        self._zip.close()
        yield from self._pieces.taken()
