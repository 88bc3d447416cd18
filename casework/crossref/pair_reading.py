"""What the page of one pair shows: both incidents part by part, what proves them, and what is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import cast

from django.db.models import F, Q
from django.db.models.functions import Left
from django.utils.functional import Promise

from casework.accounts.models import User
from casework.core.decision import Decision
from casework.core.wording import number_in_words
from casework.crossref.changes import LABELS, Change, changes_since, facts_of
from casework.crossref.filters import PairFilter
from casework.crossref.knowledge import Conclusion, Step, knowledge_about
from casework.crossref.likeness import sentence_of
from casework.crossref.models import CandidatePair, Judgement
from casework.crossref.models.pair import CandidatePairQuerySet, long_ago
from casework.crossref.parts import PARTS
from casework.crossref.policies import may_judge, may_merge
from casework.incidents.mapping import Map, map_of
from casework.incidents.models import Citation, Incident, State
from casework.incidents.reading import citations_of
from casework.sources.models import Snapshot

# As much of a text as is read to compare two reports; the document's own page has the rest.
TEXT_SHOWN = 6_000
TEXTS_SHOWN = 3
_SIDES = ("desk", "country", "place", "event_type", "sub_event_type", "target_type", "merged_into")
# Read first when two reports are compared, in this order; the other parts follow.
_FIRST = ("title", "date", "time_of_day", "place")


@dataclass(frozen=True, slots=True)
class Row:
    """One part of both incidents, and whether they agree."""

    label: str | Promise
    left: str
    right: str

    @property
    def mark(self) -> str:
        """Say how the two stand to each other: agree, differ, or one says nothing."""
        if self.left == self.right:
            return "agree"
        return "differ" if self.left and self.right else "open"


@dataclass(frozen=True, slots=True)
class Text:
    """The beginning of a document's text, to be read beside the other report."""

    snapshot: Snapshot
    text: str

    @property
    def is_cut(self) -> bool:
        return len(self.text) >= TEXT_SHOWN


@dataclass(frozen=True, slots=True)
class Side:
    """One incident of the pair with what proves it."""

    incident: Incident
    citations: list[Citation]
    texts: list[Text]


@dataclass(frozen=True, slots=True)
class Said:
    """One step of a chain in words: two numbers, what is said of them, and who said it."""

    one: str
    other: str
    judgement: Judgement | None


@dataclass(slots=True)
class PairPage:
    """Everything on the page of one pair."""

    pair: CandidatePair
    sides: list[Side]
    rows: list[Row]
    words: str
    judgement: Judgement | None
    changes: list[Change]
    is_asked_again: bool
    conclusion: Conclusion | None
    chain: list[Said] = field(default_factory=list)
    judging: Decision = field(default_factory=lambda: Decision(True))
    merging: Decision = field(default_factory=lambda: Decision(True))
    map: Map | None = None

    @property
    def percent(self) -> int:
        return round(self.pair.score * 100)

    @property
    def is_merged(self) -> bool:
        return any(side.incident.review_state == State.MERGED for side in self.sides)

    @property
    def contradicts(self) -> bool:
        """Somebody said that they are not the same, and others that they are."""
        return bool(
            self.judgement
            and self.conclusion
            and self.judgement.verdict != Judgement.Verdict.UNSURE
            and self.judgement.verdict != self.conclusion.verdict
        )


def visible_pairs(user: User) -> CandidatePairQuerySet:
    """Return the pairs whose page the person may open, with both incidents."""
    sides = [f"{side}__{name}" for side in ("left", "right") for name in _SIDES]
    return CandidatePair.objects.visible_to(user).select_related(*sides)


def page_of_pair(pair: CandidatePair, user: User) -> PairPage:
    """Read both incidents, what proves them and what is known of the pair. About twenty queries."""
    judgement = Judgement.objects.current().filter(pair=pair).select_related("by", "pair").first()
    if judgement:
        judgement.pair = pair
    conclusion = knowledge_about([pair.left_id, pair.right_id]).about(pair.left_id, pair.right_id)
    changes = changes_since(judgement) if judgement else []
    return PairPage(
        pair,
        [_side(incident, user) for incident in (pair.left, pair.right)],
        _rows(pair.left, pair.right),
        sentence_of(pair.reasons),
        judgement,
        changes,
        bool(judgement) and (bool(changes) or _is_long_unsure(judgement)),
        conclusion,
        in_words(conclusion.chain, user) if conclusion else [],
        may_judge(user, pair.left, pair.right),
        may_merge(user, pair.left, pair.right),
        map_of(pair.left, pair.right),
    )


