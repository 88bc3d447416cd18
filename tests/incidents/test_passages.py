"""A text is cut into sentences and pieces, and stays the same text."""

from hypothesis import given
from hypothesis import strategies as st

from casework.incidents.passages import Passage, blocks_of

TEXT = "🔥 قتل نحو 20 جنديا. The U.N. said so.\n\nNobody else did."


def passage(number: int, start: int, end: int) -> Passage:
    return Passage(number, start, end, f"claim-{number}")


def marked(text: str, *passages: Passage) -> list[tuple[str, list[int]]]:
    """Return the cited pieces, each with its passages."""
    pieces = [piece for block in blocks_of(text, passages) for piece in block.pieces]
    return [(piece.text, [each.citation for each in piece.passages]) for piece in pieces if piece.passages]


def test_white_space_is_of_no_sentence() -> None:
    blocks = blocks_of("One. Two.\n")

    assert [(block.is_sentence, block.pieces[0].text) for block in blocks] == [
        (True, "One."),
        (False, " "),
        (True, "Two."),
        (False, "\n"),
    ]


def test_of_overlapping_passages_the_shortest_comes_first() -> None:
    found = marked("about 20 soldiers died", passage(1, 0, 17), passage(2, 6, 22), passage(3, 6, 8))

    assert found == [("about ", [1]), ("20", [3, 2, 1]), (" soldiers", [2, 1]), (" died", [2])]


def test_a_passage_may_run_over_sentences() -> None:
    text = "One came. Two went."

    assert marked(text, passage(1, 4, 13)) == [("came.", [1]), (" ", [1]), ("Two", [1])]


def test_each_passage_begins_once_and_in_code_points() -> None:
    start = TEXT.index("20")
    pieces = [piece for block in blocks_of(TEXT, [passage(7, start, len(TEXT))]) for piece in block.pieces]

    beginning = [piece.text for piece in pieces if piece.beginning]

    assert beginning == ["20 جنديا."]


def test_what_lies_behind_the_shown_part_is_left_out() -> None:
    assert marked("short", passage(1, 2, 40), passage(2, 30, 40)) == [("ort", [1])]


@given(
    st.text(alphabet=st.sampled_from("aB. \n🔥ق؟”"), max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=6),
)
def test_all_pieces_together_are_the_text(text: str, places: list[tuple[int, int]]) -> None:
    passages = [passage(number, start, start + length) for number, (start, length) in enumerate(places)]

    pieces = [piece for block in blocks_of(text, passages) for piece in block.pieces]

    assert "".join(piece.text for piece in pieces) == text
    for each in passages:
        cited = "".join(piece.text for piece in pieces if each in piece.passages)
        assert cited == text[each.start : each.end]
        assert sum(each in piece.beginning for piece in pieces) == (each.start < len(text))
