"""`manage.py add_document`: the same service behind another door."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from casework.accounts.models import Desk, User
from casework.sources.models import Document
from tests.sources.fetching.site import OPEN, page, site


@pytest.fixture(autouse=True)
def file(tmp_path: Path, settings: LazySettings) -> Path:
    settings.CAPTURES_DIR = tmp_path / "captures"
    path = tmp_path / "camp.txt"
    path.write_text("About 20 soldiers died.", "utf-8")
    return path


def add(file: Path, *, by: str = "lamine", **changes: str) -> str:
    options = {"desk": "sahel", "by": by, "title": "Camp attacked", "outlet": "News", **changes}
    said = call_command("add_document", str(file), verbosity=0, **options)
    return str(said)


def test_a_file_is_filed_for_a_person(file: Path, lamine: User, desk: Desk) -> None:
    said = add(file, published_on="2020-01-27")

    document = Document.objects.get()
    assert said.startswith(f"Filed document {document.pk}, snapshot 1")
    assert (document.created_by, list(document.desks.all())) == (lamine, [desk])
    assert document.snapshots.get().text == "About 20 soldiers died."


def test_the_same_address_and_file_is_filed_once(file: Path, lamine: User) -> None:
    add(file, url="https://example.org/camp")

    assert add(file, url="https://example.org/camp").startswith("Nothing new")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"desk": "nowhere"}, "no such desk"),
        ({"by": "nobody"}, "no such person"),
        ({"by": "vera"}, "Only loggers"),
        ({"title": ""}, "Give the document a title"),
        ({"published_on": "2020-02-31"}, "is not a day"),
        ({"published_on": "soon"}, "is not a day"),
    ],
)
def test_what_is_wrong_is_said(
    file: Path, lamine: User, vera: User, changes: dict[str, str], sentence: str
) -> None:
    with pytest.raises(CommandError, match=sentence):
        add(file, **changes)

    assert not Document.objects.exists()


def test_a_file_that_is_not_there_is_named(tmp_path: Path, lamine: User) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        add(tmp_path / "gone.txt")


def add_address(address: str, settings: LazySettings) -> str:
    settings.FETCH_TEST_SITES = OPEN
    return str(call_command("add_document", address, verbosity=0, desk="sahel", by="lamine"))


def test_an_address_is_fetched_at_once(lamine: User, desk: Desk, settings: LazySettings) -> None:
    with site(camp=page(b"About 20 soldiers died.", media_type="text/plain")) as news:
        said = add_address(f"{news.base}/camp", settings)

    document = Document.objects.get()
    snapshot = document.snapshots.get()
    assert said == f"Filed document {document.pk}, snapshot 1: {snapshot.sha256}."
    assert (snapshot.text, snapshot.collected_by) == ("About 20 soldiers died.", lamine)


def test_an_address_that_gives_nothing_is_filed_and_said(lamine: User, settings: LazySettings) -> None:
    with site() as news:
        with pytest.raises(CommandError, match=r"was filed, but not read\. The site says .* status 404"):
            add_address(f"{news.base}/camp", settings)
        assert Document.objects.get().outcome == "gone"
        with pytest.raises(CommandError, match="was filed, but not read"):
            add_address(f"{news.base}/camp", settings)


def test_an_address_that_is_known_is_not_fetched_again(lamine: User, settings: LazySettings) -> None:
    with site(camp=page(b"About 20 soldiers died.", media_type="text/plain")) as news:
        add_address(f"{news.base}/camp", settings)
        assert "is known, snapshot 1" in add_address(f"{news.base}/camp", settings)

    assert len(news.requests) == 1
