"""Lists are paged by id, at the same cost at every depth, and counted only so far."""

import pytest
from django.http import QueryDict

from casework.accounts.models import Desk
from casework.core import paging
from casework.core.paging import CappedCount, page_of
from tests.builders import make_desk


def names(query: str) -> tuple[list[str], str, str]:
    page = page_of(Desk.objects.all(), QueryDict(query), size=2)
    return [desk.name for desk in page.rows], page.newer, page.older


@pytest.fixture
def desks(db: None) -> list[int]:
    return [make_desk(name).pk for name in "ABCDE"]


def test_pages_lead_to_each_other(desks: list[int]) -> None:
    a, b, c, d, _e = desks

    assert names("") == (["E", "D"], "", f"?before={d}")
    assert names(f"before={d}") == (["C", "B"], f"?after={c}", f"?before={b}")
    assert names(f"before={b}") == (["A"], f"?after={a}", "")
    assert names(f"after={a}") == (["C", "B"], f"?after={c}", f"?before={b}")
    assert names(f"after={c}") == (["E", "D"], "", f"?before={d}")


def test_the_search_is_kept(desks: list[int]) -> None:
    assert names("q=camp&before=999999")[2] == f"?q=camp&before={desks[3]}"


@pytest.mark.parametrize("query", ["before=x", "before=-1", "before=٣", "after=" + "9" * 30, "before="])
def test_a_mangled_address_shows_the_first_page(desks: list[int], query: str) -> None:
    assert names(query)[0] == ["E", "D"]


def test_counting_stops_at_the_cap(desks: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "COUNTED_UP_TO", 3)

    assert str(paging.capped_count(Desk.objects.all())) == "3+"


@pytest.mark.parametrize(
    ("number", "shown"), [(0, "0"), (9_999, "9,999"), (10_000, "10,000"), (10_001, "10,000+")]
)
def test_a_capped_count_says_so(number: int, shown: str) -> None:
    assert str(CappedCount(number)) == shown
