"""Sets compared by their marks first say the same as sets compared member by member."""

import random

import numpy as np
import pytest

from casework.crossref.batch.columns import BITS, Coded

SETS = 120


def _sets(members: int) -> list[frozenset[int]]:
    chance = random.Random(members)  # noqa: S311 - nothing secret
    base = [frozenset(chance.sample(range(members), chance.randint(1, 9))) for _ in range(SETS // 2)]
    near = [frozenset([*sorted(each)[1:], chance.randrange(members)]) for each in base]
    return [frozenset(), *base, *near]


@pytest.mark.parametrize("members", [BITS // 4, BITS, 5 * BITS])
def test_marks_change_nothing_about_what_is_shared_and_alike(members: int) -> None:
    sets = _sets(members)
    one, two = (each.ravel() for each in np.indices((len(sets), len(sets))))
    column = Coded.of(sets, np.arange(len(sets)))

    shared = column.at(one).is_shared(column.at(two)).tolist()
    alike = column.at(one).is_alike(column.at(two)).tolist()

    pairs = [(sets[at], sets[other]) for at, other in zip(one.tolist(), two.tolist(), strict=True)]
    assert shared == [not left.isdisjoint(right) for left, right in pairs]
    assert alike == [
        bool(left and right) and len(left & right) * 2 >= len(left | right) for left, right in pairs
    ]
    assert 0 < sum(alike) < sum(shared) < len(pairs)
