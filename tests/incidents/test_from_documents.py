"""Incidents on the pages of documents: what is shown there, and the form that logs one."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework.accounts.models import Desk, User
from casework.core.tlp import Tlp
from casework.incidents.models import Incident
from casework.incidents.services import log_from_document
from tests.incidents.builders import make_citation, make_incident
from tests.sources.builders import make_document


def test_an_incident_is_logged_and_opened(client: Client, lamine: User, desk: Desk) -> None:
    document = make_document(desk)
    client.force_login(lamine)

    answer = client.post(f"/incidents/from-document/{document.pk}/", {"title": "Raid on the camp"})

    incident = Incident.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/incidents/{incident.uid}/")
    assert incident.uid in client.get(f"/documents/{document.pk}/").content.decode()


def test_what_is_refused_stays_in_the_form(client: Client, lamine: User, desk: Desk) -> None:
    document = make_document(desk)
    client.force_login(lamine)

    answer = client.post(f"/incidents/from-document/{document.pk}/", {"title": "Raid", "desk": "999"})

    assert answer.status_code == 400
    assert 'value="Raid"' in answer.content.decode()
    assert not Incident.objects.exists()


def test_viewers_get_no_form(client: Client, vera: User, desk: Desk) -> None:
    document = make_document(desk)
    client.force_login(vera)

    assert "Log an incident" not in client.get(f"/documents/{document.pk}/").content.decode()
    assert client.post(f"/incidents/from-document/{document.pk}/", {"title": "Raid"}).status_code == 403


def test_another_desk_logs_nothing_from_it(client: Client, olek: User, desk: Desk) -> None:
    client.force_login(olek)
    address = f"/incidents/from-document/{make_document(desk).pk}/"

    assert client.post(address, {"title": "Raid"}).status_code == 404


def test_an_incident_that_quotes_the_document_is_shown_there(client: Client, aminata: User) -> None:
    citation = make_citation(make_incident(aminata))
    client.force_login(aminata)

    page = client.get(f"/documents/{citation.snapshot.document_id}/").content.decode()

    assert citation.incident.uid in page


def test_a_hidden_incident_is_neither_shown_nor_counted(
    client: Client, sira: User, vera: User, desk: Desk
) -> None:
    document = make_document(desk)
    hidden = log_from_document(document.pk, by=sira, desk=desk, title="Secret raid", tlp=Tlp.RED)
    client.force_login(vera)

    assert hidden.uid not in client.get(f"/documents/{document.pk}/").content.decode()
    assert "<td>1</td>" not in client.get("/documents/").content.decode()


def test_more_incidents_need_no_more_queries(client: Client, aminata: User, desk: Desk) -> None:
    document = make_document(desk)
    log_from_document(document.pk, by=aminata, desk=desk, title="Raid")
    client.force_login(aminata)
    once = [queries(client, url) for url in ("/documents/", f"/documents/{document.pk}/")]

    for number in range(5):
        log_from_document(document.pk, by=aminata, desk=desk, title=f"Raid {number}")

    assert [queries(client, url) for url in ("/documents/", f"/documents/{document.pk}/")] == once
    assert '<td data-label="Incidents">6</td>' in client.get("/documents/").content.decode()


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)
