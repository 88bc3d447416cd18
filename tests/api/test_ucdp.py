"""UCDP's facade: versions, pages, filters, and the file."""

import csv
import io
import zipfile
from datetime import timedelta

import pytest
from rest_framework.test import APIClient

from casework.accounts.keys import create_key
from casework.accounts.models import User
from casework.codebook.models import Country
from casework.publication.projections.ged import GED_COLUMNS
from casework.publication.releases import make_release
from casework.publication.services import publish, withdraw
from tests.api.builders import make_public
from tests.builders import get_or_make
from tests.incidents.builders import make_incident
from tests.publication.builders import make_revision

VERSION = "/api/gedevents/26.0.1"


@pytest.fixture
def events(aminata: User, sira: User) -> list[int]:
    """The numbers of three attacks in Mali, frozen as version 26.0.1."""
    values = {"iso2": "ML", "iso_numeric": 466, "name": "Mali", "acled_name": "Mali", "acled_region": 1}
    mali = get_or_make(Country, {**values, "gw_number": 432}, iso3="MLI")
    rows = [make_public(aminata, sira, country=mali) for _number in range(3)]
    make_release("26.0.1", "A month.", by=sira)
    withdraw(rows[0].incident, by=sira, note="Wrong.")
    return [row.incident_id for row in rows]


def test_an_event_has_49_keys_in_order(program: APIClient, events: list[int]) -> None:
    row = program.get(f"{VERSION}?pagesize=1").json()["Result"][0]

    assert tuple(row) == GED_COLUMNS
    assert len(GED_COLUMNS) == 49
    wanted = {
        "id": events[0],
        "date_start": "2020-01-26T00:00:00",
        "best": 20,
        "low": 20,
        "high": 20,
        "deaths_unknown": 20,
        "country_id": 432,
        "region": "Africa",
        "where_prec": 1,
        "date_prec": 1,
        "priogrid_gid": 209 * 720 + 347 + 1,
        "side_a": "Unknown",
    }
    assert {name: row[name] for name in wanted} == wanted


def test_pages_begin_at_zero_and_say_where_the_next_is(program: APIClient, events: list[int]) -> None:
    first = program.get(f"{VERSION}?pagesize=2").json()
    last = program.get(first["NextPageUrl"]).json()
    beyond = program.get(f"{VERSION}?pagesize=2&page=2").json()

    assert (first["TotalCount"], first["TotalPages"], first["PreviousPageUrl"]) == (3, 2, "")
    assert first["NextPageUrl"].startswith("http://testserver/api/gedevents/26.0.1?")
    assert "pagesize=2" in first["NextPageUrl"]
    assert (last["NextPageUrl"], len(last["Result"])) == ("", 1)
    assert (beyond["TotalCount"], beyond["Result"]) == (3, [])


def test_the_recipe_of_ucdp_reads_everything_once(program: APIClient, events: list[int]) -> None:
    """After basic_api_recipes: from page 0 to TotalPages, the last of which is one too many."""
    total = program.get(f"{VERSION}?pagesize=1&page=0").json()["TotalPages"]

    found = [
        row["id"]
        for page in range(total + 1)
        for row in program.get(f"{VERSION}?pagesize=1&page={page}").json()["Result"]
    ]

    assert found == events


def test_filters(program: APIClient, events: list[int]) -> None:
    everything = (
        "Country=432,433",
        "TypeOfViolence=1,2,3",
        "StartDate=2020-01-26&EndDate=2020-01-26",
        "Geography=14 -7,15 -6",
        "country=432&dyad=",
    )
    nothing = (
        "Country=475",
        "StartDate=2020-01-27",
        "EndDate=2020-01-25",
        "Geography=0 0,1 1",
        "Actor=9",
        "Dyad=1",
    )
    for query in everything:
        assert program.get(f"{VERSION}?{query}").json()["TotalCount"] == 3, query
    for query in nothing:
        assert program.get(f"{VERSION}?{query}").json()["TotalCount"] == 0, query
    assert program.get(f"{VERSION}?Id={events[1]}").json()["Result"][0]["id"] == events[1]


def test_what_is_wrong_is_said(program: APIClient, events: list[int]) -> None:
    assert program.get("/api/gedevents/1.1").status_code == 404
    assert program.get("/api/dyadic/26.0.1").status_code == 404
    for query in ("page=x", "Country=Mali", "StartDate=soon", "Geography=1,2", "pagesize=-1"):
        assert program.get(f"{VERSION}?{query}").status_code == 400, query


def test_the_address_has_no_case_and_takes_ucdps_header(vera: User, events: list[int]) -> None:
    _key, secret = create_key(vera, name="R", scopes=["read"], lasts_for=timedelta(days=9), by=vera)
    client = APIClient(headers={"x-ucdp-access-token": secret})

    assert client.get("/api/GEDEvents/26.0.1/").json()["TotalCount"] == 3
    assert APIClient().get(VERSION).status_code == 401


def test_incidents_without_dead_are_no_events(program: APIClient, aminata: User, sira: User) -> None:
    incident = make_incident(
        aminata, date_edtf="2020-01-26", date_earliest="2020-01-26", date_latest="2020-01-26"
    )
    publish(incident, make_revision(incident), by=sira)

    release = make_release("26.0.2", "A month.", by=sira)

    assert program.get("/api/gedevents/26.0.2").json()["TotalCount"] == 0
    assert '"left_out":{"no_deaths":1}' in release.manifest


def test_a_version_is_a_file_too(program: APIClient, events: list[int]) -> None:
    answer = program.get("/exports/ged2601-csv.zip")
    content = answer.getvalue()

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        rows = list(csv.DictReader(io.StringIO(archive.read("GEDEvent_v26_0_1.csv").decode())))
        assert "Release 26.0.1." in archive.read("README.txt").decode()
    assert tuple(rows[0]) == GED_COLUMNS
    assert rows[0]["date_start"] == "2020-01-26 00:00:00.000"
    assert content == program.get("/exports/ged26.0.1-csv.zip").getvalue()
