"""A start refuses an authority that could not be asked, or whose stamps could not be checked."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from casework import env
from tests.house.reading import ROOT
from tests.sources.stamping.authority import holder


def test_an_address_of_the_web_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CASEWORK_TIMESTAMP_URL", raising=False)
    assert env.address("CASEWORK_TIMESTAMP_URL") == ""

    monkeypatch.setenv("CASEWORK_TIMESTAMP_URL", "http://stamps.example:8080/tsr?for=us")
    assert env.address("CASEWORK_TIMESTAMP_URL") == "http://stamps.example:8080/tsr?for=us"


@pytest.mark.parametrize(
    "value",
    [
        "stamps.example",
        "ftp://stamps.example",
        "https://",
        "http://a b",
        "http://a:x/",
        "http://[::1",
        "http://é.x",
    ],
)
def test_what_is_no_address_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("CASEWORK_TIMESTAMP_URL", value)

    with pytest.raises(ImproperlyConfigured, match="Write an address with http:// or https://"):
        env.address("CASEWORK_TIMESTAMP_URL")


def test_roots_are_read_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "roots.pem"
    path.write_bytes(holder("One").pem + b"The other:\n" + holder("Other").pem)
    monkeypatch.setenv("CASEWORK_TIMESTAMP_ROOTS", str(path))

    assert env.certificates("CASEWORK_TIMESTAMP_ROOTS") == path.read_text()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "which cannot be read (No such file or directory)"),
        (b"", "which holds no certificate"),
        (b"Ask the authority.\n", "which holds no certificate"),
        (b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "which holds no certificate"),
        (b"\xff\xfe", "which holds no certificate"),
    ],
)
def test_a_file_without_roots_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes | None, said: str
) -> None:
    path = tmp_path / "roots.pem"
    if content is not None:
        path.write_bytes(content)
    monkeypatch.setenv("CASEWORK_TIMESTAMP_ROOTS", str(path))

    with pytest.raises(ImproperlyConfigured) as refused:
        env.certificates("CASEWORK_TIMESTAMP_ROOTS")

    assert said in str(refused.value)


def test_a_start_with_an_authority_and_no_roots_is_refused() -> None:
    told = subprocess.run(
        [sys.executable, "-c", "import casework.settings"],
        env={**os.environ, "CASEWORK_TIMESTAMP_URL": "https://stamps.example/"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert told.returncode == 1
    assert "Set CASEWORK_TIMESTAMP_ROOTS to a PEM file" in told.stderr
