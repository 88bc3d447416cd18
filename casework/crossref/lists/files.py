"""Read a file of rows, whatever program wrote it: CSV with any usual mark and letters, or XLSX."""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper

from django.utils.translation import gettext as _

from casework.core.errors import BadInput
from casework.core.text import storable
from casework.crossref.lists.workbook import is_workbook, rows_of_workbook

# Years of work of a large desk. What is larger is split, so that somebody can still look through its report.
MOST_ROWS = 200_000
# The widest data sets of the field (GTD) have 135 columns.
MOST_COLUMNS = 200
# What a cell of a spreadsheet holds at most.
LONGEST_CELL = 32_767
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_MARKS = (",", ";", "\t", "|")
# So much of a file is looked at to find out how it is written.
_TRIED = 64 * 1024
_TRIED_ROWS = 20


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a file. The heading is row 1, as in a spreadsheet."""

    number: int
    cells: list[str]


def read_lines(content: bytes) -> tuple[list[str], Iterator[Line]]:
    """Return the headings, each once and none empty, and the rows below them that have something in them.

    Raises BadInput, also while the rows are taken, with what is wrong and in which row.
    """
    rows = rows_of_workbook(content, MOST_COLUMNS + 1) if is_workbook(content) else _rows_of_csv(content)
    first = next(rows, None)
    if first is None:
        raise BadInput(_("The file has no rows. Its first row names the columns."), field="file")
    headings = _headings(first[1])
    return headings, _lines(rows, len(headings))


def encoding_of(content: bytes) -> str:
    """Return how the letters are written: by the mark at the start, else UTF-8 or UTF-16 if it can be."""
    if marked := next((name for mark, name in _BOMS if content.startswith(mark)), ""):
        return marked
    start = content[:_TRIED]
    if len(start) >= 4 and start.count(0) >= len(start) // 4:
        # Without a mark: western letters and commas have their zero byte behind, or before.
        return "utf-16-le" if start[1::2].count(0) >= start[0::2].count(0) else "utf-16-be"
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for position in range(0, len(content), _TRIED):
            decoder.decode(content[position : position + _TRIED])
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8"


def mark_between(text: str) -> str:
    """Return what stands between cells: the mark that parts most rows into equally many, and into most."""

    def fit(mark: str) -> tuple[float, int]:
        rows = [row for row in csv.reader(text.splitlines(True), delimiter=mark) if row][:_TRIED_ROWS]
        if not rows or len(rows[0]) < 2:
            return 0.0, 0
        most, times = Counter(len(row) for row in rows).most_common(1)[0]
        return times / len(rows) if most > 1 else 0.0, most

    try:
        return max(_MARKS, key=fit)
    except csv.Error:
        return ","


def _rows_of_csv(content: bytes) -> Iterator[tuple[int, list[str]]]:
    encoding = encoding_of(content)
    start = content[:_TRIED].decode(encoding, "ignore")
    number = 0
    try:
        with TextIOWrapper(BytesIO(content), encoding=encoding, newline="") as text:
            for number, row in enumerate(csv.reader(text, delimiter=mark_between(start)), 1):
                if any(row):
                    yield number, row
    except csv.Error as error:
        raise BadInput(_("The file is no CSV behind row %(row)d.") % {"row": number}, field="file") from error
    except UnicodeDecodeError as error:
        sentence = _("The letters behind row %(row)d cannot be read. Save the file in UTF-8.")
        raise BadInput(sentence % {"row": number}, field="file") from error


def _headings(cells: Sequence[str]) -> list[str]:
    """Return the names of the columns; one without a name is called by its place, and no two are the same."""
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    if len(cells) > MOST_COLUMNS:
        raise BadInput(
            _("The file has %(number)d columns. At most %(most)d can be read.")
            % {"number": len(cells), "most": MOST_COLUMNS},
            field="file",
        )
    names: list[str] = []
    for place, cell in enumerate(cells, 1):
        name = " ".join(storable(cell).removeprefix("\ufeff").split())[:100] or _("Column %(place)d") % {
            "place": place
        }
        names.append(name if name not in names else f"{name} ({place})")
    return names


def _lines(rows: Iterator[tuple[int, list[str]]], width: int) -> Iterator[Line]:
    for count, (number, cells) in enumerate(rows, 1):
        if count > MOST_ROWS:
            raise BadInput(
                _("The file has more than %(most)d rows. Split it.") % {"most": MOST_ROWS}, field="file"
            )
        if any(len(cell) > LONGEST_CELL for cell in cells):
            raise BadInput(
                _("Row %(row)d has a cell with more than %(most)d characters, which no spreadsheet keeps.")
                % {"row": number, "most": LONGEST_CELL},
                field="file",
            )
        kept = [storable(cell).strip() for cell in cells[:width]]
        yield Line(number, kept + [""] * (width - len(kept)))
