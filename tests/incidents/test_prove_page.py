"""The page of texts and claims: what it shows, to whom, and what it costs."""

import html
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework.accounts.models import Desk, User
from casework.core.tlp import Tlp
from casework.incidents.models import (
    DateClaim,
    Incident,
    IncidentDocument,
    State,
)
from casework.sources.models import Snapshot
from tests.incidents.builders import (
    build_claim,
    make_casualty_claim,
    make_citation,
    make_document,
    make_incident,
    make_snapshot,
)
from tests.incidents.proving import TEXT, page_of, prove, send, values


def test_the_text_stands_there_with_what_was_cited(
    client: Client, aminata: User, incident: Incident, snapshot: Snapshot
) -> None:
    citation = make_citation(incident, "about 20 soldiers", snapshot=snapshot)
    claim = make_casualty_claim(incident, citation=citation)

    page = page_of(client, aminata, incident)

    begins = f'<span id="citation-{citation.pk}" class="cue" data-kind="casualties" data-cue="K"></span>'
    assert f'{begins}<mark data-kind="casualties"><a href="#claim-{claim.pk}" title="Killed"' in page
    assert f'id="claim-{claim.pk}"' in page
    shown = page.split("data-text>")[1].split("</div>")[0]
    assert html.unescape(re.sub(r"<[^>]+>", "", shown)) == TEXT


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [
        ("?about=everything&quote=x", None, 400),
        ("?about=killed&citation=999", None, 404),
        ("?about=killed&citation=" + "9" * 30, None, 404),
        ("?document=999&snapshot=x", None, 200),
        ("?document=" + "9" * 30, None, 200),
        ("", {"about": "everything"}, 400),
        ("", {"about": "cite", "document": "999", "snapshot": "1", "quote": "x"}, 404),
        ("", {"about": "cite", "document": "x", "snapshot": "1", "quote": "x"}, 400),
        ("documents/", {"document": "999"}, 404),
        ("documents/", {"document": "x"}, 404),
        ("claims/999/", {"seen": "1"}, 404),
        ("claims/999/retract/", {"seen": "1"}, 404),
        ("claims/999/rate/", {"seen": "1"}, 404),
    ],
)
def test_what_is_not_there_is_no_error_of_ours(
    client: Client, aminata: User, incident: Incident, path: str, fields: dict[str, str] | None, status: int
) -> None:
    client.force_login(aminata)
    address = f"/incidents/{incident.uid}/prove/{path}"

    answer = client.get(address) if fields is None else client.post(address, fields)

    assert answer.status_code == status


def test_a_mark_leads_to_the_first_of_its_claims(
    client: Client, aminata: User, incident: Incident, snapshot: Snapshot
) -> None:
    citation = make_citation(incident, snapshot=snapshot)
    dated = build_claim(DateClaim, incident, citation=citation, time_of_day="dawn")
    dated.save()
    numbers = [make_casualty_claim(incident, citation=citation) for _each in range(2)]

    assert f'<mark data-kind="casualties"><a href="#claim-{numbers[0].pk}"' in page_of(
        client, aminata, incident
    )


def test_people_who_may_not_edit_read_the_text_with_its_marks(
    client: Client, aminata: User, vera: User, incident: Incident, snapshot: Snapshot
) -> None:
    claim = make_casualty_claim(incident, citation=make_citation(incident, snapshot=snapshot))

    page = page_of(client, vera, incident, "?about=killed&quote=x")

    assert "<mark" in page
    assert "Only verifiers of this desk change incidents." in page
    assert f'action="/incidents/{incident.uid}/prove/' not in page
    assert prove(client, vera, incident, snapshot).status_code == 403
    assert send(client, vera, incident, f"claims/{claim.pk}/retract/", seen=1, note="No.").status_code == 403
    assert send(client, vera, incident, "form/", about="killed").status_code == 403


def test_a_closed_incident_is_only_read(client: Client, aminata: User, snapshot: Snapshot) -> None:
    closed = make_incident(aminata, review_state=State.REJECTED)

    page = page_of(client, aminata, closed, f"?document={snapshot.document_id}")
    answer = prove(client, aminata, closed, snapshot)

    assert "Ask a supervisor to reopen it" in page
    assert 'id="new-claim"' not in page
    assert answer.status_code == 409
    assert values(answer.content.decode())["quote"] == "about 20 soldiers"


def test_another_desk_finds_no_page(
    client: Client, olek: User, incident: Incident, snapshot: Snapshot
) -> None:
    client.force_login(olek)

    assert client.get(f"/incidents/{incident.uid}/prove/").status_code == 404
    assert prove(client, olek, incident, snapshot).status_code == 404


def test_a_red_passage_is_neither_marked_nor_offered(
    client: Client, aminata: User, sira: User, incident: Incident, snapshot: Snapshot
) -> None:
    red = make_citation(incident, "about 20 soldiers", snapshot=snapshot, tlp=Tlp.RED)
    claim = make_casualty_claim(incident, citation=red, as_reported="told in confidence")

    hidden = page_of(client, aminata, incident, "?about=killed&quote=20")
    shown = page_of(client, sira, incident, "?about=killed&quote=20")

    assert ("<mark" in shown, "told in confidence" in shown) == (True, True)
    assert ("<mark" in hidden, "told in confidence" in hidden) == (False, False)
    for path in (f"claims/{claim.pk}/", f"claims/{claim.pk}/retract/", f"claims/{claim.pk}/rate/"):
        assert send(client, aminata, incident, path, seen=1, note="x").status_code == 404
    assert send(client, aminata, incident, about="killed", citation=red.pk).status_code == 404


