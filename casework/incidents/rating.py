"""How much a claim weighs: how reliable its source is and how credible what it says, judged apart."""

import datetime

from casework.incidents.models.choices import Credibility
from casework.sources.models import Document, Reliability

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
    """Return what `source.reliability_on` does, without a query where the ratings were prefetched."""
    held = [each for each in document.source.reliabilities.all() if each.from_on <= on]
    return Reliability(max(held, key=lambda each: each.from_on).letter) if held else Reliability.F
