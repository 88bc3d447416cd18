import hashlib
import os
import shutil
import threading
from pathlib import Path

import pytest
from pytest_django import Settings

from casework.sources import store
from casework.sources.storing import disk

CONTENT = b"About 20 soldiers died."
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture(autouse=True)
def captures(tmp_path: Path, settings: Settings) -> Path:
    settings.CAPTURES_DIR = tmp_path / "captures"
    return tmp_path / "captures"


def files(captures: Path) -> list[Path]:
    return [each for each in captures.rglob("*") if each.is_file()]


def test_what_was_put_is_got() -> None:
    assert store.put(CONTENT) == SHA256
    assert store.get(SHA256) == CONTENT


def test_the_same_bytes_are_kept_once(captures: Path) -> None:
    store.put(CONTENT)
    store.put(CONTENT)

    assert [each.name for each in files(captures)] == [SHA256]


def test_what_was_never_put_is_missing() -> None:
    with pytest.raises(FileNotFoundError):
        store.get(SHA256)


def test_a_changed_file_is_never_handed_out(captures: Path) -> None:
    store.put(CONTENT)
    damage(captures)

    with pytest.raises(store.Damaged, match=SHA256):
        store.get(SHA256)


def test_putting_the_bytes_again_heals_a_damaged_file(captures: Path) -> None:
    store.put(CONTENT)
    damage(captures)

    store.put(CONTENT)

    assert store.get(SHA256) == CONTENT


def test_verify_tells_the_sound_from_the_damaged(captures: Path) -> None:
    store.put(CONTENT)
    damage(captures)
    sound = store.put(b"24 soldiers died.")

    assert dict(store.verify()) == {SHA256: False, sound: True}


@pytest.mark.parametrize("name", ["", "../../etc/passwd", SHA256.upper(), SHA256 + "0", SHA256[:-1] + "/"])
def test_only_a_hash_becomes_a_path(name: str) -> None:
    with pytest.raises(ValueError, match="64 hexadecimal digits"):
        store.get(name)


@pytest.mark.parametrize("step", [(os, "fsync"), (Path, "rename")], ids=["flush", "rename"])
def test_a_failed_write_leaves_nothing_behind(
    captures: Path, monkeypatch: pytest.MonkeyPatch, step: tuple[object, str]
) -> None:
    store.put(b"The directories are there.")
    before = files(captures)

    def refuse(*names: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(*step, refuse)

    with pytest.raises(store.Unavailable, match="nothing was filed"):
        store.put(CONTENT)
    assert files(captures) == before


def test_writers_of_the_same_bytes_do_not_disturb_each_other(
    captures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fails when both write to one temporary name: the second rename finds no file."""
    gate = threading.Barrier(4)
    write = disk._write

    def write_together(path: Path, content: bytes) -> None:
        write(path, content)
        gate.wait(timeout=10)

    monkeypatch.setattr(disk, "_write", write_together)
    results: list[str] = []
    threads = [threading.Thread(target=lambda: results.append(store.put(CONTENT))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert results == [SHA256] * 4
    assert [each.name for each in files(captures)] == [SHA256]
    assert store.get(SHA256) == CONTENT


def test_a_directory_that_somebody_removed_is_made_again(captures: Path) -> None:
    store.put(CONTENT)
    shutil.rmtree(captures)

    store.put(CONTENT)

    assert store.get(SHA256) == CONTENT


def test_what_is_kept_can_only_be_read(captures: Path) -> None:
    store.put(CONTENT)

    assert [each.stat().st_mode & 0o777 for each in files(captures)] == [0o440]


def damage(captures: Path) -> None:
    [path] = [each for each in files(captures) if each.name == SHA256]
    path.chmod(0o600)
    path.write_bytes(b"About 19 soldiers died.")
