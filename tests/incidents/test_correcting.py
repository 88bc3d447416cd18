"""Claims are corrected and taken back, passages judged anew, on the page of texts."""

from typing import Any

import pytest
from django.test import Client

from casework.accounts.models import User
from casework.audit.services import record
from casework.incidents.models import (
    CasualtyClaim,
    Citation,
    Claim,
    ClaimStatus,
    Incident,
)
from casework.sources.models import Snapshot
from tests.incidents.builders import (
    make_casualty_claim,
    make_citation,
)
from tests.incidents.codebook import make_actor, make_term
from tests.incidents.proving import prove, send, values


def test_a_correction_begins_with_what_the_claim_says(
    client: Client, aminata: User, incident: Incident, snapshot: Snapshot
) -> None:
    old = make_casualty_claim(incident, 20, 20, None, citation=make_citation(incident, snapshot=snapshot))
    client.force_login(aminata)

    filled = values(client.get(f"/incidents/{incident.uid}/prove/claims/{old.pk}/").content.decode())
    answer = send(
        client, aminata, incident, f"claims/{old.pk}/", **{**filled, "high": 22, "note": "Misread."}
    )

    new = CasualtyClaim.objects.get(status=ClaimStatus.LIVE)
    assert (filled["low"], filled.get("high"), filled["seen"]) == ("20", None, "1")
    assert (new.supersedes_id, new.low, new.high, new.citation_id) == (old.pk, 20, 22, old.citation_id)
    assert answer["Location"].endswith(f"#claim-{new.pk}")


def test_each_kind_of_claim_can_be_corrected(
    client: Client, aminata: User, incident: Incident, snapshot: Snapshot
) -> None:
    term, actor = make_term("weapon_type", "Firearms"), make_actor()
    passage: dict[str, Any] = {
        "document": snapshot.document_id,
        "snapshot": 1,
        "quote": "Armed men",
    }
    kinds: dict[str, dict[str, Any]] = {
        "weapon_type": {"term": term.pk},
        "perpetrator": {"actor": actor.pk, "basis": "suspected", "role": "perpetrator"},
        "date": {"date_edtf": "2020-01", "time_of_day": "unknown"},
        "place": {"place_name": "The camp", "location_precision": "near"},
    }
    for about, said in kinds.items():
        send(client, aminata, incident, about=about, **passage, **said)

    for claim in Claim.objects.live().order_by("pk"):
        address = f"claims/{claim.pk}/"
        filled = values(client.get(f"/incidents/{incident.uid}/prove/{address}").content.decode())
        answer = send(client, aminata, incident, address, **{**filled, "as_reported": "men with rifles"})
        assert answer.status_code == 303

    live = {claim.kind: claim.of_its_kind for claim in Claim.objects.live()}
    assert {claim.as_reported for claim in live.values()} == {"men with rifles"}
    assert live["term"].termclaim.term == term
    assert live["attribution"].attributionclaim.actor == actor
    assert live["date"].dateclaim.date_edtf == "2020-01"
    assert live["place"].placeclaim.place_name == "The camp"


def test_taking_back_needs_its_reason(
    client: Client, aminata: User, incident: Incident, snapshot: Snapshot
) -> None:
    claim = make_casualty_claim(incident, citation=make_citation(incident, snapshot=snapshot))

    refused = send(client, aminata, incident, f"claims/{claim.pk}/retract/", seen=1, note=" ")
    send(client, aminata, incident, f"claims/{claim.pk}/retract/", seen=1, note="Of another attack.")

    assert refused.status_code == 400
    assert f'id="retract-{claim.pk}-note_error">Say why the claim is retracted.' in refused.content.decode()
    assert Claim.objects.get().status == ClaimStatus.RETRACTED


def test_a_passage_is_judged_anew(
    client: Client, aminata: User, incident: Incident, snapshot: Snapshot
) -> None:
    claim = make_casualty_claim(incident, citation=make_citation(incident, snapshot=snapshot))

    answer = send(
        client,
        aminata,
        incident,
        f"claims/{claim.pk}/rate/",
        seen=1,
        attributed_to="An officer",
        credibility="3",
    )

    citation = Citation.objects.get()
    assert answer["Location"].endswith(f"#claim-{claim.pk}")
    assert (citation.attributed_to, citation.credibility) == ("An officer", "3")


@pytest.mark.parametrize(
    ("path", "fields", "kept"),
    [
        (
            "claims/{}/",
            {"outcome": "killed", "category": "total", "low": "21", "qualifier": "about"},
            'value="21"',
        ),
        ("claims/{}/retract/", {"note": "Of another attack."}, "Of another attack.</textarea>"),
        ("claims/{}/rate/", {"attributed_to": "An officer", "credibility": "3"}, 'value="An officer"'),
    ],
)
def test_an_overtaken_page_says_who_changed_what_and_keeps_the_text(
    client: Client,
    aminata: User,
    boris: User,
    incident: Incident,
    snapshot: Snapshot,
    path: str,
    fields: dict[str, str],
    kept: str,
) -> None:
    claim = make_casualty_claim(incident, citation=make_citation(incident, snapshot=snapshot))
    record(boris, "review.start", incident)
    prove(client, boris, incident, snapshot, about="cite", quote="Armed men")

    answer = send(client, aminata, incident, path.format(claim.pk), seen=1, **fields)
    missing = send(client, aminata, incident, path.format(claim.pk), **fields)

    page = answer.content.decode()
    assert (answer.status_code, missing.status_code) == (412, 428)
    assert "Boris changed this incident at" in page
    assert f"Boris cited a passage for {incident.uid}." in page
    assert "Boris started to verify" not in page
    assert kept in page
    assert 'name="seen" value="2"' in page
    assert Claim.objects.get().status == ClaimStatus.LIVE


def test_what_was_typed_about_a_claim_that_ended_is_shown_for_copying(
    client: Client, aminata: User, incident: Incident, snapshot: Snapshot
) -> None:
    claim = make_casualty_claim(
        incident, citation=make_citation(incident, snapshot=snapshot), status=ClaimStatus.RETRACTED
    )

    answer = send(client, aminata, incident, f"claims/{claim.pk}/retract/", seen=1, note="Of another attack.")

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Of another attack." in page.split("What you typed")[1]


def test_the_forms_below_a_claim_are_drawn_when_they_are_asked_for(
    client: Client, aminata: User, incident: Incident, snapshot: Snapshot
) -> None:
    claim = make_casualty_claim(incident, citation=make_citation(incident, snapshot=snapshot))
    client.force_login(aminata)
    address = f"/incidents/{incident.uid}/prove/claims/{claim.pk}/forms/?open=rate"

    closed = client.get(f"/incidents/{incident.uid}/prove/").content.decode()
    part = client.get(f"{address}&part=form").content.decode()
    whole = client.get(address).content.decode()

    field = f'name="credibility" id="rate-{claim.pk}-credibility"'
    assert (field in closed, f"{address}" in closed) == (False, True)
    assert (field in part, "<html" in part, part.count("<details open>")) == (True, False, 1)
    assert (field in whole, 'id="archived"' in whole) == (True, True)
