"""Words and phrases looked for in a text, whatever their case and accents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# Letters that Unicode does not take apart into a letter and a mark, and that people write without.
_PLAIN = str.maketrans(
    {
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ى": "ي",
        "ة": "ه",
        "ـ": None,
    }
)
_APART = re.compile(r"[\W_]+")
# Scripts that put no space between words: Thai, Lao, Burmese, Khmer, kana, Chinese.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
BEGINNING = "*"


def folded(text: str) -> str:
    """Return the words of a text without case, accents and marks, with one space around each."""
    bare = text.casefold()
    if not bare.isascii():
        # Once more: what was one sign, such as that of a unit, may have capitals only when it is taken apart.
        apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", bare).casefold())
        bare = "".join(each for each in apart if unicodedata.category(each) not in ("Mn", "Cf"))
    return f" {_APART.sub(' ', bare.translate(_PLAIN)).strip()} "


def holds(text: str, phrase: str) -> bool:
    """Say whether a folded text holds the phrase as whole words; “attack*” stands for how a word begins."""
    wanted = _looked_for(phrase)
    return bool(wanted) and wanted in text


@lru_cache(maxsize=4096)
def _looked_for(phrase: str) -> str:
    """Return what stands in a folded text where the phrase does; nothing where it holds no word."""
    wanted = folded(phrase).strip()
    if not wanted or _UNSPACED.search(wanted):
        return wanted
    return f" {wanted}" if phrase.rstrip().endswith(BEGINNING) else f" {wanted} "


def fits(
    text: str, *, any_of: Iterable[str] = (), all_of: Iterable[str] = (), none_of: Iterable[str] = ()
) -> bool:
    """Say whether a folded text holds one of the first, all of the next and none of the last.

    Where there are none of the first, none of them is needed.
    """
    some = list(any_of)
    return (
        (not some or any(holds(text, each) for each in some))
        and all(holds(text, each) for each in all_of)
        and not any(holds(text, each) for each in none_of)
    )
