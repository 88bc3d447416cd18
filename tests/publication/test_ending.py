"""Withdrawing, undoing, merging: rows end, nothing is erased, and readers are told."""

import pytest

from casework.accounts.models import User
from casework.core.errors import NotNow
from casework.incidents.models import Citation, Incident
from casework.publication.models import Ended, PublicNotice, PublishedRevision
from casework.publication.services import close_for_merge, close_for_undo, publish, restore, withdraw
from tests.publication.builders import make_revision, make_sokolo


def published(by: User) -> Incident:
    incident = make_sokolo(by)
    publish(incident, make_revision(incident), by=by)
    return incident


def test_a_withdrawal_ends_the_row_and_leaves_a_note(aminata: User, sira: User) -> None:
    incident = published(aminata)

    notice = withdraw(incident, by=sira, note="The source took it back.")

    row = PublishedRevision.objects.get()
    assert (row.ended, row.valid_to) == ("withdrawn", notice.at)
    assert (notice.kind, notice.note, notice.by) == ("withdrawn", "The source took it back.", sira)
    incident.refresh_from_db()
    assert incident.published_version is None


def test_what_is_not_public_cannot_be_withdrawn(aminata: User, sira: User) -> None:
    incident = make_sokolo(aminata)

    with pytest.raises(NotNow, match="not public"):
        withdraw(incident, by=sira, note="Nothing to see.")


def test_publishing_again_lifts_the_note(aminata: User, sira: User) -> None:
    incident = published(aminata)
    withdraw(incident, by=sira, note="It has to be checked.")

    row = publish(incident, make_revision(incident), by=sira)

    assert not PublicNotice.objects.open().exists()
    assert PublicNotice.objects.get().lifted_at == row.valid_from


def test_undoing_a_first_approval_ends_its_row_and_says_so(aminata: User, sira: User) -> None:
    incident = published(aminata)

    assert close_for_undo(incident, by=sira) is None

    assert PublishedRevision.objects.get().ended == "undone"
    assert PublicNotice.objects.open().get().kind == "taken_back"
    incident.refresh_from_db()
    assert incident.published_version is None


def test_undoing_a_later_approval_brings_back_what_it_had_replaced(aminata: User, sira: User) -> None:
    incident = published(aminata)
    publish(incident, make_revision(incident), by=sira)

    back = close_for_undo(incident, by=sira)

    assert back is not None
    assert (back.version, back.is_live) == (2, True)
    assert [row.ended for row in incident.published_revisions.order_by("valid_from")] == [
        "replaced",
        "undone",
        "",
    ]
    incident.refresh_from_db()
    assert incident.published_version == 2
    assert not PublicNotice.objects.exists()


def test_what_comes_back_says_when_it_did_and_nothing_else_new(aminata: User, sira: User) -> None:
    incident = published(aminata)
    first = PublishedRevision.objects.get()
    publish(incident, make_revision(incident), by=sira)

    back = close_for_undo(incident, by=sira)

    assert back is not None
    assert back.published_at > first.published_at
    assert back.payload["published_at"] != first.payload["published_at"]
    assert {**back.payload, "published_at": ""} == {**first.payload, "published_at": ""}


def test_undoing_the_approval_of_a_withdrawn_incident_tells_readers_as_before(
    aminata: User, sira: User
) -> None:
    incident = published(aminata)
    withdraw(incident, by=sira, note="The source took it back.")
    publish(incident, make_revision(incident), by=sira)

    close_for_undo(incident, by=sira)

    notice = PublicNotice.objects.open().get()
    assert (notice.kind, notice.note) == ("withdrawn", "The source took it back.")


def test_what_quotes_a_passage_that_is_secret_now_does_not_come_back(aminata: User, sira: User) -> None:
    incident = published(aminata)
    publish(incident, make_revision(incident), by=sira)
    Citation.objects.update(tlp="RED")

    assert close_for_undo(incident, by=sira) is None

    assert not PublishedRevision.objects.live().exists()
    assert PublicNotice.objects.open().get().kind == "taken_back"


def test_undoing_a_withdrawal_makes_it_public_as_it_was(aminata: User, sira: User) -> None:
    incident = published(aminata)
    withdraw(incident, by=sira, note="Wrong incident.")

    row = restore(incident, Ended.WITHDRAWN, by=sira)

    assert row is not None
    assert row.version == 2
    assert row.is_live
    assert not PublicNotice.objects.open().exists()


def test_a_withdrawal_cannot_be_undone_once_a_quote_is_secret(aminata: User, sira: User) -> None:
    incident = published(aminata)
    withdraw(incident, by=sira, note="It names the witness.")
    Citation.objects.update(tlp="AMBER")

    with pytest.raises(NotNow, match="no longer CLEAR"):
        restore(incident, Ended.WITHDRAWN, by=sira)


def test_readers_of_a_merged_incident_are_led_on(aminata: User, sira: User) -> None:
    incident, other = published(aminata), make_sokolo(aminata)

    notice = close_for_merge(incident, other, by=sira)

    assert notice is not None
    assert (notice.kind, notice.merged_into) == ("merged", other)
    assert PublishedRevision.objects.get().ended == "merged"


def test_merging_what_was_never_public_tells_nobody(aminata: User, sira: User) -> None:
    assert close_for_merge(make_sokolo(aminata), make_sokolo(aminata), by=sira) is None

    assert not PublicNotice.objects.exists()


def test_an_unmerged_incident_is_public_as_it_was_before(aminata: User, sira: User) -> None:
    incident, other = published(aminata), make_sokolo(aminata)
    close_for_merge(incident, other, by=sira)

    row = restore(incident, Ended.MERGED, by=sira)

    assert row is not None
    assert row.is_live


def test_unmerging_does_not_undo_a_withdrawal(aminata: User, sira: User) -> None:
    incident = published(aminata)
    withdraw(incident, by=sira, note="The source took it back.")

    assert restore(incident, Ended.MERGED, by=sira) is None

    assert PublicNotice.objects.open().get().kind == "withdrawn"
