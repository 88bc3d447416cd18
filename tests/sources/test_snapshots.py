import hashlib
from typing import Any

import pytest
from django.db import IntegrityError

from casework.sources.models import Snapshot
from tests.sources.builders import build_snapshot, execute, make_document, make_snapshot
from tests.truth_tables import truth_table

pytestmark = pytest.mark.django_db

OTHER = "0" * 64


@pytest.mark.parametrize(
    "text",
    [
        "",
        "About 20 soldiers died.",
        "Ségou\nجماعة نصرة الإسلام\n🚑",
        "back\\slash and \\x41",
        "tab\tand\x0bmore",
    ],
)
def test_the_database_computes_the_same_hash_of_a_text_as_python(text: str) -> None:
    digest = hashlib.sha256(text.encode()).hexdigest()

    truth_table(
        "snapshot_text_is_what_was_hashed",
        build_snapshot,
        [({"text": text, "text_sha256": digest}, True), ({"text": text + "!", "text_sha256": digest}, False)],
    )


def test_numbers_and_contents_are_unique_in_a_document() -> None:
    first = make_snapshot()

    truth_table(
        "snapshot_number_unique",
        lambda **changes: build_snapshot(document=first.document, sha256=OTHER, **changes),
        [({"number": 1}, False), ({"number": 2}, True)],
    )
    truth_table(
        "snapshot_content_unique",
        lambda **changes: build_snapshot(number=2, **changes),
        [
            ({"document": first.document}, False),
            ({"document": first.document, "sha256": OTHER}, True),
            ({"document": make_document()}, True),
        ],
    )


def test_hashes_numbers_and_sizes_are_real() -> None:
    truth_table(
        "snapshot_sha256_is_one",
        build_snapshot,
        [({"sha256": "a" * 64}, True), ({"sha256": "A" * 64}, False), ({"sha256": "a" * 63}, False)],
    )
    truth_table(
        "snapshot_number_and_size_from_one",
        build_snapshot,
        [({"number": 1, "size": 1}, True), ({"number": 0}, False), ({"size": 0}, False)],
    )


def test_a_text_says_who_read_it_and_a_snapshot_how_it_came() -> None:
    empty = {"text": "", "text_sha256": hashlib.sha256(b"").hexdigest()}

    truth_table(
        "snapshot_text_says_who_read_it",
        build_snapshot,
        [({"extractor": "plain-1"}, True), ({"extractor": ""}, False), ({"extractor": "", **empty}, True)],
    )
    truth_table(
        "snapshot_collected_known",
        build_snapshot,
        [
            ({"collected": "uploaded"}, True),
            ({"collected": "fetched"}, True),
            ({"collected": "found"}, False),
        ],
    )


@pytest.mark.parametrize(
    "change", [{"text": "About 19"}, {"sha256": OTHER}, {"number": 7}, {"final_url": "x"}]
)
def test_a_snapshot_is_never_changed(change: dict[str, Any]) -> None:
    make_snapshot()

    with pytest.raises(IntegrityError, match="never changed"):
        Snapshot.objects.update(**change)


@pytest.mark.parametrize("statement", ["DELETE FROM sources_snapshot", "TRUNCATE sources_snapshot CASCADE"])
def test_a_snapshot_is_never_deleted(statement: str) -> None:
    make_snapshot()

    with pytest.raises(IntegrityError, match="never"):
        execute(statement)


def test_passages_are_cited_from_snapshots_with_text() -> None:
    make_snapshot(text="")
    readable = make_snapshot()

    assert list(Snapshot.objects.with_text()) == [readable]
