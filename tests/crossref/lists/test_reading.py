"""What a cell says, and the sentence where it cannot be read. The tables are written by hand."""

from typing import Any

import pytest

from casework.codebook.vocabularies import load_vocabularies
from casework.core.errors import BadInput
from casework.crossref.lists.mapping import Columns, DateOrder, propose
from casework.crossref.lists.names import our_names
from casework.crossref.lists.reading import Entry, _count, _day, read_row
from tests.crossref.lists.builders import ROW, row


def read(*dates: DateOrder, **changes: str) -> Entry:
    load_vocabularies()
    cells = row(**changes)
    columns = Columns(propose([*cells]).by_field, dates[0] if dates else DateOrder.NONE)
    return read_row([*cells], [*cells.values()], columns, our_names())


def test_columns_are_proposed_by_their_headings() -> None:
    assert propose([*ROW]).by_field == {
        "key": "Ref",
        "summary": "Notes",
        "date": "Date",
        "country": "Country",
        "admin1": "Region",
        "place_name": "Place",
        "latitude": "Latitude",
        "longitude": "Longitude",
        "event_type": "Type",
        "killed": "Fatalities",
        "attributed_to": "Source",
    }


@pytest.mark.parametrize(
    ("said", "order", "edtf"),
    [
        ("2020-01-26", "none", "2020-01-26"),
        ("2020-1-6 00:00:00", "none", "2020-01-06"),
        ("26/01/2020", "none", "2020-01-26"),
        ("01/26/2020", "none", "2020-01-26"),
        ("3/3/2020", "none", "2020-03-03"),
        ("1/2/2020", "day_first", "2020-02-01"),
        ("1.2.2020", "month_first", "2020-01-02"),
        ("26 janvier 2020", "none", "2020-01-26"),
        ("٢٦/٠١/٢٠٢٠", "none", "2020-01-26"),
        ("January 2020", "none", "2020-01"),
    ],
)
def test_dates(said: str, order: str, edtf: str) -> None:
    assert _day(said, DateOrder(order)) == edtf


def test_a_date_that_can_be_two_is_asked_about() -> None:
    with pytest.raises(BadInput, match="two days"):
        _day("1/2/2020", DateOrder.NONE)


@pytest.mark.parametrize(
    ("said", "numbers"),
    [
        ("20", (None, 20, None, "exactly")),
        ("20.0", (None, 20, None, "exactly")),
        ("19-24", (19, None, 24, "between")),
        ("19+", (19, None, None, "at_least")),
        ("At least 19", (19, None, None, "at_least")),
        ("about 20", (None, 20, None, "about")),
        ("unknown", (None, None, None, "unknown_number")),
        ("٢٠", (None, 20, None, "exactly")),
    ],
)
def test_numbers(said: str, numbers: tuple[Any, ...]) -> None:
    found = _count(said)
    assert found is not None
    assert tuple(found.get(name) for name in ("low", "best", "high", "qualifier")) == numbers


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"Date": "soon"}, "date", "soon"),
        ({"Date": "2020-02-31"}, "date", "no day 31"),
        ({"Country": "Malii"}, "country", "No country"),
        ({"Latitude": "north"}, "latitude", "degrees"),
        ({"Latitude": "140"}, "latitude", "-90 to 90"),
        ({"Longitude": ""}, "latitude", "needs latitude and longitude"),
        ({"Latitude": "48.8", "Longitude": "2.3"}, "latitude", "outside of Mali"),
        ({"Type": "Trouble"}, "event_type", "no word of the codebook"),
        ({"Fatalities": "many"}, "killed", "no number of people"),
        ({"Fatalities": "24-19"}, "killed", "not in order"),
        ({"URL": "example"}, "address", "whole address"),
        ({"Priority": "very"}, "priority", "one of"),
        ({"Actor": "Nobody we know"}, "actor", "No actor"),
        ({"Tags": "x" * 41}, "tags", "at most 40"),
        ({"Title": "x" * 501}, "title", "at most 500"),
    ],
)
def test_what_cannot_be_read_is_told(changes: dict[str, str], field: str, sentence: str) -> None:
    entry = read(**changes)

    (problem,) = entry.problems
    assert (problem.field, sentence in problem.sentence) == (field, True), problem.sentence
    assert not entry.is_taken(Columns())
    assert entry.is_taken(Columns(is_lenient=True))


@pytest.mark.django_db
def test_a_row_without_anything_to_call_it_by_is_hopeless() -> None:
    entry = read(Type="", Place="")

    assert not entry.is_taken(Columns(is_lenient=True))


@pytest.mark.django_db
def test_precision_and_spans() -> None:
    assert read(**{"Date precision": "month"}).facts["date_edtf"] == "2020-01"
    assert read(**{"Date precision": "about"}).facts["date_edtf"] == "2020-01-26~"
    assert read(**{"Date end": "2020-01-28"}).facts["date_edtf"] == "2020-01-26/2020-01-28"


@pytest.mark.django_db
def test_a_row_without_a_key_is_known_by_what_it_says() -> None:
    one, same, other = read(Ref=""), read(Ref=""), read(Ref="", Fatalities="21")

    assert one.key == same.key
    assert one.key != other.key
