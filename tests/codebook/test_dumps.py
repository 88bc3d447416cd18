"""A dump of GeoNames comes into the gazetteer line by line, and twice is once."""

import zipfile
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from casework.codebook.models import Place
from tests.codebook.builders import make_place, mali

END = "\t\t\tAfrica/Bamako\t2020-01-01"
CAMP = f"1\tCamp de Sokolo\tCamp\tSokolo Camp,Camp\t14.7401\t-6.1302\tS\tMILB\tML\t\t04\t\t\t\t0{END}"
TOWN = f"2\tNiono\tNiono\t\t14.25\t-5.99\tP\tPPL\tML\t\t04\t\t\t\t90000{END}"
ABROAD = TOWN.replace("2\tNiono", "3\tNowhere").replace("\tML\t", "\tXX\t")


@pytest.fixture
def dump(tmp_path: Path, db: None) -> Path:
    mali()
    path = tmp_path / "ML.txt"
    path.write_text("\n".join([CAMP, TOWN, ABROAD]) + "\n", encoding="utf-8")
    return path


def said(path: Path) -> str:
    return str(call_command("load_geonames", path)).split(" They")[0]


def test_places_come_with_their_names_and_features(dump: Path) -> None:
    assert said(dump) == "Read 2 places: 2 new, 0 changed."

    camp = Place.objects.get(geonames_id=1)
    assert (camp.name, camp.other_names, camp.feature, camp.origin) == (
        "Camp de Sokolo",
        "Sokolo Camp\nCamp",
        "S",
        "geonames",
    )
    assert (str(camp.latitude), str(camp.longitude), camp.population) == ("14.74010", "-6.13020", None)


def test_twice_is_once_and_a_correction_is_taken(dump: Path) -> None:
    own = make_place("Sokolo")
    said(dump)

    assert said(dump) == "Read 2 places: 0 new, 0 changed."
    dump.write_text(TOWN.replace("90000", "95000"), encoding="utf-8")
    assert said(dump) == "Read 1 places: 0 new, 1 changed."
    assert Place.objects.count() == 3
    assert Place.objects.get(pk=own.pk).origin == own.origin


def test_an_archive_is_read_as_it_was_downloaded(dump: Path, tmp_path: Path) -> None:
    path = tmp_path / "ML.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(dump, "ML.txt")
        archive.writestr("readme.txt", "About this file.")

    assert said(path) == "Read 2 places: 2 new, 0 changed."


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"name\tlatitude\n", "Line 1 is not one of GeoNames"),
        (f"{TOWN}\n{TOWN.replace('14.25', 'north')}\n".encode(), "Line 2 is not one of GeoNames"),
        (b"\xff\xfe", "The file is not UTF-8."),
    ],
)
def test_a_file_that_is_no_dump_writes_nothing(dump: Path, content: bytes, sentence: str) -> None:
    dump.write_bytes(content)

    with pytest.raises(CommandError, match=sentence):
        said(dump)

    assert not Place.objects.exists()


def test_a_file_that_is_not_there_is_told(db: None, tmp_path: Path) -> None:
    mali()

    with pytest.raises(CommandError, match="There is no file"):
        said(tmp_path / "ML.txt")
