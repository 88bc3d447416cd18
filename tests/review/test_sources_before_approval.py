"""Approval waits for what its sources say now: open changes, and looks that are too old."""

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.db.models.functions import Now
from django.test import Client
from django.urls import reverse

from casework.accounts.models import User
from casework.core.errors import BadInput, NotNow
from casework.incidents.models import Citation, CitationCheck, Incident, State
from casework.review.models import Move
from casework.review.queues import Queue, in_queue
from casework.review.services import move
from casework.sources.models import Document, Watch
from tests.incidents.builders import make_citation, make_document, make_incident, make_snapshot
from tests.review.builders import make_complete

pytestmark = pytest.mark.django_db
ADDRESS = "https://news.example/camp"


def cited(incident: Incident, days: int = 0) -> Citation:
    """Cite a document with an address, which was seen so many days ago."""
    by = incident.created_by
    document = make_document(by, url=ADDRESS, canonical_url=ADDRESS)
    snapshot = make_snapshot(by, document=document, fetched_at=Now() - timedelta(days=days))
    Watch.objects.create(document=document, current=snapshot)
    Document.objects.filter(pk=document.pk).update(next_check_at=Now() + timedelta(days=20))
    return make_citation(incident, snapshot=snapshot)


def change(citation: Citation) -> CitationCheck:
    return CitationCheck.objects.create(
        citation=citation, snapshot=citation.snapshot, fate="vanished", before=citation.exact
    )


@pytest.fixture
def incident(aminata: User) -> Incident:
    return make_complete(aminata, State.REVIEWED)


def test_an_open_change_holds_the_approval_back_until_it_is_said_why_not(
    sira: User, incident: Incident
) -> None:
    change(cited(incident))

    with pytest.raises(NotNow, match="1 cited sentence was changed by its source"):
        move(incident.pk, "approve", by=sira, seen=1)
    with pytest.raises(BadInput, match="Write a note"):
        move(incident.pk, "approve", by=sira, seen=1, confirm_sources=True)
    approved = move(
        incident.pk, "approve", by=sira, seen=1, confirm_sources=True, note="A typing mistake was mended."
    )

    assert approved.review_state == State.APPROVED
    assert Move.objects.get(transition="approve").note == "A typing mistake was mended."


def test_an_answered_change_holds_nothing_back(sira: User, incident: Incident) -> None:
    check = change(cited(incident))
    CitationCheck.objects.filter(pk=check.pk).update(answer="overtaken", closed_at=Now())

    assert move(incident.pk, "approve", by=sira, seen=1).review_state == State.APPROVED


def test_an_old_look_is_repeated_before_the_approval(sira: User, incident: Incident) -> None:
    """The approval is undone as a whole, but the look that it asked for stays asked for."""
    document = cited(incident, days=3).snapshot.document

    with pytest.raises(NotNow, match="1 cited document was not looked at within 24 hours"):
        move(incident.pk, "approve", by=sira, seen=1)
    assert Document.objects.filter(pk=document.pk, next_check_at__lte=Now()).exists()

    Watch.objects.update(checked_at=Now(), outcome="gone")
    assert move(incident.pk, "approve", by=sira, seen=1).review_state == State.APPROVED


@pytest.mark.parametrize(("hours", "days", "is_asked"), [(0, 9, False), (24, 0, False), (240, 9, False)])
def test_a_text_that_was_seen_lately_needs_no_look(
    hours: int, days: int, is_asked: bool, sira: User, incident: Incident, settings: LazySettings
) -> None:
    settings.LOOK_BEFORE_APPROVAL_HOURS = hours
    cited(incident, days)

    assert move(incident.pk, "approve", by=sira, seen=1).review_state == State.APPROVED


def test_what_has_no_address_cannot_be_looked_at(sira: User, incident: Incident) -> None:
    citation = cited(incident, days=9)
    Document.objects.filter(pk=citation.snapshot.document_id).update(
        url="", canonical_url=None, next_check_at=None
    )

    assert move(incident.pk, "approve", by=sira, seen=1).review_state == State.APPROVED


def test_the_approval_list_says_what_changed_and_its_page_asks_why(
    client: Client, sira: User, incident: Incident
) -> None:
    client.force_login(sira)
    page = reverse("admin:review_approvalqueue_change", args=[incident.pk])
    citation = cited(incident)
    assert "confirm_sources" not in client.get(page).content.decode()

    change(citation)

    listed = client.get(reverse("admin:review_approvalqueue_changelist")).content.decode()
    assert "1 cited sentence changed at its source" in listed
    assert "confirm_sources" in client.get(page).content.decode()
    refused = client.post(page, {"transition": "approve", "seen": "1", "confirm_sources": "on", "note": ""})
    assert (refused.status_code, "Write a note that says why" in refused.content.decode()) == (400, True)


def test_changed_sources_are_a_queue_of_those_who_answer(
    aminata: User, vera: User, olek: User, boris: User
) -> None:
    approved = make_incident(aminata, review_state=State.NEW)
    change(cited(approved))
    red = make_incident(aminata)
    snapshot = make_snapshot(aminata)
    change(make_citation(red, snapshot=snapshot, tlp="RED"))

    found = {each: set(in_queue(Queue.CHANGED, each)) for each in (aminata, boris, vera, olek)}

    assert found == {aminata: {approved}, boris: {approved}, vera: set(), olek: set()}


def test_the_page_of_a_document_says_how_it_is_watched(client: Client, aminata: User) -> None:
    incident = make_incident(aminata)
    citation = cited(incident)
    document = citation.snapshot.document
    client.force_login(aminata)
    before = client.get(f"/documents/{document.pk}/").content.decode()
    Watch.objects.update(checked_at=Now(), outcome="gone")
    check = change(citation)

    after = client.get(f"/documents/{document.pk}/").content.decode()

    assert ("not yet" in before, "A cited sentence" in before) == (True, False)
    assert "The site says that the document is no longer there." in after
    assert reverse("incidents:source-change", args=[incident.uid, check.pk]) in after
    assert "Watched" not in client.get(f"/documents/{make_document(aminata).pk}/").content.decode()
