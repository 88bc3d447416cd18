"""OGC API – Features, by the requests that GDAL and OWSLib were recorded to send."""

import json
from typing import Any

import pytest
from rest_framework.test import APIClient

from casework.accounts.models import User
from tests.api.builders import make_public

ITEMS = "/ogc/collections/incidents/items"


def got(program: APIClient, path: str) -> dict[str, Any]:
    answer = program.get(path)
    assert answer.status_code == 200, answer.getvalue()
    found: dict[str, Any] = json.loads(answer.getvalue())
    return found


@pytest.mark.django_db
def test_the_way_from_the_landing_page(program: APIClient) -> None:
    links = {link["rel"]: link["href"] for link in got(program, "/ogc/")["links"]}

    assert {"self", "conformance", "data", "service-desc"} <= links.keys()
    assert (
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core"
        in got(program, links["conformance"])["conformsTo"]
    )
    (collection,) = got(program, links["data"])["collections"]
    assert got(program, collection["links"][0]["href"])["id"] == "incidents"
    assert got(program, "/ogc")["title"] == "Casework"
    assert got(program, links["service-desc"])["openapi"].startswith("3.")


def test_features_come_in_pages_that_lose_none(program: APIClient, aminata: User, sira: User) -> None:
    rows = [make_public(aminata, sira) for _number in range(3)]

    first = got(program, f"{ITEMS}?limit=2")
    following = next(link["href"] for link in first["links"] if link["rel"] == "next")
    second = got(program, following)

    assert (first["numberMatched"], first["numberReturned"]) == (3, 2)
    assert [each["id"] for each in first["features"] + second["features"]] == [row.uid for row in rows]
    assert not [link for link in second["links"] if link["rel"] == "next"]
    feature = first["features"][0]
    assert feature["geometry"] == {"type": "Point", "coordinates": [-6.1219, 14.7328]}
    properties = feature["properties"]
    assert (properties["place_precision"], properties["killed_best"]) == ("exact", 20)


def test_one_feature(program: APIClient, aminata: User, sira: User) -> None:
    row = make_public(aminata, sira)

    found = got(program, f"{ITEMS}/{row.uid}")

    assert (found["id"], found["properties"]["title"]) == (row.uid, row.payload["title"])
    assert program.get(f"{ITEMS}/CW-999999").status_code == 404


def test_boxes_and_spans_of_time(program: APIClient, aminata: User, sira: User) -> None:
    make_public(aminata, sira)
    found: tuple[str, ...] = (
        "bbox=-7,14,-6,14.8",
        "bbox=-7,14,0,-6,14.8,9",
        "bbox=170,14,-6,15",
        "datetime=2020-01-26",
    )
    found += (
        "datetime=2020-01-01T00:00:00Z/2020-02-01T00:00:00Z",
        "datetime=../2020-01-26",
        "datetime=2020-01-26/..",
    )
    missed = ("bbox=-6,14,-5,15", "datetime=2020-01-27", "datetime=2020-01-27/..", "datetime=../2020-01-25")

    for query in found:
        assert got(program, f"{ITEMS}?{query}")["numberMatched"] == 1, query
    for query in missed:
        assert got(program, f"{ITEMS}?{query}")["numberMatched"] == 0, query


@pytest.mark.django_db
def test_what_is_wrong_is_refused(program: APIClient, stranger: APIClient) -> None:
    for query in ("bbox=1,2,3", "datetime=soon", "limit=x", "colour=red"):
        assert program.get(f"{ITEMS}?{query}").status_code == 400, query
    assert program.get("/ogc/collections/roads").status_code == 404
    assert stranger.get("/ogc/").status_code == 401
