"""What follows from judgements and merges: A is B and B is not C, so A is not C, and nobody is asked.

Incidents that were judged the same, or merged, are one attack however many steps apart. What is RED takes no
part: a conclusion would tell of it.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from casework.core.tlp import Tlp
from casework.crossref.models import CandidatePair, Judgement
from casework.incidents.models import Incident

SAME, NOT_SAME = Judgement.Verdict.SAME, Judgement.Verdict.NOT_SAME


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that is known of two incidents, by their numbers; without a judgement it is a merge."""

    one: int
    other: int
    judgement: Judgement | None = None

    def turned(self) -> Step:
        """Read it from the other end."""
        return Step(self.other, self.one, self.judgement)


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What follows about a pair, and the steps from one of the two to the other."""

    verdict: str
    chain: tuple[Step, ...]


@dataclass(slots=True)
class Knowledge:
    """Everything that is known of some incidents and of whatever is the same as one of them."""

    same: dict[int, list[Step]] = field(default_factory=lambda: defaultdict(list))
    apart: list[Step] = field(default_factory=list)

    def about(self, one: int, other: int) -> Conclusion | None:
        """Return what follows about the two; what was said of this very pair does not count."""
        own = {one, other}
        from_one, from_other = self._paths(one, own), self._paths(other, own)
        if other in from_one:
            return Conclusion(SAME, from_one[other])
        for step in self.apart:
            for each in (step, step.turned()):
                if {each.one, each.other} != own and each.one in from_one and each.other in from_other:
                    back = tuple(back.turned() for back in reversed(from_other[each.other]))
                    return Conclusion(NOT_SAME, (*from_one[each.one], each, *back))
        return None

    def _paths(self, start: int, own: set[int]) -> dict[int, tuple[Step, ...]]:
        """Return the shortest way to everything that is the same as `start`."""
        paths: dict[int, tuple[Step, ...]] = {start: ()}
        todo = deque([start])
        while todo:
            at = todo.popleft()
            for step in self.same.get(at, ()):
                is_own = step.judgement is not None and {step.one, step.other} == own
                if step.other not in paths and not is_own:
                    paths[step.other] = (*paths[at], step)
                    todo.append(step.other)
        return paths


def knowledge_about(incident_ids: Iterable[int]) -> Knowledge:
    """Read what is known of the incidents. Two queries for each step of the longest chain, and one."""
    known = Knowledge()
    read: set[int] = set()
    while new := {*incident_ids} - read:
        read |= new
        steps = [*_judged(SAME, new), *_merged(new)]
        for step in steps:
            for each in (step, step.turned()):
                if each not in known.same[each.one]:
                    known.same[each.one].append(each)
        incident_ids = {each for step in steps for each in (step.one, step.other)}
    known.apart = list(_judged(NOT_SAME, read))
    return known


def _judged(verdict: str, incident_ids: set[int]) -> Iterator[Step]:
    pairs = Q(pair__left__in=incident_ids) | Q(pair__right__in=incident_ids)
    rows = Judgement.objects.current().filter(pairs, verdict=verdict)
    rows = rows.exclude(pair__left__tlp=Tlp.RED).exclude(pair__right__tlp=Tlp.RED)
    for judgement in rows.select_related("by", "pair").order_by("pk"):
        yield Step(judgement.pair.left_id, judgement.pair.right_id, judgement)


def _merged(incident_ids: set[int]) -> Iterator[Step]:
    rows = Incident.objects.filter(Q(pk__in=incident_ids) | Q(merged_into__in=incident_ids))
    rows = rows.filter(merged_into__isnull=False).exclude(tlp=Tlp.RED).exclude(merged_into__tlp=Tlp.RED)
    for donor, survivor in rows.order_by("pk").values_list("pk", "merged_into_id"):
        yield Step(donor, survivor)


def settle(incident_ids: Iterable[int]) -> None:
    """Work out anew what follows about every pair that these incidents can have to do with.

    Call it after each judgement, merge and unmerge, with knowledge locked.
    """
    reached = {*incident_ids}
    known = knowledge_about(reached)
    # Who was the same as one of them until now is still reached by way of the other.
    reached |= {key for key, steps in known.same.items() if steps}
    settle_pairs(CandidatePair.objects.filter(Q(left__in=reached) | Q(right__in=reached)))


def settle_pairs(pairs: Iterable[CandidatePair]) -> int:
    """Keep with each pair what follows about it, and return how many there were."""
    rows: Sequence[CandidatePair] = list(pairs)
    known = knowledge_about({key for row in rows for key in (row.left_id, row.right_id)})
    by_answer: defaultdict[str, list[int]] = defaultdict(list)
    for row in rows:
        conclusion = known.about(row.left_id, row.right_id)
        answer = conclusion.verdict if conclusion else ""
        if not row.is_settled or answer != row.inferred:
            by_answer[answer].append(row.pk)
    for answer, keys in by_answer.items():
        CandidatePair.objects.filter(pk__in=keys).update(inferred=answer, is_settled=True)
    return len(rows)
