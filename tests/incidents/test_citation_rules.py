"""A citation quotes what the snapshot says, where it says it, in any script."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from casework.accounts.models import User
from casework.incidents.models import Incident
from tests.incidents.builders import build_citation, make_citation, make_incident, make_snapshot
from tests.truth_tables import truth_table


@pytest.fixture
def incident(aminata: User) -> Incident:
    return make_incident(aminata)


def prove(incident: Incident, name: str, *rows: tuple[dict[str, Any], bool]) -> None:
    snapshot = make_snapshot(incident.created_by)
    truth_table(name, lambda **values: build_citation(incident, snapshot=snapshot, **values), rows)


def test_a_passage_begins_before_it_ends(incident: Incident) -> None:
    prove(incident, "citation_start_before_end", ({}, True))
    with pytest.raises(IntegrityError, match="citation"), transaction.atomic():
        make_citation(incident, end=5, start=5, exact="")


def test_the_offsets_are_as_far_apart_as_the_quote_is_long(incident: Incident) -> None:
    quote = {"start": 0, "exact": "Before"}

    prove(
        incident,
        "citation_offsets_fit_quote",
        ({**quote, "end": 6}, True),
    )


def test_a_quote_holds_more_than_spaces(incident: Incident) -> None:
    snapshot = make_snapshot(incident.created_by, text="one   two")

    truth_table(
        "citation_quote_said",
        lambda **values: build_citation(incident, "one", snapshot=snapshot, **values),
        [
            ({}, True),
            ({"start": 3, "end": 6, "exact": "   "}, False),
        ],
    )


@pytest.mark.parametrize(
    ("name", "field", "good", "bad"),
    [
        ("citation_credibility_known", "credibility", "1", "7"),
        ("citation_tlp_known", "tlp", "GREEN", "WHITE"),
    ],
)
def test_a_citation_uses_listed_words(incident: Incident, name: str, field: str, good: str, bad: str) -> None:
    prove(incident, name, ({field: good}, True), ({field: bad}, False), ({field: ""}, False))


def test_citations_are_known_by_id_and_incident(incident: Incident) -> None:
    prove(incident, "citation_of_one_incident", ({}, True))


@pytest.mark.parametrize("quote", ["🔥 fire", "قتل عشرون جنديا", "e\u0301t\u00e9"])
def test_offsets_count_code_points(incident: Incident, quote: str) -> None:
    snapshot = make_snapshot(incident.created_by, text=f"👩‍🚒 هجوم على معسكر: {quote} 🔥.")

    citation = make_citation(incident, quote, snapshot=snapshot)

    assert snapshot.text[citation.start : citation.end] == quote


@pytest.mark.parametrize("shift", [-1, 1])
def test_a_quote_that_stands_elsewhere_is_refused(incident: Incident, shift: int) -> None:
    snapshot = make_snapshot(incident.created_by)
    start = snapshot.text.index("about 20") + shift

    with pytest.raises(IntegrityError, match="not at that place"), transaction.atomic():
        make_citation(incident, "about 20", snapshot=snapshot, start=start, end=start + 8)


def test_words_that_the_snapshot_never_had_are_refused(incident: Incident) -> None:
    with pytest.raises(IntegrityError, match="not at that place"), transaction.atomic():
        make_citation(incident, "about 20", exact="about 99")
