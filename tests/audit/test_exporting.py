"""The trail outside the house, checked with Python alone by somebody who holds a published head."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from casework.accounts.models import User
from casework.audit.chain import head, seal_new_entries
from casework.audit.models import Entry
from casework.audit.services import record
from casework.audit.trail_verify import digest_of

pytestmark = pytest.mark.django_db
Lines = list[bytes]


@pytest.fixture
def folder(sira: User, tmp_path: Path) -> Path:
    """An export of five entries, with what is hard to write the same way twice."""
    for note in ("a", "émeute 🔥", "ا\u2028", '"\\', "e"):
        record(
            sira,
            "accounts.change_person",
            sira,
            before={"x": 14.7328, "é": None},
            after={"n": [1e-7]},
            note=note,
        )
    seal_new_entries()
    Entry.objects.create(verb="accounts.sign_in_unknown")
    call_command("export_audit", tmp_path / "out")
    return tmp_path / "out"


def check(folder: Path, digest: str = "") -> tuple[int, str]:
    """Run the program that lies beside the trail, with nothing but Python's own library."""
    command = [sys.executable, "-I", "-S", str(folder / "trail_verify.py"), str(folder / "trail.ndjson")]
    done = subprocess.run([*command, *filter(None, [digest])], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def edit(lines: Lines) -> Lines:
    return [line.replace('"émeute'.encode(), b'"fete') for line in lines]


def edit_and_seal_again(lines: Lines) -> Lines:
    row = json.loads(lines[1])
    row["entry"]["note"] = "fete"
    row["digest"] = digest_of(2, row["previous"], row["entry"])
    return [lines[0], json.dumps(row).encode() + b"\n", *lines[2:]]


def make_anew(lines: Lines) -> Lines:
    made, previous = [], "0" * 64
    for number, line in enumerate(lines, 1):
        row = json.loads(line)
        row["entry"]["note"] = "fete"
        digest = digest_of(number, previous, row["entry"])
        made.append(json.dumps({**row, "previous": previous, "digest": digest}).encode() + b"\n")
        previous = digest
    return made


# What somebody does to the file, and what is said of it.
HARMS: dict[str, tuple[Callable[[Lines], Lines], str]] = {
    "edited": (edit, "does not match seal 2: one of them was changed."),
    "edited and sealed again": (edit_and_seal_again, "Seal 3 does not follow the one before it"),
    "deleted": (lambda lines: lines[:1] + lines[2:], "Line 2 holds seal 3"),
    "the first deleted": (lambda lines: lines[1:], "Line 1 holds seal 2"),
    "in another order": (lambda lines: [lines[1], lines[0], *lines[2:]], "Line 1 holds seal 2"),
    "doubled": (lambda lines: [lines[0], *lines], "Line 2 holds seal 1"),
    "cut off": (lambda lines: lines[:-1], "its newest rows were cut off"),
    "all of it cut off": (lambda lines: [], "which ends at seal 0"),
    "made anew": (make_anew, "or it was made anew"),
    "broken in the middle": (lambda lines: [*lines[:2], lines[2][:40], *lines[3:]], "Line 3 cannot be read"),
    "no JSON at all": (lambda lines: [b"[1]\n", *lines], "Line 1 cannot be read"),
}


def test_a_whole_trail_is_found_whole(folder: Path) -> None:
    assert check(folder) == (0, f"5 rows are as they were sealed. The head is {head().digest}.\n")
    assert check(folder, head().digest.upper())[0] == 0


@pytest.mark.parametrize("harm", HARMS)
def test_the_first_bad_row_is_named(folder: Path, harm: str) -> None:
    act, sentence = HARMS[harm]
    trail = folder / "trail.ndjson"
    trail.write_bytes(b"".join(act(trail.read_bytes().splitlines(keepends=True))))

    code, said = check(folder, head().digest)

    assert code == 1
    assert sentence in said


def test_an_older_head_is_in_a_longer_trail(folder: Path, sira: User) -> None:
    earlier = head().digest
    record(sira, "accounts.change_person", sira)
    seal_new_entries()

    call_command("export_audit", folder / "later")

    assert check(folder / "later", earlier)[0] == 0
    assert check(folder, head().digest)[0] == 1


def test_an_export_overwrites_nothing(folder: Path) -> None:
    with pytest.raises(CommandError, match="is there already"):
        call_command("export_audit", folder)


def test_an_export_names_what_it_could_not_write(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")

    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_audit", tmp_path / "file" / "out")


def test_the_program_says_how_it_is_called(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, folder / "trail_verify.py"], capture_output=True, text=True, check=False
    )

    assert done.returncode == 2
    assert "Say which file to check" in done.stderr
