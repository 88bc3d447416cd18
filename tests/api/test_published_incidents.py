"""What programs read of the published incidents, and what they are told when they may not or cannot."""

from base64 import b64encode

import pytest
from jsonschema import Draft202012Validator
from pytest_django import DjangoAssertNumQueries, Settings
from rest_framework.test import APIClient

from casework.accounts.models import ApiKey, User
from casework.incidents.models import Incident
from casework.publication.models import PublishedRevision
from casework.publication.services import close_for_merge, close_for_undo, publish, withdraw
from tests.api.builders import LIST, make_public, uids
from tests.publication.builders import make_quiet_claim, make_revision, make_sokolo


def test_an_incident_is_answered_as_it_was_published(program: APIClient, aminata: User, sira: User) -> None:
    row = make_public(aminata, sira)

    answer = program.get(f"{LIST}{row.uid}/")

    assert answer.status_code == 200
    assert answer.json() == row.payload
    assert answer.json()["claims"][0]["citation"]["quote"]["exact"] == "about 20 soldiers"


def test_the_schema_describes_what_is_answered(program: APIClient, aminata: User, sira: User) -> None:
    row = make_public(aminata, sira)
    document = program.get("/api/v1/schema/").json()
    schema = {"$ref": "#/components/schemas/Incident", "components": document["components"]}

    errors = list(Draft202012Validator(schema).iter_errors(program.get(f"{LIST}{row.uid}/").json()))

    assert document["openapi"] == "3.1.1"
    assert [error.message for error in errors] == []
    assert set(row.payload) == set(document["components"]["schemas"]["Incident"]["properties"])


def test_working_incidents_are_not_there(program: APIClient, aminata: User, sira: User) -> None:
    working = make_sokolo(aminata)

    assert program.get(LIST).json()["results"] == []
    answer = program.get(f"{LIST}{working.uid}/")
    assert answer.status_code == 404
    assert answer.json()["errors"][0]["detail"].startswith("No published incident has this number.")


def test_what_may_not_be_shared_is_in_no_answer(program: APIClient, aminata: User, sira: User) -> None:
    incident = make_sokolo(aminata)
    make_quiet_claim(incident)
    publish(incident, make_revision(incident), by=sira)

    page = program.get(LIST).json()["results"][0]

    assert [claim["low"] for claim in page["claims"]] == [20]
    assert page["counts"]["claims"] == 1


def test_without_a_key_nothing_is_answered(stranger: APIClient, aminata: User, sira: User) -> None:
    make_public(aminata, sira)

    answer = stranger.get(LIST)

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"


def test_an_installation_may_open_its_published_incidents(
    stranger: APIClient, settings: Settings, aminata: User, sira: User
) -> None:
    row = make_public(aminata, sira)
    settings.PUBLIC_API = True

    assert uids(stranger.get(LIST)) == [row.uid]


def test_a_key_that_may_only_write_reads_nothing(program: APIClient) -> None:
    ApiKey.objects.update(scopes=["write"])

    answer = program.get(LIST)

    assert answer.status_code == 403
    assert "Send a key that may read" in answer.json()["errors"][0]["detail"]


def test_a_key_ends_with_its_person(program: APIClient, vera: User) -> None:
    User.objects.filter(pk=vera.pk).update(is_active=False)

    answer = program.get(LIST)

    assert answer.status_code == 401
    assert "unknown, expired or revoked" in answer.json()["errors"][0]["detail"]


def test_pages_lose_nothing_when_an_incident_is_published_anew_between_them(
    program: APIClient, aminata: User, sira: User
) -> None:
    rows = [make_public(aminata, sira) for _number in range(3)]
    first = program.get(LIST, {"page_size": 2}).json()

    anew = Incident.objects.get(pk=rows[0].incident_id)
    publish(anew, make_revision(anew), by=sira)
    second = program.get(first["next"])

    assert [each["uid"] for each in first["results"]] == [rows[0].uid, rows[1].uid]
    assert uids(second) == [rows[2].uid, rows[0].uid]


def walked(program: APIClient, start: str, towards: str) -> list[list[str]]:
    """Return the numbers on each page from an address on, forwards or back."""
    pages, address = [], start
    while address:
        page = program.get(address)
        pages.append(uids(page))
        address = page.json()[towards]
    return pages


