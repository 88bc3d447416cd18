"""The server finds the quote: exactly, by what stands around it, with other white space, in any script."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.core.errors import BadInput
from casework.incidents.anchoring import anchor, code_points, context

TWICE = "First: 20 dead, says the army. Later: 20 dead, says a witness."


def found(text: str, quote: str, **help: object) -> str:
    place = anchor(text, quote, **help)  # type: ignore[arg-type]
    return f"{text[: place.start]}[{text[place.start : place.end]}]{text[place.end :]}"


def test_a_quote_that_occurs_once_is_found() -> None:
    assert found("The army says 20 died.", "20 died") == "The army says [20 died]."


def test_spaces_around_a_selection_do_not_count() -> None:
    assert found("The army says 20 died.", " 20 died\r\n") == "The army says [20 died]."


def test_line_breaks_inside_a_selection_do_not_count() -> None:
    assert found("about\n20\u00a0 soldiers", "about 20 soldiers") == "[about\n20\u00a0 soldiers]"


@pytest.mark.parametrize(
    ("help", "which"),
    [
        ({"prefix": "First: "}, 0),
        ({"prefix": "Later: "}, 1),
        ({"suffix": ", says the army"}, 0),
        ({"suffix": ", says a witness"}, 1),
        ({"prefix": "Later:\n"}, 1),
        ({"hint": 7}, 0),
        ({"hint": 38}, 1),
        ({"hint": 36}, 1),
        ({"hint": 38, "prefix": "First: ", "suffix": ", says the army"}, 1),
        ({"hint": 0, "suffix": ", says a witness"}, 1),
    ],
)
def test_what_stands_around_tells_two_places_apart(help: dict[str, object], which: int) -> None:
    place = anchor(TWICE, "20 dead", **help)  # type: ignore[arg-type]

    assert place.start == [7, 38][which]


def test_spaces_before_a_selection_move_its_hint() -> None:
    assert anchor(TWICE, "\n  20 dead", prefix="First:", hint=35).start == 38


def test_two_places_that_nothing_tells_apart_are_asked_about() -> None:
    with pytest.raises(BadInput, match="occur 2 times"):
        anchor(TWICE, "20 dead")


@pytest.mark.parametrize(
    ("quote", "sentence"),
    [
        ("", "Select the words"),
        (" \n", "Select the words"),
        ("\0", "Select the words"),
        ("99 dead", "not in the archived text"),
        ("x" * 5_001, "at most 5,000 characters"),
    ],
)
def test_what_cannot_be_found_is_refused_with_a_sentence(quote: str, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        anchor(TWICE, quote)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("🔥🔥 قتل عشرون جنديا في سوكولو", "عشرون جنديا"),
        ("👩‍🚒 said: 20 dead 🔥", "20 dead 🔥"),
        ("(20) [dead]*", "[dead]*"),
    ],
)
def test_any_script_and_any_sign_is_found(text: str, quote: str) -> None:
    place = anchor(text, quote)

    assert text[place.start : place.end] == quote


def test_the_offset_of_a_browser_is_converted() -> None:
    text = "🔥🔥 عشرون. 🔥 عشرون."

    # JavaScript: text.lastIndexOf("عشرون") is 15, because each flame counts twice.
    place = anchor(text, "عشرون", hint=code_points(text, 15))

    assert place.start == 12


@pytest.mark.parametrize(
    ("text", "utf16", "points"),
    [("abc", 2, 2), ("🔥a", 2, 1), ("🔥a", 1, 0), ("🔥a", 3, 2), ("a", 99, 1), ("a", -1, 0), ("", 0, 0)],
)
def test_utf16_offsets_become_code_points(text: str, utf16: int, points: int) -> None:
    assert code_points(text, utf16) == points


@given(st.text(st.characters(blacklist_categories=["Cs"])), st.integers(0, 50))
def test_every_code_point_is_reached_from_its_utf16_offset(text: str, at: int) -> None:
    at = min(at, len(text))

    assert code_points(text, len(text[:at].encode("utf-16-le")) // 2) == at


@given(st.text(alphabet="ab 🔥ع\n", min_size=1), st.data())
def test_a_selection_with_its_surroundings_is_found_again(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = text[start:end]
    if not quote.strip():
        return

    place = anchor(text, quote, prefix=text[:start], suffix=text[end:], hint=start)

    assert re.split(r"\s+", text[place.start : place.end]) == quote.split()


def test_the_text_around_a_place_is_cut_at_the_ends() -> None:
    text = "The army says 20 died."

    assert context(text, anchor(text, "20"), 5) == ("says ", " died")
    assert context(text, anchor(text, "The"), 5) == ("", " army")
