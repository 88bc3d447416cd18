"""Bring a dump of GeoNames that an operator downloaded into the gazetteer (CC BY 4.0)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from django.utils.translation import gettext as _

from casework.codebook.gazetteer import Loaded, countries_of_geonames, regions_of_geonames, write_places
from casework.codebook.models import PlaceFeature
from casework.core.errors import BadInput
from casework.core.text import storable

# The columns of GeoNames' main table, as its readme lists them.
_COLUMNS = 19
_NUMBER, _NAME, _OTHERS, _LATITUDE, _LONGITUDE, _CLASS = 0, 1, 3, 4, 5, 6
_COUNTRY, _ADMIN1, _POPULATION = 8, 10, 14
# What the columns of ours hold.
_LONGEST, _MOST_PEOPLE = 200, 2_147_483_647


def load_dump(path: Path) -> Loaded:
    """Read a dump such as ML.txt, ML.zip or allCountries.zip, and write what is new or changed.

    Line by line, so memory does not grow with the file. Safe to run twice. Places of countries and features
    that we do not know are left out. Raises BadInput with the line for a file that is no such dump; then
    nothing is written.
    """
    countries, regions = countries_of_geonames(), regions_of_geonames()
    with _opened(path) as lines:
        return write_places(_rows(lines, countries, regions))


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    if not path.is_file():
        raise BadInput(_("There is no file %(path)s.") % {"path": path})
    if not zipfile.is_zipfile(path):
        with path.open(encoding="utf-8", newline="\n") as file:
            yield file
        return
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.endswith(".txt") and name != "readme.txt"]
        if len(names) != 1:
            raise BadInput(
                _("The archive holds %(count)d tables. Give one with one.") % {"count": len(names)}
            )
        with archive.open(names[0]) as file:
            yield io.TextIOWrapper(file, encoding="utf-8", newline="\n")


def _rows(
    lines: TextIO, countries: dict[str, str], regions: dict[tuple[str, str], str]
) -> Iterator[tuple[Any, ...]]:
    try:
        for number, line in enumerate(lines, 1):
            if row := _row(line.rstrip("\n").split("\t"), number, countries, regions):
                yield row
    except UnicodeDecodeError as error:
        raise BadInput(_("The file is not UTF-8. Take a dump from GeoNames as it comes.")) from error


def _row(
    cells: list[str], line: int, countries: dict[str, str], regions: dict[tuple[str, str], str]
) -> tuple[Any, ...] | None:
    try:
        if len(cells) != _COLUMNS:
            raise ValueError
        number, population = int(cells[_NUMBER]), int(cells[_POPULATION] or 0)
        latitude, longitude = float(cells[_LATITUDE]), float(cells[_LONGITUDE])
    except ValueError as error:
        sentence = _("Line %(line)d is not one of GeoNames’ main table, which has 19 columns.")
        raise BadInput(sentence % {"line": line}) from error
    country, name = countries.get(cells[_COUNTRY]), storable(cells[_NAME])[:_LONGEST]
    if country is None or not name or cells[_CLASS] not in PlaceFeature.values:
        return None
    others = dict.fromkeys(each for each in storable(cells[_OTHERS]).split(",") if each and each != name)
    region = regions.get((country, cells[_ADMIN1]), "")
    return (
        number,
        name,
        "\n".join(others),
        country,
        cells[_ADMIN1][:20],
        region,
        f"{latitude:.5f}",
        f"{longitude:.5f}",
        # GeoNames writes 0 where it does not know.
        min(population, _MOST_PEOPLE) or None,
        cells[_CLASS],
    )
