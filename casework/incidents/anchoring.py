"""Find a quoted passage in a text. Positions are code points from 0, as Python and PostgreSQL count."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile

from django.utils.translation import gettext as _

from casework.core.errors import BadInput
from casework.core.text import storable

LONGEST_QUOTE = 5_000


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a quote stands in a text: text[start:end]."""

    start: int
    end: int


def code_points(text: str, utf16_offset: int) -> int:
    """Convert an offset as browsers count (UTF-16 code units, two for most emoji) into code points.

    An offset inside of a character counts as before it; one behind the end counts as the end.
    """
    units = text.encode("utf-16-le")[: max(0, utf16_offset) * 2]
    return len(units.decode("utf-16-le", errors="ignore"))


def anchor(text: str, quote: str, *, prefix: str = "", suffix: str = "", hint: int | None = None) -> Anchor:
    """Find `quote` in `text`: at `hint`, else where it stands once, else where prefix and suffix fit best.

    White space may differ, because browsers and PDF readers break lines as they like. Raises BadInput, with
    what to do, when the words are not there or stand in several places that nothing tells apart.
    """
    wanted = storable(quote).strip()
    if not wanted:
        raise BadInput(_("Select the words that you want to cite."), field="quote")
    if len(wanted) > LONGEST_QUOTE:
        raise BadInput(_("Select at most 5,000 characters: the sentence that proves it."), field="quote")
    found = _places(text, re.escape(wanted)) or _places(text, r"\s+".join(map(re.escape, wanted.split())))
    if not found:
        raise BadInput(
            _("These words are not in the archived text. Select them there instead of typing them."),
            field="quote",
        )
    if len(found) == 1:
        return found[0]
    if hint is not None:
        hint += len(quote) - len(quote.lstrip())
    return _best(text, found, storable(prefix), storable(suffix), hint)


def context(text: str, place: Anchor, length: int) -> tuple[str, str]:
    """Return up to `length` characters before the place, and after it."""
    return text[max(0, place.start - length) : place.start], text[place.end : place.end + length]


def _places(text: str, pattern: str) -> list[Anchor]:
    return [Anchor(*found.span()) for found in re.finditer(pattern, text)]


def _best(text: str, found: Iterable[Anchor], prefix: str, suffix: str, hint: int | None) -> Anchor:
    """Choose the place that stands at the hint, else the one with the most fitting characters around it."""
    places = list(found)
    at_hint = [each for each in places if each.start == hint]
    if at_hint:
        return at_hint[0]
    fits = [_fit(text, each, prefix, suffix) for each in places]
    best = [each for each, fit in zip(places, fits, strict=True) if fit == max(fits)]
    if len(best) == 1:
        return best[0]
    if hint is not None:
        return min(best, key=lambda each: abs(each.start - hint))
    raise BadInput(
        _("These words occur %(count)d times. Select more of the sentence around the ones you mean.")
        % {"count": len(places)},
        field="quote",
    )


def _fit(text: str, place: Anchor, prefix: str, suffix: str) -> int:
    """Count the characters that agree with prefix and suffix, from the quote outwards, spaces left aside."""
    length = 2 * max(len(prefix), len(suffix))
    before, after = context(text, place, length)
    return _common(before[::-1], prefix[::-1]) + _common(after, suffix)


def _common(text: str, wanted: str) -> int:
    one, other = "".join(text.split()), "".join(wanted.split())
    agreeing = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return sum(1 for _pair in agreeing)
