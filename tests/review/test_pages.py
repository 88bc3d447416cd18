"""Moving, holding and discussing on pages: every refusal keeps what was typed."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework.accounts.models import User
from casework.core import toasts
from casework.incidents.models import Incident, State
from casework.incidents.services import edit_incident
from casework.review.models import Comment, Lease
from tests.review.builders import make_comment, make_complete, make_incident, make_lease, make_term

SAID = "The wire report gives Monday."


@pytest.fixture
def reasons(db: None) -> None:
    make_term("return_reason", "date-wrong")


def send(client: Client, user: User, address: str, **fields: Any) -> HttpResponse:
    client.force_login(user)
    return client.post(address, fields)  # type: ignore[return-value]  # the test client's own subclass


def send_move(client: Client, user: User, incident: Incident, transition: str, **fields: Any) -> HttpResponse:
    return send(
        client, user, f"/incidents/{incident.uid}/move/", **{"transition": transition, "seen": 1, **fields}
    )


def test_a_move_leads_back_with_a_way_to_undo_it(client: Client, aminata: User, boris: User) -> None:
    incident = make_complete(aminata, State.SUBMITTED)

    answer = send_move(client, boris, incident, "agree")

    incident.refresh_from_db()
    assert (answer.status_code, answer["Location"]) == (303, f"/incidents/{incident.uid}/")
    assert incident.review_state == State.REVIEWED
    (message,) = get_messages(client.get("/").wsgi_request)
    assert str(message) == f"{incident.uid} is now “Reviewed”."
    assert toasts.undo_of(message) == toasts.Undo(f"/incidents/{incident.uid}/undo/", incident.version)


def test_the_message_on_the_next_page_offers_undo(client: Client, aminata: User, boris: User) -> None:
    incident = make_complete(aminata, State.SUBMITTED)
    send_move(client, boris, incident, "agree")

    page = client.get(f"/incidents/{incident.uid}/").content.decode()

    assert f'action="/incidents/{incident.uid}/undo/"' in page
    assert 'name="seen" value="2"' in page


def test_undo_takes_the_move_back(client: Client, aminata: User, boris: User) -> None:
    incident = make_complete(aminata, State.SUBMITTED)
    send_move(client, boris, incident, "agree")

    answer = send(client, boris, f"/incidents/{incident.uid}/undo/", seen=2)

    incident.refresh_from_db()
    assert answer.status_code == 303
    assert incident.review_state == State.SUBMITTED


@pytest.mark.usefixtures("reasons")
def test_a_stale_page_keeps_the_text_and_shows_the_incident_as_it_is(
    client: Client, aminata: User, boris: User
) -> None:
    incident = make_complete(aminata, State.SUBMITTED, version=3)

    answer = send_move(client, boris, incident, "return", seen=2, note=SAID, code="date-wrong", field="date")

    page = answer.content.decode()
    assert answer.status_code == 412
    assert "Aminata changed this incident" in page
    assert SAID in page
    assert '<option value="date-wrong" selected>' in page
    assert 'name="seen" value="3"' in page
    assert 'name="seen" value="2"' not in page


@pytest.mark.usefixtures("reasons")
def test_text_for_a_move_that_is_gone_can_still_be_copied(client: Client, aminata: User, boris: User) -> None:
    incident = make_complete(aminata, State.VERIFYING)

    answer = send_move(client, boris, incident, "return", note=SAID, code="date-wrong", field="date")

    assert answer.status_code == 409
    assert SAID in answer.content.decode()
    assert "It was not saved. Copy it" in answer.content.decode()


def test_four_eyes_are_explained(client: Client, boris: User) -> None:
    incident = make_complete(boris, State.SUBMITTED)

    answer = send_move(client, boris, incident, "agree")

    assert answer.status_code == 403
    assert "leave the decision to a colleague" in answer.content.decode()


def test_a_move_without_its_reason_says_what_is_missing(client: Client, aminata: User, boris: User) -> None:
    incident = make_complete(aminata, State.SUBMITTED)

    answer = send_move(client, boris, incident, "return", note=SAID)

    assert answer.status_code == 400
    assert "Choose a reason from the list." in answer.content.decode()
    assert SAID in answer.content.decode()


def test_a_day_that_is_no_day_is_refused_with_everything_kept(client: Client, aminata: User) -> None:
    incident = make_complete(aminata, State.VERIFYING)
    make_lease(incident, aminata)

    answer = send_move(client, aminata, incident, "wait", waits_for=SAID, waits_on="AFP", until="2020-02-31")

    assert answer.status_code == 400
    assert "Enter a valid date." in answer.content.decode()
    assert SAID in answer.content.decode()


def test_a_move_without_a_version_is_refused(client: Client, aminata: User, boris: User) -> None:
    incident = make_complete(aminata, State.SUBMITTED)

    assert send_move(client, boris, incident, "agree", seen="").status_code == 428


@pytest.mark.parametrize("name", ["publish", "merge", "revise", ""])
def test_an_unknown_move_is_refused(client: Client, aminata: User, name: str) -> None:
    answer = send_move(client, aminata, make_incident(aminata), name)

    assert answer.status_code == 400
    assert "is not a move" in answer.content.decode()


POSTS = ["move/", "undo/", "take/", "give-back/", "heartbeat/", "comments/"]


@pytest.mark.parametrize("action", POSTS)
def test_another_desk_finds_nothing(client: Client, aminata: User, olek: User, action: str) -> None:
    address = f"/incidents/{make_incident(aminata).uid}/{action}"

    assert send(client, olek, address, transition="start", seen=1, text=SAID).status_code == 404
    assert client.get(address).status_code == 405


def test_another_desk_cannot_resolve_a_comment(client: Client, aminata: User, olek: User) -> None:
    comment = make_comment(make_incident(aminata), aminata)

    assert send(client, olek, f"/comments/{comment.pk}/resolve/").status_code == 404


def test_what_is_taken_shows_who_holds_it(client: Client, aminata: User, boris: User) -> None:
    incident = make_incident(aminata)

    send(client, aminata, f"/incidents/{incident.uid}/take/")

    assert Lease.objects.held_by(aminata).filter(incident=incident).exists()
    assert "You are working on this incident." in client.get(f"/incidents/{incident.uid}/").content.decode()
    client.force_login(boris)
    assert "Aminata" in client.get("/incidents/").content.decode().split("</thead>")[1]


def test_the_loser_is_told_who_won(client: Client, aminata: User, boris: User) -> None:
    incident = make_incident(aminata)
    make_lease(incident, aminata)

    answer = send(client, boris, f"/incidents/{incident.uid}/take/")

    assert answer.status_code == 409
    assert "Aminata has been working on this incident" in answer.content.decode()


def test_what_is_given_back_is_free(client: Client, aminata: User) -> None:
    incident = make_incident(aminata)
    make_lease(incident, aminata)

    send(client, aminata, f"/incidents/{incident.uid}/give-back/")

    assert not Lease.objects.open().exists()


def test_a_hold_is_kept_while_texts_are_read(client: Client, aminata: User, boris: User) -> None:
    incident = make_incident(aminata, State.VERIFYING)
    make_lease(incident, aminata)
    pages = []

    for user in (aminata, boris):
        client.force_login(user)
        pages.append(client.get(f"/incidents/{incident.uid}/prove/").content.decode())

    assert [f'data-heartbeat="/incidents/{incident.uid}/heartbeat/"' in page for page in pages] == [
        True,
        False,
    ]
    assert "is working on it since" in pages[1]


def test_a_lost_hold_is_told_at_the_next_heartbeat(client: Client, aminata: User) -> None:
    incident = make_incident(aminata)

    answer = send(client, aminata, f"/incidents/{incident.uid}/heartbeat/")

    assert answer.status_code == 409
    assert b"Take it again to go on." in answer.content


def test_a_comment_is_said_resolved_and_reopened(client: Client, aminata: User, boris: User) -> None:
    incident = make_incident(aminata)

    send(client, aminata, f"/incidents/{incident.uid}/comments/", text=SAID, field="date")
    comment = Comment.objects.get()
    send(client, boris, f"/comments/{comment.pk}/resolve/")

    assert SAID in client.get(f"/incidents/{incident.uid}/").content.decode()
    assert Comment.objects.unresolved().count() == 0
    send(client, boris, f"/comments/{comment.pk}/reopen/")
    assert Comment.objects.unresolved().count() == 1


def test_an_empty_comment_is_refused(client: Client, aminata: User) -> None:
    answer = send(client, aminata, f"/incidents/{make_incident(aminata).uid}/comments/", text=" ")

    assert answer.status_code == 400
    assert "Write something first." in answer.content.decode()


def test_next_opens_what_it_took(client: Client, aminata: User) -> None:
    incident = make_incident(aminata)

    answer = send(client, aminata, "/queue/next/")

    assert answer["Location"] == f"/incidents/{incident.uid}/"
    assert Lease.objects.held_by(aminata).get().incident == incident


def test_next_says_when_there_is_no_work(client: Client, aminata: User) -> None:
    answer = send(client, aminata, "/queue/next/")

    assert answer["Location"] == "/queue/"
    assert "There is no work for you now." in client.get("/queue/").content.decode()


def test_the_queue_shows_what_a_person_can_do(client: Client, aminata: User, boris: User, olek: User) -> None:
    title = make_incident(aminata, State.SUBMITTED).title

    assert title in seen(client, boris, "/queue/?queue=to_review")
    assert title not in seen(client, aminata, "/queue/?queue=to_review")
    assert title not in seen(client, olek, "/queue/?queue=to_review")
    other = seen(client, boris, "/queue/?queue=nonsense")
    assert title in other
    assert "There is no queue “nonsense”. You see “To review”." in other


def seen(client: Client, user: User, address: str) -> str:
    client.force_login(user)
    return client.get(address).content.decode()


@pytest.mark.parametrize("address", ["/queue/?queue=to_verify", "/", "/incidents/"])
def test_more_rows_need_no_more_queries(client: Client, aminata: User, address: str) -> None:
    make_lease(make_incident(aminata), aminata)
    client.force_login(aminata)
    once = queries(client, address)

    for _ in range(5):
        make_incident(aminata)

    assert queries(client, address) == once


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.usefixtures("reasons")
def test_a_returned_incident_says_why(client: Client, aminata: User, boris: User) -> None:
    incident = make_complete(aminata, State.SUBMITTED)
    send_move(client, boris, incident, "return", note=SAID, code="date-wrong", field="date")

    assert SAID in seen(client, aminata, f"/incidents/{incident.uid}/").split('id="comments"')[1]


def test_a_late_move_is_told_what_changed_with_its_values(client: Client, aminata: User, boris: User) -> None:
    make_term("return_reason", "date-wrong")
    incident = make_incident(aminata, State.SUBMITTED)
    edit_incident(incident.pk, by=aminata, seen=1, fields={"grade": "fair"})
    client.force_login(boris)

    sent = {
        "transition": "return",
        "seen": 1,
        "code": "date-wrong",
        "field": "date",
        "note": "It was Monday.",
    }
    page = client.post(f"/incidents/{incident.uid}/move/", sent).content.decode()

    assert "Not assessed" in page
    assert "Monday." in page


def test_open_comments_are_counted_beside_their_part(client: Client, aminata: User, boris: User) -> None:
    incident = make_complete(aminata, State.VERIFYING)
    first = make_comment(incident, boris, field="place")
    make_comment(incident, boris, field="place")
    make_comment(incident, boris, field="date", resolved_by=boris, resolved_at="2100-01-01T00:00Z")
    client.force_login(aminata)

    for place in ("", "prove/"):
        page = client.get(f"/incidents/{incident.uid}/{place}").content.decode()
        assert "Is this the camp?" in page
    page = client.get(f"/incidents/{incident.uid}/").content.decode()

    assert f'href="#comment-{first.pk}" title="2 open comments"' in page
    assert page.count('title="1 open comment"') == 0


def test_a_comment_comes_back_to_the_page_on_which_it_was_written(client: Client, aminata: User) -> None:
    incident = make_incident(aminata)
    client.force_login(aminata)
    comments, detail = f"/incidents/{incident.uid}/comments/", f"/incidents/{incident.uid}/"

    for back, leads in ((f"{detail}prove/", f"{detail}prove/"), ("//example.org", detail), ("", detail)):
        answer = client.post(comments, {"text": "Seen.", "back": back})
        assert answer["Location"] == f"{leads}#comments"
