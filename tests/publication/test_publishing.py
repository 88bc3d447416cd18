"""Making a revision public, and what it replaces."""

import pytest
from django.db import IntegrityError, transaction

from casework.accounts.models import User
from casework.audit.models import Entry
from casework.codebook.models import Country
from casework.core.canonical import fingerprint
from casework.core.errors import NotNow
from casework.incidents.models import Incident
from casework.publication.models import PublishedRevision
from casework.publication.services import publish, withdraw
from tests.builders import get_or_make
from tests.publication.builders import make_revision, make_sokolo


def mali() -> Country:
    values = {"iso2": "ML", "name": "Mali", "acled_name": "Mali", "acled_region": 1}
    return get_or_make(Country, values, iso3="MLI")


def test_publishing_shows_the_revision_to_the_world(aminata: User, sira: User) -> None:
    incident = make_sokolo(aminata, country=mali())
    revision = make_revision(incident)

    row = publish(incident, revision, by=sira)

    row.refresh_from_db()
    assert (row.uid, row.version, row.acled_id) == (incident.uid, 2, f"MLI{incident.pk}")
    assert row.is_live
    assert row.valid_from == row.published_at
    assert row.sha256 == fingerprint(row.payload)
    incident.refresh_from_db()
    assert incident.published_version == 2


def test_the_columns_say_what_the_payload_says(aminata: User, sira: User) -> None:
    incident = make_sokolo(aminata, country=mali())

    row = publish(incident, make_revision(incident), by=sira)

    row.refresh_from_db()
    assert (row.country, row.grade) == ("MLI", "confirmed")
    assert (row.killed_low, row.killed_best, row.killed_high) == (20, 20, 20)
    assert (str(row.latitude), str(row.longitude)) == ("14.73280", "-6.12190")
    assert (str(row.date_earliest), str(row.date_latest)) == ("2020-01-26", "2020-01-26")
    assert PublishedRevision.objects.filter(search="sokolo").get() == row


def test_a_newer_revision_takes_the_place_of_the_one_before(aminata: User, sira: User) -> None:
    incident = make_sokolo(aminata)
    first = publish(incident, make_revision(incident), by=sira)

    second = publish(incident, make_revision(incident), by=sira)

    first.refresh_from_db()
    assert (first.valid_to, first.ended) == (second.valid_from, "replaced")
    assert list(PublishedRevision.objects.live()) == [second]


def test_working_rows_do_not_reach_the_public(aminata: User, sira: User) -> None:
    incident = make_sokolo(aminata)
    revision = make_revision(incident)
    Incident.objects.filter(pk=incident.pk).update(title="Changed after the approval was asked for")
    incident.refresh_from_db()

    row = publish(incident, revision, by=sira)

    assert row.payload["title"] == "Attack on the camp at Sokolo"


def test_the_acled_identifier_survives_a_change_of_country(aminata: User, sira: User) -> None:
    incident = make_sokolo(aminata, country=mali())
    publish(incident, make_revision(incident), by=sira)
    withdraw(incident, by=sira, note="It was across the border.")
    Incident.objects.filter(pk=incident.pk).update(country=None)
    incident = Incident.objects.get(pk=incident.pk)

    row = publish(incident, make_revision(incident), by=sira)

    assert (row.country, row.acled_id) == ("", f"MLI{incident.pk}")


def test_an_incident_outside_of_countries_has_an_identifier(aminata: User, sira: User) -> None:
    incident = make_sokolo(aminata, location_precision="sea_or_air")

    assert publish(incident, make_revision(incident), by=sira).acled_id == f"XZZ{incident.pk}"


@pytest.mark.parametrize("tlp", ["RED", "AMBER+STRICT", "AMBER", "GREEN"])
def test_a_restricted_incident_is_refused(aminata: User, sira: User, tlp: str) -> None:
    incident = make_sokolo(aminata, tlp=tlp)
    revision = make_revision(incident)

    with pytest.raises(NotNow, match=rf"TLP:{tlp.replace('+', '.')}.*only CLEAR"):
        publish(incident, revision, by=sira)

    assert not PublishedRevision.objects.exists()


def test_a_revision_from_before_the_restriction_was_lifted_is_refused(aminata: User, sira: User) -> None:
    incident = make_sokolo(aminata, tlp="AMBER")
    revision = make_revision(incident)
    Incident.objects.filter(pk=incident.pk).update(tlp="CLEAR")
    incident.refresh_from_db()

    with pytest.raises(NotNow):
        publish(incident, revision, by=sira)


def test_publishing_leaves_a_line_in_the_trail(aminata: User, sira: User) -> None:
    incident = make_sokolo(aminata)

    row = publish(incident, make_revision(incident), by=sira)

    entry = Entry.objects.get(verb="publication.publish")
    assert (entry.actor, entry.subject_id) == (sira, incident.pk)
    assert entry.after == {"version": row.version, "sha256": row.sha256}


@pytest.mark.parametrize(
    "change", [{"payload": {}}, {"published_at": None}, {"killed_best": 3}, {"uid": "CW-9"}]
)
def test_a_published_row_is_never_changed(aminata: User, sira: User, change: dict[str, object]) -> None:
    incident = make_sokolo(aminata)
    row = publish(incident, make_revision(incident), by=sira)

    with pytest.raises(IntegrityError), transaction.atomic():
        PublishedRevision.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.delete()
