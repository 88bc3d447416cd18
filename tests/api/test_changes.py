"""Keeping a copy up to date; what was public at a moment; and frozen editions for programs."""

import hashlib
import json

import pytest
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from casework.accounts.models import User
from casework.publication.payload import moment
from casework.publication.releases import make_release
from casework.publication.services import close_for_merge, publish, withdraw
from tests.api.builders import LIST, make_public, uids
from tests.codebook.builders import make_edition
from tests.publication.builders import make_revision
from tests.review.builders import make_term

CHANGES = "/api/v1/changes/"


def test_each_incident_stands_at_its_newest_change(program: APIClient, aminata: User, sira: User) -> None:
    first, second, third, fourth = (make_public(aminata, sira) for _number in range(4))
    publish(first.incident, make_revision(first.incident), by=sira)
    withdraw(second.incident, by=sira, note="The source took it back.")
    close_for_merge(third.incident, first.incident, by=sira)

    found = program.get(CHANGES).json()["results"]

    assert [(each["uid"], each["kind"], each["version"], each["merged_into"]) for each in found] == [
        (fourth.uid, "published", 2, None),
        (first.uid, "published", 3, None),
        (second.uid, "withdrawn", None, None),
        (third.uid, "merged", None, first.uid),
    ]
    assert found[2]["note"] == "The source took it back."
    assert {each["acled_id"] for each in found} == {row.acled_id for row in (first, second, third, fourth)}


def test_pages_follow_one_another_from_a_moment(program: APIClient, aminata: User, sira: User) -> None:
    rows = [make_public(aminata, sira) for _number in range(4)]
    asked = {"since": moment(rows[1].published_at), "page_size": "2", "expand": "incident"}

    page = program.get(CHANGES, asked).json()
    rest = program.get(page["next"]).json()

    assert [each["incident"] for each in page["results"]] == [rows[1].payload, rows[2].payload]
    assert [each["uid"] for each in rest["results"]] == [rows[3].uid]
    assert rest["next"] is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query", ["since=yesterday", "since=2026-01-01T00:00:00", "page_size=0", "expand=all"]
)
def test_what_cannot_be_read_is_refused(program: APIClient, query: str) -> None:
    assert program.get(f"{CHANGES}?{query}").status_code == 400


def test_changes_cost_the_same_with_more_of_them(
    program: APIClient, aminata: User, sira: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(3):
        withdraw(make_public(aminata, sira).incident, by=sira, note="Wrong.")
        make_public(aminata, sira)
    program.get(CHANGES)

    with django_assert_num_queries(3):
        program.get(CHANGES)


def test_the_world_is_shown_as_it_was(program: APIClient, aminata: User, sira: User) -> None:
    row = make_public(aminata, sira)
    then = moment(row.published_at)
    withdraw(row.incident, by=sira, note="Wrong.")

    assert uids(program.get(LIST)) == []
    assert uids(program.get(LIST, {"as_of": then})) == [row.uid]
    assert program.get(f"{LIST}{row.uid}/", {"as_of": then}).json() == row.payload
    versions = program.get(f"{LIST}{row.uid}/versions/").json()["results"]
    assert [(each["version"], each["ended"]) for each in versions] == [(2, "withdrawn")]


def test_a_release_gives_the_same_bytes_for_ever(program: APIClient, aminata: User, sira: User) -> None:
    make_edition()
    kept, gone = make_public(aminata, sira), make_public(aminata, sira)
    make_release("26.0.1", "A month.", by=sira)
    files = ("manifest.json", "items.txt", "incidents.ndjson", "changes.ndjson")
    address = "/api/v1/releases/26.0.1/"
    before = [program.get(address + name).getvalue() for name in files]

    withdraw(gone.incident, by=sira, note="Wrong.")
    publish(kept.incident, make_revision(kept.incident), by=sira)
    make_release("26.0.2", "Another.", by=sira)

    assert [program.get(address + name).getvalue() for name in files] == before
    manifest = json.loads(before[0])
    for name, content in zip(files[1:], before[1:], strict=True):
        assert manifest["files"][name]["sha256"] == hashlib.sha256(content).hexdigest()
    lines = before[2].decode().splitlines()
    assert [hashlib.sha256(line.encode()).hexdigest() for line in lines] == [kept.sha256, gone.sha256]
    assert uids(program.get(LIST, {"release": "26.0.1"})) == [kept.uid, gone.uid]
    changes = program.get("/api/v1/releases/26.0.2/changes.ndjson").getvalue().decode().splitlines()
    assert [json.loads(line)["change"] for line in changes] == ["changed", "withdrawn"]


@pytest.mark.django_db
def test_vocabularies_are_public(program: APIClient) -> None:
    make_term("event_type", "battles")

    found = program.get("/api/v1/vocabularies/").json()

    assert "battles" in [term["code"] for each in found["results"] for term in each["terms"]]
    assert program.get("/api/v1/vocabularies/?edition=99").status_code == 400
