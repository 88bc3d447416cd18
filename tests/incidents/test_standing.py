"""How what a source said stood up, and that nobody learns of what they may not see."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.accounts.models import User
from casework.incidents.models import CasualtyClaim, CitationCheck, Incident
from casework.incidents.standing import go_together, standing_of
from casework.sources.models import Source
from tests.incidents.builders import (
    make_casualty_claim,
    make_citation,
    make_document,
    make_incident,
    make_snapshot,
)
from tests.sources.builders import make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident(aminata: User) -> Incident:
    return make_incident(aminata)


@pytest.fixture
def source() -> Source:
    return make_source(name="Ours")


def say(
    incident: Incident, *numbers: int | None, source: Source | None = None, **changes: Any
) -> CasualtyClaim:
    """Let an outlet say so many killed in an incident, from a document of its own."""

    by = incident.created_by
    snapshot = make_snapshot(by, document=make_document(by, source=source or make_source()))
    tlp = changes.pop("tlp", "CLEAR")
    citation = make_citation(incident, snapshot=snapshot, tlp=tlp)
    return make_casualty_claim(incident, *numbers, citation=citation, **changes)


def fates(source: Source, user: User) -> tuple[int, int, int, int]:
    found = standing_of(source, user)
    return found.numbers, found.confirmed, found.contradicted, found.alone


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ((20, 20, 20), (19, None, None), True),
        ((20, 20, 20), (19, 19, 19), False),
        ((20, 22, 25), (25, None, 30), True),
        ((None, None, 20), (21, None, None), False),
        ((None, None, 20), (None, None, 5), True),
        ((24, 24, 24), (None, 20, None), True),
        ((0, 0, 0), (None, None, None), True),
    ],
)
def test_numbers_go_together_where_both_can_be_true(one: Any, other: Any, together: bool) -> None:
    left, right = (CasualtyClaim(low=low, best=best, high=high) for low, best, high in (one, other))

    assert (go_together(left, right), go_together(right, left)) == (together, together)


def test_an_independent_source_confirms_or_contradicts(
    aminata: User, incident: Incident, source: Source
) -> None:
    say(incident, 20, 20, 20, source=source)
    assert fates(source, aminata) == (1, 0, 0, 1)

    say(incident, 19, None, None)
    assert fates(source, aminata) == (1, 1, 0, 0)

    say(incident, 24, 24, 24)
    assert fates(source, aminata) == (1, 1, 1, 0)
    assert standing_of(source, aminata).contradicted_in == [incident]


def test_what_is_not_independent_or_about_others_says_nothing(
    aminata: User, incident: Incident, source: Source
) -> None:
    Source.objects.filter(pk=source.pk).update(owner="Delta")
    source.refresh_from_db()
    mine = say(incident, 20, 20, 20, source=source)
    say(incident, 24, 24, 24, source=make_source(owner="Delta"))
    say(incident, 24, 24, 24, outcome="injured")
    say(incident, 24, 24, 24, status="retracted")
    say(incident, 18, 18, 18, part_of=mine)

    assert fates(source, aminata) == (1, 0, 0, 1)


def test_what_is_hidden_is_in_no_number(
    aminata: User, boris: User, sira: User, olek: User, incident: Incident, source: Source
) -> None:
    """Neither a RED passage of the source, nor one of another that contradicts it, nor another desk's."""
    say(incident, 20, 20, 20, source=source)
    say(incident, 24, 24, 24, tlp="RED")
    say(make_incident(aminata, tlp="RED"), 9, 9, 9, source=source)
    say(make_incident(aminata), 5, 5, 5, source=source, tlp="RED")

    assert fates(source, sira) == (3, 0, 1, 2)
    assert fates(source, boris) == (1, 0, 0, 1)
    assert standing_of(source, boris).passages == 1
    assert standing_of(source, olek).passages == 0


def test_silent_changes_are_counted_once_for_each_passage(
    aminata: User, incident: Incident, source: Source
) -> None:
    claim = say(incident, 20, 20, 20, source=source)
    document = claim.citation.snapshot.document
    for number, after in enumerate(("About 19 died.", "About 18 died.")):
        later = make_snapshot(aminata, f"{after} {number}", document=document)
        CitationCheck.objects.create(
            citation=claim.citation,
            snapshot=later,
            fate="changed",
            start=0,
            end=9,
            before="About 20 died.",
            after=after,
            answer="overtaken" if number == 0 else "",
            closed_at="2020-01-27T06:00Z" if number == 0 else None,
        )

    found = standing_of(source, aminata)

    assert (found.changed_passages, found.changed_documents) == (1, 1)


def test_it_costs_the_same_however_much_was_said(aminata: User, incident: Incident, source: Source) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            standing_of(source, aminata)
        return len(captured)

    say(incident, 20, 20, 20, source=source)
    say(incident, 24, 24, 24)
    before = cost()
    for _number in range(3):
        other = make_incident(aminata)
        say(other, 20, 20, 20, source=source)
        say(other, 19, None, None)

    assert cost() == before <= 9