def test_a_red_document_is_not_read_here(
    client: Client, aminata: User, sira: User, incident: Incident
) -> None:
    secret = make_snapshot(sira, "The source is Moussa.", document=make_document(sira, tlp=Tlp.RED))
    IncidentDocument.objects.create(incident=incident, document=secret.document, added_by=sira)

    page = page_of(client, aminata, incident, f"?document={secret.document_id}")

    assert "Moussa" not in page
    assert "Moussa" in page_of(client, sira, incident, f"?document={secret.document_id}")
    assert prove(client, aminata, incident, secret, quote="Moussa").status_code == 404


def test_contradictions_are_said_in_words(
    client: Client, aminata: User, incident: Incident, snapshot: Snapshot
) -> None:
    make_casualty_claim(incident, 20, 20, 20, citation=make_citation(incident, snapshot=snapshot))
    other = make_citation(incident, snapshot=make_snapshot(aminata))
    sentence = "both cannot be true."

    before = page_of(client, aminata, incident)
    make_casualty_claim(incident, 30, 30, 30, citation=other)

    assert sentence not in before
    assert sentence in page_of(client, aminata, incident)


def test_a_document_is_brought_in_once(client: Client, aminata: User, incident: Incident, desk: Desk) -> None:
    other = make_snapshot(
        aminata, "Twenty dead.", document=make_document(aminata, title="Gazette of the lake")
    )

    found = page_of(client, aminata, incident, "?bring=gazette")
    answer = send(client, aminata, incident, "documents/", document=other.document_id)
    send(client, aminata, incident, "documents/", document=other.document_id)

    assert "Gazette of the lake" in found
    assert answer["Location"] == f"/incidents/{incident.uid}/prove/?document={other.document_id}"
    assert incident.document_links.filter(document=other.document).count() == 1
    assert "Twenty dead." in client.get(answer["Location"]).content.decode()
    assert Incident.objects.get(pk=incident.pk).version == 1


def test_only_those_who_edit_bring_documents_in(
    client: Client, vera: User, olek: User, incident: Incident, snapshot: Snapshot
) -> None:
    for user, status in ((vera, 403), (olek, 404)):
        assert send(client, user, incident, "documents/", document=snapshot.document_id).status_code == status


def test_older_texts_that_are_cited_stay_readable(
    client: Client, aminata: User, incident: Incident, snapshot: Snapshot
) -> None:
    make_citation(incident, "Armed men", snapshot=snapshot)
    make_snapshot(aminata, "The text was shortened.", document=snapshot.document)

    newest = page_of(client, aminata, incident)
    older = page_of(client, aminata, incident, f"?document={snapshot.document_id}&snapshot=1")

    assert (
        "The text was shortened." in newest,
        "<mark" in newest.split("data-text")[1].split("</section>")[0],
    ) == (True, False)
    assert "<mark" in older.split("data-text")[1].split("</section>")[0]


def test_more_claims_need_no_more_queries(
    client: Client, aminata: User, incident: Incident, snapshot: Snapshot
) -> None:
    make_casualty_claim(incident, citation=make_citation(incident, snapshot=snapshot))
    make_citation(incident, "Armed men", snapshot=snapshot)
    counts = []
    for number in (0, 1, 5):
        for _each in range(number):
            other = make_snapshot(aminata)
            make_casualty_claim(incident, citation=make_citation(incident, snapshot=other))
            make_citation(incident, "Nobody", snapshot=other)
        page_of(client, aminata, incident)
        with CaptureQueriesContext(connection) as queries:
            page_of(client, aminata, incident, f"?document={snapshot.document_id}&about=killed&quote=20")
        counts.append(len(queries))

    assert counts[1] == counts[2]
    assert counts[2] < 45


def test_what_changed_since_another_snapshot_stands_in_the_place_of_the_text(
    client: Client, aminata: User, incident: Incident, snapshot: Snapshot
) -> None:
    make_snapshot(aminata, TEXT.replace("about 20", "about 24"), document=snapshot.document, number=2)

    page = page_of(client, aminata, incident, f"?document={snapshot.document_id}&snapshot=2&against=1")

    assert "that about <del>20</del><ins>24</ins> soldiers died." in page
    assert "data-text>" not in page


def test_marks_say_what_they_prove_and_the_key_names_each_kind_once(
    client: Client, aminata: User, incident: Incident, snapshot: Snapshot
) -> None:
    citation = make_citation(incident, "about 20 soldiers", snapshot=snapshot)
    make_casualty_claim(incident, citation=citation)
    make_casualty_claim(incident, citation=citation, outcome="injured")
    make_citation(incident, "Armed men", snapshot=snapshot)

    page = page_of(client, aminata, incident)

    assert 'data-kind="casualties" data-cue="KI"></span>' in page
    assert 'title="Killed, Injured"' in page
    assert '<mark data-kind=""><a href="#bare-' in page
    legend = page.split('class="eyebrow legend"')[1].split("</ul>")[0]
    assert re.findall(r"</span>(\w+)</mark>", legend) == ["Killed", "Injured"]