def _is_long_unsure(judgement: Judgement | None) -> bool:
    if judgement is None or judgement.verdict != Judgement.Verdict.UNSURE:
        return False
    return Judgement.objects.filter(pk=judgement.pk, at__lte=long_ago()).exists()


def _rows(left: Incident, right: Incident) -> list[Row]:
    facts = facts_of(left, right)
    names = [*_FIRST, *(name for name in PARTS if name not in (*_FIRST, "duration"))]
    rows = [Row(PARTS[name].label, PARTS[name].words(left), PARTS[name].words(right)) for name in names]
    for told_of in facts.values():
        told_of.update({name: _in_words(told_of[name]) for name in ("killed", "injured")})
    told = [
        Row(LABELS[name], facts[left.pk][name], facts[right.pk][name])
        for name in ("killed", "injured", "actors")
    ]
    found = [*rows[:4], *told, *rows[4:]]
    return [row for row in found if row.left or row.right]


def _in_words(numbers: str) -> str:
    """Read “19/20/20” as a page says it; nothing where nothing is assessed."""
    if not numbers:
        return ""
    return number_in_words(*(None if each == "–" else int(each) for each in numbers.split("/")))


def _side(incident: Incident, user: User) -> Side:
    citations = list(citations_of(incident, user).order_by("snapshot__document__published_on", "start"))
    beside = Snapshot.objects.filter(
        Q(citations__in=citations) | Q(document__in=incident.document_links.values("document"))
    ).filter(document__desks__in=user.roles())
    snapshots = (
        beside.select_related("document__source").defer("text").annotate(beginning=Left("text", TEXT_SHOWN))
    )
    texts: dict[int, Text] = {}
    for snapshot in snapshots.order_by("document_id", F("number").desc()):
        beginning = cast(str, getattr(snapshot, "beginning"))  # noqa: B009  an annotation, unknown to mypy
        texts.setdefault(snapshot.document_id, Text(snapshot, beginning))
    return Side(incident, citations, list(texts.values())[:TEXTS_SHOWN])


def in_words(chain: Iterable[Step], user: User) -> list[Said]:
    """Return a chain with the numbers of its incidents; empty where one of them is hidden from the person."""
    steps = list(chain)
    keys = {key for step in steps for key in (step.one, step.other)}
    uids = dict(Incident.objects.visible_to(user).filter(pk__in=keys).values_list("pk", "uid"))
    if keys - uids.keys():
        return []
    return [Said(uids[step.one], uids[step.other], step.judgement) for step in steps]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A pair that was judged apart, and the chain of judgements by which it is one attack."""

    pair: CandidatePair
    judgement: Judgement
    chain: list[Said]


def contradictions(user: User, limit: int = 50) -> list[Contradiction]:
    """Return the pairs on which judgements contradict each other. A few queries for each."""
    pairs = visible_pairs(user).contradictory()[:limit]
    known = knowledge_about({key for pair in pairs for key in (pair.left_id, pair.right_id)})
    told = {
        each.pair_id: each for each in Judgement.objects.current().filter(pair__in=pairs).select_related("by")
    }
    found = []
    for pair in pairs:
        conclusion = known.about(pair.left_id, pair.right_id)
        if conclusion:
            found.append(Contradiction(pair, told[pair.pk], in_words(conclusion.chain, user)))
    return found


def next_pair(user: User, asked: PairFilter, after: CandidatePair | None = None) -> CandidatePair | None:
    """Return the likeliest pair that waits for the person: behind the one just seen, or from the start."""
    judgeable = asked.qs.judgeable_by(user)
    if after is not None:
        behind = Q(score__lt=after.score) | Q(score=after.score) & (
            Q(left__gt=after.left_id) | Q(left=after.left_id, right__gt=after.right_id)
        )
        if found := judgeable.filter(behind).first():
            return cast(CandidatePair, found)
        judgeable = judgeable.exclude(pk=after.pk)
    return cast("CandidatePair | None", judgeable.first())
