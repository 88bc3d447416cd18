"""How much a claim weighs: how reliable its source is and how credible what it says, judged apart."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casework.incidents.models.choices import Credibility
from casework.sources.models import Document, Reliability

if TYPE_CHECKING:
    from casework.incidents.models import Citation

# The Admiralty letters and digits from good to bad. F and 6, “cannot be judged”, say nothing either way and
# so stand in the middle: below “fairly reliable”, above “not usually reliable”.
_LETTERS = (Reliability.A, Reliability.B, Reliability.C, Reliability.F, Reliability.D, Reliability.E)
_DIGITS = (
    Credibility.CONFIRMED,
    Credibility.PROBABLE,
    Credibility.POSSIBLE,
    Credibility.UNJUDGED,
    Credibility.DOUBTFUL,
    Credibility.IMPROBABLE,
)


def credibility_rank(credibility: str) -> int:
    """Return 0 for the most credible information to 5 for the least."""
    return _DIGITS.index(Credibility(credibility))


def reliability_rank(reliability: Reliability) -> int:
    """Return 0 for the most reliable source to 5 for the least."""
    return _LETTERS.index(reliability)


def reliability_on(document: Document, on: datetime.date) -> Reliability:
    """Return what `source.reliability_on` does, without a query where the ratings were read already."""
    ratings = document.source.ratings
    if ratings is None:
        ratings = [(each.from_on, each.letter) for each in document.source.reliabilities.all()]
    held = [(since, letter) for since, letter in ratings if since <= on]
    return Reliability(max(held)[1]) if held else Reliability.F


@dataclass(frozen=True, slots=True)
class Rating:
    """How much a passage weighs: the letter of its source and the digit of what it says."""

    reliability: Reliability
    credibility: Credibility

    @property
    def code(self) -> str:
        """Both in the Admiralty's short form, such as B2."""
        return f"{self.reliability.value}{self.credibility.value}"

    @property
    def words(self) -> str:
        """Both in words."""
        return f"{self.reliability.label}; {self.credibility.label}"


def rating_of(citation: Citation) -> Rating:
    """Return the rating of a passage by the source's letter of that day. No query where it was prefetched."""
    document = citation.snapshot.document
    on = document.published_on or citation.snapshot.fetched_at.date()
    return Rating(reliability_on(document, on), Credibility(citation.credibility))
