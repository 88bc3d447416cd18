"""Captures in storage that speaks S3, signed as its makers say."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.conf import LazySettings

from casework.sources import store
from casework.sources.storing.s3 import Bucket, StoreError
from casework.sources.storing.signing import Account, signed
from tests.sources.s3 import ACCOUNT, Store
from tests.sources.s3 import store as run_store

CONTENT = b"About 20 soldiers died."
# The examples of “Signature Calculations for the Authorization Header” in the S3 API reference.
EXAMPLE = Account("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1")
HOST = {"Host": "examplebucket.s3.amazonaws.com"}
STAMP = datetime(2013, 5, 24, tzinfo=UTC)


@pytest.mark.parametrize(
    ("method", "path", "query", "headers", "body", "signature"),
    [
        (
            "GET",
            "/test.txt",
            {},
            {"Range": "bytes=0-9"},
            b"",
            "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
        ),
        (
            "PUT",
            "/test$file.text",
            {},
            {"Date": "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class": "REDUCED_REDUNDANCY"},
            b"Welcome to Amazon S3.",
            "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
        ),
        (
            "GET",
            "/",
            {"lifecycle": ""},
            {},
            b"",
            "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
        ),
        (
            "GET",
            "/",
            {"max-keys": "2", "prefix": "J"},
            {},
            b"",
            "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
        ),
    ],
)
def test_requests_are_signed_as_in_the_examples(
    method: str, path: str, query: dict[str, str], headers: dict[str, str], body: bytes, signature: str
) -> None:
    sent = signed(method, path, query, {**HOST, **headers}, body, EXAMPLE, STAMP)

    assert sent["Authorization"].endswith(f"Signature={signature}")


@pytest.fixture
def bucket(settings: LazySettings) -> Iterator[Store]:
    with run_store() as server:
        settings.CAPTURES_S3_URL = server.url
        settings.CAPTURES_S3_REGION = ACCOUNT.region
        settings.CAPTURES_S3_KEY, settings.CAPTURES_S3_SECRET = ACCOUNT.key, ACCOUNT.secret
        yield server


def test_bytes_are_put_once_and_had_again(bucket: Store) -> None:
    sha256 = store.put(CONTENT)

    assert store.put(CONTENT) == sha256
    assert bucket.objects == {f"/captures/sha256/{sha256[:2]}/{sha256}": CONTENT}
    assert store.get(sha256) == CONTENT


def test_damaged_bytes_are_found_and_mended(bucket: Store) -> None:
    sha256 = store.put(CONTENT)
    [key] = bucket.objects
    bucket.objects[key] = b"About 19 soldiers died."

    with pytest.raises(store.Damaged):
        store.get(sha256)
    assert list(store.verify()) == [(sha256, False)]
    store.put(CONTENT)
    assert list(store.verify()) == [(sha256, True)]


def test_long_listings_come_in_parts(bucket: Store) -> None:
    bucket.page_size = 2
    kept = sorted(store.put(b"%d" % number) for number in range(5))
    bucket.objects["/captures/sha256/stray"] = b"x"

    assert [sha256 for sha256, _sound in store.verify()] == kept


def test_what_is_not_there_is_missing(bucket: Store) -> None:
    with pytest.raises(FileNotFoundError):
        store.get("0" * 64)
    with pytest.raises(ValueError, match="64 hexadecimal"):
        store.get("../../etc/passwd")


def test_a_store_in_trouble_is_no_store_without_bytes(bucket: Store) -> None:
    """Bytes that cannot be had at the moment must not be taken for missing ones."""
    sha256 = store.put(CONTENT)
    bucket.trouble = 503

    with pytest.raises(StoreError, match="status 503") as error:
        store.get(sha256)
    assert not isinstance(error.value, FileNotFoundError)
    with pytest.raises(store.Unavailable, match="nothing was filed"):
        store.put(CONTENT)


def test_a_wrong_secret_is_refused_by_the_store(bucket: Store) -> None:
    wrong = Bucket(bucket.url, Account(ACCOUNT.key, "another lantern", ACCOUNT.region))

    with pytest.raises(StoreError, match="status 403"):
        wrong.write("0" * 64, CONTENT)
    assert "lantern" not in repr(wrong)


def test_a_store_that_is_down_is_said_in_a_sentence() -> None:
    nowhere = Bucket("http://127.0.0.1:1/captures", ACCOUNT)

    with pytest.raises(StoreError, match="does not answer"):
        nowhere.read("0" * 64)
