"""The page of the documentation says what the table in the code says."""

import re
from collections.abc import Iterator

import pytest

from casework.incidents.models import State
from casework.review.workflow import TRANSITIONS
from tests.house.reading import ROOT

PAGE = ROOT / "docs" / "reference" / "workflow.md"
ROW = re.compile(r"\| ([^|]+) \| `(\w+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|")


def rows() -> Iterator[tuple[str, str, set[str], str, str]]:
    for label, name, sources, target, _who, needs in ROW.findall(PAGE.read_text("utf-8")):
        yield label, name, states(sources), target, needs


def states(words: str) -> set[str]:
    everywhere, but = re.fullmatch(r"(any)?(?: but )?(.*)", words).groups()  # type: ignore[union-attr]
    named = {word for word in but.split(", ") if word}
    return set(State.values) - named if everywhere else named


@pytest.mark.parametrize("row", list(rows()), ids=lambda row: row[1])
def test_the_page_agrees_with_the_table(row: tuple[str, str, set[str], str, str]) -> None:
    label, name, sources, target, needs = row
    transition = TRANSITIONS[name]

    assert label == str(transition.label)
    assert sources == {state.value for state in transition.sources}
    assert target == (transition.target or "where it was")
    assert set(transition.needs) == {
        word for word in needs.split(", ") if word not in ("–", "nothing is missing")
    }


def test_the_page_has_every_move_in_order() -> None:
    assert [name for _label, name, *_rest in rows()] == list(TRANSITIONS)
