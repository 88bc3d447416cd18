"""What is known about each number: who says what, what we signed, and what each rule would make of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.accounts.models import User
from casework.core.tlp import Tlp
from casework.core.wording import number_in_words
from casework.incidents.assessment import Estimate, Figure, assessed
from casework.incidents.figures import (
    Evidence,
    counted_claims,
    current_assessments,
    evidence_of,
    figures_of,
    is_out_of_date,
)
from casework.incidents.models import (
    Assessment,
    CasualtyCategory,
    CasualtyClaim,
    Incident,
    Outcome,
    Rule,
)
from casework.incidents.rating import Rating, credibility_rank, rating_of
from casework.incidents.reading import sees_red
from casework.incidents.spans import Span, scale_of, span_of

RULES = {
    Rule.RANGE: gettext_lazy(
        "From the lowest to the highest that any source says; best as the best-rated source puts it."
    ),
    Rule.CONSERVATIVE: gettext_lazy("The lowest number that any source gives, as ACLED counts deaths."),
    Rule.MAJORITY: gettext_lazy("The number that most independent sources give."),
    Rule.MOST_RELIABLE: gettext_lazy("What the best-rated source says, alone."),
}
Key = tuple[str, str]
# What nobody submits without, in the order of the page.
FIRST = [(Outcome.KILLED.value, "total"), (Outcome.INJURED.value, "total")]
ALWAYS = [*FIRST, (Outcome.MISSING.value, "total"), (Outcome.ABDUCTED.value, "total")]


@dataclass(frozen=True, slots=True)
class Voice:
    """One independent source, however many outlets print it: its figure, and the words behind it."""

    figure: Figure
    outlets: list[str]
    words: list[str]
    said_by: frozenset[str]
    rating: Rating
    # Rests on a passage that this person may not see; only that it is there may be told.
    is_hidden: bool

    @property
    def estimate(self) -> Estimate:
        """Low, best and high as this source has them."""
        return self.figure.estimate

    @property
    def name(self) -> str:
        """The outlets, the one whose figure counts first."""
        return ", ".join(self.outlets)


@dataclass(frozen=True, slots=True)
class Offer:
    """What a rule would give now."""

    rule: Rule
    meaning: str
    estimate: Estimate


@dataclass(frozen=True, slots=True)
class Number:
    """One number of the incident: an outcome for a category of people."""

    outcome: str
    category: str
    voices: list[Voice]
    signed: Assessment | None
    is_out_of_date: bool

    @property
    def key(self) -> str:
        """What forms and addresses call it, such as killed-total."""
        return f"{self.outcome}-{self.category}"

    @property
    def is_first(self) -> bool:
        """Nothing is submitted without it."""
        return (self.outcome, self.category) in FIRST

    @property
    def label(self) -> str:
        """What is counted, such as “Killed, total”."""
        return f"{Outcome(self.outcome).label}, {CasualtyCategory(self.category).label.lower()}"

    @property
    def offers(self) -> list[Offer]:
        """The four rules, each with the numbers that it gives today."""
        figures = [voice.figure for voice in self.voices]
        return [Offer(rule, str(meaning), assessed(rule, figures)) for rule, meaning in RULES.items()]

    @property
    def lines(self) -> list[tuple[Voice, Span | None]]:
        """Who says what in the order of time, each as a span on the line of all."""
        ordered = sorted(self.voices, key=lambda voice: voice.figure.on)
        return [(each, None if each.is_hidden else span_of(each.estimate, self._scale)) for each in ordered]

    @property
    def signed_span(self) -> Span | None:
        """What we signed, on the same line."""
        return span_of(self.signed, self._scale) if self.signed else None

    @property
    def _scale(self) -> float:
        seen = [voice.estimate for voice in self.voices if not voice.is_hidden]
        return scale_of([*seen, *([self.signed] if self.signed else [])])

    @property
    def contradiction(self) -> str:
        """Which two sources cannot both be right, in words; empty where the numbers go together."""
        seen = [voice for voice in self.voices if not voice.is_hidden]
        lows = [(voice.estimate.low, voice) for voice in seen if voice.estimate.low is not None]
        highs = [(voice.estimate.high, voice) for voice in seen if voice.estimate.high is not None]
        if not lows or not highs:
            return ""
        low, above = max(lows, key=lambda pair: pair[0])
        high, below = min(highs, key=lambda pair: pair[0])
        if low <= high:
            return ""
        return _("%(above)s says %(low)s and %(below)s says %(high)s: both cannot be true.") % {
            "above": above.name,
            "low": _in_words(above.estimate),
            "below": below.name,
            "high": _in_words(below.estimate),
        }

    @property
    def common_origin(self) -> str:
        """Whom all of several independent sources quote; empty where at least one speaks for itself."""
        said_by = {frozenset() if voice.is_hidden else voice.said_by for voice in self.voices}
        shared = said_by.pop() if len(said_by) == 1 and len(self.voices) > 1 else frozenset()
        return "" if "" in shared else ", ".join(sorted(shared))


def weighed(incident: Incident, user: User) -> list[Number]:
    """Return every number that is claimed, assessed or always asked for, totals of killed and injured first.

    Six queries, and one more where a passage is RED.
    """
    evidence = evidence_of(incident)
    current = {(each.outcome, each.category): each for each in current_assessments(incident)}
    hidden = _hidden(evidence, incident, user)
    claimed = {(claim.outcome, claim.category) for claim in evidence.claims}
    more = sorted({*claimed, *current} - {*ALWAYS}, key=_in_order)
    return [_number(evidence, key, current.get(key), hidden) for key in (*ALWAYS, *more)]


def _in_order(key: Key) -> tuple[int, int]:
    return Outcome.values.index(key[0]), CasualtyCategory.values.index(key[1])


def _hidden(evidence: Evidence, incident: Incident, user: User) -> set[int]:
    """Return the claims that rest on RED passages, where the person is not among those who see them."""
    red = {claim.pk for claim in evidence.claims if claim.citation.tlp == Tlp.RED}
    return red if red and not sees_red(incident, user) else set()


def _number(evidence: Evidence, key: Key, signed: Assessment | None, hidden: set[int]) -> Number:
    groups: dict[str, list[CasualtyClaim]] = defaultdict(list)
    for claim in counted_claims(evidence, *key):
        groups[evidence.groups[claim.citation.snapshot.document_id]].append(claim)
    figures = figures_of(evidence, *key)
    voices = [_voice(figure, _group_of(figure, groups.values()), hidden) for figure in figures]
    return Number(*key, voices, signed, signed is not None and is_out_of_date(signed, evidence))


def _group_of(figure: Figure, groups: Iterable[list[CasualtyClaim]]) -> list[CasualtyClaim]:
    return next(group for group in groups if figure.claim_ids <= {claim.pk for claim in group})


def _voice(figure: Figure, group: Sequence[CasualtyClaim], hidden: set[int]) -> Voice:
    used = [claim for claim in group if claim.pk in figure.claim_ids]
    outlets = [str(claim.citation.snapshot.document.source) for claim in (*used, *group)]
    ratings = [rating_of(claim.citation) for claim in used]
    return Voice(
        figure=figure,
        outlets=list(dict.fromkeys(outlets)),
        words=list(dict.fromkeys(claim.as_reported for claim in used)),
        said_by=frozenset(claim.citation.attributed_to for claim in used),
        rating=max(ratings, key=lambda each: credibility_rank(each.credibility)),
        is_hidden=any(claim.pk in hidden for claim in group),
    )


def _in_words(estimate: Estimate) -> str:
    return number_in_words(estimate.low, estimate.best, estimate.high)
