"""Files of rows as programs write them: any mark, any letters, and what is refused."""

import pytest

from casework.core.errors import BadInput
from casework.crossref.lists import files
from casework.crossref.lists.files import encoding_of, mark_between, read_lines


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
