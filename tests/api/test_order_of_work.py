"""Programs say how soon an incident is worked on, by whom and under which tags, and narrow the list by it."""

from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from casework.accounts.models import Scope, User
from casework.incidents.models import Incident, State
from casework.review.services.ordering import arrange
from casework.review.services.organising import tag
from tests.api.builders import make_program
from tests.review.builders import make_incident

STAFF = "/api/v1/staff/incidents/"


@pytest.fixture
def incident(aminata: User) -> Incident:
    return make_incident(aminata, State.VERIFYING)


@pytest.fixture
def reader(boris: User) -> APIClient:
    """A program of a reviewer, without the right to decide."""
    return make_program(boris, Scope.READ, Scope.WRITE)


def send(program: APIClient, path: str, body: dict[str, Any], seen: int | None, method: str = "patch") -> Any:
    header = {} if seen is None else {"HTTP_IF_MATCH": f'"{seen}"'}
    return getattr(program, method)(f"{STAFF}{path}", body, format="json", **header)


def test_order_is_set_at_once_and_counts_versions(reader: APIClient, incident: Incident, boris: User) -> None:
    due = "2027-01-31T18:00:00Z"
    body = {"priority": 2, "due_at": due, "assigned_to": "boris"}

    answer = send(reader, f"{incident.uid}/order/", body, incident.version)

    assert answer.status_code == 200, answer.json()
    told = answer.json()
    assert (told["priority"], told["due_at"], told["assigned_to"]) == (2, due, "boris")
    incident.refresh_from_db()
    assert (incident.priority, incident.assigned_to, incident.contributor_ids) == (
        2,
        boris,
        [incident.created_by_id],
    )
    assert answer["ETag"] == f'"{incident.version}"'


@pytest.mark.parametrize(
    ("body", "status", "attr"),
    [
        ({"priority": 7}, 400, "priority"),
        ({"due_at": "tomorrow"}, 400, "due_at"),
        ({"assigned_to": "nobody-of-ours"}, 400, "assigned_to"),
        ({"assigned_to": "olek"}, 400, "assigned_to"),
        ({"urgency": 1}, 400, "urgency"),
    ],
)
def test_what_is_no_order_is_refused_at_its_field(
    reader: APIClient, incident: Incident, olek: User, body: dict[str, Any], status: int, attr: str
) -> None:
    answer = send(reader, f"{incident.uid}/order/", body, incident.version)

    assert (answer.status_code, answer.json()["errors"][0]["attr"]) == (status, attr)


def test_the_rules_are_those_of_the_page(
    reader: APIClient, aminata: User, olek: User, incident: Incident
) -> None:
    path, body = f"{incident.uid}/order/", {"priority": 1}
    verifier = make_program(aminata, Scope.READ, Scope.WRITE)
    stranger = make_program(olek, Scope.READ, Scope.WRITE)

    assert send(verifier, path, body, incident.version).status_code == 403
    assert send(stranger, path, body, incident.version).status_code == 404
    assert send(reader, path, body, None).status_code == 428
    assert send(reader, path, body, incident.version + 1).status_code == 412


def test_tags_come_and_go_without_a_version(reader: APIClient, incident: Incident) -> None:
    path, seen = f"{incident.uid}/tags/", incident.version

    put = send(reader, path, {"tag": "to call back"}, seen, "post")
    off = send(reader, path, {"tag": "To call back"}, seen, "delete")
    empty = send(reader, path, {"tag": " "}, seen, "post")

    assert [each.json()["tags"] for each in (put, off)] == [["to call back"], []]
    assert (put["ETag"], off.json()["version"]) == (f'"{seen}"', seen)
    assert (empty.status_code, empty.json()["errors"][0]["attr"]) == (400, "tag")


def test_the_list_is_narrowed_by_the_same_questions_as_the_page(
    reader: APIClient, aminata: User, boris: User, sira: User, incident: Incident
) -> None:
    make_incident(aminata)
    tag(incident.pk, name="to call back", by=aminata, seen=incident.version)
    arrange(incident.pk, by=sira, seen=incident.version, priority=1, due_at=timezone.now(), to=boris)

    def found(query: str) -> list[str]:
        answer = reader.get(f"{STAFF}?{query}")
        assert answer.status_code == 200, answer.json()
        return [each["uid"] for each in answer.json()["results"]]

    for query in ("priority=1", "due=overdue", "tag=To call back", "assigned=me", "assigned=boris"):
        assert found(query) == [incident.uid], query
    for query in ("priority=2", "due=none&tag=to call back", "assigned=aminata"):
        assert found(query) == [], query


@pytest.mark.parametrize(
    "query", ["priority=soon", "due=later", "tag=unheard", "tag=%00", "assigned=olek", "assigned=%00x"]
)
def test_a_question_that_cannot_be_answered_is_refused(reader: APIClient, olek: User, query: str) -> None:
    answer = reader.get(f"{STAFF}?{query}")

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["attr"] == query.partition("=")[0]


def test_the_list_costs_the_same_with_one_row_and_with_six(
    reader: APIClient, aminata: User, incident: Incident, django_assert_max_num_queries: Any
) -> None:
    tag(incident.pk, name="to call back", by=aminata, seen=incident.version)
    # The first use of a key in a while is written down.
    reader.get(STAFF)
    with django_assert_max_num_queries(10) as one:
        reader.get(STAFF)
    for _each in range(5):
        tag(make_incident(aminata).pk, name="to call back", by=aminata, seen=1)

    with django_assert_max_num_queries(10) as six:
        reader.get(STAFF)
    assert len(one) == len(six)
