"""Read the first sheet of an XLSX file row by row, within limits. Formulas are never computed.

Of a formula's cell we take the value that the program which wrote it had kept. A file that unpacks to far
more than it is, or that declares entities, is refused before anything reads it.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from casework.core.errors import BadInput

# The parts of a workbook with 200,000 rows of 30 cells have some 150 MB; more is no list of incidents.
MOST_UNPACKED = 300 * 1024 * 1024
# What a sheet can have (ECMA-376). One that says its only row is the billionth is not waited for.
LAST_ROW = 1_048_576
_PIECE = 64 * 1024


def is_workbook(content: bytes) -> bool:
    """Say whether the bytes begin as an XLSX file does."""
    return content[:4] == b"PK\x03\x04"


def rows_of_workbook(content: bytes, most_columns: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of the first visible sheet that have something in them, each with its number.

    Raises BadInput where the file is no XLSX or breaks the limits. Holds the shared words and one row in
    memory, not the sheet; cells behind so many columns are not read.
    """
    try:
        _refuse_bombs(content)
        yield from _rows(content, most_columns)
    except BadInput:
        raise
    # The library raises whatever the parts of a broken file make its own parts raise.
    except Exception as error:
        raise BadInput(
            _("This is no XLSX file that can be read. Save it anew as XLSX, or as CSV."), field="file"
        ) from error


def _rows(content: bytes, most_columns: int) -> Iterator[tuple[int, list[str]]]:
    book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    sheet = next(each for each in book.worksheets if each.sheet_state == "visible")
    # What the sheet says of its own size may be wrong.
    sheet.reset_dimensions()
    for number, values in enumerate(sheet.iter_rows(max_col=most_columns, values_only=True), 1):
        if number > LAST_ROW:
            raise BadInput(_("The sheet has more rows than a sheet can have. Save it anew."), field="file")
        cells = [_text(value) for value in values]
        if any(cells):
            yield number, cells


def _text(value: Any) -> str:
    """Return a cell as a CSV file would have it: days as 2020-01-26, whole numbers without a fraction."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case date():
            # Of a moment only the day: no column of ours takes both.
            return f"{value:%Y-%m-%d}"
        case float() if value.is_integer():
            return str(int(value))
    return str(value)


def _refuse_bombs(content: bytes) -> None:
    """Unpack every part once, to nowhere, and count: what the headers of the file say may be a lie."""
    unpacked = 0
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for name in archive.namelist():
            with archive.open(name) as part:
                while piece := part.read(_PIECE):
                    unpacked += len(piece)
                    if b"<!DOCTYPE" in piece or b"<!ENTITY" in piece:
                        raise BadInput(
                            _("The file declares entities, which no workbook needs. Save it as CSV."),
                            field="file",
                        )
                    if unpacked > MOST_UNPACKED:
                        raise BadInput(
                            _("The file unpacks to more than %(most)d MB. Split it, or save it as CSV.")
                            % {"most": MOST_UNPACKED // 1024 // 1024},
                            field="file",
                        )
