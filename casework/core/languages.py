"""Languages by their names, in the language of the reader."""

from collections.abc import Mapping
from functools import cache

from babel import Locale
from django.utils.translation import get_language


def language_name(code: str) -> str:
    """Return what the reader calls the language with this ISO 639 code; the code where CLDR has no name."""
    return _names((get_language() or "en").partition("-")[0]).get(code, code)


@cache
def _names(reader: str) -> Mapping[str, str]:
    return Locale.parse(reader).languages
