"""An incident logged from a document: together in one transaction, and once."""

from functools import partial

import pytest

from casework.accounts.models import Desk, User
from casework.audit.models import Entry
from casework.core.errors import BadInput, NotFound, NotPermitted
from casework.incidents import policies
from casework.incidents.models import Incident, IncidentDocument
from casework.incidents.services import log_from_document
from tests.gate import at_once, gated
from tests.incidents.builders import build_incident
from tests.sources.builders import make_document
from tests.truth_tables import truth_table


def test_the_document_stands_beside_the_incident(lamine: User, desk: Desk) -> None:
    document = make_document(desk)

    incident = log_from_document(document.pk, by=lamine, desk=desk, title=" Raid ", date_edtf="2020-01-26")

    assert (incident.title, incident.review_state, incident.date_edtf) == ("Raid", "new", "2020-01-26")
    assert incident.document_links.get().document == document
    verbs = Entry.objects.filter(subject_label=incident.uid).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["incident.create", "incident.add_document"]


def test_two_clicks_log_one_incident(lamine: User, desk: Desk) -> None:
    document = make_document(desk)
    first = log_from_document(document.pk, by=lamine, desk=desk, title="Raid")

    assert log_from_document(document.pk, by=lamine, desk=desk, title="Raid ") == first
    assert Incident.objects.count() == 1


def test_a_colleague_may_log_under_the_same_title(lamine: User, boris: User, desk: Desk) -> None:
    document = make_document(desk)
    first = log_from_document(document.pk, by=lamine, desk=desk, title="Raid")

    assert log_from_document(document.pk, by=boris, desk=desk, title="Raid") != first


def test_what_is_refused_leaves_nothing(lamine: User, desk: Desk) -> None:
    with pytest.raises(BadInput):
        log_from_document(make_document(desk).pk, by=lamine, desk=desk, title="")

    assert not IncidentDocument.objects.exists()


def test_viewers_log_nothing(vera: User, desk: Desk) -> None:
    with pytest.raises(NotPermitted, match="Ask its supervisor"):
        log_from_document(make_document(desk).pk, by=vera, desk=desk, title="Raid")


def test_a_document_of_another_desk_is_not_found(olek: User, desk: Desk, other_desk: Desk) -> None:
    with pytest.raises(NotFound):
        log_from_document(make_document(desk).pk, by=olek, desk=other_desk, title="Raid")


def test_a_document_stands_beside_an_incident_once(lamine: User, desk: Desk) -> None:
    incident = build_incident(lamine)
    incident.save()
    document, other = make_document(desk), make_document(desk)
    IncidentDocument.objects.create(incident=incident, document=document, added_by=lamine)

    truth_table(
        "incident_document_once",
        lambda **values: IncidentDocument(incident=incident, added_by=lamine, **values),
        [({"document": document}, False), ({"document": other}, True)],
    )


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_log_one_incident(
    lamine: User, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The gate lies behind the decision. Fails without the lock of the document's row."""
    document = make_document(desk)
    monkeypatch.setattr(policies, "may_create", gated(policies.may_create, parties=2))

    click = partial(log_from_document, document.pk, by=lamine, desk=desk, title="Raid")
    first, second = at_once(click, click)

    assert first == second
    assert Incident.objects.count() == 1
