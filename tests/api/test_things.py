"""Sources, documents, actors and places for programs."""

import pytest
from jsonschema import Draft202012Validator
from rest_framework.test import APIClient

from casework.accounts.models import User
from casework.incidents.models import AttributionClaim, Incident
from casework.publication.services import publish, withdraw
from tests.api.builders import make_public
from tests.codebook.builders import make_actor
from tests.incidents.builders import build_claim
from tests.publication.builders import make_revision, make_sokolo

SHAPES = {
    "sources": "PublicSource",
    "documents": "PublicDocument",
    "actors": "PublicActor",
    "places": "PublicPlace",
}


@pytest.fixture
def sokolo(aminata: User, sira: User) -> Incident:
    """A public attack with an actor."""
    incident = make_sokolo(aminata)
    actor = make_actor("Katiba Macina", kind=2)
    build_claim(AttributionClaim, incident, actor=actor, role="perpetrator", basis="claimed").save()
    publish(incident, make_revision(incident), by=sira)
    return incident


def test_everything_named_is_listed_as_the_schema_says(program: APIClient, sokolo: Incident) -> None:
    document = program.get("/api/v1/schema/").json()

    for kind, shape in SHAPES.items():
        found = program.get(f"/api/v1/{kind}/").json()["results"]
        assert found, kind
        schema = {"$ref": f"#/components/schemas/{shape}", "components": document["components"]}
        errors = [error.message for each in found for error in Draft202012Validator(schema).iter_errors(each)]
        assert errors == [], kind
        assert found[0].keys() == document["components"]["schemas"][shape]["properties"].keys()


def test_a_place_is_found_with_its_incidents(program: APIClient, sokolo: Incident) -> None:
    place = program.get("/api/v1/places/", {"search": "sok"}).json()["results"][0]

    assert program.get(f"/api/v1/places/{place['key']}/").json() == place
    found = program.get("/api/v1/incidents/", {"place": place["key"], "fields": "uid"}).json()["results"]
    assert found == [{"uid": sokolo.uid}]


@pytest.mark.parametrize(
    ("address", "query", "count"),
    [
        ("actors", "search=macina", 1),
        ("actors", "kind=2", 1),
        ("actors", "kind=1", 0),
        ("actors", "kind=x", 0),
        ("sources", "kind=traditional_media&changed_since=2020-01-01T00:00:00Z", 2),
        ("sources", "reliability=A", 0),
        ("documents", "language=en", 0),
        ("places", "precision=exact", 1),
    ],
)
def test_things_are_narrowed_down(
    program: APIClient, sokolo: Incident, address: str, query: str, count: int
) -> None:
    assert len(program.get(f"/api/v1/{address}/?{query}").json()["results"]) == count


def test_what_nothing_public_names_is_gone(program: APIClient, sokolo: Incident, sira: User) -> None:
    withdraw(sokolo, by=sira, note="The source took it back.")

    assert [program.get(f"/api/v1/{kind}/").json()["results"] for kind in SHAPES] == [[], [], [], []]
    assert program.get("/api/v1/actors/1/").status_code == 404


def test_a_wrong_parameter_is_named(program: APIClient, aminata: User, sira: User) -> None:
    make_public(aminata, sira)

    answer = program.get("/api/v1/sources/?land=MLI")

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["attr"] == "land"


@pytest.mark.django_db
def test_a_made_up_cursor_is_refused(program: APIClient) -> None:
    # p=yesterday, in base64.
    assert program.get("/api/v1/sources/?cursor=cD15ZXN0ZXJkYXk=").status_code == 404
    assert program.get("/api/v1/incidents/?cursor=cD15ZXN0ZXJkYXk=").status_code == 404
