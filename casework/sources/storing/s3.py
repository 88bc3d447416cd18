"""Bytes in a bucket of a store that speaks S3: of AWS, MinIO, Ceph, Garage and others.

Who runs the installation names the store, so it may well stand in the inner network: the guard of fetching is
not asked. Each request carries the hash of its body in its signature, so that the store refuses what came
damaged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import cast
from urllib.parse import urlsplit

from django.conf import settings

from casework.sources.storing import is_hash, place_of
from casework.sources.storing.signing import Account, escaped_path, escaped_query, signed

# In seconds, for each wait for the store. It is one of ours, and near.
PATIENCE_S = 30.0
_KEY = re.compile(r"<Key>([^<]*)</Key>")
_NEXT = re.compile(r"<NextContinuationToken>([^<]*)</NextContinuationToken>")


class StoreError(OSError):
    """The object store cannot be reached, or refuses. What was asked was not done."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """A bucket, by the address of its store with the bucket as path: https://store.example.org/captures."""

    url: str
    account: Account

    @classmethod
    def from_settings(cls) -> Bucket:
        """Return the bucket of this installation."""
        account = Account(settings.CAPTURES_S3_KEY, settings.CAPTURES_S3_SECRET, settings.CAPTURES_S3_REGION)
        return cls(settings.CAPTURES_S3_URL, account)

    def read(self, sha256: str) -> bytes:
        """Return the bytes; FileNotFoundError where there are none, StoreError where they cannot be had."""
        return self._asked("GET", f"/{place_of(sha256)}")

    def write(self, sha256: str, content: bytes) -> None:
        """Keep the bytes. The store answers when it has them for good; StoreError where it does not."""
        self._asked("PUT", f"/{place_of(sha256)}", body=content)

    def hashes(self) -> Iterator[str]:
        """Yield every hash under which bytes are kept, in order. One request for a thousand of them."""
        query = {"list-type": "2", "prefix": "sha256/"}
        while True:
            listed = self._asked("GET", "", query).decode()
            yield from filter(is_hash, (key.rpartition("/")[2] for key in _KEY.findall(listed)))
            if not (more := _NEXT.search(listed)):
                return
            query["continuation-token"] = unescape(more[1])

    def _asked(
        self, method: str, key: str, query: Mapping[str, str] | None = None, body: bytes = b""
    ) -> bytes:
        parts = urlsplit(self.url)
        path, asked = f"{parts.path.rstrip('/')}{key}" or "/", query or {}
        headers = signed(method, path, asked, {"Host": parts.netloc}, body, self.account, datetime.now(UTC))
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        connection = kind(cast(str, parts.hostname), parts.port, timeout=PATIENCE_S)
        target = escaped_path(path) + (f"?{escaped_query(asked)}" if asked else "")
        try:
            connection.request(method, target, body=body or None, headers=headers)
            answer = connection.getresponse()
            content = answer.read()
        except (OSError, HTTPException) as error:
            raise StoreError(f"The object store does not answer: {type(error).__name__}.") from error
        finally:
            connection.close()
        if answer.status == 404 and method == "GET" and key:
            raise FileNotFoundError(f"The object store has nothing under {key}.")
        if answer.status not in (200, 204):
            raise StoreError(f"The object store answered with status {answer.status}.")
        return content
