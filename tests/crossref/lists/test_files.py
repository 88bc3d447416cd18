"""Files of rows as programs write them: any mark, any letters, workbooks, and what is refused."""

import io
import zipfile

import pytest

from casework.core.errors import BadInput
from casework.crossref.lists import files, workbook
from casework.crossref.lists.files import encoding_of, mark_between, read_lines

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="Notes" state="hidden" r:id="rId1"/><sheet name="List" r:id="rId2"/></sheets></workbook>'
)
RELATIONS = (
    '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/>'
    '<Relationship Id="rId2" Target="worksheets/sheet2.xml"/></Relationships>'
)
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode="[$-409]d\\-mmm\\-yy"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs></styleSheet>'
)
WORDS = (
    f'<sst xmlns="{MAIN}"><si><t>Ref</t></si><si><t>Date</t></si>'
    "<si><r><t>So</t></r><r><t>kolo</t></r><rPh><t>x</t></rPh></si></sst>"
)
SHEET = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>'
    '<c r="D1" t="inlineStr"><is><t>Place</t></is></c></row>'
    '<row r="4"><c r="A4"><v>7</v></c><c r="B4" s="1"><v>43856</v></c><c r="D4" t="s"><v>2</v></c></row>'
    '<row r="5"><c r="A5"><f>CMD()</f><v>8.0</v></c><c r="B5" s="2"><v>43857.75</v></c>'
    '<c r="D5" t="str"><f>A1</f><v>=1+2</v></c></row>'
)


def book(sheet: str = SHEET, **parts: str) -> bytes:
    """Return a workbook with its list on the second sheet, for the first is hidden."""
    content = io.BytesIO()
    names = {"workbook": BOOK, "_rels/workbook.xml.rels": RELATIONS, "styles": STYLES, "sharedStrings": WORDS}
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {**names, **parts}.items():
            archive.writestr(f"xl/{name}" if "." in name else f"xl/{name}.xml", text)
        body = sheet if sheet.startswith("<!") else f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>'
        archive.writestr("xl/worksheets/sheet2.xml", body)
    return content.getvalue()


def all_of(content: bytes) -> tuple[list[str], list[tuple[int, list[str]]]]:
    headings, lines = read_lines(content)
    return headings, [(line.number, line.cells) for line in lines]


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("windows-1252", "windows-1252"),
    ],
)
def test_letters(encoding: str, said: str) -> None:
    content = "Réf,Région\r\n1,Ségou\r\n".encode(encoding)

    assert encoding_of(content) == said
    assert all_of(content) == (["Réf", "Région"], [(2, ["1", "Ségou"])])


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_marks_between_cells(mark: str) -> None:
    rows = [["Ref", "What", "Killed"], ["1", '"Fire, and more; fire"', "2"], ["2", "Fire", "1"]]
    text = "\n".join(mark.join(row) for row in rows)

    assert mark_between(text) == mark
    assert all_of(text.encode())[1][0] == (2, ["1", "Fire, and more; fire", "2"])


def test_headings_have_names_of_their_own_and_empty_rows_are_passed() -> None:
    content = b"\n,,\nRef,,Ref,\n\n1,2,3,\n,,,\n4\n"

    assert all_of(content) == (["Ref", "Column 2", "Ref (3)"], [(5, ["1", "2", "3"]), (7, ["4", "", ""])])


def test_a_workbook_gives_its_first_visible_sheet() -> None:
    assert all_of(book()) == (
        ["Ref", "Date", "Column 3", "Place"],
        [(4, ["7", "2020-01-26", "", "Sokolo"]), (5, ["8", "2020-01-27", "", "=1+2"])],
    )


def test_days_of_old_macs() -> None:
    since = BOOK.replace("<sheets>", '<workbookPr date1904="1"/><sheets>')

    assert all_of(book(workbook=since))[1][0][1][1] == "2024-01-27"


def test_what_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_UNPACKED", 100_000)
    bomb = book(SHEET + " " * 200_000)
    assert len(bomb) < 5_000

    with pytest.raises(BadInput, match="unpacks to more than"):
        all_of(bomb)


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 nothing",
        book('<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>'),
        book("<row><c>"),
        book(workbook="<a/>"),
    ],
)
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    with pytest.raises(BadInput):
        all_of(content)


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_ROWS", 1)
    monkeypatch.setattr(files, "MOST_COLUMNS", 2)
    monkeypatch.setattr(files, "LONGEST_CELL", 5)
    for content, sentence in [
        (b"a,b\n1,2\n3,4\n", "more than 1 rows"),
        (b"a,b,c\n1,2,3\n", "3 columns"),
        (b"a,b\n1,123456\n", "Row 2 has a cell"),
        (b"", "no rows"),
        (b'a,b\n1,"2\n', "Row 2"),
    ]:
        if content.endswith(b'"2\n'):
            assert all_of(content)[1] == [(2, ["1", "2"])]
            continue
        with pytest.raises(BadInput, match=sentence):
            all_of(content)
