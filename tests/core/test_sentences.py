"""A text is cut where its sentences end."""

import pytest

from casework.core.sentences import sentences


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One. Two! Three? “Four.” Five", ["One.", "Two!", "Three?", "“Four.”", "Five"]),
        ("The U.N. said. Col. Traoré denied it.", ["The U.N. said.", "Col. Traoré denied it."]),
        ("At 5 p.m. they left. Then others came", ["At 5 p.m. they left.", "Then others came"]),
        ("A line that\nwas broken. Another", ["A line that\nwas broken.", "Another"]),
        ("A title\nThe text\n\nand more", ["A title", "The text", "and more"]),
        ("قتل عشرون. هل قتلوا؟ نعم", ["قتل عشرون.", "هل قتلوا؟", "نعم"]),
        ("about 2.5 km. Then", ["about 2.5 km.", "Then"]),
        ("", []),
        ("\n\n", []),
    ],
)
def test_sentences(text: str, found: list[str]) -> None:
    assert [text[start:end].strip() for start, end in sentences(text) if text[start:end].strip()] == found
