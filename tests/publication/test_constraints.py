"""Truth tables of what is public, since when, and what readers are told instead."""

from typing import Any

from casework.accounts.models import User
from casework.publication.models import PublicNotice, PublishedRevision, ReleaseItem
from tests.incidents.builders import make_incident
from tests.publication.builders import (
    at,
    build_notice,
    build_published,
    build_release,
    make_revision,
)
from tests.truth_tables import truth_table

ENDED = {"ended": "replaced"}


def test_one_revision_is_public_at_a_time(aminata: User) -> None:
    incident, other = make_incident(aminata), make_incident(aminata)
    revision = make_revision(incident)

    def beside(**changes: Any) -> PublishedRevision:
        """One row was public from noon until two."""
        build_published(incident, revision, valid_to=at(2), **ENDED).save()
        of = changes.pop("incident", incident)
        return build_published(of, revision, **{"published_at": at(-9), **changes})

    truth_table(
        "published_revision_one_at_a_time",
        beside,
        [
            ({"valid_from": at(2)}, True),
            ({"valid_from": at(3)}, True),
            ({"valid_from": at(2), "valid_to": at(3), **ENDED}, True),
            ({"valid_from": at(-1), "valid_to": at(0), **ENDED}, True),
            ({"valid_from": at(-1), "valid_to": at(0.1), **ENDED}, False),
            ({"valid_from": at(-1), "valid_to": at(3), **ENDED}, False),
            ({"valid_from": at(-1)}, False),
            ({"valid_from": at(1), "valid_to": at(1.5), **ENDED}, False),
            ({"valid_from": at(1.9)}, False),
            ({"valid_from": at(1), "incident": other}, True),
        ],
    )


def test_one_row_is_live(aminata: User) -> None:
    incident, other = make_incident(aminata), make_incident(aminata)
    revision = make_revision(incident)

    def beside(**changes: Any) -> PublishedRevision:
        """A live row whose time lies far ahead, so that only being live can collide."""
        build_published(incident, revision, published_at=at(9), valid_from=at(9)).save()
        return build_published(changes.pop("incident", incident), revision, **changes)

    truth_table(
        "published_revision_one_live",
        beside,
        [
            ({"valid_to": at(1), **ENDED}, True),
            ({"incident": other}, True),
            ({}, False),
        ],
    )


def test_the_acled_identifier_stays(aminata: User) -> None:
    incident = make_incident(aminata)
    revision = make_revision(incident)

    def beside(**changes: Any) -> PublishedRevision:
        build_published(incident, revision, valid_to=at(1), **ENDED).save()
        return build_published(incident, revision, valid_from=at(1), **changes)

    truth_table(
        "published_revision_acled_id_kept",
        beside,
        [({}, True), ({"acled_id": f"BFA{incident.pk}"}, False)],
    )
    truth_table(
        "published_revision_acled_id_of_incident",
        lambda **changes: build_published(incident, revision, **changes),
        [
            ({"acled_id": f"BFA{incident.pk}"}, True),
            ({"acled_id": f"BFA{incident.pk + 1}"}, False),
            ({"acled_id": f"BFA0{incident.pk}"}, False),
            ({"acled_id": f"BF{incident.pk}"}, False),
            ({"acled_id": f"bfa{incident.pk}"}, False),
            ({"acled_id": "BFA"}, False),
            ({"acled_id": ""}, False),
        ],
    )


def test_a_row_ends_with_its_reason(aminata: User) -> None:
    incident = make_incident(aminata)
    revision = make_revision(incident)

    def build(**changes: Any) -> PublishedRevision:
        return build_published(incident, revision, **changes)

    truth_table(
        "published_revision_ended_with_reason",
        build,
        [
            ({}, True),
            ({"valid_to": at(1), "ended": "replaced"}, True),
            ({"valid_to": at(1), "ended": "withdrawn"}, True),
            ({"valid_to": at(1), "ended": "merged"}, True),
            ({"valid_to": at(1), "ended": "undone"}, True),
            ({"valid_to": at(1), "ended": ""}, False),
            ({"valid_to": at(1), "ended": "forgotten"}, False),
            ({"valid_to": None, "ended": "undone"}, False),
            ({"valid_to": at(0), "ended": "undone"}, False),
        ],
    )
    truth_table(
        "published_revision_not_backdated",
        build,
        [({"valid_from": at(1)}, True), ({"valid_from": at(-1)}, False)],
    )
    truth_table(
        "published_revision_grade_known", build, [({"grade": "fair"}, True), ({"grade": "certain"}, False)]
    )


def test_a_notice_says_enough(aminata: User) -> None:
    incident, other = make_incident(aminata), make_incident(aminata)

    def build(**changes: Any) -> PublicNotice:
        return build_notice(incident, **changes)

    truth_table(
        "public_notice_says_enough",
        build,
        [
            ({}, True),
            ({"note": ""}, False),
            ({"note": " \n"}, False),
            ({"merged_into": other}, False),
            ({"kind": "merged", "note": "", "merged_into": other}, True),
            ({"kind": "merged", "merged_into": None}, False),
            ({"kind": "taken_back", "note": ""}, True),
            ({"kind": "taken_back", "merged_into": other}, False),
            ({"kind": "lost"}, False),
        ],
    )
    truth_table(
        "public_notice_leads_elsewhere",
        build,
        [
            ({"kind": "merged", "merged_into": other}, True),
            ({"kind": "merged", "merged_into": incident}, False),
        ],
    )
    truth_table(
        "public_notice_lifted_later",
        build,
        [({"lifted_at": None}, True), ({"lifted_at": at(1)}, True), ({"lifted_at": at(0)}, False)],
    )


def test_readers_are_told_one_thing_at_a_time(aminata: User) -> None:
    incident, other = make_incident(aminata), make_incident(aminata)

    def beside(**changes: Any) -> PublicNotice:
        build_notice(incident).save()
        return build_notice(changes.pop("incident", incident), **changes)

    truth_table(
        "public_notice_one_open",
        beside,
        [({}, False), ({"lifted_at": at(1)}, True), ({"incident": other}, True)],
    )


def test_a_release_has_a_name_of_its_own(sira: User) -> None:
    def beside(**changes: Any) -> Any:
        build_release(sira, name="26.1").save()
        return build_release(sira, **changes)

    truth_table("release_name_unique", beside, [({"name": "26.2"}, True), ({"name": "26.1"}, False)])
    truth_table(
        "release_name_fits_an_address",
        lambda **changes: build_release(sira, **changes),
        [
            ({"name": "26.0-rc1"}, True),
            ({"name": "a/b"}, False),
            ({"name": ""}, False),
            ({"name": "-1"}, False),
        ],
    )
    truth_table(
        "release_manifest_is_sha256",
        lambda **changes: build_release(sira, **changes),
        [({}, True), ({"manifest_sha256": "A" * 64}, False), ({"manifest_sha256": "0" * 63}, False)],
    )


def test_a_release_holds_an_incident_once(sira: User) -> None:
    incident = make_incident(sira)
    row = build_published(incident, make_revision(incident))
    row.save()

    def beside(**changes: Any) -> ReleaseItem:
        first, second = build_release(sira), build_release(sira, name="26.0.2")
        first.save()
        second.save()
        ReleaseItem.objects.create(release=first, published_revision=row, incident=incident)
        release = second if changes.get("other") else first
        return ReleaseItem(release=release, published_revision=row, incident=incident)

    truth_table("release_item_incident_once", beside, [({"other": True}, True), ({}, False)])
