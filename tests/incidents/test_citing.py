"""Citing a passage for an incident."""

from datetime import timedelta

import pytest
from django.utils import timezone

from casework.accounts.models import User
from casework.audit.models import Entry
from casework.core.errors import BadInput, NotFound, NotNow, NotPermitted, Stale
from casework.incidents.models import Citation, Incident, State
from casework.incidents.services import cite, rate_citation
from casework.sources.models import Snapshot
from tests.incidents.builders import (
    make_citation,
    make_document,
    make_incident,
    make_snapshot,
    make_source,
)


@pytest.fixture
def incident(aminata: User) -> Incident:
    return make_incident(aminata)


@pytest.fixture
def snapshot(aminata: User) -> Snapshot:
    return make_snapshot(
        aminata, "🔥 The army said that about 20 soldiers died in the camp. قتل عشرون جنديا."
    )


def test_the_server_anchors_the_quote(incident: Incident, snapshot: Snapshot, aminata: User) -> None:
    citation = cite(incident.pk, by=aminata, snapshot=snapshot, quote="about  20 soldiers")

    assert (citation.exact, citation.start, citation.end) == ("about 20 soldiers", 21, 38)
    assert citation.prefix == "🔥 The army said that "
    assert citation.suffix == " died in the camp. قتل عشرون جنديا."[:32]


def test_a_citation_is_one_version_more(incident: Incident, snapshot: Snapshot, boris: User) -> None:
    cite(incident.pk, by=boris, snapshot=snapshot, quote="عشرون جنديا")

    incident.refresh_from_db()
    assert incident.version == 2
    assert boris.pk in incident.contributor_ids
    assert Entry.objects.get().verb == "incident.cite"


def test_who_says_it_and_how_credible_it_is_are_kept(
    incident: Incident, snapshot: Snapshot, aminata: User
) -> None:
    citation = cite(
        incident.pk,
        by=aminata,
        snapshot=snapshot,
        quote="about 20",
        attributed_to=" the army ",
        credibility="2",
    )

    assert (citation.attributed_to, citation.credibility) == ("the army", "2")


def test_sending_the_form_twice_cites_once(incident: Incident, snapshot: Snapshot, aminata: User) -> None:
    first = cite(incident.pk, by=aminata, snapshot=snapshot, quote="about 20")
    again = cite(incident.pk, by=aminata, snapshot=snapshot, quote="about 20")

    incident.refresh_from_db()
    assert first == again
    assert incident.version == 2


def test_programs_may_give_offsets(incident: Incident, snapshot: Snapshot, aminata: User) -> None:
    assert cite(incident.pk, by=aminata, snapshot=snapshot, start=21, end=29).exact == "about 20"


@pytest.mark.parametrize(("start", "end"), [(5, 5), (5, 4), (-1, 4), (0, 10_000), (5, None)])
def test_offsets_outside_of_the_text_are_refused(
    incident: Incident, snapshot: Snapshot, aminata: User, start: int, end: int | None
) -> None:
    with pytest.raises(BadInput, match="begin before it ends"):
        cite(incident.pk, by=aminata, snapshot=snapshot, start=start, end=end)


def test_words_that_are_not_there_change_nothing(
    incident: Incident, snapshot: Snapshot, aminata: User
) -> None:
    with pytest.raises(BadInput, match="not in the archived text"):
        cite(incident.pk, by=aminata, snapshot=snapshot, quote="about 99")

    incident.refresh_from_db()
    assert incident.version == 1


def test_the_mark_of_the_document_is_taken_over(incident: Incident, aminata: User) -> None:
    snapshot = make_snapshot(aminata, document=make_document(aminata, source=make_source(tlp="AMBER")))

    assert cite(incident.pk, by=aminata, snapshot=snapshot, quote="about 20").tlp == "AMBER"
    assert cite(incident.pk, by=aminata, snapshot=snapshot, quote="Before", tlp="GREEN").tlp == "GREEN"


def test_a_cited_document_is_looked_at_again_within_the_hour(incident: Incident, aminata: User) -> None:
    url = "https://example.org/camp"
    document = make_document(aminata, url=url, canonical_url=url)

    cite(incident.pk, by=aminata, snapshot=make_snapshot(aminata, document=document), quote="about 20")

    document.refresh_from_db()
    assert document.next_check_at is not None
    assert timedelta(0) < document.next_check_at - timezone.now() <= timedelta(hours=1)


def test_a_document_without_an_address_is_not(incident: Incident, snapshot: Snapshot, aminata: User) -> None:
    cite(incident.pk, by=aminata, snapshot=snapshot, quote="about 20")

    snapshot.document.refresh_from_db()
    assert snapshot.document.next_check_at is None


def test_hidden_documents_cannot_be_cited(incident: Incident, aminata: User, olek: User) -> None:
    with pytest.raises(NotFound, match="no such document"):
        cite(incident.pk, by=aminata, snapshot=make_snapshot(olek), quote="about 20")


def test_hidden_incidents_cannot_be_cited_for(incident: Incident, olek: User) -> None:
    with pytest.raises(NotFound, match="no such incident"):
        cite(incident.pk, by=olek, snapshot=make_snapshot(olek), quote="about 20")


def test_viewers_do_not_cite(incident: Incident, snapshot: Snapshot, vera: User) -> None:
    with pytest.raises(NotPermitted, match="Only verifiers"):
        cite(incident.pk, by=vera, snapshot=snapshot, quote="about 20")


def test_a_rejected_incident_is_not_cited_for(snapshot: Snapshot, aminata: User) -> None:
    incident = make_incident(aminata, review_state=State.REJECTED)

    with pytest.raises(NotNow, match="is rejected"):
        cite(incident.pk, by=aminata, snapshot=snapshot, quote="about 20")


def test_a_citation_in_review_sends_the_incident_back(snapshot: Snapshot, aminata: User) -> None:
    incident = make_incident(aminata, review_state=State.SUBMITTED, submitted_by=aminata)

    cite(incident.pk, by=aminata, snapshot=snapshot, quote="about 20")

    incident.refresh_from_db()
    assert (incident.review_state, incident.submitted_by, incident.version) == (State.VERIFYING, None, 2)


def test_a_citation_is_judged_anew(incident: Incident, aminata: User) -> None:
    citation = make_citation(incident)

    rate_citation(citation.pk, by=aminata, seen=1, credibility="2", tlp="GREEN")

    stored = Citation.objects.get()
    assert (stored.credibility, stored.tlp, stored.exact) == ("2", "GREEN", "about 20 soldiers")
    assert Entry.objects.get().before == {"credibility": "6", "tlp": "CLEAR"}


@pytest.mark.parametrize(("field", "value"), [("credibility", "9"), ("tlp", "WHITE")])
def test_a_judgement_uses_listed_words(incident: Incident, aminata: User, field: str, value: str) -> None:
    citation = make_citation(incident)

    with pytest.raises(BadInput, match="is not a valid choice"):
        rate_citation(citation.pk, by=aminata, seen=1, **{field: value})


def test_a_stale_judgement_is_refused(incident: Incident, aminata: User) -> None:
    citation = make_citation(incident)

    with pytest.raises(Stale):
        rate_citation(citation.pk, by=aminata, seen=7, credibility="2")


def test_hidden_citations_cannot_be_judged(incident: Incident, olek: User) -> None:
    citation = make_citation(incident)

    with pytest.raises(NotFound, match="no such citation"):
        rate_citation(citation.pk, by=olek, seen=1, credibility="2")
