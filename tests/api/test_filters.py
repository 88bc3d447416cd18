"""Searching the published incidents, and parameters that are refused rather than ignored."""

import pytest
from rest_framework.test import APIClient

from casework.accounts.models import User
from casework.codebook.models import Country
from tests.api.builders import LIST, make_public, uids
from tests.builders import get_or_make
from tests.review.builders import make_term


@pytest.fixture
def sokolo(aminata: User, sira: User) -> str:
    """The number of the attack on Sokolo in Mali on 26 January 2020, 20 killed."""
    values = {"iso2": "ML", "name": "Mali", "acled_name": "Mali", "acled_region": 1}
    mali = get_or_make(Country, values, iso3="MLI")
    Country.objects.create(iso3="NER", iso2="NE", name="Niger", acled_name="Niger", acled_region=1)
    return make_public(aminata, sira, country=mali).uid


@pytest.mark.parametrize(
    "query",
    [
        "country=MLI",
        "country=NER,MLI",
        "grade=confirmed",
        "occurred_from=2020-01-26",
        "occurred_until=2020-01-26",
        "killed_from=20",
        "killed_until=20",
        "bbox=-7,14,-6,15",
        "bbox=-180,-90,180,90",
        "bbox=170,14,-6,15",
        "search=sokolo",
        "updated_since=2020-01-01T00:00:00Z",
        "updated_since=0412-05-12T17:12:16-21:05",
        "country=",
    ],
)
def test_sokolo_is_found(program: APIClient, sokolo: str, query: str) -> None:
    assert uids(program.get(f"{LIST}?{query}")) == [sokolo]


@pytest.mark.parametrize(
    "query",
    [
        "country=NER",
        "event_type=riots",
        "sub_event_type=grenade",
        "grade=weak",
        "occurred_from=2020-01-27",
        "occurred_until=2020-01-25",
        "killed_from=21",
        "killed_until=19",
        "actor=Nobody",
        "bbox=-6,14,-5,15",
        "bbox=170,14,-7,15",
        "search=timbuktu",
        "updated_since=2100-01-01T00:00:00Z",
    ],
)
def test_sokolo_is_left_out(program: APIClient, sokolo: str, query: str) -> None:
    make_term("event_type", "riots")
    make_term("sub_event_type", "grenade")

    assert uids(program.get(f"{LIST}?{query}")) == []


@pytest.mark.parametrize(
    ("query", "attr", "sentence"),
    [
        ("county=MLI", "county", "Did you mean “country”?"),
        ("zzzz=1", "zzzz", "Known are: acled_id, actor, actor_id, admin1"),
        ("country=MLI&country=NER", "country", "This parameter came 2 times. Send it once."),
        ("country=ML", "country", "The codebook has no “ML”."),
        ("country=mli", "country", "The codebook has no “mli”."),
        ("event_type=attack", "event_type", "The codebook has no “attack”."),
        ("bbox=1,2,3", "bbox", "Write four numbers of degrees"),
        ("bbox=0,20,1,10", "bbox", "south lies below north"),
        ("bbox=nan,0,1,1", "bbox", "Write four numbers of degrees"),
        ("killed_from=many", "killed_from", "Enter a number."),
        ("occurred_from=2020-02-31", "occurred_from", "Enter a valid date."),
        ("grade=certain", "grade", "certain is not one of the available choices"),
        ("updated_since=yesterday", "updated_since", "Enter a valid date/time."),
        ("updated_since=0001-01-01T00:00:00%2B05:00", "updated_since", "Enter a valid date/time."),
        ("search=%00", "search", "Null characters are not allowed."),
    ],
)
def test_a_wrong_parameter_is_refused_by_name(
    program: APIClient, query: str, attr: str, sentence: str
) -> None:
    answer = program.get(f"{LIST}?{query}")

    assert answer.status_code == 400
    error = answer.json()["errors"][0]
    assert error["attr"] == attr
    assert sentence in error["detail"]


def test_a_wrong_cursor_is_refused(program: APIClient, db: None) -> None:
    answer = program.get(f"{LIST}?cursor=nonsense")

    assert answer.status_code == 404
    assert answer.json()["errors"][0]["detail"] == "Invalid cursor"


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("near=-6.12,14.73,1", True),
        ("near=-6.12,14.8,5", False),
        ("near=179.9,14.73,5000", False),
        ("place_precision=exact", True),
        ("place_precision=near,adm1", False),
        ("date_precision=day&duration=single&time_of_day=before_dawn", True),
        ("outcome=killed", True),
        ("outcome=injured", False),
        ("claim_kind=casualties", True),
        ("claim_kind=place", False),
        ("weapon_type=5", False),
        ("target_type=4", False),
        ("acled_id=XZZ1", False),
    ],
)
def test_marks_and_distances_narrow_down(
    program: APIClient, sokolo: str, query: str, *, is_found: bool
) -> None:
    assert uids(program.get(f"{LIST}?{query}")) == ([sokolo] if is_found else [])


@pytest.mark.parametrize("circle", ["1,2", "0,91,5", "0,0,0", "0,0,nan", "0,0,6000"])
def test_a_wrong_circle_is_refused(program: APIClient, db: None, circle: str) -> None:
    answer = program.get(f"{LIST}?near={circle}")

    assert answer.status_code == 400
    assert "longitude,latitude,kilometres" in answer.json()["errors"][0]["detail"]


def test_by_its_source_and_document(program: APIClient, sokolo: str) -> None:
    source = program.get("/api/v1/sources/").json()["results"][0]["slug"]
    document = program.get("/api/v1/documents/").json()["results"][0]["id"]

    assert uids(program.get(f"{LIST}?source={source},other&document={document}")) == [sokolo]
    assert uids(program.get(f"{LIST}?source=other")) == []


def test_an_address_that_is_none_is_answered_as_everything_else(program: APIClient, db: None) -> None:
    answer = program.post("/api/v1/staff/incidents/CW-1/citations/")

    assert answer.status_code == 404
    assert answer.json()["errors"] == [
        {"code": "not_found", "detail": "There is nothing at this address.", "attr": None}
    ]
