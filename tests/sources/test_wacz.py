"""A collection of web archives: its index leads others to the very records, and its list to pages."""

import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from django.conf import LazySettings
from warcio.archiveiterator import ArchiveIterator

from casework.sources import store
from casework.sources.collecting import collect
from casework.sources.models import Document, Snapshot
from casework.sources.wacz import Contents, searchable
from casework.sources.warc import records_of
from tests.sources.builders import make_due, make_snapshot
from tests.sources.fetching.site import page, redirect, site, transport

TEXT = "Vingt morts à Ségou.".encode()


@pytest.fixture(autouse=True)
def captures(tmp_path: Any, settings: LazySettings) -> None:
    settings.CAPTURES_DIR = tmp_path


@pytest.fixture
def fetched() -> Iterator[Snapshot]:
    with site(old=redirect("/Camp"), Camp=page(TEXT, media_type="text/plain")) as news:
        document = make_due(url=f"{news.base}/old", canonical_url=f"{news.base}/old")
        taken = Document.claim_next()
        assert taken
        collect(taken, transport())
        yield document.snapshots.get()


def collected(*snapshots: Snapshot) -> tuple[Contents, dict[str, bytes]]:
    contents, archives = Contents(), {}
    for snapshot in snapshots:
        name = f"document-{snapshot.document_id}-{snapshot.number}.warc.gz"
        records = records_of(snapshot, store.get(snapshot.sha256))
        archives[name] = b"".join(contents.noted(name, snapshot, records))
    return contents, archives


def lines(contents: Contents) -> list[tuple[str, str, dict[str, str]]]:
    found = []
    for line in b"".join(contents.index()).decode().splitlines():
        address, moment, said = line.split(" ", 2)
        found.append((address, moment, json.loads(said)))
    return found


@pytest.mark.django_db
def test_each_line_of_the_index_leads_to_the_record_of_its_address(fetched: Snapshot) -> None:
    given = make_snapshot(sha256=store.put(TEXT), size=len(TEXT))
    contents, archives = collected(fetched, given)

    statuses = {}
    for _address, moment, said in lines(contents):
        begin = int(said["offset"])
        record = next(
            iter(
                ArchiveIterator(
                    BytesIO(archives[said["filename"]][begin : begin + int(said["length"])]),
                    check_digests="raise",
                )
            )
        )
        record.content_stream().read()
        assert record.rec_headers.get_header("WARC-Target-URI") == said["url"]
        assert "".join(filter(str.isdigit, record.rec_headers.get_header("WARC-Date")))[:14] == moment
        if record.http_headers:
            assert record.http_headers.get_statuscode() == said["status"]
            assert record.rec_headers.get_header("WARC-Payload-Digest") == said["digest"]
        statuses[said["url"].rpartition("/")[2]] = said["status"], said["mime"]
    assert statuses["old"] == ("302", "unk")
    assert statuses["Camp"] == ("200", "text/plain")
    assert len(statuses) == 3


@pytest.mark.django_db
def test_the_index_is_in_the_order_of_its_bytes(fetched: Snapshot) -> None:
    index = b"".join(collected(fetched, make_snapshot(sha256=store.put(TEXT)))[0].index())

    assert index.endswith(b"\n")
    assert index.splitlines() == sorted(index.splitlines())


@pytest.mark.django_db
def test_a_page_is_what_was_brought_and_not_what_sent_us_on(fetched: Snapshot) -> None:
    contents = collected(fetched)[0]
    head, *pages = [json.loads(line) for line in b"".join(contents.pages()).splitlines()]

    assert head["format"] == "json-pages-1.0"
    [shown] = pages
    assert shown["url"] == fetched.final_url
    assert shown["title"] == fetched.document.title
    [at] = [moment for _address, moment, said in lines(contents) if said["url"] == shown["url"]]
    assert "".join(filter(str.isdigit, shown["ts"]))[:14] == at


@pytest.mark.django_db
def test_what_came_without_an_address_is_in_the_index_but_no_page() -> None:
    snapshot = make_snapshot(sha256=store.put(TEXT))
    snapshot.document.canonical_url = None
    contents = collected(snapshot)[0]

    [(address, _moment, said)] = lines(contents)
    assert address == said["url"] == f"urn:sha256:{snapshot.sha256}"
    assert len(b"".join(contents.pages()).splitlines()) == 1


@pytest.mark.parametrize(
    ("address", "ordered"),
    [
        ("https://www.Example.org/Camp", "org,example)/camp"),
        ("http://www2.example.org", "org,example)/"),
        ("https://wwwnews.example.org/", "org,example,wwwnews)/"),
        ("https://example.org:443/a", "org,example)/a"),
        ("http://example.org:443/a", "org,example:443)/a"),
        ("http://example.org:8080/a?b=2&a=1", "org,example:8080)/a?a=1&b=2"),
        ("https://example.org/a?", "org,example)/a"),
        ("https://xn--sgou-bpa.example/%C3%A9", "example,xn--sgou-bpa)/%c3%a9"),
        ("urn:sha256:12", "urn:sha256:12"),
    ],
)
def test_addresses_are_ordered_as_others_order_them(address: str, ordered: str) -> None:
    assert searchable(address) == ordered
