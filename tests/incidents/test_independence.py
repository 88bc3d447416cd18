"""Which documents are one independent source: those of one owner, and those that repeat one text."""

from collections.abc import Iterable

import pytest

from casework.accounts.models import User
from casework.incidents.figures import evidence_of, figures_of
from casework.incidents.independence import independence_groups
from casework.incidents.models import CasualtyCategory, Outcome
from casework.sources.grouping import group_document
from casework.sources.models import Snapshot, TextPrint
from casework.sources.shingles import are_copies
from tests.incidents.builders import (
    make_casualty_claim,
    make_citation,
    make_document,
    make_incident,
    make_snapshot,
    make_source,
)

AGENCY = (
    "A camp of the army beside Sokolo was raided before dawn on Sunday. The government put the number of "
    "dead at 20 soldiers and said that planes were searching for the raiders. It did not say who they were."
)
OWN = (
    "An officer whom we reached by telephone spoke of at least 19 dead among the men stationed at Sokolo. "
    "The attackers came on motorcycles from the side of the forest and left before it was light, he said."
)


@pytest.mark.parametrize(
    ("one", "other", "copies"),
    [
        (AGENCY, AGENCY, True),
        (AGENCY, f"Our correspondent writes. {AGENCY.upper()} More on this tonight.", True),
        (AGENCY, AGENCY.split(" The government")[0] + " " + OWN, False),
        (AGENCY, OWN, False),
        # Half of the smaller text's 29 runs of five words are in the other: 15 of them, and 14 of them.
        (" ".join(map(str, range(33))), " ".join(map(str, range(19))) + " x" * 90, True),
        (" ".join(map(str, range(33))), " ".join(map(str, [*range(18), *range(50, 65)])), False),
        ("Twenty soldiers killed in Mali", "Twenty soldiers killed in Mali", False),
        ("", "", False),
    ],
)
def test_a_copy_shares_half_of_its_runs_of_words(one: str, other: str, copies: bool) -> None:
    assert are_copies(one, other) is copies
    assert are_copies(other, one) is copies


def filed(by: User, text: str, *, owner: str = "", outlet: str) -> Snapshot:
    source = make_source(name=outlet, slug=outlet.lower(), owner=owner)
    snapshot = make_snapshot(by, text, document=make_document(by, source=source))
    TextPrint.objects.create(snapshot=snapshot, document=snapshot.document)
    group_document(snapshot.document_id)
    return snapshot


def together(snapshots: Iterable[Snapshot]) -> set[frozenset[str]]:
    """The outlets that count as one source, group by group."""
    snapshots = list(snapshots)
    groups = independence_groups(snapshots)
    return {
        frozenset(each.document.source.name for each in snapshots if groups[each.document_id] == group)
        for group in groups.values()
    }


def test_owners_and_copies_join_across_each_other(aminata: User) -> None:
    snapshots = [
        filed(aminata, AGENCY, outlet="Wire"),
        filed(aminata, "Reprint. " + AGENCY, outlet="Gazette", owner="Delta Press"),
        filed(aminata, OWN, outlet="Courier", owner="delta press"),
        filed(aminata, "Callers told us that the night was loud near the camp. " * 3, outlet="Radio"),
    ]

    assert together(snapshots) == {frozenset({"Wire", "Gazette", "Courier"}), frozenset({"Radio"})}


def test_a_reprint_counts_once(aminata: User) -> None:
    incident = make_incident(aminata)
    for outlet, text, quote in (
        ("Wire", AGENCY, "20 soldiers"),
        ("Gazette", AGENCY, "20 soldiers"),
        ("Courier", OWN, "at least 19 dead"),
    ):
        snapshot = filed(aminata, text, outlet=outlet)
        make_casualty_claim(incident, citation=make_citation(incident, quote, snapshot=snapshot))

    figures = figures_of(evidence_of(incident), Outcome.KILLED, CasualtyCategory.TOTAL)

    assert len(figures) == 2
