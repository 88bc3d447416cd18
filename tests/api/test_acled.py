"""ACLED's facade, by the requests that its clients were recorded to send. The R packages were not run."""

import json
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.utils import timezone
from pytest_django import Settings
from rest_framework.test import APIClient

from casework.accounts.keys import create_key
from casework.accounts.models import User
from casework.codebook.models import Country
from casework.publication.models import ACLED_COLUMNS, PublishedRevision
from casework.publication.services import publish, withdraw
from tests.accounts.builders import make_service, make_service_key
from tests.api.builders import make_public
from tests.builders import get_or_make
from tests.publication.builders import make_revision

READ = "/api/acled/read"


@pytest.fixture
def sokolo(aminata: User, sira: User) -> PublishedRevision:
    """The attack on Sokolo in Mali, 20 killed."""
    values = {"iso2": "ML", "iso_numeric": 466, "name": "Mali", "acled_name": "Mali", "acled_region": 1}
    return make_public(aminata, sira, country=get_or_make(Country, values, iso3="MLI"))


def asked(program: APIClient, query: str = "", path: str = READ) -> dict[str, Any]:
    """Return the envelope that a query gives."""
    answer = program.get(f"{path}?{query}")
    assert answer.status_code == 200, answer.getvalue()
    assert answer["Content-Type"] == "application/json"
    found: dict[str, Any] = json.loads(answer.getvalue())
    return found


def test_a_row_has_31_columns_in_order_and_no_null(program: APIClient, sokolo: PublishedRevision) -> None:
    envelope = asked(program)

    assert [envelope[name] for name in ("status", "success", "count", "total_count")] == [200, True, 1, 1]
    (row,) = envelope["data"]
    assert tuple(row) == ACLED_COLUMNS
    assert len(ACLED_COLUMNS) == 31
    assert None not in row.values()
    wanted = {
        "event_id_cnty": sokolo.acled_id,
        "event_date": "2020-01-26",
        "year": 2020,
        "time_precision": 1,
        "actor1": "Unidentified Armed Group (Mali)",
        "inter1": "Political militia",
        "interaction": "Sole political militia action",
        "iso": 466,
        "region": "Western Africa",
        "country": "Mali",
        "location": "Sokolo",
        "latitude": 14.7328,
        "longitude": -6.1219,
        "geo_precision": 1,
        "fatalities": 20,
        "timestamp": int(sokolo.published_at.timestamp()),
    }
    assert {name: row[name] for name in wanted} == wanted


# As recorded from acled 1.0.2, acledR 1.0.1 and acled.api 1.1.9, with our example's values.
RECORDED = (
    "event_date=2020-01-01%7C2020-01-31&country=Mali%7CNiger&fatalities=5&limit=10&page=1&_format=json"
    "&event_date_where=BETWEEN&fatalities_where=%3E%3D&key=k&email=e%40x",
    "_format=json&export_type=monadic&country=Mali|Niger&event_date=2020-01-01|2020-01-31&event_date_where=BETWEEN"
    "&timestamp_where=%3E%3D&timestamp=1580256000&population=true&inter_num=0&limit=0",
    "key=k&email=e@x&limit=0&?export_type=monadic&event_date=2020-01-01|2020-01-31&event_date_where=BETWEEN"
    "&fields=event_id_cnty|country|fatalities&country=Mali&interaction=30:OR:interaction=13",
    "country=Niger:OR:country=Mali",
    "country=Niger:OR:Mali",
    "country=mali&region=western africa&event_date=2020-01-26",
    "timestamp=2020-01-01",
    "year=2020&inter1=Political Militia&interaction=30",
    "location=sok&event_id_cnty=MLI",
    "fatalities=19|20&latitude=14.7328&event_date=2020-01&event_date_where=LIKE",
    "unknown=1&notes=BEFORE%20DAWN",
)
MISSED = (
    "country=Niger",
    "country=Mal",
    "event_date=2020-01-25|2020-01-27",
    "event_date=2020-01-27|2020-02-01&event_date_where=BETWEEN",
    "fatalities=20&fatalities_where=>",
    "timestamp=4000000000",
    "event_type=RIOTS",
    "inter1=1",
)


