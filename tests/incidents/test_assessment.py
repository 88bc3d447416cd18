"""The four rules, on numbers alone."""

from datetime import date, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.incidents.assessment import Estimate, Figure, assessed
from casework.incidents.figures import are_contradictory
from casework.incidents.models import Rule

DAY = date(2020, 1, 27)
Numbers = tuple[int | None, int | None, int | None]


def figure(*numbers: int | None, rating: int = 4, on: date = DAY) -> Figure:
    return Figure(Estimate(*numbers), rating, on)


def numbers(rule: Rule, *figures: Figure) -> Numbers:
    answer = assessed(rule, figures)
    return answer.low, answer.best, answer.high


SOKOLO = (figure(20, 20, 20), figure(19, 19, None, on=DAY - timedelta(days=1)))
THREE = (figure(10, 10, 10, rating=0), figure(20, 20, 20), figure(20, 20, 30, rating=8))


@pytest.mark.parametrize(
    ("rule", "figures", "answer"),
    [
        (Rule.RANGE, SOKOLO, (19, 20, 20)),
        (Rule.CONSERVATIVE, SOKOLO, (19, 19, 20)),
        (Rule.MAJORITY, SOKOLO, (20, 20, 20)),
        (Rule.MOST_RELIABLE, SOKOLO, (20, 20, 20)),
        (Rule.RANGE, THREE, (10, 10, 30)),
        (Rule.CONSERVATIVE, THREE, (10, 10, 30)),
        (Rule.MAJORITY, THREE, (20, 20, 30)),
        (Rule.MOST_RELIABLE, THREE, (10, 10, 10)),
    ],
)
def test_each_rule_answers_in_its_way(rule: Rule, figures: tuple[Figure, ...], answer: Numbers) -> None:
    assert numbers(rule, *figures) == answer
    assert numbers(rule, *reversed(figures)) == answer


@pytest.mark.parametrize("rule", Rule)
def test_one_number_is_its_own_answer(rule: Rule) -> None:
    assert numbers(rule, figure(19, 20, 21)) in {(19, 20, 21), (19, 19, 21)}
    assert numbers(rule, figure(19, 19, None)) == (19, 19, None)


@pytest.mark.parametrize("rule", Rule)
def test_without_numbers_the_answer_is_unknown(rule: Rule) -> None:
    assert numbers(rule) == (None, None, None)
    assert numbers(rule, figure(None, None, None)) == (None, None, None)


@pytest.mark.parametrize(
    ("figures", "answer"),
    [
        # Two open numbers stay open; nothing above says how many at most.
        ((figure(19, 19, None), figure(22, 22, None)), (19, 19, None)),
        # An open number within the range of another does not open it.
        ((figure(10, 15, 20), figure(20, 20, None)), (10, 15, 20)),
        # One that begins above every other high does.
        ((figure(10, 15, 20), figure(21, 21, None)), (10, 15, None)),
        # “Up to 30” has no low and no best.
        ((figure(None, None, 30),), (None, None, 30)),
        ((figure(None, None, 30), figure(18, 20, 22)), (18, 20, 30)),
        ((figure(None, None, 10), figure(20, 20, None)), (20, 20, None)),
        # A best number of somebody else widens the ends.
        ((figure(None, 25, None, rating=0), figure(10, 12, 14)), (10, 25, None)),
        ((figure(None, 5, None, rating=0), figure(10, 12, 14)), (5, 5, 14)),
        ((figure(19, 25, None, rating=0), figure(20, 20, 20)), (19, 25, 25)),
    ],
)
def test_open_and_missing_ends(figures: tuple[Figure, ...], answer: Numbers) -> None:
    assert numbers(Rule.RANGE, *figures) == answer


def test_the_best_rated_then_the_latest_gives_the_best_number() -> None:
    old, new = figure(5, 5, 5, on=DAY), figure(6, 6, 6, on=DAY + timedelta(days=1))

    assert numbers(Rule.RANGE, old, new) == (5, 6, 6)
    assert numbers(Rule.RANGE, figure(5, 5, 5, rating=0), new) == (5, 5, 6)


def test_a_tie_of_the_majority_goes_to_the_better_rated() -> None:
    assert numbers(Rule.MAJORITY, figure(5, 5, 5, rating=1), figure(9, 9, 9)) == (5, 5, 5)


@pytest.mark.parametrize(
    ("figures", "contradict"),
    [
        ((figure(20, 20, 20), figure(19, 19, None)), False),
        ((figure(20, 20, 20), figure(21, 21, None)), True),
        ((figure(20, 20, 20), figure(19, 19, 19)), True),
        ((figure(18, 20, 22), figure(21, 22, 30)), False),
        ((figure(None, None, 10), figure(11, 11, 11)), True),
        ((figure(19, 19, None), figure(50, 50, None)), False),
        ((figure(20, 20, 20),), False),
        ((), False),
    ],
)
def test_numbers_that_cannot_both_be_true(figures: tuple[Figure, ...], contradict: bool) -> None:
    assert are_contradictory(figures) is contradict


@st.composite
def estimates(draw: st.DrawFn) -> Estimate:
    some = sorted(draw(st.lists(st.integers(0, 200), min_size=3, max_size=3)))
    kept = draw(st.tuples(st.booleans(), st.booleans(), st.booleans()))
    return Estimate(*(number if keep else None for number, keep in zip(some, kept, strict=True)))


FIGURES = st.lists(
    st.builds(Figure, estimates(), st.integers(0, 10), st.dates(date(2020, 1, 1), date(2020, 3, 1))),
    max_size=6,
).map(lambda figures: [numbered(each, pk) for each, pk in zip(figures, count(1), strict=False)])


def numbered(each: Figure, pk: int) -> Figure:
    return Figure(each.estimate, each.rating, each.on, frozenset({pk}))


@given(st.sampled_from(Rule), FIGURES)
def test_what_is_assessed_is_in_order(rule: Rule, figures: list[Figure]) -> None:
    present = [number for number in numbers(rule, *figures) if number is not None]

    assert present == sorted(present)


@given(st.sampled_from(Rule), FIGURES)
def test_the_order_of_the_claims_does_not_matter(rule: Rule, figures: list[Figure]) -> None:
    assert numbers(rule, *figures) == numbers(rule, *reversed(figures))


@given(st.sampled_from(Rule), FIGURES)
def test_an_answer_is_unknown_only_without_any_number(rule: Rule, figures: list[Figure]) -> None:
    assert assessed(rule, figures).is_known == any(each.estimate.is_known for each in figures)


@given(FIGURES, estimates())
def test_one_more_source_never_narrows_the_range(figures: list[Figure], more: Estimate) -> None:
    before = assessed(Rule.RANGE, figures)
    after = assessed(Rule.RANGE, [*figures, Figure(more, 11, date(2019, 1, 1), frozenset({99}))])

    if before.low is not None:
        assert after.low is not None
        assert after.low <= before.low
    if before.high is not None and after.high is not None:
        assert after.high >= before.high


@given(FIGURES)
def test_the_conservative_number_is_never_above_the_others(figures: list[Figure]) -> None:
    best = assessed(Rule.CONSERVATIVE, figures).best

    for rule in (Rule.RANGE, Rule.MAJORITY, Rule.MOST_RELIABLE):
        other = assessed(rule, figures)
        if best is not None and other.best is not None:
            assert best <= other.best
