"""Truth tables of what is told in other shapes, and of what public incidents name."""

from datetime import date
from typing import Any

from casework.accounts.models import User
from casework.incidents.models import Incident
from casework.publication.models import AcledRow, GedRow, PublicThing, PublishedRevision, Release
from tests.incidents.builders import make_incident
from tests.publication.builders import at, build_published, build_release, make_revision
from tests.truth_tables import truth_table


def build_acled(incident: Incident, **changes: Any) -> AcledRow:
    """Return a row for ACLED's clients that is not saved."""
    texts = ("disorder_type", "event_type", "sub_event_type", "actor1", "assoc_actor_1", "actor2")
    places = ("assoc_actor_2", "civilian_targeting", "country", "admin1", "admin2", "admin3", "location")
    values: dict[str, Any] = dict.fromkeys((*texts, *places, "source", "source_scale", "notes", "tags"), "")
    numbers = ("inter1", "inter2", "interaction", "iso", "region", "latitude", "longitude", "fatalities")
    values |= dict.fromkeys((*numbers, "timestamp"), 0)
    values |= {"event_id_cnty": f"MLI{incident.pk}", "event_date": date(2020, 1, 26), "year": 2020}
    values |= {"time_precision": 1, "geo_precision": 1}
    return AcledRow(incident=incident, **{**values, **changes})


def build_ged(release: Release, **changes: Any) -> GedRow:
    """Return a row for UCDP's clients that is not saved."""
    day = date(2020, 1, 26)
    values = {"ged_id": 1, "row": {}, "date_start": day, "date_end": day, "latitude": 0, "longitude": 0}
    return GedRow(release=release, **{**values, "type_of_violence": 2, **changes})


def test_codes_of_acled(aminata: User) -> None:
    incident = make_incident(aminata)

    truth_table(
        "acled_row_codes_known",
        lambda **changes: build_acled(incident, **changes),
        [
            ({}, True),
            ({"time_precision": 3, "geo_precision": 3, "inter1": 8, "inter2": 8}, True),
            ({"time_precision": 0}, False),
            ({"time_precision": 4}, False),
            ({"geo_precision": 0}, False),
            ({"geo_precision": 4}, False),
            ({"inter1": 9}, False),
            ({"inter2": 9}, False),
        ],
    )


def test_events_of_a_version(sira: User) -> None:
    release = build_release(sira)
    release.save()
    day_before = date(2020, 1, 25)

    truth_table(
        "ged_row_as_the_codebook_says",
        lambda **changes: build_ged(release, **changes),
        [
            ({"type_of_violence": 1}, True),
            ({"type_of_violence": 3, "date_start": day_before}, True),
            ({"type_of_violence": 0}, False),
            ({"type_of_violence": 4}, False),
            ({"date_end": day_before}, False),
        ],
    )
    build_ged(release).save()
    truth_table(
        "ged_row_once",
        lambda **changes: build_ged(release, **changes),
        [({"ged_id": 1}, False), ({"ged_id": 2}, True)],
    )


def test_names_are_told_once_and_only_while_they_are_named(aminata: User) -> None:
    incident = make_incident(aminata)
    row: PublishedRevision = build_published(incident, make_revision(incident))
    row.save()

    def build(**changes: Any) -> PublicThing:
        values = {"kind": "actor", "key": "1", "payload": {}, "incident_count": 1, "changed_at": at(0)}
        return PublicThing(told_by=row, **{**values, **changes})

    truth_table(
        "public_thing_is_named", build, [({"incident_count": 1}, True), ({"incident_count": 0}, False)]
    )
    truth_table(
        "public_thing_kind_known",
        build,
        [({"kind": "source"}, True), ({"kind": "person"}, False), ({"key": ""}, False)],
    )
    build().save()
    truth_table(
        "public_thing_once",
        build,
        [({}, False), ({"key": "2"}, True), ({"kind": "source"}, True)],
    )


def test_changes_come_with_a_manifest(sira: User) -> None:
    truth_table(
        "release_changes_with_manifest",
        lambda **changes: build_release(sira, **changes),
        [
            ({"manifest": "", "changes": ""}, True),
            ({"manifest": "{}", "changes": ""}, True),
            ({"manifest": "{}", "changes": "{}\n"}, True),
            ({"manifest": "", "changes": "{}\n"}, False),
        ],
    )
