"""Read the first sheet of an XLSX file (ECMA-376) row by row, within limits. Formulas are never computed.

Of a formula's cell we take the value that the program which wrote it had kept. A file that unpacks to far
more than it is, or that declares entities, is refused.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import BytesIO
from typing import Any, NoReturn
from xml.parsers import expat

from django.utils.translation import gettext as _

from casework.core.errors import BadInput

# A part of a workbook with 200,000 rows of 30 cells has some 150 MB; more is no list of incidents.
MOST_UNPACKED = 300 * 1024 * 1024
_PIECE = 64 * 1024
# Formats that Excel itself numbers and that write days or times (ECMA-376, 18.8.30).
_DAY_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
# What in a format of one's own writes a day: y, m or d outside of quotes, brackets and escapes.
_NO_LETTERS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_CELL = re.compile(r"([A-Z]{1,3})[0-9]+")
# Excel counts days from the last one of 1899, because it takes 1900 for a leap year; old Macs from 1904.
_FIRST_DAY, _FIRST_DAY_1904 = date(1899, 12, 30), date(1904, 1, 1)
_LAST_SERIAL = 2_958_465


def is_workbook(content: bytes) -> bool:
    """Say whether the bytes begin as an XLSX file does."""
    return content[:4] == b"PK\x03\x04"


def rows_of_workbook(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of the first sheet that have something in them, each with its number.

    Raises BadInput where the file is no XLSX or breaks the limits. Holds the shared words and one piece
    of the sheet in memory, not the sheet.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            yield from _Book(archive).rows()
    except (zipfile.BadZipFile, expat.ExpatError, KeyError, NotImplementedError, RuntimeError) as error:
        raise BadInput(
            _("This is no XLSX file that can be read. Save it anew as XLSX, or as CSV."), field="file"
        ) from error


@dataclass
class _Sheet:
    """The state of reading a sheet."""

    words: list[str]
    day_styles: frozenset[int]
    first_day: date
    found: list[tuple[int, list[str]]] = field(default_factory=list)
    row: list[str] = field(default_factory=list)
    number: int = 0
    column: int = 0
    kind: str = ""
    style: int = 0
    text: list[str] | None = None
    is_phonetic: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "row":
            self.number = int(attributes.get("r", self.number + 1))
            self.row, self.column = [], -1
        elif local == "c":
            place = _CELL.fullmatch(attributes.get("r", ""))
            self.column = _column(place[1]) if place else self.column + 1
            self.kind, self.style = attributes.get("t", "n"), int(attributes.get("s", 0))
            self.text = None
        elif local == "rPh":
            self.is_phonetic = True
        elif local in ("v", "t") and not self.is_phonetic:
            self.text = self.text or []

    def say(self, text: str) -> None:
        if self.text is not None:
            self.text.append(text)

    def end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if local == "rPh":
            self.is_phonetic = False
        elif local == "c" and self.text is not None:
            self.row.extend([""] * (self.column + 1 - len(self.row)))
            self.row[self.column] = self._value("".join(self.text))
            self.text = None
        elif local == "row" and any(self.row):
            self.found.append((self.number, self.row))

    def _value(self, said: str) -> str:
        if self.kind == "s":
            return self.words[int(said)] if said.isdecimal() and int(said) < len(self.words) else ""
        if self.kind == "b":
            return "TRUE" if said == "1" else "FALSE"
        if self.kind == "n" and self.style in self.day_styles:
            return _day(said, self.first_day)
        return re.sub(r"\.0+\Z", "", said) if self.kind == "n" else said


class _Book:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        name, first_day = self._first_sheet()
        sheet = _Sheet(self._words(), self._day_styles(), first_day)
        for _piece in self._parsed(name, sheet.start, sheet.say, sheet.end):
            yield from sheet.found
            sheet.found.clear()

    def _first_sheet(self) -> tuple[str, date]:
        found: dict[str, Any] = {"day": _FIRST_DAY}

        def book(name: str, attributes: dict[str, str]) -> None:
            local = name.rpartition(":")[2]
            if local == "sheet" and attributes.get("state", "visible") == "visible":
                found.setdefault("id", next((v for k, v in attributes.items() if k.endswith(":id")), ""))
            if local == "workbookPr" and attributes.get("date1904") in ("1", "true"):
                found["day"] = _FIRST_DAY_1904

        def relation(name: str, attributes: dict[str, str]) -> None:
            if attributes.get("Id") == found.get("id"):
                found["target"] = attributes.get("Target", "")

        self._read("xl/workbook.xml", book)
        self._read("xl/_rels/workbook.xml.rels", relation)
        target = str(found.get("target", "worksheets/sheet1.xml"))
        return (target.lstrip("/") if target.startswith("/") else f"xl/{target}"), found["day"]

    def _words(self) -> list[str]:
        words: list[str] = []
        state = {"is_text": False, "is_phonetic": False}

        def start(name: str, attributes: dict[str, str]) -> None:
            local = name.rpartition(":")[2]
            if local == "si":
                words.append("")
            elif local == "rPh":
                state["is_phonetic"] = True
            state["is_text"] = local == "t" and not state["is_phonetic"]

        def say(text: str) -> None:
            if state["is_text"] and words:
                words[-1] += text

        def end(name: str) -> None:
            state["is_text"] = False
            if name.rpartition(":")[2] == "rPh":
                state["is_phonetic"] = False

        if "xl/sharedStrings.xml" in self.archive.namelist():
            self._read("xl/sharedStrings.xml", start, say, end)
        return words

    def _day_styles(self) -> frozenset[int]:
        own: set[int] = set()
        styles: list[int] = []
        inside: list[str] = []

        def start(name: str, attributes: dict[str, str]) -> None:
            local = name.rpartition(":")[2]
            if local == "numFmt" and re.search(
                "[ymd]", _NO_LETTERS.sub("", attributes["formatCode"].lower())
            ):
                own.add(int(attributes["numFmtId"]))
            if local == "xf" and inside[-1:] == ["cellXfs"]:
                styles.append(int(attributes.get("numFmtId", 0)))
            inside.append(local)

        def end(name: str) -> None:
            inside.pop()

        if "xl/styles.xml" in self.archive.namelist():
            self._read("xl/styles.xml", start, end=end)
        return frozenset(place for place, number in enumerate(styles) if number in own | _DAY_FORMATS)

    def _read(
        self,
        name: str,
        start: Callable[[str, dict[str, str]], None],
        say: Callable[[str], None] = lambda text: None,
        end: Callable[[str], None] = lambda name: None,
    ) -> None:
        for _piece in self._parsed(name, start, say, end):
            pass

    def _parsed(
        self,
        name: str,
        start: Callable[[str, dict[str, str]], None],
        say: Callable[[str], None],
        end: Callable[[str], None],
    ) -> Iterator[None]:
        """Feed a part to the parser piece by piece, and count what it unpacks to: its header may lie."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.CharacterDataHandler = say
        parser.StartDoctypeDeclHandler = _refuse_entities
        unpacked = 0
        with self.archive.open(name) as part:
            while piece := part.read(_PIECE):
                unpacked += len(piece)
                if unpacked > MOST_UNPACKED:
                    raise BadInput(
                        _("The file unpacks to more than %(most)d MB. Split it, or save it as CSV.")
                        % {"most": MOST_UNPACKED // 1024 // 1024},
                        field="file",
                    )
                parser.Parse(piece)
                yield
        parser.Parse(b"", True)
        yield


def _refuse_entities(*_declared: object) -> NoReturn:
    raise BadInput(_("The file declares entities, which no workbook needs. Save it as CSV."), field="file")


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _day(said: str, first_day: date) -> str:
    """Return a serial number of days as 2020-01-26; what is none stays as it is."""
    try:
        days = int(float(said))
    except (ValueError, OverflowError):
        return said
    return (first_day + timedelta(days)).isoformat() if 0 < days <= _LAST_SERIAL else said
