"""The one choke point for text from outside."""

import re
import unicodedata
from typing import Any

# PostgreSQL refuses U+0000, UTF-8 refuses lone surrogates, and neither ever carries meaning.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

# They turn the direction in which text is shown, until it says otherwise (Unicode UAX 9, section 2). A title
# that holds one can make its page read as what it is not. Marks that only help a line, such as U+200F, stay.
_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# One sign for one, so that every letter keeps its place: “symbol for substitute form two”.
SHOWN_TURN = "\u2426"
_SHOWN = dict.fromkeys(map(ord, _TURNING), SHOWN_TURN)
_TURNING_BYTES = re.compile("|".join(_TURNING).encode())


def visible(text: str) -> str:
    """Return `text` as it may be shown: what would turn its direction is a sign instead."""
    return text.translate(_SHOWN)


def visible_bytes(content: bytes) -> bytes:
    """Do the same with a whole page in UTF-8."""
    return _TURNING_BYTES.sub(SHOWN_TURN.encode(), content)


def storable(text: str) -> str:
    """Return `text` with LF line ends and without U+0000 and lone surrogates. Safe to apply twice."""
    return _UNSTORABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def plain_digits(text: str) -> str:
    """Return `text` with the digits of other scripts as 0 to 9: “٢٠٢٠” is 2020."""
    return "".join(str(unicodedata.decimal(each)) if each.isdecimal() else each for each in text)


def plain_decimal(text: str) -> str:
    """Return a number with a point before its decimals: “14,73” and “١٤٫٧٣” are 14.73."""
    plain = plain_digits(text).strip().replace("٫", ".").replace("−", "-")
    return plain.replace(",", ".") if plain.count(",") == 1 and "." not in plain else plain


def no_formula(cell: Any) -> Any:
    """Return a cell that no spreadsheet runs: what begins like a formula gets an apostrophe before it."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
