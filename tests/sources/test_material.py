import pytest

from casework.core.errors import BadInput
from casework.sources.material import LARGEST, Material, pasted, uploaded

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"


def test_a_pasted_text_is_kept_with_plain_line_ends() -> None:
    assert pasted("one\r\ntwo\rthree") == Material(
        b"one\ntwo\nthree", "text/plain", "one\ntwo\nthree", "plain-1"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "The text is empty"),
        (" \n\t", "The text is empty"),
        ("about\x0020", "NUL character"),
        ("about \ud83d 20", "half of a character at position 7"),
        ("a" * (LARGEST + 1), "This has 10.0 MB. At most 10 MB"),
    ],
)
def test_a_text_that_cannot_be_kept_is_refused_with_a_sentence(text: str, said: str) -> None:
    with pytest.raises(BadInput, match=said) as refusal:
        pasted(text)

    assert refusal.value.field == "text"


@pytest.mark.parametrize(
    ("content", "media_type", "text"),
    [
        (b"Sokolo\r\n", "text/plain", "Sokolo\n"),
        ("Ségou".encode(), "text/plain", "Ségou"),
        (b"\xef\xbb\xbfSokolo", "text/plain", "Sokolo"),
        ("Ségou".encode("utf-16"), "text/plain", "Ségou"),
        (b"2 < 3 and <b>bold</b>", "text/plain", "2 < 3 and <b>bold</b>"),
        (b"<!DOCTYPE html><p>Sokolo", "text/html", ""),
        (b" <!-- saved -->\n<HTML lang=fr>", "text/html", ""),
        (b"<html><p>S\xe9gou", "text/html", ""),
        (PDF, "application/pdf", ""),
        (b"\n" + PDF, "application/pdf", ""),
    ],
)
def test_the_type_of_a_file_is_told_by_its_bytes(content: bytes, media_type: str, text: str) -> None:
    found = uploaded(content)

    assert (found.content, found.media_type, found.text) == (content, media_type, text)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty"),
        (b" \n", "holds no text"),
        (b"PK\x03\x04\x00\x00", "neither text, nor HTML, nor PDF"),
        (b"<rss version='2.0'><channel/></rss>", "This file is a feed"),
        (b"text\x00with NUL", "neither text, nor HTML, nor PDF"),
        (b"S\xe9gou", "Save it as UTF-8"),
        (b"a" * (LARGEST + 1), "At most 10 MB"),
    ],
)
def test_a_file_that_cannot_be_kept_is_refused_with_a_sentence(content: bytes, said: str) -> None:
    with pytest.raises(BadInput, match=said) as refusal:
        uploaded(content)

    assert refusal.value.field == "file"


def test_only_a_text_names_what_read_it() -> None:
    assert (pasted("Sokolo").extractor, uploaded(PDF).extractor) == ("plain-1", "")
