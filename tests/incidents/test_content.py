"""An incident as one piece of data, and the revisions that keep it."""

import json
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from casework.accounts.models import User
from casework.core.canonical import canonical_json, fingerprint
from casework.incidents.content import content_of, write_revision
from casework.incidents.models import Incident, Revision
from casework.incidents.plain import degrees_text, moment_text
from tests.incidents.builders import make_assessment, make_casualty_claim, make_incident
from tests.incidents.test_completeness import make_complete_incident


@pytest.fixture
def incident(aminata: User) -> Incident:
    return make_complete_incident(aminata, latitude="14.7328", longitude="-6.1219")


def test_the_content_is_json_as_it_stands(incident: Incident) -> None:
    content = content_of(incident)

    assert json.loads(json.dumps(content)) == content


def test_the_content_tells_the_whole_story(incident: Incident) -> None:
    content = content_of(Incident.objects.get(pk=incident.pk))

    assert content["uid"] == incident.uid
    assert (content["date_edtf"], content["date_precision"]) == ("2020-01-26", "day")
    assert (content["latitude"], content["longitude"]) == ("14.73280", "-6.12190")
    assert content["country"]["gw_number"] == 432
    assert [claim["kind"] for claim in content["claims"]] == ["attribution", "casualties"]
    assert content["citations"][0]["exact"] == "about 20 soldiers"
    assert content["citations"][0]["document"]["source"]["reliability"] == "F"
    assert len(content["citations"][0]["snapshot"]["sha256"]) == 64
    assert [each["outcome"] for each in content["assessments"]] == ["injured", "killed"]


def test_every_claim_names_a_citation_of_the_content(incident: Incident) -> None:
    content = content_of(incident)

    cited = {citation["id"] for citation in content["citations"]}
    assert {claim["citation"] for claim in content["claims"]} <= cited


def test_workflow_and_access_are_no_content(incident: Incident) -> None:
    words = set(content_of(incident))

    assert not words & {"review_state", "version", "named_people", "assigned_to", "contributor_ids"}


def test_the_same_content_has_the_same_hash_before_and_after_storing(incident: Incident) -> None:
    revision = write_revision(incident, incident.created_by, "submit")

    stored = Revision.objects.get(pk=revision.pk)
    assert fingerprint(stored.content) == stored.sha256
    assert fingerprint(content_of(Incident.objects.get(pk=incident.pk))) == stored.sha256


def test_a_version_is_kept_once(incident: Incident) -> None:
    write_revision(incident, incident.created_by, "submit")

    with pytest.raises(IntegrityError, match="revision_one_per_version"), transaction.atomic():
        write_revision(incident, incident.created_by, "agree")


def test_a_revision_does_not_follow_the_incident(incident: Incident) -> None:
    revision = write_revision(incident, incident.created_by, "submit")
    Incident.objects.filter(pk=incident.pk).update(title="Another title")

    revision.refresh_from_db()
    assert revision.content["title"] == "Attack on the camp at Sokolo"


def test_replaced_assessments_are_history_and_not_content(incident: Incident) -> None:
    make_assessment(incident, 7, 7, 7, outcome="missing", replaced_at=datetime(2020, 1, 1, tzinfo=UTC))

    assert "missing" not in {each["outcome"] for each in content_of(incident)["assessments"]}


def test_a_large_incident_takes_no_more_queries_than_a_small_one(incident: Incident) -> None:
    before = queries(incident)
    for _ in range(4):
        make_casualty_claim(incident)

    assert queries(incident) == before


def queries(incident: Incident) -> int:
    fresh = Incident.objects.get(pk=incident.pk)
    with CaptureQueriesContext(connection) as captured:
        content_of(fresh)
    return len(captured)


def test_an_empty_incident_has_content_too(aminata: User) -> None:
    content = content_of(make_incident(aminata))

    assert content["claims"] == content["citations"] == content["assessments"] == []
    assert content["country"] is content["latitude"] is None
    assert canonical_json(content)


def test_moments_and_degrees_have_one_spelling() -> None:
    assert moment_text(datetime(2020, 1, 26, 5, tzinfo=UTC)) == "2020-01-26T05:00:00Z"
    assert degrees_text(None) is None