def test_who_reads_on_meets_what_a_search_finds_forwards_and_back(
    program: APIClient, aminata: User, sira: User
) -> None:
    # `count` leads past the shorter way of those who only read on.
    rows = [make_public(aminata, sira) for _number in range(5)]
    withdraw(Incident.objects.get(pk=rows[2].incident_id), by=sira, note="The source took it back.")
    kept = [rows[number].uid for number in (0, 1, 3, 4)]
    since = rows[1].published_at.isoformat().replace("+", "%2B")

    for more in ("", "&count=no"):
        forwards = walked(program, f"{LIST}?page_size=3{more}", "next")
        assert forwards == [kept[:3], kept[3:]]
        last = program.get(program.get(f"{LIST}?page_size=3{more}").json()["next"]).json()
        assert walked(program, last["previous"], "previous") == [kept[:3]]
        assert walked(program, f"{LIST}?page_size=2&updated_since={since}{more}", "next") == [
            kept[1:3],
            kept[3:],
        ]


def test_a_cursor_of_an_older_version_leads_on(program: APIClient, aminata: User, sira: User) -> None:
    rows = [make_public(aminata, sira) for _number in range(4)]
    place = f"p={rows[0].published_at.isoformat().replace('+', '%2B')}"

    for position, found in ((place, rows[1:]), (f"o=1&{place}", rows[2:]), ("o=3", rows[3:])):
        answer = program.get(LIST, {"cursor": b64encode(position.encode()).decode()})
        assert uids(answer) == [row.uid for row in found]


@pytest.mark.parametrize(
    ("place", "status"),
    [
        ("yesterday", 404),
        ("7", 404),
        ("2026-01-01 00:00:00", 404),
        # Moments like any other, whatever the zone: PostgreSQL itself knows none so far away.
        ("2026-01-01 00:00:00+23:59", 200),
        ("0001-01-01 00:00:00+05:00", 404),
    ],
)
def test_a_made_up_place_is_refused_and_never_an_error_of_ours(
    program: APIClient, place: str, status: int
) -> None:
    cursor = b64encode(f"p={place.replace('+', '%2B')}".encode()).decode()

    assert program.get(LIST, {"cursor": cursor}).status_code == status


def test_a_page_costs_the_same_queries_with_one_row_and_with_six(
    program: APIClient, aminata: User, sira: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_public(aminata, sira)
    program.get(LIST)
    with django_assert_num_queries(2):
        program.get(LIST)
    for _number in range(5):
        make_public(aminata, sira)

    with django_assert_num_queries(2):
        program.get(LIST)


def test_an_unchanged_incident_is_not_sent_again(program: APIClient, aminata: User, sira: User) -> None:
    row = make_public(aminata, sira)
    etag = program.get(f"{LIST}{row.uid}/")["ETag"]

    answer = program.get(f"{LIST}{row.uid}/", HTTP_IF_NONE_MATCH=etag)

    assert (answer.status_code, answer.content) == (304, b"")


def test_a_withdrawn_incident_says_why(program: APIClient, aminata: User, sira: User) -> None:
    row = make_public(aminata, sira)
    withdraw(Incident.objects.get(), by=sira, note="The source took it back.")

    answer = program.get(f"{LIST}{row.uid}/")

    assert answer.status_code == 410
    assert answer.json()["errors"][0]["detail"] == "The source took it back."
    assert program.get(LIST).json()["results"] == []


def test_an_undone_publication_says_that_it_was_a_mistake(
    program: APIClient, aminata: User, sira: User
) -> None:
    row = make_public(aminata, sira)
    close_for_undo(Incident.objects.get(), by=sira)

    answer = program.get(f"{LIST}{row.uid}/")

    assert answer.status_code == 410
    assert "published by mistake" in answer.json()["errors"][0]["detail"]


def test_a_merged_incident_leads_on(program: APIClient, aminata: User, sira: User) -> None:
    donor, survivor = make_public(aminata, sira), make_public(aminata, sira)
    close_for_merge(donor.incident, survivor.incident, by=sira)

    answer = program.get(f"{LIST}{donor.uid}/")

    assert answer.status_code == 301
    assert answer["Location"] == f"{LIST}{survivor.uid}/"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_published_incidents_are_read_only(
    program: APIClient, aminata: User, sira: User, method: str
) -> None:
    row = make_public(aminata, sira)

    assert getattr(program, method)(f"{LIST}{row.uid}/", {}, format="json").status_code == 405
    assert PublishedRevision.objects.get().payload == row.payload
