"""Sign requests to object stores as AWS Signature Version 4 says, for one request with its whole body.

After “Authenticating Requests: Using the Authorization Header” of the S3 API reference. Nothing else is
needed to keep files, so this stands in for a client of many packages.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote

_ALGORITHM = "AWS4-HMAC-SHA256"


@dataclass(frozen=True, slots=True)
class Account:
    """Who signs, and for which region."""

    key: str
    secret: str = field(repr=False)
    region: str


def signed(
    method: str,
    path: str,
    query: Mapping[str, str],
    headers: Mapping[str, str],
    body: bytes,
    account: Account,
    at: datetime,
) -> dict[str, str]:
    """Return the headers with which to send a request: those given, the time, the hash and the signature.

    `headers` hold the host. `path` is the path before escaping, and `at` is in UTC.
    """
    day, moment = at.strftime("%Y%m%d"), at.strftime("%Y%m%dT%H%M%SZ")
    content = hashlib.sha256(body).hexdigest()
    sent = {**headers, "x-amz-content-sha256": content, "x-amz-date": moment}
    lines = {name.lower(): " ".join(value.split()) for name, value in sent.items()}
    names = ";".join(sorted(lines))
    request = "\n".join(
        (
            method,
            escaped_path(path),
            escaped_query(query),
            *(f"{name}:{lines[name]}" for name in sorted(lines)),
            "",
            names,
            content,
        )
    )
    scope = f"{day}/{account.region}/s3/aws4_request"
    to_sign = "\n".join((_ALGORITHM, moment, scope, hashlib.sha256(request.encode()).hexdigest()))
    key = f"AWS4{account.secret}".encode()
    for part in scope.split("/"):
        key = _hmac(key, part)
    signature = _hmac(key, to_sign).hex()
    credential = f"{account.key}/{scope}"
    authorization = f"{_ALGORITHM} Credential={credential},SignedHeaders={names},Signature={signature}"
    return {**sent, "Authorization": authorization}


def escaped_path(path: str) -> str:
    """Escape a path as it is signed and sent; slashes stay."""
    return quote(path, safe="/-_.~")


def escaped_query(query: Mapping[str, str]) -> str:
    """Write parameters in the order and the spelling in which they are signed and sent."""
    return "&".join(f"{quote(name, safe='-_.~')}={quote(query[name], safe='-_.~')}" for name in sorted(query))


def _hmac(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode(), hashlib.sha256).digest()
