"""A spreadsheet (ECMA-376) written row by row: no library holds a million cells for us, nor do we."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any
from xml.sax.saxutils import escape

from django.db import connection
from django.db.models import QuerySet

from casework.publication.exports.terms import citation, citation_of_all, licence
from casework.publication.models import PublishedRevision
from casework.publication.projections.flat import COLUMNS, lines

# What a sheet holds at most, less its header (ECMA-376; Excel opens no more).
ROWS_OF_A_SHEET = 1_048_575
# What a cell holds at most.
LONGEST = 32_767
BATCH = 1_000
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
MEDIA_TYPE = f"{_SHEET}.sheet"


class Sink(io.RawIOBase):
    """Takes what the archive writes until somebody asks for it."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        self.pieces.append(bytes(piece))
        return len(piece)

    def take(self) -> bytes:
        found = b"".join(self.pieces)
        self.pieces.clear()
        return found


def xlsx_file(rows: QuerySet[PublishedRevision]) -> Iterator[bytes]:
    """Yield a workbook: a sheet that says how to cite it and on which terms, then the incidents."""
    sql, params = lines(rows, citation(), licence())
    about = [("citation", citation_of_all()), ("licence", licence())]
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, params)
        yield from workbook(
            [*COLUMNS, "citation", "licence"], iter(lambda: cursor.fetchmany(BATCH), []), about
        )


def workbook(
    header: Sequence[str], batches: Iterable[Sequence[Sequence[Any]]], about: Iterable[tuple[str, str]]
) -> Iterator[bytes]:
    """Yield a workbook of text and numbers. Text is written as text, so no cell is ever a formula."""
    sink = Sink()
    names = ["About"]
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", _whole_sheet(about))
        rest = (row for batch in batches for row in batch)
        while True:
            first = list(islice(rest, 1))
            if not first and len(names) > 1:
                break
            names.append(f"Incidents {len(names)}" if len(names) > 1 else "Incidents")
            with archive.open(f"xl/worksheets/sheet{len(names)}.xml", "w") as sheet:
                sheet.write(f'{_XML}<worksheet xmlns="{_MAIN}"><sheetData>{_row(header)}'.encode())
                yield from _fill(sheet, sink, first, islice(rest, ROWS_OF_A_SHEET - 1))
                sheet.write(b"</sheetData></worksheet>")
        for path, text in _parts(names):
            archive.writestr(path, text)
    yield sink.take()


def _fill(sheet: Any, sink: Sink, first: list[Any], rest: Iterator[Any]) -> Iterator[bytes]:
    batch = first + list(islice(rest, BATCH))
    while batch:
        sheet.write("".join(map(_row, batch)).encode())
        if found := sink.take():
            yield found
        batch = list(islice(rest, BATCH))


def _row(values: Iterable[Any]) -> str:
    return f"<row>{''.join(map(_cell, values))}</row>"


def _cell(value: Any) -> str:
    if value is None:
        return "<c/>"
    if isinstance(value, str):
        text = "".join(sign for sign in value[:LONGEST] if sign >= " " or sign in "\t\n\r")
        return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
    return f"<c><v>{value}</v></c>"


def _whole_sheet(rows: Iterable[Iterable[Any]]) -> str:
    return f'{_XML}<worksheet xmlns="{_MAIN}"><sheetData>{"".join(map(_row, rows))}</sheetData></worksheet>'


def _parts(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the files that tell readers of a workbook which sheets there are."""
    numbered = list(enumerate(names, 1))
    sheets = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in numbered)
    yield (
        "xl/workbook.xml",
        f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>',
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n, _name in numbered
    )
    relations = f'<Relationships xmlns="{_PACKAGE}/relationships">'
    yield "xl/_rels/workbook.xml.rels", f"{_XML}{relations}{links}</Relationships>"
    root = f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    yield "_rels/.rels", f"{_XML}{relations}{root}</Relationships>"
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_SHEET}.worksheet+xml"/>'
        for n, _name in numbered
    )
    yield (
        "[Content_Types].xml",
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET}.sheet.main+xml"/>{overrides}</Types>',
    )
