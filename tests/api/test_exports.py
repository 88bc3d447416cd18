"""Everything that is public as files."""

import csv
import io
import json
import zipfile
from xml.etree import ElementTree

import pytest
from rest_framework.test import APIClient

from casework.accounts.models import User
from casework.publication.exports.xlsx import workbook
from casework.publication.models import PublishedRevision
from casework.publication.projections.flat import COLUMNS
from tests.api.builders import make_public

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
FORMULA = '=HYPERLINK("http://evil.example")'


@pytest.fixture
def rows(aminata: User, sira: User) -> list[PublishedRevision]:
    """Two attacks, the second with a title that a spreadsheet would run, with quotes and line breaks."""
    return [
        make_public(aminata, sira),
        make_public(aminata, sira, title=FORMULA, summary='“A”\n"B", \\n é 🔥'),
    ]


def file(program: APIClient, form: str, query: str = "") -> bytes:
    answer = program.get(f"/api/v1/exports/incidents.{form}?{query}")
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="incidents.{form}"'
    content: bytes = answer.getvalue()
    return content


def test_csv_tames_formulas_and_says_its_terms(program: APIClient, rows: list[PublishedRevision]) -> None:
    found = list(csv.DictReader(io.StringIO(file(program, "csv").decode())))

    assert list(found[0]) == [*COLUMNS, "citation", "licence"]
    assert [line["uid"] for line in found] == [row.uid for row in rows]
    assert found[1]["title"] == f"'{FORMULA}"
    assert found[1]["summary"] == '“A”\n"B", \\n é 🔥'
    assert (found[0]["killed_best"], found[0]["longitude"]) == ("20", "-6.12190")
    assert [found[0][name] for name in ("claims", "documents", "independent_sources")] == ["1", "1", "1"]
    assert f"{rows[0].uid}, version 2" in found[0]["citation"]
    assert "licence" in found[0]["licence"]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_csv_tames_every_sign_that_begins_a_formula(
    program: APIClient, aminata: User, sira: User, sign: str
) -> None:
    make_public(aminata, sira, summary=f"{sign}2+5")

    (line,) = csv.DictReader(io.StringIO(file(program, "csv").decode(), newline=""))

    assert line["summary"] == f"'{sign}2+5"


def test_ndjson_has_whole_payloads(program: APIClient, rows: list[PublishedRevision]) -> None:
    lines = [json.loads(line) for line in file(program, "ndjson").decode().splitlines()]

    for line, row in zip(lines, rows, strict=True):
        assert line.pop("citation").startswith("Casework: CW-")
        assert line.pop("licence")
        assert line == row.payload


def test_geojson_is_one_collection(program: APIClient, rows: list[PublishedRevision]) -> None:
    found = json.loads(file(program, "geojson"))

    assert [feature["id"] for feature in found["features"]] == [row.uid for row in rows]
    assert found["features"][1]["properties"]["title"] == FORMULA
    assert found["licence"]
    assert json.loads(file(program, "geojson", "killed_from=99"))["features"] == []


def test_a_workbook_holds_text_as_text(program: APIClient, rows: list[PublishedRevision]) -> None:
    with zipfile.ZipFile(io.BytesIO(file(program, "xlsx"))) as archive:
        assert archive.testzip() is None
        sheets = [parsed(archive, f"xl/worksheets/sheet{n}.xml") for n in (1, 2)]

    about, incidents = (
        [[_value(cell) for cell in row] for row in sheet.iter(f"{SHEET}row")] for sheet in sheets
    )
    assert [line[0] for line in about] == ["citation", "licence"]
    assert incidents[0] == [*COLUMNS, "citation", "licence"]
    assert incidents[2][3] == FORMULA
    assert incidents[1][list(COLUMNS).index("killed_best")] == "20"


def parsed(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    """Read a part of a workbook that we wrote ourselves."""
    return ElementTree.fromstring(archive.read(name))  # noqa: S314


def _value(cell: ElementTree.Element) -> str:
    return "".join(cell.itertext())


def test_a_sheet_that_is_full_is_followed_by_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casework.publication.exports.xlsx.ROWS_OF_A_SHEET", 2)

    content = b"".join(workbook(["n"], [[(1,), (2,)], [(3,)]], []))

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = parsed(archive, "xl/workbook.xml").iter(f"{SHEET}sheet")
        assert [sheet.get("name") for sheet in names] == ["About", "Incidents", "Incidents 2"]
        assert b"<v>3</v>" in archive.read("xl/worksheets/sheet3.xml")


def test_exports_are_narrowed_down_like_lists(program: APIClient, rows: list[PublishedRevision]) -> None:
    assert len(file(program, "ndjson", f"acled_id={rows[1].acled_id}").splitlines()) == 1
    assert program.get("/api/v1/exports/incidents.csv?colour=red").status_code == 400
    assert program.get("/api/v1/exports/incidents.pdf").status_code == 404
