"""Where servers are reached, and what is said about an address that is none."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from casework.embedded import addresses
from tests.embedded.instance import Instance


def test_an_address_becomes_djangos_settings(tmp_path: Path) -> None:
    found = addresses.database("postgresql://ada:s3cret@db.example:6432/casework?sslmode=require", tmp_path)

    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db.example", "6432", "casework")
    assert (found["USER"], found["PASSWORD"]) == ("ada", "s3cret")
    assert found["OPTIONS"] == {"sslmode": "require"}


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://db.example/casework?colour=red", "DATABASE_URL cannot be read"),
        ("nonsense", "DATABASE_URL cannot be read"),
        ("postgresql://db.example/", "DATABASE_URL names no database"),
    ],
)
def test_an_address_that_is_none_is_refused_with_an_example(url: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match=rf"{said}.*postgresql://user:password@host:5432/name"):
        addresses.database(url, tmp_path)


def test_the_key_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    key = addresses.secret_key(tmp_path)

    assert len(key) >= 50
    assert addresses.secret_key(tmp_path) == key
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


def test_a_wrong_setting_is_one_sentence_at_the_terminal(checkout: Path, tmp_path: Path) -> None:
    refused = Instance(checkout).manage("up", PORT="eighty", CASEWORK_VAR=str(tmp_path))

    assert refused.returncode == 1
    assert refused.stderr == "PORT is “eighty”. Write a whole number from 1 to 65535.\n"
