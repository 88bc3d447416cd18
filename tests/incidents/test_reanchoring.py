"""A cited passage in a later text: the same, moved, changed or vanished."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.incidents.reanchoring import Cited, Fate, find_again

OLD = (
    "Before dawn on Sunday armed men attacked the army camp at Sokolo. "
    "The government says that about 20 soldiers died. Nobody has claimed the attack. "
    "The wounded were taken to a hospital in Segou."
)


def cited(quote: str, text: str = OLD) -> Cited:
    start = text.index(quote)
    return Cited(text, start, start + len(quote))


@pytest.mark.parametrize(
    ("new", "fate", "now"),
    [
        (OLD, Fate.SAME, "about 20 soldiers"),
        ("Update. " + OLD, Fate.MOVED, "about 20 soldiers"),
        (OLD.replace(" ", "\n", 20), Fate.SAME, "about\n20\nsoldiers"),
        (OLD.replace("soldiers", "sol diers"), Fate.SAME, "about 20 sol diers"),
        (OLD.replace("about 20", "19"), Fate.CHANGED, "19 soldiers"),
        (OLD.replace("about 20", "at least 19"), Fate.CHANGED, "at least 19 soldiers"),
        (OLD.replace("The government", "A rebel group"), Fate.CHANGED, "about 20 soldiers"),
        (OLD.replace("says", "denies"), Fate.CHANGED, "about 20 soldiers"),
        (OLD.replace("The government says that about 20 soldiers died. ", ""), Fate.VANISHED, None),
        ("An entirely other text about the price of cotton this year.", Fate.VANISHED, None),
        ("", Fate.VANISHED, None),
    ],
    ids=str,
)
def test_what_became_of_a_passage(new: str, fate: Fate, now: str | None) -> None:
    found = find_again(cited("about 20 soldiers"), new)

    assert found.fate == fate
    assert (new[found.place.start : found.place.end] if found.place else None) == now
    assert found.before == "The government says that about 20 soldiers died."


def test_the_new_sentence_stands_beside_the_old_one() -> None:
    found = find_again(cited("about 20"), OLD.replace("about 20", "at least 19"))

    assert found.after == "The government says that at least 19 soldiers died."


def test_the_words_elsewhere_are_not_the_sentence_that_changed() -> None:
    """“20 soldiers” stands in another sentence now: the one that was cited says 19."""
    new = OLD.replace("about 20 soldiers died", "19 soldiers died") + " A year ago 20 soldiers died there."

    found = find_again(cited("20 soldiers"), new)

    assert found.fate == Fate.CHANGED
    assert found.place
    assert new[found.place.start : found.place.end] == "19 soldiers"


def test_a_number_within_a_longer_one_is_not_the_number() -> None:
    found = find_again(cited("20"), OLD.replace("20", "200"))

    assert (found.fate, found.after) == (Fate.CHANGED, "The government says that about 200 soldiers died.")


def test_of_several_the_one_with_the_same_surroundings_is_meant() -> None:
    text = "Kayes: 3 people died. Gao: 3 people died. Mopti: 3 people died."
    passage = Cited(text, 27, 40)
    assert passage.quote == "3 people died"

    found = find_again(passage, "New. " + text)

    assert found.place
    assert found.place.start == 32
    assert found.fate == Fate.MOVED


def test_a_quote_over_two_sentences_is_found_again() -> None:
    quote = "about 20 soldiers died. Nobody has claimed the attack"

    found = find_again(cited(quote), OLD.replace("Nobody has", "No group has"))

    assert found.fate == Fate.CHANGED
    assert found.after == "The government says that about 20 soldiers died. No group has claimed the attack."


def test_emoji_and_arabic_count_as_code_points() -> None:
    text = "🕊️ قتل 20 جنديا في الهجوم على المعسكر. وقالت الحكومة ذلك."
    passage = cited("20 جنديا", text)

    found = find_again(passage, text.replace("20", "19"))

    assert found.place
    assert text.replace("20", "19")[found.place.start : found.place.end] == "19 جنديا"


@given(st.text(max_size=300), st.text(max_size=300), st.integers(0, 300), st.integers(1, 60))
def test_any_texts_have_an_answer_within_them(old: str, new: str, start: int, length: int) -> None:
    start = min(start, max(0, len(old) - 1))
    found = find_again(Cited(old, start, min(len(old), start + length)), new)

    assert (found.place is None) == (found.fate == Fate.VANISHED)
    if found.place:
        assert 0 <= found.place.start <= found.place.end <= len(new)


@given(st.text(alphabet="abc .\n", min_size=1, max_size=200), st.integers(0, 199), st.integers(1, 40))
def test_what_did_not_change_is_where_it_was(text: str, start: int, length: int) -> None:
    start = min(start, len(text) - 1)
    passage = Cited(text, start, min(len(text), start + length))
    if not passage.quote.strip() or passage.quote != passage.quote.strip():
        return

    assert find_again(passage, text).fate in (Fate.SAME, Fate.MOVED)
