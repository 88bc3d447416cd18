"""Titles that a document proposes for the incidents it reports: what happened, where and when."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from casework.codebook.finding import places_like
from casework.core.dates import parse_edtf
from casework.core.sentences import sentences
from casework.core.wording import date_in_words
from casework.extraction.attacks import title_for
from casework.extraction.days import read_day
from casework.incidents.proving.prefill import names_in
from casework.sources.models import Document

# Sentences of an article in which its attacks are named, names that are looked up, and titles to choose from.
_READ, _NAMES, _OFFERED = 12, 4, 4


def titles_for(document: Document) -> list[str]:
    """Return titles made of the document's first sentences, in their order. At most five queries.

    Only names that the gazetteer knows are taken for places. A sentence without a day takes the last named.
    """
    snapshot = document.snapshots.with_text().order_by("-number").first()
    if snapshot is None:
        return []
    text = snapshot.text[:6_000]
    spoken = [text[start:end] for start, end in sentences(text)][:_READ]
    known = _known([each for each in spoken if title_for(each, "-")])
    titles, day = [], ""
    for sentence in spoken:
        day = read_day(sentence, document.published_on) or day
        place = next((name for name in names_in(sentence) if name in known), "")
        if place and (title := title_for(sentence, place)):
            titles.append(_("%(title)s, %(date)s") % {"title": title, "date": _day(day)} if day else title)
    return list(dict.fromkeys(titles))[:_OFFERED]


def _known(spoken: Iterable[str]) -> set[str]:
    """Return the names in the sentences that a place bears exactly."""
    names = dict.fromkeys(name for each in spoken for name in names_in(each) if name[:1].isupper())
    return {
        name
        for name in list(names)[:_NAMES]
        if any(getattr(place, "is_exact", False) for place in places_like(name))
    }


def _day(edtf: str) -> str:
    parsed = parse_edtf(edtf)
    return date_in_words(parsed.edtf, parsed.earliest, parsed.latest)
