"""How sources put numbers of people, and what we propose for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.extraction.casualties import read_casualties, read_casualties_of, read_number


@pytest.mark.parametrize(
    ("words", "outcome", "category", "numbers", "qualifier"),
    [
        ("about 20 soldiers", "", "military", (20, 20, 20), "about"),
        ("killed about 20 soldiers", "killed", "military", (20, 20, 20), "about"),
        ("some 40 troops", "", "military", (40, 40, 40), "about"),
        ("20 soldiers died", "killed", "military", (20, 20, 20), "exactly"),
        ("at least 19", "", "unknown", (19, 19, None), "at_least"),
        ("At least nineteen gendarmes", "", "police", (19, 19, None), "at_least"),
        ("20 or more dead", "killed", "unknown", (20, 20, None), "at_least"),
        ("more than 100 villagers died", "killed", "civilian", (101, 101, None), "more_than"),
        ("up to 30 people killed", "killed", "total", (None, None, 30), "up_to"),
        ("fewer than 5 police officers", "", "police", (None, None, 4), "fewer_than"),
        ("between 10 and 15 militants", "", "armed_group", (10, None, 15), "between"),
        ("10 to 15 wounded", "injured", "unknown", (10, None, 15), "between"),
        ("10-15 dead", "killed", "unknown", (10, None, 15), "between"),
        ("several children hurt", "injured", "children", (3, None, None), "several"),
        ("tens of women", "", "women", (10, 10, None), "tens"),
        ("dozens of civilians wounded", "injured", "civilian", (12, 12, None), "dozens"),
        ("scores kidnapped", "abducted", "unknown", (20, 20, None), "scores"),
        ("hundreds missing", "missing", "unknown", (100, 100, None), "hundreds"),
        ("a dozen dead", "killed", "unknown", (12, 12, 12), "exactly"),
        ("two dozen aid workers", "", "humanitarian", (24, 24, 24), "exactly"),
        ("1,200 people", "", "total", (1200, 1200, 1200), "exactly"),
        ("one hundred and five journalists", "", "journalist", (105, 105, 105), "exactly"),
        ("no soldiers were hurt", "injured", "military", (0, 0, 0), "none"),
        ("nobody was killed", "killed", "unknown", (0, 0, 0), "none"),
        ("an unknown number of rebels", "", "armed_group", (None, None, None), "unknown_number"),
        ("twenty-four soldiers died and 29 were hurt", "killed", "military", (24, 24, 24), "exactly"),
        ("20 hurt, 18 of them U.N. peacekeepers", "injured", "peacekeeper", (20, 20, 20), "exactly"),
        ("soldiers killed 3 attackers", "killed", "perpetrator", (3, 3, 3), "exactly"),
        ("Twenty-three villagers were killed", "killed", "civilian", (23, 23, 23), "exactly"),
        ("as many as thirty herders died", "killed", "civilian", (None, None, 30), "up_to"),
        ("nearly 50 people were wounded", "injured", "total", (50, 50, 50), "about"),
        ("au moins 19 soldats ont été tués", "killed", "military", (19, 19, None), "at_least"),
        ("une vingtaine de soldats ont péri", "killed", "military", (20, 20, 20), "about"),
        ("plus de vingt-quatre civils tués", "killed", "civilian", (25, 25, None), "more_than"),
        ("entre 10 et 15 combattants", "", "armed_group", (10, None, 15), "between"),
        ("des dizaines de blessés", "injured", "unknown", (10, 10, None), "tens"),
        ("plusieurs gendarmes blessés", "injured", "police", (3, None, None), "several"),
        ("jusqu’à trente personnes enlevées", "abducted", "total", (None, None, 30), "up_to"),
        ("quatre-vingt-dix-sept morts", "killed", "unknown", (97, 97, 97), "exactly"),
        ("vingt et un casques bleus blessés", "injured", "peacekeeper", (21, 21, 21), "exactly"),
        ("deux cents femmes et enfants", "", "women", (200, 200, 200), "exactly"),
        ("twenty UN peacekeepers", "", "peacekeeper", (20, 20, 20), "exactly"),
        ("environ 1 200 personnes", "", "total", (1200, 1200, 1200), "about"),
    ],
)
def test_wording_is_read(
    words: str, outcome: str, category: str, numbers: tuple[int | None, ...], qualifier: str
) -> None:
    read = read_casualties(words)

    assert read is not None
    assert (read.outcome, read.category, read.qualifier) == (outcome, category, qualifier)
    assert (read.low, read.best, read.high) == numbers


@pytest.mark.parametrize(
    "words",
    [
        "",
        "soldiers",
        "a soldier died",
        "une femme a été tuée",
        "per cent of them",
        "un soldat",
        "killing a woman",
        "the army said",
    ],
)
def test_words_without_a_number_propose_nothing(words: str) -> None:
    assert read_casualties(words) is None


def test_the_place_of_the_number_is_told() -> None:
    text = "🔥 قتل: about 20 soldiers"

    read = read_casualties(text)

    assert read is not None
    assert text[read.start : read.end] == "about 20"


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("seven", 7),
        ("nineteen", 19),
        ("thirty-one", 31),
        ("two hundred", 200),
        ("two thousand three hundred and four", 2304),
        ("12 000", 12000),
        ("a hundred", 100),
        ("soixante-quinze", 75),
        ("quatre-vingts", 80),
        ("trente et un", 31),
        ("deux mille trois", 2003),
        ("une", None),
        ("a", None),
        ("", None),
    ],
)
def test_numbers_in_words(words: str, number: int | None) -> None:
    assert read_number(words) == number


@given(st.integers(0, 999_999))
def test_every_number_in_digits_is_read(number: int) -> None:
    assert read_number(f"{number:,}") == number


@given(st.text(alphabet=st.sampled_from("0123456789 -–,andtoabeweenup dozens"), max_size=60))
def test_whatever_is_read_is_in_order(text: str) -> None:
    read = read_casualties(text)

    if read is not None:
        present = [each for each in (read.low, read.best, read.high) if each is not None]
        assert present == sorted(present)


CONVOY = (
    "Armed men attacked near Niono on Sunday 26 January 2020, killing at least 12 people and wounding 29, "
    "among them 18 peacekeepers from Chad."
)


@pytest.mark.parametrize(
    ("outcome", "text", "number"),
    [
        ("killed", CONVOY, "at least 12"),
        ("injured", CONVOY, "29"),
        ("missing", CONVOY, None),
        ("killed", "about 20 soldiers", "about 20"),
        ("killed", "20 soldiers, the government said, have died", "20"),
        ("killed", "15 soldiers and three civilians had been killed", "15"),
        ("killed", "12,000 people died and 2,000 were injured", "12,000"),
        ("injured", "12,000 people died and 2,000 were injured", "2,000"),
        ("injured", "Two died; three hurt", "three"),
        ("abducted", "Two died", None),
        ("killed", "on 26 January 2020", None),
        ("killed", "", None),
        ("killed", "Two officers said at least 19 soldiers died", "at least 19"),
        ("killed", "Two officers reported that 19 were killed and 3 hurt", "19"),
        ("killed", "19 soldiers died, two officers said", "19"),
    ],
)
def test_each_outcome_has_its_own_number(outcome: str, text: str, number: str | None) -> None:
    read = read_casualties_of(outcome, text)

    assert (text[read.start : read.end] if read else None) == number


@pytest.mark.parametrize(
    ("text", "is_part"),
    [
        ("including 18 from Chad", True),
        ("among them 18 peacekeepers", True),
        ("18 of them U.N. peacekeepers", True),
        ("18 of whom came from Chad", True),
        ("dont 18 Tchadiens", True),
        ("18 d’entre eux", True),
        ("20 soldiers, including officers", False),
        ("18 peacekeepers", False),
    ],
)
def test_some_of_those_counted_before_are_a_part(text: str, is_part: bool) -> None:
    read = read_casualties(text)

    assert read is not None
    assert read.is_part == is_part
