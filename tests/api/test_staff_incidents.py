"""Working incidents for programs: the pages' services, with If-Match and Idempotency-Key."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from casework.accounts.models import Scope, User
from casework.api.models import Answered
from casework.incidents.models import Incident, State
from casework.review.models import Lease
from tests.api.builders import make_program
from tests.incidents.builders import make_casualty_claim, make_snapshot
from tests.review.builders import make_complete, make_incident, make_lease
from tests.truth_tables import truth_table

STAFF = "/api/v1/staff/incidents/"


@pytest.fixture
def clerk(aminata: User) -> APIClient:
    """A program that may do whatever Aminata may."""
    return make_program(aminata, Scope.READ, Scope.WRITE, Scope.DECIDE)


def send(program: APIClient, path: str, body: dict[str, Any], method: str = "post", **headers: str) -> Any:
    sent = {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    return getattr(program, method)(f"{STAFF}{path}", body, format="json", **sent)


def test_an_incident_is_logged_cited_and_claimed(clerk: APIClient, aminata: User) -> None:
    snapshot = make_snapshot(aminata)

    made = send(clerk, "", {"title": "Attack at Sokolo", "facts": {"date_edtf": "2020-01-26"}})
    uid = made.json()["uid"]
    passage = {"document": snapshot.document_id, "quote": "about 20 soldiers died"}
    citation = send(clerk, f"{uid}/citations/", passage).json()
    says = {
        "outcome": "killed",
        "category": "military",
        "low": 20,
        "best": 20,
        "high": 20,
        "qualifier": "about",
    }
    claim = send(clerk, f"{uid}/claims/", {"citation": citation["id"], "kind": "casualties", "says": says})

    assert made.status_code == 201
    assert made["Location"] == f"{STAFF}{uid}/"
    assert claim.status_code == 201, claim.json()
    content = clerk.get(f"{STAFF}{uid}/").json()["content"]
    assert (content["date_edtf"], content["claims"][0]["best"]) == ("2020-01-26", 20)
    assert content["citations"][0]["exact"] == "about 20 soldiers died"


def test_a_change_needs_the_version_that_was_seen(clerk: APIClient, aminata: User) -> None:
    incident = make_incident(aminata, State.VERIFYING)
    body = {"facts": {"summary": "Armed men came."}}
    etag = clerk.get(f"{STAFF}{incident.uid}/")["ETag"]

    missing = send(clerk, f"{incident.uid}/", body, "patch")
    done = send(clerk, f"{incident.uid}/", body, "patch", if_match=etag)
    stale = send(clerk, f"{incident.uid}/", {"facts": {"summary": "Others."}}, "patch", if_match=etag)
    odd = send(clerk, f"{incident.uid}/", body, "patch", if_match="*")

    assert [each.status_code for each in (missing, done, stale, odd)] == [428, 200, 412, 400]
    assert done["ETag"] == f'"{incident.version + 1}"'
    assert stale.json()["current"]["summary"] == "Armed men came."


def test_a_move_is_made_by_a_key_that_decides(clerk: APIClient, aminata: User, boris: User) -> None:
    incident = make_complete(aminata)
    make_lease(incident, aminata)
    weak = make_program(aminata, Scope.READ, Scope.WRITE)
    etag = f'"{incident.version}"'

    refused = send(weak, f"{incident.uid}/moves/", {"transition": "submit"}, if_match=etag)
    moved = send(clerk, f"{incident.uid}/moves/", {"transition": "submit"}, if_match=etag)
    own = send(clerk, f"{incident.uid}/moves/", {"transition": "agree"}, if_match=moved["ETag"])

    assert (refused.status_code, moved.status_code, own.status_code) == (403, 200, 403)
    assert moved.json()["review_state"] == "submitted"


def test_the_same_request_again_is_done_once(clerk: APIClient, aminata: User) -> None:
    body = {"title": "Attack at Sokolo"}

    answers = [send(clerk, "", body, idempotency_key="feed-1") for _number in range(2)]
    other = send(clerk, "", {"title": "Another"}, idempotency_key="feed-1")

    assert [each.status_code for each in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert other.status_code == 422
    assert (Incident.objects.count(), Answered.objects.count()) == (1, 1)


def test_what_was_refused_uses_no_key_up(clerk: APIClient) -> None:
    assert send(clerk, "", {"title": " "}, idempotency_key="feed-1").status_code == 400
    assert send(clerk, "", {"title": "Attack"}, idempotency_key="feed-1").status_code == 201


def test_comments_and_leases(clerk: APIClient, aminata: User) -> None:
    incident = make_incident(aminata)

    assert send(clerk, f"{incident.uid}/comments/", {"text": "Seen."}).status_code == 201
    assert send(clerk, f"{incident.uid}/lease/", {}, "put").status_code == 204
    assert Lease.objects.open().get().holder == aminata
    assert send(clerk, f"{incident.uid}/lease/", {}, "delete").status_code == 204
    assert not Lease.objects.open().exists()


def test_a_claim_is_corrected_and_taken_back(clerk: APIClient, aminata: User) -> None:
    incident = make_incident(aminata, State.VERIFYING)

    claim = make_casualty_claim(incident, 20, 20, 20)
    etag = f'"{incident.version}"'

    path = f"{incident.uid}/claims/{claim.pk}"
    better = send(clerk, f"{path}/supersede/", {"says": {"best": 19, "low": 19}}, if_match=etag)
    old = send(clerk, f"{path}/retract/", {"note": "Wrong."}, if_match=better["ETag"])
    newer = f"{incident.uid}/claims/{better.json()['id']}/retract/"
    gone = send(clerk, newer, {"note": "Wrong."}, if_match=better["ETag"])

    assert [each.status_code for each in (better, old, gone)] == [201, 409, 200]


def test_strangers_learn_nothing(aminata: User, olek: User) -> None:
    incident = make_incident(aminata)
    outsider = make_program(olek, Scope.READ, Scope.WRITE, Scope.DECIDE)

    assert outsider.get(STAFF).json()["results"] == []
    assert outsider.get(f"{STAFF}{incident.uid}/").status_code == 404
    assert send(outsider, f"{incident.uid}/comments/", {"text": "Seen."}).status_code == 404


@pytest.mark.parametrize(
    ("facts", "attr"),
    [
        ({"country": "ZZZ"}, "country"),
        ({"event_type": "none"}, "event_type"),
        ({"weapon_types": "5"}, "weapon_types"),
        ({"place": True}, "place"),
        ({"colour": "red"}, "colour"),
        ({"named_people": []}, "named_people"),
        ({"title": "Twice"}, "title"),
        ({"latitude": "north"}, "latitude"),
    ],
)
def test_what_is_no_fact_is_refused(clerk: APIClient, facts: dict[str, Any], attr: str) -> None:
    answer = send(clerk, "", {"title": "Attack", "facts": facts})

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["attr"] == attr


def test_lists_are_narrowed_by_state(clerk: APIClient, aminata: User) -> None:
    make_incident(aminata)

    assert len(clerk.get(f"{STAFF}?state=new").json()["results"]) == 1
    assert clerk.get(f"{STAFF}?state=approved").json()["results"] == []
    assert clerk.get(f"{STAFF}?state=lost").status_code == 400


def test_an_answer_is_kept_once_as_hashes(aminata: User) -> None:
    def build(**changes: Any) -> Answered:
        values = {"key": "a" * 64, "body": "b" * 64, "status": 201, "data": {}}
        return Answered(user=aminata, **{**values, **changes})

    truth_table(
        "answered_of_hashes",
        build,
        [({}, True), ({"key": "feed"}, False), ({"body": ""}, False), ({"status": 400}, False)],
    )
    build().save()
    truth_table("answered_once_per_key", build, [({}, False), ({"key": "c" * 64}, True)])
