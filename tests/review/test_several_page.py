"""The pages on which several incidents are looked at, changed, reported and undone."""

import re

import pytest
from django.test import Client

from casework.accounts.models import User
from casework.incidents.models import Incident, State
from casework.review.models import Batch
from tests.house.forms import values_of
from tests.review.builders import make_complete, make_incident, make_term

SEVERAL = "/queue/several/"
BACK = "/queue/?queue=to_review"


def rows_of(*incidents: Incident) -> list[str]:
    return [f"{incident.pk}:{incident.version}" for incident in incidents]


def preview(client: Client, user: User, action: str, *incidents: Incident) -> str:
    client.force_login(user)
    answer = client.post(SEVERAL, {"do": action, "row": rows_of(*incidents), "back": BACK})
    assert answer.status_code == 200
    return answer.content.decode()


def confirm(client: Client, page: str, **typed: str) -> str:
    sent = values_of(page, SEVERAL) | {name: [value] for name, value in typed.items()}
    answer = client.post(SEVERAL, {**sent, "confirmed": "yes"}, follow=True)
    return f"{answer.status_code} {answer.content.decode()}"


def test_a_list_offers_its_rows_with_the_versions_shown(client: Client, aminata: User) -> None:
    incident = make_incident(aminata, version=4)
    client.force_login(aminata)

    for address in ("/queue/?queue=to_verify", "/incidents/"):
        page = client.get(address).content.decode()
        assert f'name="row" value="{incident.pk}:4" form="several"' in page
        assert '<option value="assign">' in page


def test_who_may_do_nothing_to_several_sees_no_boxes(client: Client, vera: User, aminata: User) -> None:
    make_incident(aminata)
    client.force_login(vera)

    assert 'name="row"' not in client.get("/incidents/").content.decode()


def test_it_is_looked_at_then_done_then_undone(client: Client, aminata: User, boris: User) -> None:
    make_term("return_reason", "date-wrong")
    ready, early = make_incident(aminata, State.SUBMITTED), make_incident(aminata)

    page = preview(client, boris, "return", ready, early)
    assert "does not start from the state “New”" in page
    assert values_of(page, SEVERAL)["row"] == rows_of(ready)
    report = confirm(client, page, code="date-wrong", field="date", note="The wire report gives Monday.")
    assert report.startswith("200")
    assert "Undo what was done" in report
    ready.refresh_from_db()
    assert ready.review_state == State.RETURNED
    after = client.post(f"/queue/several/{Batch.objects.get().pk}/undo/", {"back": BACK}, follow=True)

    ready.refresh_from_db()
    assert ready.review_state == State.SUBMITTED
    assert "1 incident was undone." in after.content.decode()
    assert f'href="{BACK}"' in after.content.decode()


def test_a_missing_reason_stops_all_and_keeps_what_was_typed(
    client: Client, aminata: User, boris: User
) -> None:
    make_term("return_reason", "date-wrong")
    incident = make_incident(aminata, State.SUBMITTED)

    page = confirm(client, preview(client, boris, "return", incident), field="date", note="Not on Sunday.")

    assert page.startswith("400")
    assert "Choose a reason from the list." in page
    assert "Not on Sunday." in page
    assert not Batch.objects.exists()


def test_people_and_tags_are_chosen(client: Client, aminata: User, sira: User, olek: User) -> None:
    incident = make_incident(sira)
    page = preview(client, sira, "assign", incident)
    assert "Aminata" in page
    assert "Olek" not in page

    confirm(client, page, to=str(aminata.pk))
    incident.refresh_from_db()
    confirm(client, preview(client, sira, "tag", incident), tag="ليل")

    assert (incident.assigned_to, incident.tags.get().name) == (aminata, "ليل")


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"do": "tag"}, "Choose at least one incident."),
        ({"do": "tag", "row": ["1"]}, "cannot be read"),
        ({"do": "tag", "row": ["1:x"]}, "cannot be read"),
        ({"do": "approve", "row": ["1:1"]}, "Choose what to do"),
        ({"row": ["1:1"]}, "Choose what to do"),
    ],
)
def test_what_makes_no_sense_is_refused(
    client: Client, aminata: User, sent: dict[str, str], sentence: str
) -> None:
    client.force_login(aminata)

    answer = client.post(SEVERAL, sent)

    assert answer.status_code == 400
    assert sentence in answer.content.decode()


def test_bulk_approval_confirms_nothing_by_itself(client: Client, aminata: User, sira: User) -> None:
    incident = make_complete(aminata, State.REVIEWED)

    assert "confirm_no_public_source" not in preview(client, sira, "approve", incident)


def test_nothing_to_do_offers_no_button(client: Client, aminata: User, boris: User) -> None:
    page = preview(client, boris, "agree", make_incident(aminata))

    assert "Nothing would happen." in page
    assert 'name="confirmed"' not in page


@pytest.mark.parametrize("back", ["https://example.org/", "//example.org/", "javascript:alert(1)"])
def test_the_way_back_stays_in_the_house(client: Client, aminata: User, back: str) -> None:
    client.force_login(aminata)
    sent = {"do": "tag", "row": rows_of(make_incident(aminata)), "back": back}

    page = client.post(SEVERAL, sent).content.decode()

    assert set(re.findall(r'href="([^"]*)">Back to the list', page)) == {"/queue/"}


def test_a_report_is_for_who_made_it(client: Client, aminata: User, sira: User) -> None:
    confirm(client, preview(client, sira, "tag", make_incident(aminata)), tag="night")
    client.force_login(aminata)

    assert client.get(f"{SEVERAL}{Batch.objects.get().pk}/").status_code == 404
