"""What a start prepares."""

from pathlib import Path

import pytest
from django.conf import LazySettings

from casework import installation, schema
from casework.codebook.models import Country
from tests.builders import make_user

pytestmark = pytest.mark.django_db


def test_tables_are_laid_only_where_there_are_none() -> None:
    assert not schema.lay()


def test_setting_up_twice_loads_the_vocabularies_and_copies_static_files_once(
    settings: LazySettings, tmp_path: Path
) -> None:
    settings.STATIC_ROOT = tmp_path / "static"
    installation.set_up()
    (settings.STATIC_ROOT / "css" / "tokens.css").unlink()

    installation.set_up()

    assert Country.objects.filter(pk="MLI").exists()
    assert not (settings.STATIC_ROOT / "css" / "tokens.css").exists()


def test_changed_static_files_are_copied_again(settings: LazySettings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATICFILES_DIRS = [tmp_path / "ours"]
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "note.txt").write_text("first", encoding="ascii")
    installation.set_up()

    (tmp_path / "ours" / "note.txt").write_text("the second", encoding="ascii")
    installation.set_up()

    assert (settings.STATIC_ROOT / "note.txt").read_text(encoding="ascii") == "the second"


@pytest.mark.parametrize(("said", "wanted"), [("yes", True), ("no", False), ("", False)])
def test_the_demo_is_added_when_it_is_asked_for(
    said: str, wanted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tests have a DATABASE_URL, as a server has: there, silence means no."""
    monkeypatch.setenv("DEMO", said)

    assert installation.wants_demo() is wanted


def test_the_demo_is_not_added_beside_real_people(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMO", "yes")
    make_user("nadia", is_operator=True)

    assert not installation.wants_demo()
