"""The one choke point for text from outside."""

import re

# PostgreSQL refuses U+0000, UTF-8 refuses lone surrogates, and neither ever carries meaning.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """Return `text` with LF line ends and without U+0000 and lone surrogates. Safe to apply twice."""
    return _UNSTORABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
