"""Workbooks become the rows that a CSV file would have, and broken or hostile ones a sentence."""

import io
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from casework.core.errors import BadInput
from casework.crossref.lists import workbook
from casework.crossref.lists.files import read_lines

SHEET = "xl/worksheets/sheet1.xml"


def saved(*rows: list[Any], hidden: bool = False) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    if hidden:
        first = book.create_sheet("Notes", 0)
        first.append(["not this"])
        first.sheet_state = "hidden"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def with_part(content: bytes, name: str, text: str) -> bytes:
    """Return the workbook with another text in one of its parts."""
    changed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for each in old.namelist():
            new.writestr(each, text if each == name else old.read(each))
    return changed.getvalue()


def read(content: bytes) -> list[tuple[int, list[str]]]:
    _headings, lines = read_lines(content)
    return [(line.number, line.cells) for line in lines]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("  Sokolo ", "Sokolo"),
        (20, "20"),
        (20.0, "20"),
        (14.7328, "14.7328"),
        (date(2020, 1, 26), "2020-01-26"),
        (datetime.fromisoformat("2020-01-26T00:00"), "2020-01-26"),
        (datetime.fromisoformat("2020-01-26T05:30"), "2020-01-26"),
        (True, "TRUE"),
        # Nobody has computed it, so there is nothing to read.
        ("=1+1", ""),
        (None, ""),
    ],
)
def test_a_cell_is_read_as_a_csv_file_has_it(cell: Any, said: str) -> None:
    assert read(saved(["Ref", "Value"], ["S-1", cell])) == [(2, ["S-1", said])]


def test_rows_keep_their_numbers_and_empty_ones_are_left_out() -> None:
    assert read(saved(["Ref"], [None], ["S-1"])) == [(3, ["S-1"])]


def test_a_hidden_sheet_is_not_the_list() -> None:
    assert read(saved(["Ref"], ["S-1"], hidden=True)) == [(2, ["S-1"])]


def test_days_of_old_macs() -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    assert book.active is not None
    book.active.append(["Ref", "Day"])
    book.active.append(["S-1", date(2024, 1, 27)])
    content = io.BytesIO()
    book.save(content)

    assert read(content.getvalue()) == [(2, ["S-1", "2024-01-27"])]


def row_of(number: int, cell: str = "A") -> str:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return (
        f'<worksheet xmlns="{space}"><dimension ref="A1:XFD1048576"/><sheetData>'
        f'<row r="1"><c r="A1" t="inlineStr"><is><t>Ref</t></is></c></row>'
        f'<row r="{number}"><c r="{cell}{number}" t="inlineStr"><is><t>S-1</t></is></c></row>'
        "</sheetData></worksheet>"
    )


def test_a_sheet_that_lies_about_its_size_is_read() -> None:
    assert read(with_part(saved(["Ref"]), SHEET, row_of(2))) == [(2, ["S-1"])]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"PK\x03\x04 no workbook", "This is no XLSX file that can be read."),
        (saved(["Ref"])[:-200], "This is no XLSX file that can be read."),
        (with_part(saved(["Ref"]), SHEET, "<worksheet"), "This is no XLSX file that can be read."),
        (with_part(saved(["Ref"]), SHEET, row_of(2, "!")), "This is no XLSX file that can be read."),
        (with_part(saved(["Ref"]), SHEET, row_of(1_000_000_000)), "more rows than a sheet can have"),
        (
            with_part(saved(["Ref"]), SHEET, '<!DOCTYPE x [<!ENTITY a "b">]>' + row_of(2)),
            "declares entities",
        ),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        read(content)


def test_a_part_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_UNPACKED", 1024 * 1024)
    bomb = with_part(saved(["Ref"]), SHEET, row_of(2) + " " * 1024 * 1024)
    assert len(bomb) < 20_000

    with pytest.raises(BadInput, match="unpacks to more than 1 MB"):
        read(bomb)
