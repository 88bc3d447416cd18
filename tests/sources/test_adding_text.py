"""A text for a document whose file or address gave none."""

from pathlib import Path

import pytest
from django.conf import LazySettings

from casework.accounts.models import Desk, User
from casework.audit.models import Entry
from casework.core.errors import BadInput, NotFound, NotPermitted
from casework.sources.services import add_text
from tests.sources.builders import make_document, make_snapshot


@pytest.fixture(autouse=True)
def captures(tmp_path: Path, settings: LazySettings) -> None:
    settings.CAPTURES_DIR = tmp_path


def without_text(desk: Desk) -> int:
    """A document of which only a file is kept, from which no text was read."""
    document = make_document(desk)
    make_snapshot(document=document, text="")
    return document.pk


def test_a_pasted_text_stands_beside_the_file(lamine: User, desk: Desk) -> None:
    document_id = without_text(desk)

    added = add_text(document_id, by=lamine, text="About 20 soldiers died.")

    assert added.snapshot
    assert (added.snapshot.number, added.snapshot.text) == (2, "About 20 soldiers died.")
    assert (added.is_new_document, added.is_new_snapshot) == (False, True)
    assert Entry.objects.filter(verb="sources.add_to_document").get().desk == desk


def test_the_same_text_twice_is_one_snapshot(lamine: User, desk: Desk) -> None:
    document_id = without_text(desk)
    first = add_text(document_id, by=lamine, text="About 20 soldiers died.")

    again = add_text(document_id, by=lamine, text="About 20 soldiers died.")

    assert (again.snapshot, again.is_new_snapshot) == (first.snapshot, False)


def test_an_empty_text_is_refused(lamine: User, desk: Desk) -> None:
    with pytest.raises(BadInput, match="The text is empty"):
        add_text(without_text(desk), by=lamine, text="  ")


def test_viewers_add_no_text(lamine: User, vera: User, desk: Desk) -> None:
    with pytest.raises(NotPermitted, match="Tell one what is missing"):
        add_text(without_text(desk), by=vera, text="Text.")


def test_another_desk_finds_no_document(lamine: User, olek: User, desk: Desk) -> None:
    with pytest.raises(NotFound):
        add_text(without_text(desk), by=olek, text="Text.")
