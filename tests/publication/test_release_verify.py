"""The program that anybody checks a release with, run as anybody runs it."""

import subprocess
import sys
from pathlib import Path

import pytest

from casework.accounts.models import User
from casework.publication import release_verify
from casework.publication.releases import items_as_text, make_release, payload_lines
from casework.publication.services import publish, withdraw
from tests.publication.builders import make_revision, make_sokolo


@pytest.fixture
def folder(aminata: User, sira: User, tmp_path: Path) -> Path:
    """The files of the second of two releases."""
    kept, gone = make_sokolo(aminata), make_sokolo(aminata, title="Attack “à” 🔥")
    for each in (kept, gone):
        publish(each, make_revision(each), by=sira)
    make_release("26.0.1", "A month.", by=sira)
    withdraw(kept, by=sira, note="The source took it back.")
    release = make_release("26.0.2", "Another.", by=sira)
    (tmp_path / "manifest.json").write_text(release.manifest, "utf-8")
    (tmp_path / "items.txt").write_text(items_as_text(release), "utf-8")
    (tmp_path / "changes.ndjson").write_text(release.changes, "utf-8")
    (tmp_path / "incidents.ndjson").write_text("".join(payload_lines(release)), "utf-8")
    return tmp_path


def check(folder: Path) -> tuple[int, str]:
    """Run the program with nothing but Python's own library."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", release_verify.__file__, str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_a_whole_release_is_found_whole(folder: Path) -> None:
    code, said = check(folder)

    assert code == 0
    assert "Release 26.0.2: 1 incidents checked, 0 faults." in said


def test_whatever_was_altered_is_found(folder: Path) -> None:
    incidents = folder / "incidents.ndjson"
    whole = incidents.read_text("utf-8")

    incidents.write_text(whole.replace("Attack", "Attacc"), "utf-8")
    assert check(folder)[0] == 1
    assert "does not have its fingerprint" in check(folder)[1]
    incidents.unlink()
    assert "incidents.ndjson is missing." in check(folder)[1]


def test_changes_come_with_their_reasons(folder: Path) -> None:
    assert '"reason":"The source took it back."' in (folder / "changes.ndjson").read_text("utf-8")
