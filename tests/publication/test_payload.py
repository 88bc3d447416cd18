"""What the payload tells, and what it leaves out."""

import json
from datetime import UTC, datetime
from typing import Any

from casework.accounts.models import User
from casework.incidents.content import content_of
from casework.incidents.models import Citation
from casework.publication.payload import moment, payload_of, words_of
from tests.incidents.builders import (
    make_assessment,
    make_casualty_claim,
    make_citation,
    make_document,
    make_snapshot,
    make_source,
)
from tests.publication.builders import NOON, make_quiet_claim, make_sokolo


def told(incident: Any) -> dict[str, Any]:
    content = content_of(incident)
    return payload_of(content, version=3, acled_id=f"MLI{incident.pk}", published_at=NOON)


def test_the_payload_has_these_parts(aminata: User) -> None:
    assert list(told(make_sokolo(aminata))) == [
        "uid",
        "version",
        "acled_id",
        "ged_id",
        "published_at",
        "codebook_edition",
        "title",
        "summary",
        "grade",
        "date",
        "place",
        "event_type",
        "sub_event_type",
        "target_type",
        "weapon_types",
        "numbers",
        "claims",
        "sources",
        "counts",
    ]


def test_date_and_place_come_with_their_precision(aminata: User) -> None:
    payload = told(make_sokolo(aminata))

    assert payload["date"] == {
        "edtf": "2020-01-26",
        "earliest": "2020-01-26",
        "latest": "2020-01-26",
        "precision": "day",
        "time_of_day": "before_dawn",
        "duration": "single",
    }
    place = payload["place"]
    assert (place["name"], place["latitude"], place["longitude"]) == ("Sokolo", 14.7328, -6.1219)
    assert (place["precision"], place["uncertainty_m"]) == ("exact", None)


def test_numbers_come_with_their_rule_and_claims(aminata: User) -> None:
    incident = make_sokolo(aminata)
    claim = incident.claims.get()

    assert told(incident)["numbers"] == [
        {
            "outcome": "killed",
            "category": "total",
            "low": 20,
            "best": 20,
            "high": 20,
            "rule": "range",
            "claims": [claim.pk],
        }
    ]


def test_a_claim_quotes_its_passage_and_names_the_snapshot(aminata: User) -> None:
    incident = make_sokolo(aminata)
    citation = Citation.objects.get()

    claim = told(incident)["claims"][0]

    assert (claim["kind"], claim["low"], claim["qualifier"]) == ("casualties", 20, "exactly")
    quoted = claim["citation"]
    assert quoted["quote"]["exact"] == "about 20 soldiers"
    assert (quoted["quote"]["start"], quoted["quote"]["end"]) == (citation.start, citation.end)
    assert quoted["snapshot"]["sha256"] == citation.snapshot.sha256
    assert quoted["source"] == citation.snapshot.document.source.slug


def test_a_claim_that_is_not_clear_is_in_no_part_of_the_payload(aminata: User) -> None:
    incident = make_sokolo(aminata)
    secret = make_quiet_claim(incident, "AMBER")
    Citation.objects.filter(pk=secret.citation_id).update(attributed_to="A witness at the camp")
    incident.assessments.get().claims.add(secret)

    payload = told(incident)

    assert payload["counts"] == {"claims": 1, "documents": 1, "sources": 1, "independent_sources": 1}
    assert secret.pk not in payload["numbers"][0]["claims"]
    assert "witness" not in json.dumps(payload)
    assert secret.citation.snapshot.document.source.slug not in json.dumps(payload)


def test_a_clear_citation_of_a_document_that_is_not_clear_stays_inside(aminata: User) -> None:
    incident = make_sokolo(aminata)
    snapshot = make_snapshot(aminata, document=make_document(aminata, tlp="AMBER"))
    make_casualty_claim(incident, 19, 19, None, citation=make_citation(incident, snapshot=snapshot))

    assert told(incident)["counts"]["claims"] == 1


def test_a_source_that_is_not_clear_stays_inside(aminata: User) -> None:
    incident = make_sokolo(aminata)
    snapshot = make_snapshot(aminata, document=make_document(aminata, source=make_source(tlp="RED")))
    make_casualty_claim(incident, 19, 19, None, citation=make_citation(incident, snapshot=snapshot))

    assert told(incident)["counts"]["sources"] == 1


def test_retracted_claims_are_not_told(aminata: User) -> None:
    incident = make_sokolo(aminata)
    incident.claims.update(status="retracted")

    payload = told(incident)

    assert (payload["claims"], payload["sources"]) == ([], [])
    assert payload["numbers"][0]["claims"] == []


def test_a_part_of_a_claim_that_is_not_told_stands_alone(aminata: User) -> None:
    incident = make_sokolo(aminata)
    whole = make_quiet_claim(incident)
    make_casualty_claim(incident, 18, 18, 18, part_of=whole)

    assert [claim["part_of"] for claim in told(incident)["claims"]] == [None, None]


def test_no_name_of_staff_is_told(aminata: User, boris: User) -> None:
    incident = make_sokolo(aminata)
    make_assessment(incident, None, None, None, outcome="injured", reason="Boris knows the camp.")

    text = json.dumps(told(incident))

    assert "aminata" not in text
    assert "Boris" not in text


def test_documents_of_one_owner_count_as_one_independent_source(aminata: User) -> None:
    incident = make_sokolo(aminata)
    for _ in range(2):
        document = make_document(aminata, source=make_source(owner="One Agency"))
        citation = make_citation(incident, snapshot=make_snapshot(aminata, document=document))
        make_casualty_claim(incident, 19, 19, None, citation=citation)

    assert told(incident)["counts"] == {
        "claims": 3,
        "documents": 3,
        "sources": 3,
        "independent_sources": 2,
    }


def test_the_same_content_gives_the_same_payload(aminata: User) -> None:
    incident = make_sokolo(aminata)

    assert told(incident) == told(incident)


def test_words_to_search_are_those_of_the_payload(aminata: User) -> None:
    incident = make_sokolo(aminata, admin1="Ségou")

    words = words_of(told(incident)).splitlines()

    assert {"Attack on the camp at Sokolo", "Sokolo", "Ségou"} <= set(words)


def test_moments_are_in_utc_and_sort_as_text() -> None:
    assert moment(datetime(2026, 1, 5, 12, tzinfo=UTC)) == "2026-01-05T12:00:00.000000Z"
