"""The places that bytes are kept in: a directory, or an object store that speaks S3."""

import re

_SHA256 = re.compile(r"[0-9a-f]{64}")


def place_of(sha256: str) -> str:
    """Return the name under which these bytes lie. The hash is checked, because it becomes part of a path."""
    if not _SHA256.fullmatch(sha256):
        raise ValueError("A sha256 has 64 hexadecimal digits in small letters.")
    return f"sha256/{sha256[:2]}/{sha256}"


def is_hash(name: str) -> bool:
    """Whether a name is one that bytes are kept under, and not a stray file."""
    return _SHA256.fullmatch(name) is not None
