"""Less than the whole, and more."""

import pytest
from rest_framework.test import APIClient

from casework.accounts.models import User
from casework.publication.services import withdraw
from tests.api.builders import LIST, make_public, uids


def test_fields_pick_parts_through_lists(program: APIClient, aminata: User, sira: User) -> None:
    row = make_public(aminata, sira)

    page = program.get(LIST, {"fields": "uid,date.edtf,claims.citation.quote.exact"}).json()["results"]

    assert page == [
        {
            "uid": row.uid,
            "date": {"edtf": "2020-01-26"},
            "claims": [{"citation": {"quote": {"exact": "about 20 soldiers"}}}],
        }
    ]
    assert program.get(f"{LIST}{row.uid}/", {"fields": "title"}).json() == {"title": row.payload["title"]}


def test_sources_are_put_in_where_they_are_named(program: APIClient, aminata: User, sira: User) -> None:
    row = make_public(aminata, sira)

    claims = program.get(LIST, {"expand": "source", "fields": "claims.citation.source"}).json()["results"][0]

    assert claims["claims"][0]["citation"]["source"] == row.payload["sources"][0]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "attr", "sentence"),
    [
        ("fields=titel", "fields", "Did you mean “title”?"),
        ("fields=claims.citation.quot", "fields", "Did you mean “quote”?"),
        ("fields=uid.x", "fields", "Known are: none."),
        ("expand=claims", "expand", "What can is: source."),
        ("count=maybe", "count", "Write count=yes"),
    ],
)
def test_what_is_not_there_is_refused(program: APIClient, query: str, attr: str, sentence: str) -> None:
    answer = program.get(f"{LIST}?{query}")

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["attr"] == attr
    assert sentence in answer.json()["errors"][0]["detail"]


def test_counts_come_only_when_asked(program: APIClient, aminata: User, sira: User) -> None:
    make_public(aminata, sira)

    assert "count" not in program.get(LIST).json()
    counted = program.get(LIST, {"count": "yes"}).json()
    assert (counted["count"], counted["count_is_capped"]) == (1, False)


def test_a_list_is_not_sent_twice_and_is_packed(program: APIClient, aminata: User, sira: User) -> None:
    make_public(aminata, sira)

    packed = program.get(LIST, HTTP_ACCEPT_ENCODING="gzip")

    assert packed["Content-Encoding"] == "gzip"
    assert program.get(LIST, HTTP_IF_NONE_MATCH=packed["ETag"]).status_code == 304


def test_a_list_is_sent_again_once_it_holds_something_else(
    program: APIClient, aminata: User, sira: User
) -> None:
    row = make_public(aminata, sira)
    held = program.get(LIST)["ETag"]
    withdraw(row.incident, by=sira, note="The source took it back.")
    other = make_public(aminata, sira)

    answer = program.get(LIST, HTTP_IF_NONE_MATCH=held)

    assert uids(answer) == [other.uid]
    counted = program.get(LIST, {"count": "yes"}, HTTP_IF_NONE_MATCH=answer["ETag"])
    assert counted.status_code == 200
