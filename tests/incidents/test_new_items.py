"""New items of feeds that belong to an incident."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from casework.accounts.models import Desk, User
from casework.audit.models import Entry
from casework.core.errors import NotFound, NotNow, NotPermitted
from casework.incidents.models import Incident, IncidentDocument
from casework.incidents.services import create_incident
from casework.incidents.services.triaging import keep_for_incident, log_from_item, undo_for_incident
from casework.incidents.triage_views import likest
from casework.sources.feeds.triage import decide
from casework.sources.models import Triaged, TriageItem
from tests.sources.feeds.builders import make_feed, make_waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident(aminata: User, desk: Desk) -> Incident:
    return create_incident(by=aminata, desk=desk, title="Raid on the camp of Sokolo")


def test_an_item_is_kept_beside_an_incident(aminata: User, desk: Desk, incident: Incident) -> None:
    row = make_waiting(desk)

    kept = keep_for_incident(row.pk, incident.pk, by=aminata)
    keep_for_incident(row.pk, incident.pk, by=aminata)

    link = IncidentDocument.objects.get()
    assert (link.incident, link.document, kept.decision) == (incident, kept.document, "keep")
    assert Entry.objects.filter(verb="incident.add_document").count() == 1


def test_both_or_neither(lamine: User, aminata: User, desk: Desk, incident: Incident) -> None:
    """A logger adds nothing to what somebody else logged: the item then waits as before."""
    row = make_waiting(desk)

    with pytest.raises(NotPermitted):
        keep_for_incident(row.pk, incident.pk, by=lamine)
    row.refresh_from_db()
    assert row.decision == ""

    decide(row.pk, Triaged.DROP, by=lamine)
    with pytest.raises(NotNow, match="Lamine marked"):
        keep_for_incident(row.pk, incident.pk, by=aminata)
    assert not IncidentDocument.objects.exists()


def test_a_new_incident_is_logged_from_an_item_once(lamine: User, desk: Desk) -> None:
    row = make_waiting(desk)

    _row, logged = log_from_item(row.pk, by=lamine, desk=desk, title="Bus stopped")
    _row, again = log_from_item(row.pk, by=lamine, desk=desk, title="Bus stopped")

    assert logged == again == Incident.objects.get()
    assert logged.document_links.get().document == TriageItem.objects.get().document


def test_it_is_taken_back(aminata: User, boris: User, desk: Desk, incident: Incident) -> None:
    row = make_waiting(desk)
    seen = keep_for_incident(row.pk, incident.pk, by=aminata).version

    with pytest.raises(NotNow):
        undo_for_incident(row.pk, incident.pk, by=boris, seen=seen)
    undo_for_incident(row.pk, incident.pk, by=aminata, seen=seen)

    assert list(TriageItem.objects.waiting()) == [row]
    assert not IncidentDocument.objects.exists()
    assert Entry.objects.filter(verb="incident.remove_document").exists()
    with pytest.raises(NotFound):
        undo_for_incident(row.pk, incident.pk, by=aminata, seen=seen)


def test_the_likest_open_incidents_come_first(aminata: User, desk: Desk, incident: Incident) -> None:
    create_incident(by=aminata, desk=desk, title="Ferry burnt at the lake")
    row = make_waiting(desk, feed=make_feed(desk), title="What is known of the raid on Sokolo camp")

    assert likest(row, aminata)[0] == incident
    assert [each.title for each in likest(row, aminata, "ferry")] == ["Ferry burnt at the lake"]
    assert likest(row, aminata, incident.uid) == [incident]


def test_the_page_offers_keeps_and_comes_back(
    client: Client, aminata: User, desk: Desk, incident: Incident
) -> None:
    row = make_waiting(desk)
    client.force_login(aminata)
    address = reverse("incidents:item", args=[row.pk])

    listed = client.get("/triage/").content.decode()
    offered = client.get(address, {"next": "9"}).content.decode()
    answer = client.post(address, {"incident": incident.uid, "next": "9"})
    kept = client.get("/triage/?show=kept").content.decode()
    undone = client.post(reverse("incidents:item-undo", args=[incident.uid, row.pk]), {"seen": "2"})

    assert f'href="{address}' in listed
    assert incident.uid in offered
    assert answer["Location"] == "/triage/#item-9"
    assert incident.uid in kept
    assert undone["Location"] == f"/triage/#item-{row.pk}"


def test_a_hidden_incident_and_a_second_decision_are_refused_in_words(
    client: Client, aminata: User, lamine: User, desk: Desk, incident: Incident
) -> None:
    row = make_waiting(desk)
    decide(row.pk, Triaged.DROP, by=lamine)
    client.force_login(aminata)
    address = reverse("incidents:item", args=[row.pk])

    assert client.post(address, {"incident": "CW-999999"}).status_code == 404
    page = client.post(address, {"title": "Bus stopped"})
    assert page.status_code == 409
    assert "Lamine marked this item" in page.content.decode()
    assert "Bus stopped" in page.content.decode()
