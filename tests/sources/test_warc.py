"""WARC: written by us, opened and checked by somebody else's reader."""

import gzip
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from casework.accounts.models import User
from casework.sources import store
from casework.sources.collecting import collect
from casework.sources.models import Document, Snapshot
from casework.sources.warc import _answer, warc_of
from tests.sources.builders import make_due, make_snapshot
from tests.sources.fetching.site import page, redirect, site, transport

pytestmark = pytest.mark.django_db
TEXT = "Vingt morts à Ségou.".encode()


def opened(snapshot: Snapshot, content: bytes) -> list[dict[str, Any]]:
    """Read the file with warcio, which checks every digest, and the HTTP in it."""
    packed = b"".join(warc_of(snapshot, content))
    found = []
    for record in ArchiveIterator(BytesIO(packed), check_digests="raise", verify_http=True):
        body = record.content_stream().read()
        assert record.digest_checker.passed is not False
        found.append(
            {"type": record.rec_type, "head": record.rec_headers, "http": record.http_headers, "body": body}
        )
    return found


@pytest.fixture
def fetched() -> Snapshot:
    with site(old=redirect("/camp"), camp=page(TEXT, 'ETag: "7"', media_type="text/plain")) as news:
        document = make_due(url=f"{news.base}/old", canonical_url=f"{news.base}/old")
        taken = Document.claim_next()
        assert taken
        collect(taken, transport())
    return document.snapshots.get()


def test_the_way_and_the_body_are_records_that_others_read(fetched: Snapshot) -> None:
    found = opened(fetched, store.get(fetched.sha256))

    assert [each["type"] for each in found] == [
        "warcinfo",
        "response",
        "request",
        "response",
        "request",
        "metadata",
        "conversion",
    ]
    first, asked, last = found[1], found[2], found[3]
    assert (first["http"].get_statuscode(), first["http"].get_header("Location")) == ("302", "/camp")
    assert asked["http"].get_header("User-Agent") == "Casework tests"
    assert asked["head"].get_header("WARC-Concurrent-To") == first["head"].get_header("WARC-Record-ID")
    assert (last["body"], last["http"].get_header("ETag")) == (TEXT, '"7"')
    assert last["head"].get_header("WARC-IP-Address") == "127.0.0.1"
    assert last["head"].get_header("WARC-Payload-Digest").startswith("sha256:")
    assert found[-1]["body"] == TEXT


def test_the_same_snapshot_gives_the_same_file(fetched: Snapshot) -> None:
    content = store.get(fetched.sha256)

    assert b"".join(warc_of(fetched, content)) == b"".join(warc_of(fetched, content))


def test_a_body_that_came_packed_is_not_said_to_be_packed(fetched: Snapshot) -> None:
    """The visit is never changed; a copy in memory stands for one whose answer was packed."""
    visit = fetched.visits.get()
    visit.hops[-1]["received"] = [["Content-Encoding", "gzip"], ["Transfer-Encoding", "chunked"]]

    head = _answer(visit.hops[-1], TEXT).decode()

    assert "X-Archive-Orig-Content-Encoding: gzip" in head
    assert f"Content-Length: {len(TEXT)}\r\n" in head


def test_what_a_person_brought_is_a_resource(lamine: User) -> None:
    snapshot = make_snapshot(lamine, text=TEXT.decode())

    found = opened(snapshot, TEXT)

    assert [each["type"] for each in found] == ["warcinfo", "resource", "metadata", "conversion"]
    assert found[1]["body"] == TEXT
    assert found[1]["head"].get_header("WARC-Target-URI") == f"urn:sha256:{snapshot.sha256}"
    assert b'"collected_by": "lamine"' in found[2]["body"]


def test_a_damaged_body_is_found_by_any_reader(fetched: Snapshot) -> None:
    whole = gzip.decompress(b"".join(warc_of(fetched, TEXT)))
    spoilt = whole.replace(TEXT, TEXT[::-1], 1)

    with pytest.raises(ArchiveLoadFailed, match="digest"):
        list(bodies(spoilt))


def bodies(archive: bytes) -> Iterator[bytes]:
    for record in ArchiveIterator(BytesIO(archive), check_digests="raise"):
        yield record.content_stream().read()
