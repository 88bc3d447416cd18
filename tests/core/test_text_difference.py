"""Two texts are compared word by word, and nothing of either is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.core.text_difference import Fate, TextDifference, text_difference

FOUR = "Men came at dawn. They left at noon. Nobody saw them go. The town was quiet. "


def told(found: TextDifference) -> str:
    """Return the difference with [-what went-] and {+what came+}, and folds as their number of sentences."""
    signs = {Fate.SAME: "%s", Fate.REMOVED: "[-%s-]", Fate.ADDED: "{+%s+}"}
    parts = []
    for stretch in found.stretches:
        text = "".join(signs[run.fate] % run.text for run in stretch.runs)
        parts.append(f"<{stretch.sentences}>" if stretch.is_folded else text)
    return "".join(parts)


@pytest.mark.parametrize(
    ("older", "newer", "found"),
    [
        ("About 20 soldiers died.", "About 24 soldiers died.", "About [-20-]{+24+} soldiers died."),
        ("About 20 died.", "About 20 soldiers died.", "About 20 {+soldiers +}died."),
        ("He died.", "He died. Nobody saw it.", "He died.{+ Nobody saw it.+}"),
        ("One came. Two went.", "Two went.", "[-One came. -]Two went."),
        ("The army said so.", "A ferry sank off Mopti.", "[-The army said so.-]{+A ferry sank off Mopti.+}"),
        ("قتل 20 جنديا.", "قتل 24 جنديا.", "قتل [-20-]{+24+} جنديا."),
        ("The old men left.", "The young boys left.", "The [-old men-]{+young boys+} left."),
        ("", "New.", "{+New.+}"),
        ("Old.", "", "[-Old.-]"),
        ("", "", ""),
    ],
)
def test_a_change_is_told_within_its_sentence(older: str, newer: str, found: str) -> None:
    assert told(text_difference(older, newer)) == found


def test_what_is_far_from_any_change_is_folded() -> None:
    found = text_difference(FOUR + "It rained. " + FOUR, FOUR + "It snowed. " + FOUR)

    assert told(found) == "<3>The town was quiet. It [-rained-]{+snowed+}. Men came at dawn. <3>"


def test_words_are_counted() -> None:
    found = text_difference("About 20 soldiers died.", "About 24 men died there.")

    assert (found.removed, found.added, found.is_same) == (2, 3, False)


def test_equal_texts_are_the_same() -> None:
    found = text_difference(FOUR, FOUR)

    assert (found.is_same, found.removed, found.added) == (True, 0, 0)
    assert [stretch.is_folded for stretch in found.stretches] == [True]


@given(
    st.lists(st.sampled_from(["He died. ", "One came.\n\n", "20 ", "قتل ", "– ", "a, ", "🔥"]), max_size=30),
    st.lists(st.sampled_from(["He died. ", "One came.\n\n", "24 ", "قتل ", "– ", "a, ", "🔥"]), max_size=30),
)
def test_both_texts_can_be_read_back(old: list[str], new: list[str]) -> None:
    older, newer = "".join(old), "".join(new)

    runs = [run for stretch in text_difference(older, newer).stretches for run in stretch.runs]

    assert "".join(run.text for run in runs if run.fate != Fate.ADDED) == older
    assert "".join(run.text for run in runs if run.fate != Fate.REMOVED) == newer