def test_recorded_requests_are_understood(program: APIClient, sokolo: PublishedRevision) -> None:
    for query in RECORDED:
        envelope = asked(program, query.replace(" ", "%20"))
        assert (envelope["count"], envelope["total_count"]) == (1, 1), query
    for query in MISSED:
        envelope = asked(program, query)
        assert (envelope["count"], envelope["data"]) == (0, []), query


def test_what_cannot_be_said_here_is_a_message(program: APIClient, sokolo: PublishedRevision) -> None:
    hints = asked(program, "event_date=2020-01-25|2020-01-27&population=full")["messages"]

    assert "event_date_where=BETWEEN" in hints[0]
    assert "Population" in hints[1]


@pytest.mark.django_db
def test_what_cannot_be_read_is_an_error_in_acleds_shape(program: APIClient) -> None:
    for query in (
        "fatalities=many",
        "event_date=2020-13-01",
        "limit=x",
        "year_where=~&year=1",
        "iso=99999999999",
    ):
        answer = program.get(f"{READ}?{query}")

        assert answer.status_code == 400
        assert answer.json()["success"] is False
        assert answer.json()["error"][0]["status"] == 400


def test_pages_begin_at_one_and_end_in_nothing(program: APIClient, aminata: User, sira: User) -> None:
    rows = [make_public(aminata, sira) for _number in range(3)]

    pages = [asked(program, f"limit=2&page={page}&fields=event_id_cnty") for page in (1, 2, 3)]

    assert [(page["count"], page["total_count"]) for page in pages] == [(2, 3), (1, 3), (0, 3)]
    found = [row["event_id_cnty"] for page in pages for row in page["data"]]
    assert found == [row.acled_id for row in rows]
    assert asked(program, "limit=0")["count"] == 3


def test_old_paths_and_slashes_answer_at_once(program: APIClient, sokolo: PublishedRevision) -> None:
    for path in ("/api/acled/read/", "/acled/read", "/acled/read/"):
        assert asked(program, "", path)["count"] == 1
    assert "Deprecation" in program.get("/acled/read/")
    assert "Deprecation" not in program.get(READ)


def test_other_formats(program: APIClient, sokolo: PublishedRevision) -> None:
    header, line = program.get("/api/acled/read.csv").getvalue().decode().splitlines()[:2]
    xml = program.get(f"{READ}?_format=xml").getvalue().decode()

    assert header == ",".join(ACLED_COLUMNS)
    assert line.startswith(f"{sokolo.acled_id},2020-01-26,2020,1,")
    assert f"<event_id_cnty>{sokolo.acled_id}</event_id_cnty>" in xml


