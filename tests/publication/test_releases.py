"""Frozen editions."""

import pytest
from django.db import IntegrityError, transaction

from casework.accounts.models import User
from casework.core.errors import BadInput, NotPermitted
from casework.publication.models import PublishedRevision, Release, ReleaseItem
from casework.publication.releases import is_whole, make_release, manifest
from casework.publication.services import publish, withdraw
from tests.publication.builders import make_revision, make_sokolo


def test_a_release_holds_what_is_public_now(aminata: User, sira: User) -> None:
    shown, gone = make_sokolo(aminata), make_sokolo(aminata)
    for each in (shown, gone):
        publish(each, make_revision(each), by=sira)
    withdraw(gone, by=sira, note="The source took it back.")

    release = make_release("26.0.1", "The first month.", by=sira)

    assert [item.published_revision.uid for item in release.items.all()] == [shown.uid]
    assert release.item_count == 1
    assert is_whole(release)


def test_a_release_stays_as_it_was(aminata: User, sira: User) -> None:
    incident = make_sokolo(aminata)
    publish(incident, make_revision(incident), by=sira)
    release = make_release("26.0.1", "The first month.", by=sira)

    publish(incident, make_revision(incident), by=sira)

    assert [item.published_revision.version for item in release.items.all()] == [2]
    assert is_whole(release)


def test_the_manifest_is_one_line_per_incident(aminata: User, sira: User) -> None:
    incident = make_sokolo(aminata)
    row = publish(incident, make_revision(incident), by=sira)

    assert manifest([row]) == f"{incident.uid} 2 {row.sha256}\n"


def test_an_empty_release_has_the_fingerprint_of_nothing(sira: User) -> None:
    release = make_release("26.0.1", "Nothing yet.", by=sira)

    assert release.manifest_sha256 == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize("name", ["", "a b", "../26.1", "26.1/"])
def test_a_name_that_fits_no_address_is_refused(sira: User, name: str) -> None:
    with pytest.raises(BadInput):
        make_release(name, "A month.", by=sira)

    assert not Release.objects.exists()


def test_a_name_means_one_release_for_ever(sira: User) -> None:
    make_release("26.0.1", "A month.", by=sira)

    with pytest.raises(BadInput, match="next number"):
        make_release("26.0.1", "Another month.", by=sira)


def test_only_supervisors_release(boris: User, nadia: User) -> None:
    for person in (boris, nadia):
        with pytest.raises(NotPermitted, match="Only supervisors"):
            make_release("26.0.1", "A month.", by=person)


@pytest.mark.django_db(transaction=True)
def test_nothing_is_added_to_a_release_afterwards(aminata: User, sira: User) -> None:
    release = make_release("26.0.1", "A month.", by=sira)
    incident = make_sokolo(aminata)
    with transaction.atomic():
        row = publish(incident, make_revision(incident), by=sira)

    with pytest.raises(IntegrityError, match="complete when it is made"):
        ReleaseItem.objects.create(release=release, published_revision=row, incident=incident)


def test_an_item_names_the_incident_of_its_row(aminata: User, sira: User) -> None:
    incident, other = make_sokolo(aminata), make_sokolo(aminata)
    row = publish(incident, make_revision(incident), by=sira)
    release = make_release("26.0.1", "A month.", by=sira)
    ReleaseItem.objects.filter(release=release)

    with pytest.raises(IntegrityError, match="another incident"), transaction.atomic():
        ReleaseItem.objects.create(release=release, published_revision=row, incident=other)


@pytest.mark.parametrize("model", [Release, ReleaseItem, PublishedRevision])
def test_nothing_of_a_release_can_be_deleted(aminata: User, sira: User, model: type[Release]) -> None:
    incident = make_sokolo(aminata)
    publish(incident, make_revision(incident), by=sira)
    make_release("26.0.1", "A month.", by=sira)

    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.all()._raw_delete("default")
