"""Whatever is merged and parted again, in whatever order, says what it said before."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.accounts.models import User
from casework.crossref.evidence import Evidence
from casework.crossref.merge_plan import BOTH, DONOR, SURVIVOR
from casework.crossref.models import MergeJournal
from casework.incidents.models import Citation, Claim, Incident, State
from casework.sources.models import Snapshot
from tests.crossref.builders import make_attack
from tests.crossref.merging import claim, fresh, join, part, says
from tests.incidents.builders import make_citation, make_snapshot

INCIDENTS = 4
Merges = tuple[list[tuple[int, int]], list[dict[str, str]]]
# Which snapshot is cited, how many were killed, and how the claim hangs on the one before it.
CLAIMS = st.tuples(
    st.integers(0, 2), st.integers(1, 3), st.sampled_from(["alone", "part", "corrects", "beside"])
)
FACTS = st.fixed_dictionaries(
    {
        "title": st.sampled_from(["Raid", "Attack", "Ambush", "Clash"]),
        "summary": st.sampled_from(["", "One.", "Two."]),
        "time_of_day": st.sampled_from(["unknown", "dawn"]),
        "tlp": st.sampled_from(["CLEAR", "GREEN"]),
        "priority": st.integers(0, 2),
        "review_state": st.sampled_from([State.NEW, State.VERIFYING]),
    }
)
CHOICES = st.fixed_dictionaries(
    {},
    optional={
        "title": st.sampled_from([SURVIVOR, DONOR]),
        "summary": st.sampled_from([SURVIVOR, DONOR, BOTH]),
        "time_of_day": st.sampled_from([SURVIVOR, DONOR]),
    },
)
# Who is merged into whom, in this order: all into one, one into the next, and both.
SHAPES = [
    [(0, 3), (1, 3), (2, 3)],
    [(0, 1), (1, 2), (2, 3)],
    [(0, 2), (1, 2), (2, 3)],
    [(0, 1), (2, 3), (1, 3)],
]
MERGES = st.tuples(st.sampled_from(SHAPES), st.lists(CHOICES, min_size=3, max_size=3))


@dataclass
class Told:
    """What an incident of the example says."""

    facts: dict[str, Any]
    claims: list[tuple[int, int, str]]


STORIES = st.lists(
    st.builds(Told, FACTS, st.lists(CLAIMS, max_size=4)), min_size=INCIDENTS, max_size=INCIDENTS
)


def tell(by: User, told: Told, snapshots: list[Snapshot]) -> Incident:
    """Save an incident that says it."""
    incident = make_attack(by, **told.facts)
    last: Claim | None = None
    for snapshot, number, how in told.claims:
        citation = make_citation(incident, snapshot=snapshots[snapshot])
        hangs: dict[str, object] = {}
        if last and how == "part":
            hangs = {"part_of": last}
        elif last and how == "corrects":
            Claim.objects.filter(pk=last.pk).update(status="superseded")
            hangs = {"supersedes": last}
        elif last and how == "beside":
            hangs = {"citation": last.citation}
        last = claim(incident, number, number, number, **{"citation": citation, **hangs})
    return incident


def merge_all(rows: list[Incident], merges: Merges, by: User) -> list[MergeJournal]:
    """Carry out the merges of the shape, each with its choices."""
    return [
        join(rows[donor], rows[survivor], by, choices=choices)
        for (donor, survivor), choices in zip(*merges, strict=True)
    ]


def everything() -> tuple[set[int], set[int]]:
    """The claims and citations that there are, and no longer are more of them."""
    return set(Claim.objects.values_list("pk", flat=True)), set(Citation.objects.values_list("pk", flat=True))


def signatures(incident: Incident) -> Counter[str]:
    """What the live claims of an incident say, each as often as it is said."""
    held = Evidence.of(incident)
    return Counter(held._signature(each) for each in held.claims.values() if each.status == "live")


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stories=STORIES, merges=MERGES, order=st.randoms(use_true_random=False))
def test_merging_and_parting_loses_and_doubles_nothing(
    aminata: User,
    sira: User,
    stories: list[Told],
    merges: Merges,
    order: object,
) -> None:
    with transaction.atomic():
        snapshots = [make_snapshot(aminata) for _ in range(3)]
        rows = [tell(aminata, told, snapshots) for told in stories]
        before, there = [says(each) for each in rows], everything()

        journals = merge_all(rows, merges, sira)

        assert everything() == there
        while journals:
            free = [each for each in journals if fresh(each.survivor).merged_into_id is None]
            journal = order.choice(free)  # type: ignore[attr-defined]
            part(journal, sira)
            journals.remove(journal)
        assert everything() == there
        assert [says(each) for each in rows] == before
        transaction.set_rollback(True)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stories=STORIES)
def test_a_survivor_says_what_both_said_and_nothing_more(
    aminata: User, sira: User, stories: list[Told]
) -> None:
    with transaction.atomic():
        snapshots = [make_snapshot(aminata) for _ in range(3)]
        donor, survivor = (tell(aminata, told, snapshots) for told in stories[:2])
        theirs, mine = signatures(donor), signatures(survivor)

        join(donor, survivor, sira)

        together = signatures(survivor)
        assert together.keys() == theirs.keys() | mine.keys()
        assert together <= theirs + mine
        transaction.set_rollback(True)
