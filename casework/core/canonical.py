"""One spelling of JSON, so that the same content always has the same hash."""

import hashlib
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder


def canonical_json(value: Any) -> str:
    """Return `value` as JSON with sorted keys, no white space and no needless escapes (after RFC 8785)."""
    return json.dumps(
        value,
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
        allow_nan=False,
        cls=DjangoJSONEncoder,
    )


def fingerprint(value: Any) -> str:
    """Return the sha256 of the canonical JSON of `value`, in lower-case hexadecimal."""
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()