def test_the_sisters(program: APIClient, sokolo: PublishedRevision) -> None:
    span = {"first_event_date": "2020-01-26", "last_event_date": "2020-01-26", "event_count": 1}

    def sister(name: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = asked(program, "limit=5", f"/api/{name}/read")["data"]
        return found

    assert sister("country") == [{"country": "Mali", "iso": 466, "iso3": "MLI", **span}]
    assert sister("region") == [{"region": 1, "region_name": "Western Africa", **span}]
    assert sister("actor") == [{"actor_name": "Unidentified Armed Group (Mali)", **span}]
    assert sister("actortype") == [{"actor_type_id": 3, "actor_type_name": "Political militia", **span}]
    assert sister("cast") == []


def test_what_ended_is_listed_as_deleted_until_it_returns(
    program: APIClient, sokolo: PublishedRevision, sira: User
) -> None:
    withdraw(sokolo.incident, by=sira, note="Wrong.")
    deleted = asked(
        program, "deleted_timestamp=1580256000&deleted_timestamp_where=%3E%3D&limit=0", "/api/deleted/read"
    )

    assert [row["event_id_cnty"] for row in deleted["data"]] == [sokolo.acled_id]
    assert deleted["data"][0]["deleted_timestamp"] >= int(sokolo.published_at.timestamp())
    assert asked(program)["data"] == []
    publish(sokolo.incident, make_revision(sokolo.incident), by=sira)
    assert asked(program, "", "/api/deleted/read")["data"] == []
    assert asked(program)["count"] == 1


def test_a_key_is_the_password_of_oauth(vera: User, sokolo: PublishedRevision) -> None:
    _key, secret = create_key(vera, name="R", scopes=["read"], lasts_for=timedelta(days=9), by=vera)
    client = APIClient()
    form = f"grant_type=password&username={quote(vera.email)}&password={secret}&client_id=acled"

    answer = client.post("/oauth/token", form, content_type="application/x-www-form-urlencoded")
    token = answer.json()

    assert answer.status_code == 200
    assert (token["token_type"], token["expires_in"]) == ("Bearer", 86400)
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {token['access_token']}")
    assert asked(client)["count"] == 1
    again = f"grant_type=refresh_token&client_id=acled&refresh_token={token['refresh_token']}"
    assert (
        client.post("/oauth/token", again, content_type="application/x-www-form-urlencoded").status_code
        == 200
    )


def test_a_cookie_stands_for_a_key(vera: User, sokolo: PublishedRevision) -> None:
    _key, secret = create_key(vera, name="R", scopes=["read"], lasts_for=timedelta(days=9), by=vera)
    client = APIClient()

    answer = client.post("/user/login?_format=json", {"name": "vera", "pass": secret}, format="json")

    assert answer.status_code == 200
    assert secret not in answer.cookies["casework-facade"].value
    assert asked(client)["count"] == 1


@pytest.mark.django_db
def test_passwords_and_other_peoples_names_open_nothing(
    vera: User, lamine: User, stranger: APIClient
) -> None:
    _key, secret = create_key(vera, name="R", scopes=["read"], lasts_for=timedelta(days=9), by=vera)

    for name, password in (("lamine", secret), ("vera", "a lantern on the seventh hill")):
        answer = stranger.post(
            "/oauth/token", {"grant_type": "password", "username": name, "password": password}
        )
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")
    refused = stranger.get(READ)
    assert refused.status_code == 401
    assert refused.json()["error"][0]["message"].startswith("Send a key")


def test_a_key_in_the_query_is_off_unless_switched_on(
    vera: User, stranger: APIClient, settings: Settings
) -> None:
    _key, secret = create_key(vera, name="R", scopes=["read"], lasts_for=timedelta(days=9), by=vera)

    assert stranger.get(f"{READ}?key={secret}&email=e@x").status_code == 401
    settings.ACLED_KEY_IN_QUERY = True
    assert stranger.get(f"{READ}?key={secret}&email=e@x").status_code == 200


def test_the_hours_since_the_last_update(program: APIClient, sokolo: PublishedRevision) -> None:
    assert asked(program)["last_update"] == 0
    assert sokolo.published_at <= timezone.now()


@pytest.mark.parametrize("name", ["user name", "contact"])
def test_a_service_brings_its_key_as_the_password(name: str, sira: User, sokolo: PublishedRevision) -> None:
    service = make_service(sira)
    _key, secret = make_service_key(service, sira)
    client = APIClient()
    said = service.account.username if name == "user name" else service.contact
    form = f"grant_type=password&username={quote(said)}&password={secret}&client_id=acled"

    answer = client.post("/oauth/token", form, content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 200
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {answer.json()['access_token']}")
    assert asked(client)["count"] == 1


def test_no_name_is_no_name_of_a_service(sira: User, stranger: APIClient) -> None:
    _key, secret = make_service_key(make_service(sira), sira)

    for name in ("", "sira", sira.email):
        said = {"grant_type": "password", "username": name, "password": secret}
        assert stranger.post("/oauth/token", said).status_code == 400
